/** Reading the log: whole, or one stream, always in order, a page at a time. */
import type { StoredBankEvent } from '../domain/events.ts'
import type { Queryable } from './append.ts'
import { decodeEvents, type EventRow } from './codec.ts'

/** The position of the newest event; 0 when there is none. */
export const readHead = async (sql: Queryable): Promise<number> => {
  const [row] = await sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  return row?.last_position ?? 0
}

/** Up to `limit` events after position `after`, ascending, none beyond `upTo`. */
export const readAll = async (
  sql: Queryable,
  { after, limit, upTo = Number.MAX_SAFE_INTEGER }: { after: number; limit: number; upTo?: number },
): Promise<StoredBankEvent[]> => {
  const rows = await sql<EventRow[]>`
    SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
    FROM events
    WHERE global_position > ${after} AND global_position <= ${upTo}
    ORDER BY global_position
    LIMIT ${limit}`
  return decodeEvents(sql, rows)
}

/** Up to `limit` events of one stream after its position `after` (the first event's is 0), ascending. */
export const readStream = async (
  sql: Queryable,
  streamId: string,
  { after = -1, limit = 1_000 }: { after?: number; limit?: number } = {},
): Promise<StoredBankEvent[]> => {
  const rows = await sql<EventRow[]>`
    SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
    FROM events
    WHERE stream_id = ${streamId} AND stream_position > ${after}
    ORDER BY stream_position
    LIMIT ${limit}`
  return decodeEvents(sql, rows)
}
