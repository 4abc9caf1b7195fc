/**
 * The parked events that hang together: those that share a key, or wait behind one that does, and so on. They are tried
 * again together, because what becomes of one decides about the others.
 */
import type { Queryable } from '../../event-store/append.ts'
import type { EventRow } from '../../event-store/codec.ts'
import { entriesOf, type LogEntry } from '../../event-store/read.ts'
import type { Checkpoint } from '../checkpoint.ts'

/** What hangs together, as it was when a part of it was settled. */
export type Chain = {
  readonly keys: readonly string[]
  /** What those of them that have been tried and are still parked block. */
  readonly blocked?: Map<string, number>
  /** The checkpoint at that time. */
  readonly at?: Checkpoint
}

/**
 * The chain as it is now, of which everything up to `after` has been tried. Looked at as a whole only when somebody else
 * has had a hand in it since, or when what the projector has parked since links it to another: otherwise a long chain
 * would be read again for each of its parts.
 */
export const chainAt = async (
  tx: Queryable,
  projectorName: string,
  { known, after, at }: { known: Chain; after: number; at: Checkpoint },
): Promise<Required<Chain>> => {
  const isOurs = known.at?.generation === at.generation - 1
  if (isOurs && known.at && known.blocked && !(await growsLinks(tx, projectorName, known.keys, known.at)))
    return { keys: known.keys, blocked: known.blocked, at }
  return {
    keys: await keysOfChain(tx, projectorName, known.keys),
    blocked: await blockedBefore(tx, projectorName, after),
    at,
  }
}

/** Whether an event parked since has a key of these and another one. */
const growsLinks = async (
  tx: Queryable,
  projectorName: string,
  keys: readonly string[],
  { position }: Checkpoint,
): Promise<boolean> => {
  const linking = await tx`
    SELECT FROM parked_events
    WHERE projector_name = ${projectorName} AND status = 'parked' AND global_position > ${position}
      AND keys || stream_id && ${[...keys]}::text[] AND NOT keys || stream_id <@ ${[...keys]}::text[]
    LIMIT 1`
  return linking.length > 0
}

/** All keys of the events that hang together with the one that has these. A stream is a key here too. */
const keysOfChain = async (
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
const blockedBefore = async (
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
