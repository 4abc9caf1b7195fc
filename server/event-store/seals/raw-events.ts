/**
 * Events exactly as they are stored, for whoever has to vouch for that: no upcasting, no decryption, JSON as the text
 * that Postgres makes of it, so that no digit is lost on the way.
 */

import type { Queryable } from '../append.ts'
import { completeRange } from '../archive/read-through.ts'
import type { RawEvent } from './chain.ts'
import { rawEventOf } from './raw-line.ts'

export type RawRange = { readonly after: number; readonly upTo: number; readonly limit: number }

type RawRow = {
  global_position: number
  stream_id: string
  stream_position: number
  event_type: string
  schema_version: number
  data: string
  metadata: string
  created_at_ms: string
}

/** Up to `limit` events after position `after`, ascending, none beyond `upTo`; from the archive what has moved there. */
export const readRawEvents = (sql: Queryable, range: RawRange): Promise<RawEvent[]> =>
  completeRange(sql, range, {
    readTable: (part) => readRawTable(sql, part),
    positionOf: ({ globalPosition }) => globalPosition,
    fromLine: (line) => rawEventOf(1, line),
  })

/** Those in the table alone. */
export const readRawTable = async (sql: Queryable, { after, upTo, limit }: RawRange): Promise<RawEvent[]> => {
  const rows = await sql<RawRow[]>`
    SELECT global_position, stream_id, stream_position, event_type, schema_version,
           data::text AS data, metadata::text AS metadata,
           (extract(epoch FROM created_at) * 1000)::text AS created_at_ms
    FROM events
    WHERE global_position > ${after} AND global_position <= ${upTo}
    ORDER BY global_position
    LIMIT ${limit}`
  return rows.map((row) => ({
    globalPosition: row.global_position,
    streamId: row.stream_id,
    streamPosition: row.stream_position,
    eventType: row.event_type,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    createdAt: isoInstant(row.created_at_ms),
  }))
}

/** By the number of milliseconds, because a timestamp's text depends on settings and may say "BC" or "infinity". */
const isoInstant = (milliseconds: string): string => {
  const ms = Number(milliseconds)
  const date = new Date(ms)
  return Number.isInteger(ms) && Number.isFinite(date.getTime()) ? date.toISOString() : milliseconds
}
