/**
 * Looking back: a stream's state at any moment of its past, its events one by one with what each changed, and the first
 * one after which something holds. Everything is folded from the log itself, from the nearest state that is kept.
 */
import diff from 'microdiff'
import { aggregateOf } from '../domain/aggregates.ts'
import { type Condition, holds, pathsIn, valueAt } from '../domain/condition.ts'
import type { Aggregate } from '../domain/decider.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import { type WireValue, wireValues } from '../domain/wire.ts'
import type { Queryable } from './append.ts'
import { type FoldRequest, foldStream, type Step, stepsOf } from './fold.ts'
import { readHead, readStream, streamEnd } from './read.ts'

/** There is nothing under this id. */
export class NoSuchStream extends Error {
  override name = 'NoSuchStream'
}

/** A moment that has not come, or a question that the states have no answer to: names the field and says why. */
export class BeyondHistory extends Error {
  override name = 'BeyondHistory'
  readonly field: string
  readonly reason: string
  constructor(field: string, reason: string) {
    super(`${field} ${reason}`)
    this.field = field
    this.reason = reason
  }
}

/** A stream as all of this needs it: what folds it, and where it ends now. */
export type KnownStream = { readonly streamId: string; readonly aggregate: Aggregate; readonly end: number }

/** Throws {@link NoSuchStream}. */
export const findStream = async (sql: Queryable, streamId: string): Promise<KnownStream> => {
  const aggregate = aggregateOf(streamId)
  const end = aggregate ? await streamEnd(sql, streamId) : -1
  if (!aggregate || end < 0) throw new NoSuchStream(`There is no stream ${streamId}.`)
  return { streamId, aggregate, end }
}

export type Moment =
  | { readonly streamPosition: number }
  | { readonly globalPosition: number }
  /** Everything of this instant is included. */
  | { readonly at: Date }

type Watching = Pick<FoldRequest, 'signal' | 'onReached'>

export type PastState = {
  readonly streamId: string
  /** Of the last event in the state; -1 when the stream had not begun. */
  readonly streamPosition: number
  /** That event itself. */
  readonly event: StoredBankEvent | undefined
  /** In the form of the wire. */
  readonly state: Record<string, WireValue>
}

/** `now` is what an instant must not be beyond. Throws {@link BeyondHistory}. */
export const stateAt = async (
  sql: Queryable,
  stream: KnownStream,
  { moment, now, ...watching }: { moment: Moment; now: Date } & Watching,
): Promise<PastState> => {
  const upTo = await lastPositionUntil(sql, stream, moment, now)
  const { state, streamPosition } = await foldStream(sql, { ...stream, ...watching, upTo })
  const [event] = streamPosition < 0 ? [] : await readOne(sql, stream.streamId, streamPosition)
  return { streamId: stream.streamId, streamPosition, event, state: wireValues(state as object) }
}

const readOne = (sql: Queryable, streamId: string, streamPosition: number) =>
  readStream(sql, streamId, { after: streamPosition - 1, limit: 1 })

const lastPositionUntil = async (
  sql: Queryable,
  { streamId, end }: KnownStream,
  moment: Moment,
  now: Date,
): Promise<number> => {
  if ('streamPosition' in moment) {
    if (moment.streamPosition > end)
      throw new BeyondHistory('streamPosition', `is beyond the stream's last event, which is ${end}`)
    return moment.streamPosition
  }
  if ('globalPosition' in moment) {
    const head = await readHead(sql)
    if (moment.globalPosition > head)
      throw new BeyondHistory('globalPosition', `is beyond the log's head, which is ${head}`)
    return lastPositionUpTo(sql, { streamId, end }, moment.globalPosition)
  }
  if (moment.at > now) throw new BeyondHistory('at', 'is in the future')
  return searchStream(sql, streamId, {
    inTable: sql`created_at <= ${moment.at.toISOString()}::text::timestamptz`,
    isBefore: ({ createdAt }) => createdAt <= moment.at,
    end,
  })
}

/** The stream position of the last event that is not beyond a global position; -1 when none is. */
export const lastPositionUpTo = (
  sql: Queryable,
  { streamId, end }: Pick<KnownStream, 'streamId' | 'end'>,
  position: number,
): Promise<number> =>
  searchStream(sql, streamId, {
    inTable: sql`global_position <= ${position}`,
    isBefore: ({ globalPosition }) => globalPosition <= position,
    end,
  })

/** The stream position of the last event that was written before an instant; -1 when none was. */
export const lastPositionBefore = (
  sql: Queryable,
  { streamId, end }: Pick<KnownStream, 'streamId' | 'end'>,
  instant: Date,
): Promise<number> =>
  searchStream(sql, streamId, {
    inTable: sql`created_at < ${instant.toISOString()}::text::timestamptz`,
    isBefore: ({ createdAt }) => createdAt < instant,
    end,
  })

