/**
 * What this Postgres can do at most: the same rows into the same table, already on the server, in one INSERT … SELECT.
 */
import { connect } from '../../db/client.ts'
import { append } from '../../server/event-store/append.ts'
import { closedLoop } from '../closed-loop.ts'
import { type Appender, countEvents } from './appender.ts'
import { newDeposit } from './event.ts'

const ROWS = 10_000

export const serverLimit = async (url: string): Promise<Appender> => {
  const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
  await append(sql, { events: Array.from({ length: ROWS }, newDeposit), receipts: [], reads: [] })
  await sql`CREATE TABLE prepared AS SELECT * FROM events ORDER BY global_position`
  await sql`ANALYZE prepared`
  let copies = 1
  return {
    contestant: (callers) =>
      closedLoop(
        `Server-side INSERT … SELECT (${ROWS.toLocaleString('en')} rows each)`,
        callers,
        async () => {
          const copy = copies++
          await sql`
          INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
          SELECT global_position + ${copy * ROWS}::bigint, stream_id, stream_position + ${copy}::int, event_type,
                 schema_version, data, metadata, created_at
          FROM prepared ORDER BY global_position`
          return ROWS
        },
      ),
    check: () => countEvents(sql, copies * ROWS, 'events'),
    close,
  }
}
