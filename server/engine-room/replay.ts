/**
 * A stream as a film: an outline of the whole, and the few steps around the place that is looked at. However long the
 * stream is, an answer has a bounded size, and what leads to it is folded from the nearest state that is kept.
 */
import type { Sql } from '../../db/client.ts'
import { type Condition, holds, valueAt } from '../domain/condition.ts'
import { eventsOfKind, type StoredBankEvent } from '../domain/events.ts'
import type { AggregateName } from '../domain/ids.ts'
import { type Currency, toWire } from '../domain/money.ts'
import { type WireValue, wireValues } from '../domain/wire.ts'
import { foldStream, stepsOf } from '../event-store/fold.ts'
import { BeyondHistory, changesBetween, type KnownStream, type StateChange } from '../event-store/history.ts'
import { readStream } from '../event-store/read.ts'
import { EVENTS_PER_MARK, type KeptState, keptStates, nearestState } from '../event-store/snapshots.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'

/** The ledger balance after an event, as a decimal. */
export type BalancePoint = { streamPosition: number; amount: string }

export type ReplayOutline = {
  streamId: string
  /** The last event's stream position; the first is 0. */
  end: number
  /** Of the balance; null for what has none. */
  currency: Currency | null
  /** Every movement of a short stream, some of a long one's. */
  balances: BalancePoint[]
  kept: KeptState[]
  /** What can have happened to such a stream. */
  eventTypes: string[]
}

/** A stream of so many events is drawn with all of its movements. */
const DRAWN_WHOLE = 200
const SAMPLES = 60
/** Between two movements there are seldom more events than this. */
const LOOKED_AHEAD = 8
const MOST_KEPT = 200

export const outlineOf = async (
  sql: Sql,
  { streamId, aggregate, end }: KnownStream,
): Promise<ReplayOutline> => {
  const balances: BalancePoint[] = []
  let currency: Currency | null = null
  for (const from of placesToLookAt(end)) {
    const limit = end < DRAWN_WHOLE ? DRAWN_WHOLE : LOOKED_AHEAD
    for (const event of await readStream(sql, streamId, { after: from - 1, limit })) {
      const balance = balanceAfter(event)
      if (!balance || event.streamPosition <= (balances.at(-1)?.streamPosition ?? -1)) continue
      currency = balance.currency
      balances.push({ streamPosition: event.streamPosition, amount: toWire(balance).amount })
      if (end >= DRAWN_WHOLE) break
    }
  }
  return {
    streamId,
    end,
    currency,
    balances,
    kept: await keptStates(sql, { streamId, aggregate, atMost: MOST_KEPT }),
    eventTypes: Object.keys(eventsOfKind[streamId.slice(0, streamId.indexOf('-')) as AggregateName]),
  }
}

/** The last look begins early enough to find the last movement, too. */
const placesToLookAt = (end: number): number[] =>
  end < DRAWN_WHOLE
    ? [0]
    : [
        ...Array.from({ length: SAMPLES }, (_, index) => Math.floor((index * end) / SAMPLES)),
        ...Array.from({ length: LOOKED_AHEAD }, (_, index) => end - LOOKED_AHEAD + 1 + index),
      ]

const balanceAfter = (event: StoredBankEvent) => {
  if (event.type === 'AccountOpened') return { amountMinor: 0n, currency: event.data.currency }
  const isMovement = event.type === 'MoneyDeposited' || event.type === 'MoneyWithdrawn'
  return isMovement ? event.data.balanceAfter : undefined
}

/** Throws {@link BeyondHistory} for a place that the stream has not come to. */
export const demandWithin = ({ end }: KnownStream, field: string, streamPosition: number): void => {
  if (streamPosition > end)
    throw new BeyondHistory(field, `is beyond the stream's last event, which is ${end}`)
}

export type ReplayStep = {
  event: AuditedEvent
  after: Record<string, WireValue>
  changes: readonly StateChange[]
}

