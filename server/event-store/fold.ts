/** A stream's state by folding its events page by page: never more than a page in memory, however long the stream is. */
import type { Aggregate } from '../domain/decider.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import type { Queryable } from './append.ts'
import { readStream } from './read.ts'
import { EVENTS_PER_MARK, nearestState, saveSnapshots } from './snapshots.ts'
import type { StreamState } from './stream-state.ts'

const PAGE = 1_000

export type Step = {
  readonly event: StoredBankEvent
  readonly before: unknown
  readonly after: unknown
}

export type FoldRequest = {
  readonly streamId: string
  readonly aggregate: Aggregate
  /** The last stream position to fold; to the stream's end when left out. */
  readonly upTo?: number
  readonly signal?: AbortSignal | undefined
  /** Told after each page up to which position it has come. */
  readonly onReached?: ((streamPosition: number) => void) | undefined
}

/** Every event after `from` up to `upTo`, with the state on both sides of it. */
export async function* stepsOf(
  sql: Queryable,
  { streamId, aggregate, upTo = Number.MAX_SAFE_INTEGER, signal, onReached }: FoldRequest,
  from: StreamState,
): AsyncGenerator<Step> {
  let { state, streamPosition } = from
  while (streamPosition < upTo) {
    signal?.throwIfAborted()
    const limit = Math.min(PAGE, upTo - streamPosition)
    const events = await readStream(sql, streamId, { after: streamPosition, limit })
    for (const event of events) {
      const before = state
      state = aggregate.evolve(before, event)
      streamPosition = event.streamPosition
      yield { event, before, after: state }
    }
    onReached?.(streamPosition)
    if (events.length < limit) return
  }
}

/** From the nearest state that is kept. A long way leaves marks, so that the next one is shorter. */
export const foldStream = async (sql: Queryable, request: FoldRequest): Promise<StreamState> => {
  const { streamId, aggregate, upTo = Number.MAX_SAFE_INTEGER } = request
  let { state, streamPosition } = await nearestState(sql, {
    streamId,
    aggregate,
    upTo: Math.min(upTo, MAX_POSITION),
  })
  for await (const { event, after } of stepsOf(sql, request, { state, streamPosition })) {
    state = after
    streamPosition = event.streamPosition
    if ((streamPosition + 1) % EVENTS_PER_MARK === 0)
      await saveSnapshots(sql, [{ streamId, aggregate, state, streamPosition }])
  }
  return { state, streamPosition }
}

/** Stream positions are Postgres integers. */
const MAX_POSITION = 2 ** 31 - 1
