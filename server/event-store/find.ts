/** Finding events in the log by place or by time, without reading what lies between. */
import type { StoredBankEvent } from '../domain/events.ts'
import type { Queryable } from './append.ts'
import { archivedTo, firstArchivedFrom, rowOf } from './archive/archived.ts'
import { completePositions } from './archive/read-through.ts'
import { decodeEvents, type EventRow } from './codec.ts'

/** The events at these global positions, in the order of the log; positions that do not exist are missing. */
export const readAt = async (sql: Queryable, positions: readonly number[]): Promise<StoredBankEvent[]> => {
  if (positions.length === 0) return []
  const rows = await completePositions(sql, positions, {
    readTable: async (wanted) => sql<EventRow[]>`
      SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
      FROM events
      WHERE global_position = ANY (${`{${wanted.join(',')}}`}::text::bigint[])
      ORDER BY global_position`,
    positionOf: ({ global_position }) => global_position,
    fromLine: rowOf,
  })
  return decodeEvents(sql, rows)
}

/**
 * Where each of these people last wrote something within a stretch of the log, by their user ids; who has not is missing.
 * Meant for short stretches at the log's end: every event in it is looked at once, for all of them together.
 */
export const lastWrittenBy = async (
  sql: Queryable,
  userIds: readonly string[],
  { after, upTo }: { after: number; upTo: number },
): Promise<Map<string, number>> => {
  if (userIds.length === 0 || after >= upTo) return new Map()
  const rows = await sql<{ user_id: string; position: number }[]>`
    SELECT metadata ->> 'userId' AS user_id, max(global_position) AS position
    FROM events
    WHERE global_position > ${after} AND global_position <= ${upTo}
      AND metadata ->> 'userId' = ANY (${`{${userIds.join(',')}}`}::text::text[])
    GROUP BY 1
    ORDER BY 1`
  return new Map(rows.map(({ user_id, position }) => [user_id, Number(position)]))
}

/**
 * The first position that was written at `instant` or later; one beyond the head when there is none.
 *
 * Time never runs backwards along the log, so this is a search by halves over the primary key: some 25 lookups among ten
 * million events, and no index on the time that every append would have to keep.
 */
export const firstPositionFrom = async (sql: Queryable, instant: Date): Promise<number> => {
  for (;;) {
    const moved = await archivedTo(sql)
    const archived = await firstArchivedFrom(sql, instant)
    if (archived !== undefined) return archived
    const found = await firstInTable(sql, instant)
    // What has moved between the two looks was in neither.
    if (found.moved <= moved) return found.position
  }
}

const firstInTable = async (sql: Queryable, instant: Date): Promise<{ position: number; moved: number }> => {
  const [row] = await sql<{ position: number; moved: number }[]>`
    WITH RECURSIVE moved AS (SELECT coalesce(max(to_position), 0) AS last FROM archives),
    search (low, high) AS (
      SELECT moved.last + 1, last_position + 1 FROM event_log_head, moved
      UNION ALL
      SELECT CASE WHEN e.created_at < ${instant.toISOString()}::text::timestamptz THEN m.middle + 1 ELSE s.low END,
             CASE WHEN e.created_at < ${instant.toISOString()}::text::timestamptz THEN s.high ELSE m.middle END
      FROM search s
      CROSS JOIN LATERAL (SELECT (s.low + s.high) / 2 AS middle) m
      JOIN events e ON e.global_position = m.middle
      WHERE s.low < s.high
    )
    SELECT low AS position, moved.last AS moved FROM search, moved WHERE low = high ORDER BY low LIMIT 1`
  return row ?? { position: 1, moved: 0 }
}