export type ReplayWindow = {
  /** The stream position of the first step. */
  from: number
  /** The state before it; each further step begins where the one before it has ended. */
  before: Record<string, WireValue>
  steps: ReplayStep[]
  /** The kept state that the fold began at, as a stream position; -1 for the stream's beginning. */
  foldedFrom: number
  /**
   * How far the state before the first step is folded. Where that is not yet right before it there are no steps: whoever
   * asks again goes on from there.
   */
  foldedUpTo: number
}

/** Some seconds of work beside others; a whole number of marks, because what is not marked would be folded again. */
const FOLDED_AT_ONCE = 5 * EVENTS_PER_MARK

export const windowOf = async (
  sql: Sql,
  stream: KnownStream,
  {
    from,
    limit,
    signal,
    foldAtMost = FOLDED_AT_ONCE,
  }: { from: number; limit: number; signal: AbortSignal | undefined; foldAtMost?: number },
): Promise<ReplayWindow> => {
  demandWithin(stream, 'from', from)
  const nearest = await nearestState(sql, { ...stream, upTo: from - 1 })
  const foldedFrom = nearest.streamPosition
  const foldedUpTo = Math.min(from - 1, furthestFrom(stream, foldedFrom, foldAtMost))
  const start = await foldStream(sql, { ...stream, signal, upTo: foldedUpTo })
  const before = wireValues(start.state as object)
  const steps: ReplayStep[] = []
  if (foldedUpTo < from - 1) return { from, before, steps, foldedFrom, foldedUpTo }
  let last = before
  const upTo = Math.min(stream.end, from + limit - 1)
  for await (const step of stepsOf(sql, { ...stream, signal, upTo }, start)) {
    const after = wireValues(step.after as object)
    steps.push({ event: toAuditedEvent(step.event), after, changes: changesBetween(last, after) })
    last = after
  }
  return { from, before, steps, foldedFrom, foldedUpTo }
}

/** The last mark within reach, which the next one can go on from. Of what may have none, all is folded at once. */
const furthestFrom = ({ aggregate }: KnownStream, foldedFrom: number, atMost: number): number =>
  aggregate.snapshot.hasPersonalData
    ? Number.MAX_SAFE_INTEGER
    : Math.floor((foldedFrom + 1 + atMost) / EVENTS_PER_MARK) * EVENTS_PER_MARK - 1

/** What somebody waits for in the film. */
export type Sought = { readonly condition: Condition } | { readonly eventType: string }

export type Sighting = {
  foundAt: number | null
  /** The last stream position that was looked at. */
  searchedUpTo: number
}

/**
 * The first event after position `after` from which on it holds, having not held before it, among the next `atMost`. An
 * amount that is below zero all along is found where it has become so.
 */
export const findInFilm = async (
  sql: Sql,
  stream: KnownStream,
  {
    sought,
    after,
    atMost,
    signal,
  }: { sought: Sought; after: number; atMost: number; signal: AbortSignal | undefined },
): Promise<Sighting> => {
  demandWithin(stream, 'after', after)
  const upTo = Math.min(stream.end, after + atMost)
  const start = await foldStream(sql, { ...stream, signal, upTo: after })
  let was = wireValues(start.state as object)
  for await (const step of stepsOf(sql, { ...stream, signal, upTo }, start)) {
    const is = wireValues(step.after as object)
    if (hasCome(sought, step.event, was, is))
      return { foundAt: step.event.streamPosition, searchedUpTo: step.event.streamPosition }
    was = is
  }
  return { foundAt: null, searchedUpTo: upTo }
}

const hasCome = (
  sought: Sought,
  event: StoredBankEvent,
  was: Record<string, WireValue>,
  is: Record<string, WireValue>,
): boolean => {
  if ('eventType' in sought) return event.type === sought.eventType
  const { condition } = sought
  const heldBefore = valueAt(was, condition.path) !== undefined && holds(condition, was, was)
  return !heldBefore && holds(condition, was, is)
}
