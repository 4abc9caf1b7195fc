/**
 * The sweep: finds the streams that need a snapshot and gives it to them, away from any command.
 *
 * It needs no index of its own: whatever has grown since the last sweep stands in the log after the position that it
 * reached, so it reads the ids there and looks each stream's snapshot up. The position is kept after every window; a
 * sweep that is stopped or killed goes on from there.
 */
import { aggregateOf, aggregates } from '../domain/aggregates.ts'
import { log } from '../log.ts'
import type { Queryable } from './append.ts'
import { integers, lines } from './columns.ts'
import { foldStream } from './fold.ts'
import { readHead } from './read.ts'
import { type SnapshotPolicies, snapshotPolicies } from './snapshot-policies.ts'
import { type Snapshot, saveSnapshots } from './snapshots.ts'

const WINDOW = 20_000
const SAVED_AT_ONCE = 100
/** How many old snapshots one sweep renews at most; the next one goes on. */
const RENEWED_AT_MOST = 5_000

export type SweepOptions = {
  readonly policies?: SnapshotPolicies
  /** How many events are looked at before the position is kept. */
  readonly window?: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (position: number, head: number) => void
}

export type SweepResult = { readonly taken: number; readonly failed: number; readonly position: number }

/** Throws the signal's reason when stopped; what was done by then stays done. */
export const sweepSnapshots = async (
  sql: Queryable,
  { policies = snapshotPolicies, window = WINDOW, signal, onProgress }: SweepOptions = {},
): Promise<SweepResult> => {
  const rules = rulesFor(policies)
  const head = await readHead(sql)
  let position = await readSweepPosition(sql)
  let taken = 0
  let failed = 0
  const take = async (streamIds: readonly string[]) => {
    for (let from = 0; from < streamIds.length; from += SAVED_AT_ONCE) {
      const snapshots: Snapshot[] = []
      for (const streamId of streamIds.slice(from, from + SAVED_AT_ONCE)) {
        signal?.throwIfAborted()
        try {
          snapshots.push(await takeSnapshot(sql, streamId, signal))
        } catch (err) {
          signal?.throwIfAborted()
          // One stream that cannot be read must not keep all others from their snapshots.
          log.warn({ err, streamId }, 'A stream could not be folded for its snapshot')
          failed += 1
        }
      }
      await saveSnapshots(sql, snapshots)
      taken += snapshots.length
    }
  }

  // These first: a stream with a snapshot is a long one, and without one of use each load of it is a long replay.
  await take(await outdatedStreams(sql, rules))
  while (position < head) {
    const upTo = Math.min(position + window, head)
    await take(await grownStreams(sql, rules, { after: position, upTo }))
    await keepSweepPosition(sql, upTo)
    position = upTo
    onProgress?.(position, head)
  }
  return { taken, failed, position }
}

/** Not yet saved. */
export const takeSnapshot = async (
  sql: Queryable,
  streamId: string,
  signal?: AbortSignal,
  onReached?: (streamPosition: number) => void,
): Promise<Snapshot> => {
  const aggregate = aggregateOf(streamId)
  if (!aggregate) throw new Error(`No aggregate of the bank has streams like ${streamId}`)
  const state = await foldStream(sql, { streamId, aggregate, signal, onReached })
  return { ...state, streamId, aggregate }
}

/** The policies as columns, so that a query can join them by the aggregate's name. */
const rulesFor = (policies: SnapshotPolicies) => {
  const named = Object.values(aggregates).map(({ name, snapshot }) => ({
    name,
    snapshot,
    policy: policies[name],
  }))
  return {
    names: lines(named.map(({ name }) => name)),
    versions: integers(named.map(({ snapshot }) => snapshot.schemaVersion)),
    tails: integers(named.map(({ policy }) => policy.sweepBeyond ?? NEVER)),
    agesMs: integers(named.map(({ policy }) => policy.olderThanMs ?? FOR_EVER_MS)),
  }
}
type Rules = ReturnType<typeof rulesFor>

const NEVER = 2 ** 31 - 1
const FOR_EVER_MS = 1e14

const grownStreams = async (
  sql: Queryable,
  { names, versions, tails }: Rules,
  { after, upTo }: { after: number; upTo: number },
): Promise<string[]> => {
  const rows = await sql<{ stream_id: string }[]>`
    WITH grown AS MATERIALIZED (
      SELECT stream_id, max(stream_position) AS stream_position FROM events
      WHERE global_position > ${after} AND global_position <= ${upTo}
      GROUP BY stream_id
    )
    SELECT g.stream_id
    FROM grown g
    JOIN unnest(string_to_array(${names}, E'\n'), ${versions}::text::int[], ${tails}::text::int[])
         AS rule (name, schema_version, tail) ON rule.name = split_part(g.stream_id, '-', 1)
    LEFT JOIN snapshots s ON s.stream_id = g.stream_id AND s.schema_version = rule.schema_version
    WHERE g.stream_position - coalesce(s.stream_position, -1) > rule.tail
    ORDER BY g.stream_id`
  return rows.map(({ stream_id }) => stream_id)
}

/**
 * Those whose snapshot no load can use any more, the longest first, and those whose snapshot is too old while the stream
 * has gone on.
 */
const outdatedStreams = async (sql: Queryable, { names, versions, agesMs }: Rules): Promise<string[]> => {
  const rows = await sql<{ stream_id: string }[]>`
    SELECT s.stream_id
    FROM snapshots s
    JOIN unnest(string_to_array(${names}, E'\n'), ${versions}::text::int[], ${agesMs}::text::bigint[])
         AS rule (name, schema_version, age_ms) ON rule.name = split_part(s.stream_id, '-', 1)
    WHERE s.schema_version < rule.schema_version
       OR (s.created_at < now() - make_interval(secs => rule.age_ms / 1000.0)
           AND EXISTS (SELECT FROM events e
                       WHERE e.stream_id = s.stream_id AND e.stream_position > s.stream_position))
    ORDER BY CASE WHEN s.schema_version < rule.schema_version THEN s.stream_position END DESC NULLS LAST,
             s.created_at, s.stream_id
    LIMIT ${RENEWED_AT_MOST}`
  return rows.map(({ stream_id }) => stream_id)
}

const readSweepPosition = async (sql: Queryable): Promise<number> => {
  const [row] = await sql<{ last_position: number }[]>`SELECT last_position FROM snapshot_sweep`
  return row?.last_position ?? 0
}

/** Two sweeps at once do the same work twice and no harm: the position never goes back. */
const keepSweepPosition = async (sql: Queryable, position: number): Promise<void> => {
  await sql`
    INSERT INTO snapshot_sweep (last_position) VALUES (${position})
    ON CONFLICT (only_row) DO UPDATE
    SET last_position = greatest(snapshot_sweep.last_position, excluded.last_position), swept_at = now()`
}
