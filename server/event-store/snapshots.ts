/**
 * Snapshots: states kept so that a load or a look back need not replay a whole stream. A convenience and never the
 * truth: each carries the schema version of its state and counts for nothing when that is another one, and losing all of
 * them costs time only.
 */
import type { Aggregate } from '../domain/decider.ts'
import type { Queryable } from './append.ts'
import { encodeJson } from './codec.ts'
import { integers, lines } from './columns.ts'
import type { StreamState } from './stream-state.ts'

export type Snapshot = StreamState & { readonly streamId: string; readonly aggregate: Aggregate }

/** One state of a stream is kept for each block of this many events; the newest one always. */
export const EVENTS_PER_MARK = 10_000

/**
 * Keeps these states, each of another stream, in one statement. An older one never replaces a newer one.
 *
 * The commit does not wait for the disk: a snapshot that a crash takes back is made again.
 */
export const saveSnapshots = async (sql: Queryable, snapshots: readonly Snapshot[]): Promise<void> => {
  if (snapshots.length === 0) return
  const personal = snapshots.find(({ aggregate }) => aggregate.snapshot.hasPersonalData)
  if (personal)
    throw new Error(`${personal.streamId} has personal data in its state and can have no snapshot`)
  await sql`
    WITH quickly AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
    taken AS MATERIALIZED (
      SELECT t.stream_id, t.stream_position, t.schema_version, t.data::jsonb AS data
      FROM quickly,
           unnest(string_to_array(${lines(snapshots.map(({ streamId }) => streamId))}, E'\n'),
                  ${integers(snapshots.map(({ streamPosition }) => streamPosition))}::text::int[],
                  ${integers(snapshots.map(({ aggregate }) => aggregate.snapshot.schemaVersion))}::text::smallint[],
                  string_to_array(${lines(snapshots.map(({ state }) => encodeJson(state as object)))}, E'\n'))
             AS t (stream_id, stream_position, schema_version, data)
    ),
    marked AS (
      INSERT INTO snapshot_marks (stream_id, block, stream_position, schema_version, data)
      SELECT stream_id, (stream_position + 1) / ${EVENTS_PER_MARK}::int, stream_position, schema_version, data
      FROM taken WHERE stream_position + 1 >= ${EVENTS_PER_MARK}::int
      ON CONFLICT (stream_id, block) DO UPDATE
      SET stream_position = excluded.stream_position, schema_version = excluded.schema_version,
          data = excluded.data
      WHERE snapshot_marks.schema_version <> excluded.schema_version
    )
    -- In one order, so that two writers wait for each other and never in a circle.
    INSERT INTO snapshots (stream_id, stream_position, schema_version, data)
    SELECT stream_id, stream_position, schema_version, data FROM taken ORDER BY stream_id
    ON CONFLICT (stream_id) DO UPDATE
    SET stream_position = excluded.stream_position, schema_version = excluded.schema_version,
        data = excluded.data, created_at = now()
    WHERE snapshots.schema_version <> excluded.schema_version
       OR snapshots.stream_position < excluded.stream_position`
}

/** The newest kept state of a stream that is not beyond `upTo`; its empty state when none is of use. */
export const nearestState = async (
  sql: Queryable,
  { streamId, aggregate, upTo }: { streamId: string; aggregate: Aggregate; upTo: number },
): Promise<StreamState> => {
  const version = aggregate.snapshot.schemaVersion
  const [row] = await sql<{ stream_position: number; data: unknown }[]>`
    SELECT stream_position, data FROM (
      (SELECT stream_position, data FROM snapshots
       WHERE stream_id = ${streamId} AND schema_version = ${version} AND stream_position <= ${upTo})
      UNION ALL
      (SELECT stream_position, data FROM snapshot_marks
       WHERE stream_id = ${streamId} AND schema_version = ${version} AND stream_position <= ${upTo}
         AND block <= ${Math.floor((upTo + 1) / EVENTS_PER_MARK)}
       ORDER BY block DESC LIMIT 1)
    ) kept
    ORDER BY stream_position DESC
    LIMIT 1`
  return row
    ? { state: aggregate.snapshot.schema.parse(row.data), streamPosition: row.stream_position }
    : { state: aggregate.initialState, streamPosition: -1 }
}

/** A state that is kept of a stream: its snapshot, or one of the marks on the way there. */
export type KeptState = { streamPosition: number; isMark: boolean }

/** The last so many that loads can use, in the order of the stream. */
export const keptStates = async (
  sql: Queryable,
  { streamId, aggregate, atMost }: { streamId: string; aggregate: Aggregate; atMost: number },
): Promise<KeptState[]> => {
  const version = aggregate.snapshot.schemaVersion
  const rows = await sql<{ stream_position: number; is_mark: boolean }[]>`
    SELECT stream_position, bool_and(is_mark) AS is_mark FROM (
      SELECT stream_position, false AS is_mark FROM snapshots
      WHERE stream_id = ${streamId} AND schema_version = ${version}
      UNION ALL
      SELECT stream_position, true FROM snapshot_marks
      WHERE stream_id = ${streamId} AND schema_version = ${version}
    ) kept
    GROUP BY stream_position
    ORDER BY stream_position DESC
    LIMIT ${atMost}`
  return rows
    .map(({ stream_position, is_mark }) => ({ streamPosition: stream_position, isMark: is_mark }))
    .toReversed()
}

export type SnapshotEntry = {
  readonly streamId: string
  readonly streamPosition: number
  readonly schemaVersion: number
  readonly takenAt: string
  /** How many events the stream has had since. */
  readonly eventsSince: number
}

/** Up to `limit` snapshots, by stream id, those after `after`. */
export const listSnapshots = async (
  sql: Queryable,
  { after, limit }: { after: string; limit: number },
): Promise<SnapshotEntry[]> => {
  const rows = await sql<
    {
      stream_id: string
      stream_position: number
      schema_version: number
      created_at: string
      events_since: number
    }[]
  >`
    SELECT s.stream_id, s.stream_position, s.schema_version, s.created_at,
           coalesce((SELECT max(e.stream_position) FROM events e WHERE e.stream_id = s.stream_id),
                    s.stream_position) - s.stream_position AS events_since
    FROM snapshots s
    WHERE s.stream_id > ${after}
    ORDER BY s.stream_id
    LIMIT ${limit}`
  return rows.map((row) => ({
    streamId: row.stream_id,
    streamPosition: row.stream_position,
    schemaVersion: row.schema_version,
    takenAt: new Date(row.created_at).toISOString(),
    eventsSince: row.events_since,
  }))
}
