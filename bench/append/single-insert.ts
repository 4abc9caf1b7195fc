/** The usual first event store: one table like Passbook's with a sequence for the position, one INSERT per transaction. */
import { connect } from '../../db/client.ts'
import { encodeJson } from '../../server/event-store/codec.ts'
import { closedLoop } from '../closed-loop.ts'
import { fastestOf } from '../measure.ts'
import { type Appender, countEvents, type Trial } from './appender.ts'
import { newDeposit } from './event.ts'

const POOL_SIZES = [8, 16, 32]

export const singleInsert = async (url: string, { callers, trialMs }: Trial): Promise<Appender> => {
  const setUp = connect(url, { applicationName: 'bench', max: 1 })
  await setUp.sql`
    CREATE TABLE plain_events (
      global_position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      stream_id text NOT NULL, stream_position integer NOT NULL, event_type text NOT NULL,
      schema_version smallint NOT NULL, data jsonb NOT NULL, metadata jsonb NOT NULL,
      created_at timestamptz(3) NOT NULL,
      UNIQUE (stream_id, stream_position)
    )`
  await setUp.close()

  const pools = new Map(POOL_SIZES.map((max) => [max, connect(url, { applicationName: 'bench', max })]))
  let appended = 0
  const contestant = (howMany: number, max: number) => {
    const { sql } = pools.get(max)!
    return closedLoop(
      `One INSERT per transaction (${howMany} callers, ${max} connections)`,
      howMany,
      async () => {
        const { streamId, streamPosition, event, metadata, createdAt } = newDeposit()
        await sql`
        INSERT INTO plain_events (stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
        VALUES (${streamId}, ${streamPosition}, ${event.type}, 2, ${encodeJson(event.data)}::text::jsonb,
                ${encodeJson(metadata)}::text::jsonb, ${createdAt.toISOString()})`
        appended += 1
        return 1
      },
    )
  }
  const best = await fastestOf(POOL_SIZES, (max) => contestant(callers, max), trialMs)
  return {
    contestant: (howMany) => contestant(howMany, best),
    check: () => countEvents(pools.get(best)!.sql, appended, 'plain_events'),
    close: async () => {
      for (const pool of pools.values()) await pool.close()
    },
  }
}
