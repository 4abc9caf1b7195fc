/**
 * What if this event had not happened? The stream is folded without it, and every later command's events are put before
 * the rules once more. Computed and told, never written: only marks of the true state are left on the way, as any look
 * back leaves them.
 */
import type { Sql } from '../../db/client.ts'
import type { BankAccount } from '../domain/bank-account/decider.ts'
import { toWire, type WireMoney } from '../domain/money.ts'
import { type WireValue, wireValues } from '../domain/wire.ts'
import { encodeJson } from '../event-store/codec.ts'
import { foldStream, type Step, stepsOf } from '../event-store/fold.ts'
import { BeyondHistory, changesBetween, type KnownStream, type StateChange } from '../event-store/history.ts'
import { reenact } from './reenact.ts'
import { type BalancePoint, demandWithin } from './replay.ts'

export type RefusedEvent = {
  streamPosition: number
  type: string
  at: string
  reason: string
  shortBy: WireMoney | null
  /** Of this stream's events, how many the same command has written with it: none of them would be there. */
  events: number
}

export type WithoutEvent = {
  /** The last stream position that was looked at. It is over when that is the stream's end. */
  searchedUpTo: number
  /** To go on with; null when it is over. */
  carry: string | null
  /** The first of them. */
  refused: RefusedEvent[]
  refusedCommands: number
  /** The balance as it would have gone, some of it. */
  balances: BalancePoint[]
  /** As it is at that place in truth, and as it would be. */
  is: Record<string, WireValue>
  wouldBe: Record<string, WireValue>
  changes: readonly StateChange[]
}

/** How many events one call looks at; a command's own stay together. */
export const REENACTED_AT_ONCE = 10_000
const MOST_REFUSED = 50
const POINTS = 120

export type WithoutRequest = {
  /** The stream position of the event that is left out. */
  readonly leftOut: number
  /** Of the answer before this one: where it ended, and its `carry`. */
  readonly carried?: { readonly streamPosition: number; readonly state: string } | undefined
  readonly atMost?: number
  readonly signal?: AbortSignal | undefined
}

export const withoutEvent = async (
  sql: Sql,
  stream: KnownStream,
  { leftOut, carried, atMost = REENACTED_AT_ONCE, signal }: WithoutRequest,
): Promise<WithoutEvent> => {
  const { aggregate, end } = stream
  const from = carried?.streamPosition ?? leftOut
  demandWithin(stream, 'leftOut', leftOut)
  demandWithin(stream, 'carried.streamPosition', from)
  if (from < leftOut)
    throw new BeyondHistory('carried.streamPosition', 'is before the event that is left out')
  let isSo = await foldStream(sql, { ...stream, signal, upTo: from })
  let wouldBe = carried
    ? stateIn(carried.state, stream)
    : (await foldStream(sql, { ...stream, signal, upTo: leftOut - 1 })).state
  const every = Math.max(1, Math.ceil((end - leftOut) / POINTS))
  const told: Omit<WithoutEvent, 'is' | 'wouldBe' | 'changes' | 'carry'> = {
    searchedUpTo: from,
    refused: [],
    refusedCommands: 0,
    balances: balanceIn(wouldBe, from),
  }
  for await (const act of actsOf(stepsOf(sql, { ...stream, signal, upTo: end }, isSo))) {
    if (told.searchedUpTo - from >= atMost) break
    const [first] = act
    const last = act.at(-1)
    if (!first || !last) continue
    const { streamPosition } = last.event
    const result = reenact(
      aggregate,
      act.map(({ event, before }) => ({ event, met: before })),
      wouldBe,
    )
    if (result.outcome === 'happened') wouldBe = result.state
    else {
      told.refusedCommands += 1
      if (told.refused.length < MOST_REFUSED) told.refused.push(refusedEvent(act, result.refused))
    }
    if (Math.floor(streamPosition / every) > Math.floor(told.searchedUpTo / every) || streamPosition === end)
      told.balances.push(...balanceIn(wouldBe, streamPosition))
    told.searchedUpTo = streamPosition
    isSo = { state: last.after, streamPosition }
  }
  const [is, other] = [wireValues(isSo.state as object), wireValues(wouldBe as object)]
  return {
    ...told,
    carry: told.searchedUpTo < end ? encodeJson(wouldBe as object) : null,
    is,
    wouldBe: other,
    changes: changesBetween(is, other),
  }
}

/** It has been in somebody's hands. Nothing but an answer to them depends on it, so it need only have a state's form. */
const stateIn = (text: string, { aggregate }: KnownStream): unknown => {
  try {
    return aggregate.snapshot.schema.parse(JSON.parse(text))
  } catch {
    throw new BeyondHistory('carried.state', 'must be what the last answer said')
  }
}

/** The events of one command lie side by side in its stream. */
async function* actsOf(steps: AsyncGenerator<Step>): AsyncGenerator<Step[]> {
  let act: Step[] = []
  for await (const step of steps) {
    if (act[0] && act[0].event.metadata.commandId !== step.event.metadata.commandId) {
      yield act
      act = []
    }
    act.push(step)
  }
  if (act.length > 0) yield act
}

const refusedEvent = (
  act: readonly Step[],
  { reason, shortBy }: { readonly reason: string; readonly shortBy?: Parameters<typeof toWire>[0] },
): RefusedEvent => {
  // The movement says more than what goes with it.
  const { event } = act.find(({ event: { type } }) => type.startsWith('Money')) ?? act[0]!
  return {
    streamPosition: event.streamPosition,
    type: event.type,
    at: event.createdAt.toISOString(),
    reason,
    shortBy: shortBy ? toWire(shortBy) : null,
    events: act.length,
  }
}

const balanceIn = (state: unknown, streamPosition: number): BalancePoint[] => {
  const { balance } = state as Partial<Exclude<BankAccount, { status: 'none' }>>
  return balance && streamPosition >= 0 ? [{ streamPosition, amount: toWire(balance).amount }] : []
}