/**
 * The last position of a stream of which `isBefore` is true; -1 when of none. Both the log's positions and its times
 * rise along a stream, so halving finds it: some 20 index lookups among a million events, and no index of its own. An
 * event that is not in the table ends the search there; it then goes on one by one, with whatever can still be read.
 */
const searchStream = async (
  sql: Queryable,
  streamId: string,
  { inTable, isBefore, end }: Border,
): Promise<number> => {
  const [row] = await sql<{ last: number }[]>`
    WITH RECURSIVE search (low, high) AS (
      SELECT -1, coalesce(max(stream_position), -1) FROM events WHERE stream_id = ${streamId}
      UNION ALL
      SELECT CASE WHEN e.is_before THEN m.middle ELSE s.low END,
             CASE WHEN e.is_before THEN s.high ELSE m.middle - 1 END
      FROM search s,
           LATERAL (SELECT (s.low + s.high + 1) / 2 AS middle) m,
           LATERAL (SELECT ${inTable} AS is_before FROM events
                    WHERE stream_id = ${streamId} AND stream_position = m.middle) e
      WHERE s.low < s.high
    )
    SELECT low AS last FROM search WHERE low = high ORDER BY low`
  if (row) return row.last
  let [low, high] = [-1, end]
  while (low < high) {
    const middle = Math.floor((low + high + 1) / 2)
    const [event] = await readOne(sql, streamId, middle)
    if (event?.streamPosition !== middle) throw new Error(`Event ${middle} of ${streamId} cannot be found`)
    if (isBefore(event)) low = middle
    else high = middle - 1
  }
  return low
}

/** One and the same question, to the table and to an event at hand. */
type Border = {
  readonly inTable: ReturnType<Queryable>
  readonly isBefore: (event: StoredBankEvent) => boolean
  readonly end: number
}

/** One part of a state that an event has changed. */
export type StateChange = {
  /** Names with dots between them. */
  readonly path: string
  readonly kind: 'added' | 'changed' | 'removed'
  readonly was: WireValue | undefined
  readonly is: WireValue | undefined
}

export type ReplayedStep = {
  readonly event: StoredBankEvent
  readonly before: Record<string, WireValue>
  readonly after: Record<string, WireValue>
  readonly changes: readonly StateChange[]
}

/** Every event after stream position `after`, up to the stream's end as it is known, one at a time; `onReached` is for the way to the first. */
export async function* replay(
  sql: Queryable,
  stream: KnownStream,
  { after, signal, onReached }: { after: number } & Watching,
): AsyncGenerator<ReplayedStep> {
  const from = await foldStream(sql, { ...stream, signal, onReached, upTo: after })
  for await (const step of stepsOf(sql, { ...stream, signal, upTo: stream.end }, from)) yield onTheWire(step)
}

const onTheWire = ({ event, before, after }: Step): ReplayedStep => {
  const sides = { before: wireValues(before as object), after: wireValues(after as object) }
  return { event, ...sides, changes: changesBetween(sides.before, sides.after) }
}

const KINDS = { CREATE: 'added', CHANGE: 'changed', REMOVE: 'removed' } as const

export const changesBetween = (
  before: Record<string, WireValue>,
  after: Record<string, WireValue>,
): StateChange[] =>
  diff(before, after).map((change) => ({
    path: change.path.join('.'),
    kind: KINDS[change.type],
    was: change.type === 'CREATE' ? undefined : change.oldValue,
    is: change.type === 'REMOVE' ? undefined : change.value,
  }))

export type Search = {
  readonly found: ReplayedStep | undefined
  /** The last stream position that was looked at. The search is over when it is the stream's end. */
  readonly searched: number
}

/**
 * The first event after position `after` with which the condition holds, among the next `atMost`. Throws
 * {@link BeyondHistory} when no state of the stream has what the condition asks about.
 */
export const findFirst = async (
  sql: Queryable,
  stream: KnownStream,
  {
    condition,
    after,
    atMost,
    ...watching
  }: { condition: Condition; after: number; atMost: number } & Watching,
): Promise<Search> => {
  const upTo = Math.min(stream.end, after + atMost)
  const from = await foldStream(sql, { ...stream, ...watching, upTo: after })
  let before = wireValues(from.state as object)
  let isKnown = false
  for await (const step of stepsOf(sql, { ...stream, ...watching, upTo }, from)) {
    const state = wireValues(step.after as object)
    if (holds(condition, before, state))
      return { found: onTheWire(step), searched: step.event.streamPosition }
    isKnown ||= valueAt(state, condition.path) !== undefined
    before = state
  }
  if (!isKnown && valueAt(before, condition.path) === undefined)
    throw new BeyondHistory(
      'condition.path',
      `is not in the state of this stream, which has ${pathsIn(before).join(', ')}`,
    )
  return { found: undefined, searched: upTo }
}
