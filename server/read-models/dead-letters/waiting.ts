/**
 * The parked events that hang together: those that share a key, or wait behind one that does, and so on. They are tried
 * again together, because what becomes of one decides about the others.
 */
import type { Queryable } from '../../event-store/append.ts'
import type { EventRow } from '../../event-store/codec.ts'
import { entriesOf, type LogEntry } from '../../event-store/read.ts'

/** All keys of the events that hang together with the one that has these. A stream is a key here too. */
export const keysOfChain = async (
  tx: Queryable,
  projectorName: string,
  keys: readonly string[],
): Promise<readonly string[]> => {
  for (let known = new Set(keys); ; ) {
    const rows = await tx<{ key: string }[]>`
      SELECT DISTINCT key
      FROM parked_events, unnest(keys || stream_id) AS key
      WHERE projector_name = ${projectorName} AND status = 'parked' AND keys || stream_id && ${[...known]}::text[]
      ORDER BY key`
    const all = known.union(new Set(rows.map(({ key }) => key)))
    if (all.size === known.size) return [...known]
    known = all
  }
}

/** The next events of a chain, at most `limit`, decoded anew from what is stored. */
export const readWaiting = async (
  tx: Queryable,
  projectorName: string,
  { keys, after, limit }: { keys: readonly string[]; after: number; limit: number },
): Promise<LogEntry[]> => {
  const rows = await tx<EventRow[]>`
    SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
    FROM parked_events
    WHERE projector_name = ${projectorName} AND status = 'parked' AND global_position > ${after}
      AND keys || stream_id && ${[...keys]}::text[]
    ORDER BY global_position
    LIMIT ${limit}`
  return entriesOf(tx, rows)
}

/** What earlier parked events, up to this position, still block. */
export const blockedBefore = async (
  tx: Queryable,
  projectorName: string,
  position: number,
): Promise<Map<string, number>> => {
  const rows = await tx<{ key: string; position: number }[]>`
    SELECT key, min(global_position) AS position
    FROM parked_events, unnest(keys) AS key
    WHERE projector_name = ${projectorName} AND status = 'parked' AND global_position <= ${position}
    GROUP BY key ORDER BY key`
  return new Map(rows.map((row) => [row.key, row.position]))
}
