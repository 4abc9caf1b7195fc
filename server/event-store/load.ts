/**
 * Loading aggregates: many streams in one query, each from its snapshot (when it has a usable one) and the events after
 * it.
 */
import type { Aggregate } from '../domain/decider.ts'
import type { Queryable } from './append.ts'
import { decoderFor, type EventRow } from './codec.ts'
import { stepsOf } from './fold.ts'
import { streamRows } from './read.ts'
import type { StreamState } from './stream-state.ts'

export type { StreamState }

export type LoadRequest = {
  readonly streamId: string
  readonly aggregate: Aggregate
  /** A state that is known already: only what came after it is read. */
  readonly from: StreamState | undefined
}

export type LoadedStream = StreamState & {
  readonly streamId: string
  readonly aggregate: Aggregate
  /** How many events had to be replayed. */
  readonly replayed: number
  /** Of the snapshot that it began at; `null` without one. */
  readonly snapshotAgeMs: number | null
  /** False when there may be more, which was to be left: see {@link LoadOptions}. */
  readonly isWhole: boolean
}

export type LoadOptions = {
  /** Whoever must not wait for a long replay gets what one page makes of such a stream. */
  readonly leaveLong?: boolean
}

/**
 * What a stream has to replay beyond this is read page by page, so that even one that has lost its snapshot, a million
 * events ago, fits into memory.
 */
const REPLAYED_AT_ONCE = 5_000

/** One row for every event to replay; a single one without an event when there is none. */
type LoadedRow = EventRow & {
  ordinal: number
  snapshot_position: number | null
  snapshot: unknown
  snapshot_age_ms: number | null
  global_position: number | null
}

/** Answers in the order of the requests. Throws when an event cannot be read. */
export const loadStreams = async (
  sql: Queryable,
  requests: readonly LoadRequest[],
  { leaveLong = false }: LoadOptions = {},
): Promise<LoadedStream[]> => {
  if (requests.length === 0) return []
  const stored = await sql<LoadedRow[]>`
    SELECT s.ordinal::int, snap.stream_position AS snapshot_position, snap.data AS snapshot,
           (extract(epoch FROM now() - snap.created_at) * 1000)::float8 AS snapshot_age_ms,
           e.global_position, e.stream_id, e.stream_position, e.event_type, e.schema_version,
           e.data, e.metadata, e.created_at
    FROM unnest(${requests.map(({ streamId }) => streamId)}::text[],
                ${requests.map(({ from }) => from?.streamPosition ?? -1)}::int[],
                ${requests.map(({ aggregate }) => aggregate.snapshot.schemaVersion)}::int[])
         WITH ORDINALITY AS s (stream_id, after, snapshot_version, ordinal)
    LEFT JOIN snapshots snap ON snap.stream_id = s.stream_id
                            AND snap.schema_version = s.snapshot_version
                            AND snap.stream_position > s.after
    -- Its own ORDER BY keeps this subquery from being merged into a hash join over the whole log, which the planner
    -- takes to be small until it has been analysed: one index lookup per stream is what is wanted.
    LEFT JOIN LATERAL (
      SELECT * FROM events
      WHERE events.stream_id = s.stream_id AND events.stream_position > coalesce(snap.stream_position, s.after)
      ORDER BY events.stream_position
      LIMIT ${REPLAYED_AT_ONCE}
    ) e ON true
    ORDER BY s.ordinal, e.stream_position`
  const rows = await withArchived(sql, requests, stored)

  const decode = await decoderFor(
    sql,
    rows.filter(({ global_position }) => global_position !== null),
  )
  const loaded: LoadedStream[] = []
  let next = 0
  for (const [index, { streamId, aggregate, from }] of requests.entries()) {
    let { state, streamPosition } = from ?? { state: aggregate.initialState, streamPosition: -1 }
    let replayed = 0
    let snapshotAgeMs: number | null = null
    for (let row = rows[next]; row?.ordinal === index + 1; row = rows[++next]) {
      if (row.snapshot_position !== null && row.snapshot_position > streamPosition) {
        state = aggregate.snapshot.schema.parse(row.snapshot)
        streamPosition = row.snapshot_position
        snapshotAgeMs = row.snapshot_age_ms
      }
      if (row.global_position === null) continue
      state = aggregate.evolve(state, decode(row))
      streamPosition = row.stream_position
      replayed += 1
    }
    const isWhole = !leaveLong || replayed < REPLAYED_AT_ONCE
    if (replayed === REPLAYED_AT_ONCE && !leaveLong)
      for await (const { event, after } of stepsOf(sql, { streamId, aggregate }, { state, streamPosition })) {
        state = after
        streamPosition = event.streamPosition
        replayed += 1
      }
    loaded.push({ streamId, aggregate, state, streamPosition, replayed, snapshotAgeMs, isWhole })
  }
  return loaded
}

/** With the events that have moved to the archive, where one of the streams does not go on where it should. */
const withArchived = async (
  sql: Queryable,
  requests: readonly LoadRequest[],
  rows: readonly LoadedRow[],
): Promise<readonly LoadedRow[]> => {
  const startOf = ({ ordinal, snapshot_position }: LoadedRow) =>
    Math.max(snapshot_position ?? -1, requests[ordinal - 1]?.from?.streamPosition ?? -1)
  const goesOn = (row: LoadedRow, index: number) =>
    row.global_position === null ||
    rows[index - 1]?.ordinal === row.ordinal ||
    row.stream_position === startOf(row) + 1
  if (rows.every(goesOn)) return rows
  const complete: LoadedRow[] = []
  for (const ofStream of Map.groupBy(rows, (row) => row.ordinal).values()) {
    const [first] = ofStream as [LoadedRow, ...LoadedRow[]]
    const after = startOf(first)
    const whole =
      first.global_position === null
        ? ofStream
        : await streamRows(sql, first.stream_id, { after, limit: REPLAYED_AT_ONCE })
    complete.push(...whole.map((row) => ({ ...first, ...row })))
  }
  return complete
}
