/** The whole bank in memory: deciders over the states of their streams, and the log that they write. No bus, no store. */
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import { createDayOf } from '../../server/domain/calendar/day-of.ts'
import { categories } from '../../server/domain/categories/decider.ts'
import { commandDefinitions } from '../../server/domain/commands.ts'
import { customer } from '../../server/domain/customer/decider.ts'
import type { Aggregate, CommandDefinition, Decision, StreamRefs } from '../../server/domain/decider.ts'
import { type BankEvent, streamOf } from '../../server/domain/events.ts'
import { quote } from '../../server/domain/exchange/decider.ts'
import { type AccountId, accountStream, type NewId, type StreamId } from '../../server/domain/ids.ts'
import { inbox } from '../../server/domain/inbox/decider.ts'
import { note } from '../../server/domain/note/decider.ts'
import { payees } from '../../server/domain/payee/decider.ts'
import { payment } from '../../server/domain/payment/decider.ts'
import { paymentRequest } from '../../server/domain/payment-request/decider.ts'
import { savedSearches } from '../../server/domain/saved-search/decider.ts'
import { standingOrder } from '../../server/domain/standing-order/decider.ts'
import { transfer } from '../../server/domain/transfer/decider.ts'
import type { TestCommand } from './test-command.ts'

/** When a command is given that does not say when. */
export const NOON = '2026-03-01T12:00:00.000Z'

const dayOf = createDayOf('UTC')

const aggregates: Record<string, Aggregate> = {
  BankAccount: bankAccount as Aggregate,
  Categories: categories as Aggregate,
  Customer: customer as Aggregate,
  Inbox: inbox as Aggregate,
  Note: note as Aggregate,
  Payees: payees as Aggregate,
  Payment: payment as Aggregate,
  Quote: quote as Aggregate,
  PaymentRequest: paymentRequest as Aggregate,
  SavedSearches: savedSearches as Aggregate,
  StandingOrder: standingOrder as Aggregate,
  Transfer: transfer as Aggregate,
}

export const aggregateOf = (streamId: string): Aggregate => {
  const aggregate = aggregates[streamId.slice(0, streamId.indexOf('-'))]
  if (!aggregate) throw new Error(`No aggregate keeps its events in ${streamId}`)
  return aggregate
}

export type PureOutcome = Decision<BankEvent, { reason: string }> & { readonly answer?: object }

export type LoggedEvent = {
  readonly streamId: StreamId
  readonly streamPosition: number
  readonly event: BankEvent
}

export const createPureBank = () => {
  const states = new Map<StreamId, unknown>()
  const lengths = new Map<StreamId, number>()
  const log: LoggedEvent[] = []
  const times: Date[] = []
  let ids = 0

  const stateOf = (streamId: StreamId): unknown => states.get(streamId) ?? aggregateOf(streamId).initialState

  /** Like the log, it never runs backwards. */
  const record = (event: BankEvent, at: string = NOON): void => {
    const streamId = streamOf(event)
    const streamPosition = lengths.get(streamId) ?? 0
    states.set(streamId, aggregateOf(streamId).evolve(stateOf(streamId), event))
    lengths.set(streamId, streamPosition + 1)
    log.push({ streamId, streamPosition, event })
    times.push(new Date(Math.max(Date.parse(at), times.at(-1)?.getTime() ?? 0)))
  }

  const newId = () => `ffffffff-0000-7000-8000-${(ids++).toString(16).padStart(12, '0')}`

  return {
    newId,
    log: log as readonly LoggedEvent[],
    /** When each event of the log was written. */
    times: times as readonly Date[],
    states: states as ReadonlyMap<StreamId, unknown>,
    stateOf,
    record,
    /** In minor units; 0 when there is no such account. */
    balanceOf: (id: AccountId): bigint => {
      const state = stateOf(accountStream(id)) as { balance?: { amountMinor: bigint } }
      return state.balance?.amountMinor ?? 0n
    },
    /** Decides, and when the answer is yes, records. */
    execute: (
      { name, data, by, at = NOON, already = 0 }: TestCommand,
      makeId: NewId = newId,
    ): PureOutcome => {
      const definition = commandDefinitions[name] as CommandDefinition
      const command = definition.prepare(data, {
        actor: by,
        newId: makeId,
        at: new Date(at),
        timeZone: 'UTC',
        today: dayOf(new Date(at)),
        already,
      })
      const statesOf = (streams: StreamRefs) =>
        Object.fromEntries(Object.entries(streams).map(([part, { streamId }]) => [part, stateOf(streamId)]))
      const first = definition.streams(command)
      const streams = { ...first, ...definition.further?.(command, statesOf(first)) }
      const before = statesOf(streams)
      const decision = definition.decide(command, before, by) as PureOutcome
      if (decision.outcome === 'rejected') return decision
      const named = new Set<string>(Object.values(streams).map(({ streamId }) => streamId))
      for (const event of decision.events) {
        if (!named.has(streamOf(event))) throw new Error(`${name} writes to ${streamOf(event)} unasked`)
        record(event, at)
      }
      return { ...decision, answer: definition.answer(command, decision.events, before) }
    },
  }
}

export type PureBank = ReturnType<typeof createPureBank>
