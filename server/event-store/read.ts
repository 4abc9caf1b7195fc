/**
 * Reading the log: whole, or one stream, always in order, a page at a time. What cannot be decoded is a fault to most
 * readers; those who must get past it ask for entries.
 */
import type { EventMetadata } from '../domain/event.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import type { Queryable } from './append.ts'
import { rowOf } from './archive/archived.ts'
import { completePositions, completeRange, completeStream } from './archive/read-through.ts'
import { decodeEvents, decoderFor, type EventRow } from './codec.ts'
import { rawEventOf } from './seals/raw-line.ts'

/** The position of the newest event; 0 when there is none. */
export const readHead = async (sql: Queryable): Promise<number> => {
  const [row] = await sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  return row?.last_position ?? 0
}

export type LogRange = { readonly after: number; readonly limit: number; readonly upTo?: number }

/** An event that cannot be decoded: where it stands, and why not. */
export type UnreadableEntry = {
  readonly globalPosition: number
  readonly streamId: string
  readonly type: string
  readonly metadata: EventMetadata
  readonly unreadable: unknown
}

export type LogEntry = StoredBankEvent | UnreadableEntry

/** Up to `limit` events after position `after`, ascending, none beyond `upTo`. Throws at one that cannot be decoded. */
export const readAll = async (sql: Queryable, range: LogRange): Promise<StoredBankEvent[]> =>
  decodeEvents(sql, await readRows(sql, range))

/** {@link readAll} for those who have to get past an event that cannot be decoded. */
export const readEntries = async (sql: Queryable, range: LogRange): Promise<LogEntry[]> =>
  entriesOf(sql, await readRows(sql, range))

/** {@link readAll}, not decoded. */
export const readRows = (
  sql: Queryable,
  { after, limit, upTo = Number.MAX_SAFE_INTEGER }: LogRange,
): Promise<EventRow[]> =>
  completeRange(
    sql,
    { after, limit, upTo },
    {
      readTable: async (range) => sql<EventRow[]>`
        SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
        FROM events
        WHERE global_position > ${range.after} AND global_position <= ${range.upTo}
        ORDER BY global_position
        LIMIT ${range.limit}`,
      positionOf: ({ global_position }) => global_position,
      fromLine: rowOf,
    },
  )

/** Whatever decoding one of them throws is that event's own; the keys it takes are there by then, or this throws. */
export const entriesOf = async (sql: Queryable, rows: readonly EventRow[]): Promise<LogEntry[]> => {
  const decode = await decoderFor(sql, rows)
  return rows.map((row) => {
    try {
      return decode(row)
    } catch (error) {
      return {
        globalPosition: row.global_position,
        streamId: row.stream_id,
        type: row.event_type,
        metadata: row.metadata,
        unreadable: error,
      }
    }
  })
}

/** An event exactly as it is stored, JSON and all as text. */
export type StoredRow = {
  readonly global_position: number
  readonly stream_id: string
  readonly stream_position: number
  readonly event_type: string
  readonly schema_version: number
  readonly data: string
  readonly metadata: string
  readonly created_at: string
}

/** The events at these positions as they are stored: not decoded, whatever version they have. */
export const readStored = (sql: Queryable, positions: readonly number[]): Promise<StoredRow[]> =>
  completePositions(sql, positions, {
    readTable: async (wanted) => sql<StoredRow[]>`
      SELECT global_position, stream_id, stream_position, event_type, schema_version,
             data::text AS data, metadata::text AS metadata, created_at::text AS created_at
      FROM events
      WHERE global_position = ANY (${`{${wanted.join(',')}}`}::text::bigint[])
      ORDER BY global_position`,
    positionOf: ({ global_position }) => global_position,
    fromLine: storedRowOf,
  })

const storedRowOf = (line: string): StoredRow => {
  const event = rawEventOf(1, line)
  return {
    global_position: event.globalPosition,
    stream_id: event.streamId,
    stream_position: event.streamPosition,
    event_type: event.eventType,
    schema_version: event.schemaVersion,
    data: event.data,
    metadata: event.metadata,
    created_at: event.createdAt,
  }
}

/** Up to `limit` events of one stream after its position `after` (the first event's is 0), ascending. */
export const readStream = async (
  sql: Queryable,
  streamId: string,
  { after = -1, limit = 1_000 }: { after?: number; limit?: number } = {},
): Promise<StoredBankEvent[]> => {
  return decodeEvents(sql, await streamRows(sql, streamId, { after, limit }))
}

/** {@link readStream}, not decoded. */
export const streamRows = (
  sql: Queryable,
  streamId: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventRow[]> =>
  completeStream(
    sql,
    streamId,
    { after, limit },
    () => sql<EventRow[]>`
      SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
      FROM events
      WHERE stream_id = ${streamId} AND stream_position > ${after}
      ORDER BY stream_position
      LIMIT ${limit}`,
  )

/** The stream position of a stream's last event; -1 when there is no such stream. */
export const streamEnd = async (sql: Queryable, streamId: string): Promise<number> => {
  const [row] = await sql<{ last: number | null }[]>`
    SELECT max(stream_position) AS last FROM events WHERE stream_id = ${streamId}`
  return row?.last ?? -1
}
