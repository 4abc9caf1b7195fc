/**
 * The whole bank in random order: every command that there is, the clock, the bank's own processes with rows that lag
 * behind, come twice or are made anew, commands that are given twice, late, out of order or are lost with whoever was to
 * give them, and a clearing house whose answers are late, doubled, out of order or read again.
 *
 * After every single command, whoever has given it, money is looked at: of each transfer, and of all of it.
 */
import type { Product } from '../../server/domain/bank-account/events.ts'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import { categorySchema } from '../../server/domain/categories/category.ts'
import type { Actor } from '../../server/domain/decider.ts'
import type { BankEvent } from '../../server/domain/events.ts'
import type { Quote } from '../../server/domain/exchange/decider.ts'
import type {
  AccountId,
  PaymentRequestId,
  QuoteId,
  StandingOrderId,
  TransferId,
} from '../../server/domain/ids.ts'
import { isOutgoing, type Payment } from '../../server/domain/payment/decider.ts'
import type { PaymentRequest } from '../../server/domain/payment-request/decider.ts'
import type { StandingOrder } from '../../server/domain/standing-order/decider.ts'
import { leftOut as datesLeftOut, datesToCome } from '../../server/domain/standing-order/plan.ts'
import type { Frequency } from '../../server/domain/standing-order/schedule.ts'
import type { Transfer } from '../../server/domain/transfer/decider.ts'
import {
  account,
  approver,
  approveTransfer,
  by,
  cancelTransfer,
  close,
  declineTransfer,
  deposit,
  forget,
  freeze,
  holdTransfer,
  id,
  open,
  register,
  setAlert,
  type TestAccount,
  type TestCommand,
  teller,
  theBank,
  unfreeze,
  withdraw,
} from './bank.ts'
import { createHouse, handIn, takenOver } from './clearing-house.ts'
import { createConservation } from './conservation.ts'
import { expectCovered } from './invariants.ts'
import { add, atThisBank, elsewhere, germanIban, remove, rename, trust, untrust } from './payees.ts'
import { acceptFrom, sayNo, splitBetween, takeBack } from './payment-requests.ts'
import { bankStep, clearSuspense, pay, received, rejectedBy, settledBy } from './payments.ts'
import { fc } from './property.ts'
import { createPureBank, NOON, type PureBank } from './pure-bank.ts'
import { accrualIn, createPureProcesses, type GivenCommand } from './pure-processes.ts'
import { createWorld, opening, randomCommand } from './random-commands.ts'
import { cancelOrder, leaveOut, order, reorder, restore, schedule } from './standing-orders.ts'

let ids = 0
const newId = () => id(++ids)
const world = createWorld(newId)
const [adas, , , bens] = world.known as [TestAccount, TestAccount, TestAccount, TestAccount]
/** Ada's too: what it earns is posted every month, and settled when it is closed. */
const savings = account(newId(), adas.customerId)
/** Of somebody who has hardly come when they go again. */
const leavers = account(newId(), newId())
const everybody = [...world.known, ...world.empty, savings, leavers]
const paying = [adas, bens]
const colleague: Actor = { ...approver, userId: 'another approver' }

const paymentIds = Array.from({ length: 6 }, newId) as TransferId[]
/** One that has come back when it could not, before anything else happens: so much that it takes two to clear it. */
const returned = newId() as TransferId
const incomingIds = Array.from({ length: 3 }, newId) as TransferId[]
const orderIds = Array.from({ length: 3 }, newId) as StandingOrderId[]
/** Of so much that each of its dates is reviewed. */
const large = newId() as StandingOrderId
const orderOwner = [adas, bens, savings] as const

const openAs = (product: Product, of: TestAccount): TestCommand<'openAccount'> => {
  const { data, ...rest } = open(of)
  return { ...rest, data: { ...data, product } }
}
const OPENING: readonly TestCommand[] = [
  ...opening(world),
  openAs('savings', savings),
  deposit(savings, '9000.00'),
  register(leavers),
  open(leavers),
  add(1, elsewhere(germanIban(1)), adas),
  add(2, elsewhere(germanIban(2)), bens),
  add(3, atThisBank(bens, 'Ben'), adas),
  add(4, elsewhere(germanIban(4)), leavers),
  trust(3, adas),
  order(schedule('weekly', '2026-03-02'), { orderId: large, from: bens, to: savings, amount: '10000.00' }),
  add(5, elsewhere(germanIban(5)), bens),
  pay('10000.00', { from: bens, payee: 5, transferId: returned }),
  approveTransfer(returned),
  bankStep('submitPayment', NOON, returned),
  settledBy(1, returned),
  freeze(bens),
  rejectedBy(2, returned),
  unfreeze(bens),
  setAlert(savings, '8000.00'),
]

type Fate = 'given' | 'twice' | 'late' | 'lost'
export type Step =
  | { readonly what: 'command'; readonly command: TestCommand }
  /** What can only be said once one sees what is there. */
  | { readonly what: 'seeing'; readonly command: (bank: PureBank, now: string) => TestCommand | undefined }
  | { readonly what: 'time'; readonly seconds: number }
  | { readonly what: 'fold'; readonly events: number; readonly again: number }
  | { readonly what: 'run'; readonly fates: readonly Fate[] }
  | { readonly what: 'deliver'; readonly from: number }
  | { readonly what: 'forget' }
  /** `dies`: after the clearing house has the orders, and before the log knows of it. */
  | { readonly what: 'handIn'; readonly dies: boolean }
  | { readonly what: 'answers'; readonly order: readonly number[]; readonly dies: boolean }

const anybody = fc.constantFrom(...everybody)
const amount = fc.constantFrom('0.01', '40.00', '260.00', '9000.00', '10000.00', '21000.00')

const payments: fc.Arbitrary<TestCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...paying), amount, fc.constantFrom(...paymentIds), fc.constantFrom(0, 0, 30))
      .map(([from, sum, transferId, settleAfterSeconds]) =>
        pay(sum, { from, transferId, payee: from === adas ? 1 : 2, settleAfterSeconds }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...paying), fc.constantFrom(...paymentIds))
      .map((one) => cancelTransfer(...one)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anybody, fc.constantFrom(...paymentIds), fc.constantFrom(approver, colleague))
      .map(([at, transferId, who]) => clearSuspense(at, { transferId, who })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...everybody, null), amount, fc.constantFrom(...incomingIds))
      .map((one) => received(...one)),
  },
  // Under the id of one that is to come in: no customer can choose it, and even then nothing may be left behind.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...paying), anybody, amount, fc.constantFrom(...incomingIds))
      .map((one) => holdTransfer(...one)),
  },
  // So that answers come when the money is gone, or its account shut.
  { weight: 1, arbitrary: fc.constantFrom(...paying).map((at) => withdraw(at, '9000.00')) },
  { weight: 1, arbitrary: fc.constantFrom(...paying).map((at) => deposit(at, '30000.00')) },
  { weight: 2, arbitrary: fc.constantFrom(...paying).map(freeze) },
  { weight: 2, arbitrary: fc.constantFrom(...paying).map(unfreeze) },
)

// Often the same day of the week, so that orders meet.
const day = fc
  .oneof(
    fc.nat(60),
    fc.nat(8).map((weeks) => 7 * weeks),
  )
  .map((days) => addDays(NOON.slice(0, 10), days))
const someSchedule = fc
  .record({
    frequency: fc.constantFrom<Frequency>('once', 'weekly', 'fourWeekly', 'monthly', 'quarterly', 'yearly'),
    firstDate: day,
    count: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  .map(({ frequency, firstDate, count }) =>
    schedule(frequency, firstDate, { count: frequency === 'once' ? null : count }),
  )
const anyOrder = fc.nat(orderIds.length - 1)
const orders: fc.Arbitrary<TestCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        anyOrder,
        someSchedule,
        fc.constantFrom('7.00', '40.00', '10000.00'),
        fc.oneof({ weight: 3, arbitrary: anybody }, { weight: 2, arbitrary: fc.constant(undefined) }),
      )
      .map(([nth, when, amount, to]) => {
        const from = orderOwner[nth]!
        const end = to ? { to } : { payee: from === bens ? 2 : 1 }
        return order(when, { orderId: orderIds[nth]!, from, amount, ...end })
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyOrder, fc.option(someSchedule, { nil: undefined }), fc.constantFrom(undefined, '9.00'))
      .map(([nth, when, sum]) => {
        const { data, ...rest } = reorder({ ...(sum && { amount: sum }), ...(when && { schedule: when }) })
        const command = { ...rest, data: { ...data, orderId: orderIds[nth]! } }
        return by(orderOwner[nth]!.owner, command)
      }),
  },
  { weight: 1, arbitrary: anyOrder.map((nth) => by(theBank, cancelOrder(orderIds[nth]))) },
)

const payeeWords: fc.Arbitrary<TestCommand> = fc
  .tuple(
    fc.constantFrom<(n: number, who: TestAccount) => TestCommand>(
      (n, who) => add(n, elsewhere(germanIban(n)), who),
      (n, who) => rename(n, 'Caroline', who),
      trust,
      untrust,
      remove,
    ),
    fc.integer({ min: 3, max: 6 }),
    fc.constantFrom(adas, bens, leavers),
  )
  .map(([say, n, who]) => say(n, who))

const choices: fc.Arbitrary<TestCommand> = fc
  .constantFrom(...everybody)
  .chain(({ customerId, owner }) =>
    fc.constantFrom<TestCommand>(
      { name: 'setUndoWindow', data: { customerId, seconds: 30 }, by: owner },
      { name: 'setUndoWindow', data: { customerId, seconds: 0 }, by: owner },
    ),
  )

const bills: fc.Arbitrary<TestCommand> = fc
  .tuple(fc.uniqueArray(anybody, { minLength: 1, maxLength: 3 }), amount, fc.constantFrom(adas, bens))
  .map(([people, sum, to]) => splitBetween(people, sum, { to }))

type Movement = Extract<BankEvent, { type: 'MoneyDeposited' | 'MoneyWithdrawn' }>
const ownerOf = (accountId: AccountId) => everybody.find((one) => one.accountId === accountId)
/** One of a customer's, with its place in the log and its owner. */
const movementIn = ({ log }: PureBank, nth: number) => {
  const movements = log.flatMap(({ event }, index) => {
    if (event.type !== 'MoneyDeposited' && event.type !== 'MoneyWithdrawn') return []
    const owner = ownerOf(event.data.accountId)
    return owner ? [{ event: event as Movement, index, owner }] : []
  })
  return movements[nth % Math.max(1, movements.length)]
}
/** By whoever owns the account; now and then it is to be remembered. */
const categorised =
  (nth: number, category: string | null, isRemembered: boolean) =>
  (bank: PureBank): TestCommand | undefined => {
    const found = movementIn(bank, nth)
    if (!found) return undefined
    const { event, index, owner } = found
    const { accountId, money } = event.data
    return {
      name: 'categoriseTransaction',
      data: {
        customerId: owner.customerId,
        movement: {
          accountId,
          position: index + 1,
          at: bank.times[index]!.toISOString(),
          direction: event.type === 'MoneyDeposited' ? 'in' : 'out',
          money,
          otherSide: bens.accountId,
          original: { source: 'rule', category: null },
        },
        category: category === null ? null : categorySchema.parse(category),
        rememberOn: isRemembered && category !== null ? [accountId] : [],
      },
      by: owner.owner,
    }
  }
const noted =
  (nth: number, note: string) =>
  (bank: PureBank): TestCommand | undefined => {
    const found = movementIn(bank, nth)
    if (!found) return undefined
    const { event, index, owner } = found
    const { accountId } = event.data
    return {
      name: 'noteTransaction',
      data: { customerId: owner.customerId, accountId, position: index + 1, note },
      by: owner.owner,
    }
  }
const searches: fc.Arbitrary<TestCommand> = fc
  .tuple(fc.constantFrom(adas, bens), fc.constantFrom('Rent', 'Lunch'))
  .map(([{ owner }, name]) => ({
    name: 'saveSearch',
    data: { name, filter: { direction: 'out' } },
    by: owner,
  }))
/** By somebody; only whoever has saved it finds it. */
const unsaved =
  (nth: number, { owner }: TestAccount) =>
  ({ log }: PureBank): TestCommand | undefined => {
    const saved = log.flatMap(({ event }) => (event.type === 'SearchSaved' ? [event.data.searchId] : []))
    const searchId = saved[nth % Math.max(1, saved.length)]
    return searchId && { name: 'removeSearch', data: { searchId }, by: owner }
  }
const leftOut =
  (nth: number, ahead: number) =>
  (bank: PureBank): TestCommand | undefined => {
    const orderId = [...orderIds, large][nth]!
    const state = orderIn(bank, orderId)
    const coming = state.status === 'active' ? datesToCome(state.plan) : []
    const date = [...Iterator.from(coming).take(ahead + 1)].at(-1)
    return date === undefined ? undefined : by(theBank, leaveOut(date, orderId))
  }
/** One of those that are left out, of whichever order. */
const putBack =
  (nth: number) =>
  (bank: PureBank, now: string): TestCommand | undefined => {
    const leftOutDates = [...orderIds, large].flatMap((orderId) => {
      const state = orderIn(bank, orderId)
      const dates = state.status === 'active' ? datesLeftOut(state.plan, now.slice(0, 10)) : []
      return dates.map((date) => ({ orderId, date }))
    })
    const found = nthOf(leftOutDates, nth)
    return found && by(theBank, restore(found.date, now, found.orderId))
  }
const orderIn = (bank: PureBank, orderId: StandingOrderId) =>
  bank.stateOf(`StandingOrder-${orderId}`) as StandingOrder
type Reviewing = (transferId: TransferId) => TestCommand
/** Of what waits, whatever it is for. */
const reviewed =
  (nth: number, how: Reviewing) =>
  (bank: PureBank): TestCommand | undefined => {
    const waiting = [...bank.states].flatMap(([streamId, state]) => {
      const { status, purpose } = state as { status?: string; purpose?: string }
      return status === 'held' && purpose === 'review' ? [streamId.slice('Transfer-'.length)] : []
    })
    const found = waiting[nth % Math.max(1, waiting.length)]
    return found === undefined ? undefined : how(found as TransferId)
  }
/** With what the open month has earned and cost so far; what is left goes to another one of the owner's, if there is one. */
const closedFor =
  (of: TestAccount, to: TestAccount | undefined, who: Actor) =>
  (bank: PureBank, now: string): TestCommand => {
    const { data, ...rest } = by(who, close(of))
    const pays = to && { toAccountId: to.accountId }
    return { ...rest, data: { ...data, ...pays, accrual: accrualIn(bank, of.accountId, now) } }
  }
/** The bank's own look at which accounts the customer has. */
const forgotten = (of: TestAccount) => (bank: PureBank) => {
  const own = everybody.filter(
    ({ customerId, accountId }) =>
      customerId === of.customerId && bank.states.has(`BankAccount-${accountId}`),
  )
  return forget(...(own as [TestAccount, ...TestAccount[]]))
}
type Found<State> = { readonly id: string; readonly state: State }
/** What there is of a kind, in the states that the bank is in. */
const statesOf = <State>(bank: PureBank, kind: string): Found<State>[] =>
  [...bank.states].flatMap(([streamId, state]) =>
    streamId.startsWith(`${kind}-`) ? [{ id: streamId.slice(kind.length + 1), state: state as State }] : [],
  )
const nthOf = <Value>(values: readonly Value[], nth: number): Value | undefined =>
  values[nth % Math.max(1, values.length)]
const accountsOf = (customerId: string) => everybody.filter((one) => one.customerId === customerId)
/** By chance alone these are hardly ever met: a price that still holds … */
const exchanged =
  (nth: number) =>
  (bank: PureBank, now: string): TestCommand | undefined => {
    const found = nthOf(
      statesOf<Quote>(bank, 'Quote').filter(
        ({ state }) => state.status === 'offered' && state.expiresAt > now,
      ),
      nth,
    )
    return found && { name: 'exchangeMoney', data: { quoteId: found.id as QuoteId }, by: theBank }
  }
/** … a request that waits for an answer … */
const paidFor =
  (nth: number) =>
  (bank: PureBank): TestCommand | undefined => {
    const found = nthOf(
      statesOf<PaymentRequest>(bank, 'PaymentRequest').filter(({ state }) => state.status === 'open'),
      nth,
    )
    if (found?.state.status !== 'open') return undefined
    const from = nthOf(accountsOf(found.state.payerCustomerId), nth)
    return from && acceptFrom(from, found.id as PaymentRequestId)
  }
const answeredNo =
  (nth: number, say: (requestId: PaymentRequestId) => TestCommand) =>
  (bank: PureBank): TestCommand | undefined => {
    const open = statesOf<PaymentRequest>(bank, 'PaymentRequest').filter(
      ({ state }) => state.status === 'open',
    )
    const found = nthOf(open, nth)
    return found && say(found.id as PaymentRequestId)
  }
/** … a transfer whose money is still held … */
const calledBack =
  (nth: number) =>
  (bank: PureBank): TestCommand | undefined => {
    const held = statesOf<Transfer>(bank, 'Transfer').filter(({ state }) => state.status === 'held')
    const found = nthOf(held, nth)
    return found && by(theBank, cancelTransfer(adas, found.id as TransferId))
  }
/** … a payment of which something stands in suspense … */
const cleared =
  (nth: number, who: Actor) =>
  (bank: PureBank): TestCommand | undefined => {
    const found = nthOf(
      statesOf<Payment>(bank, 'Payment').filter(
        ({ state }) => isOutgoing(state) && state.inSuspense.amountMinor !== 0n,
      ),
      nth,
    )
    if (!found || !isOutgoing(found.state)) return undefined
    const at = nthOf(accountsOf(found.state.customerId), nth)
    return at && clearSuspense(at, { transferId: found.id as TransferId, who })
  }
/** … and one that is under way, whose account is shut before it is answered. */
const shutMeanwhile =
  (nth: number) =>
  (bank: PureBank): TestCommand | undefined => {
    const found = nthOf(
      statesOf<Payment>(bank, 'Payment').filter(({ state }) => state.status === 'submitted'),
      nth,
    )
    const at = found && isOutgoing(found.state) && ownerOf(found.state.accountId)
    return at ? freeze(at) : undefined
  }
const sawUpTo =
  (of: TestAccount, nth: number) =>
  ({ log }: PureBank): TestCommand => ({
    name: 'markNotificationsRead',
    data: { customerId: of.customerId, upTo: 1 + (nth % log.length) },
    by: of.owner,
  })

const reviewings: Reviewing[] = [
  (transferId) => approveTransfer(transferId),
  (transferId) => approveTransfer(transferId, colleague),
  (transferId) => approveTransfer(transferId, teller),
  (transferId) => declineTransfer(transferId),
]
const seeing = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(99), fc.constantFrom('gifts', 'other', null), fc.boolean())
      .map((one) => categorised(...one)),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(adas, bens).map(
      ({ customerId, owner }) =>
        (): TestCommand => ({
          name: 'forgetCategoryRule',
          data: { customerId, otherSide: bens.accountId },
          by: owner,
        }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(99), fc.constantFrom('Shared', 'Ask again', '')).map((one) => noted(...one)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(9), fc.constantFrom(adas, bens)).map((one) => unsaved(...one)),
  },
  { weight: 2, arbitrary: fc.tuple(fc.nat(orderIds.length), fc.nat(2)).map((one) => leftOut(...one)) },
  { weight: 4, arbitrary: fc.nat(3).map(putBack) },
  {
    weight: 8,
    arbitrary: fc.tuple(fc.nat(3), fc.constantFrom(...reviewings)).map((one) => reviewed(...one)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(savings, savings, leavers, ...world.empty, adas, bens),
        fc.constantFrom(adas, undefined, bens),
        fc.boolean(),
      )
      .map(([of, to, isOwn]) => closedFor(of, to, isOwn ? of.owner : teller)),
  },
  { weight: 8, arbitrary: fc.nat(3).map(exchanged) },
  { weight: 1, arbitrary: fc.nat(3).map(calledBack) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(3), fc.constantFrom(sayNo, takeBack))
      .map(([nth, say]) => answeredNo(nth, (requestId) => by(theBank, say(undefined, requestId)))),
  },
  { weight: 3, arbitrary: fc.nat(3).map(paidFor) },
  { weight: 3, arbitrary: fc.nat(3).map(shutMeanwhile) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(9), fc.constantFrom(approver, colleague)).map((one) => cleared(...one)),
  },
  { weight: 4, arbitrary: fc.constantFrom(leavers, leavers, adas).map(forgotten) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(adas, bens), fc.nat(999)).map((one) => sawUpTo(...one)) },
)

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc
      .oneof(
        { weight: 10, arbitrary: randomCommand(world) },
        { weight: 9, arbitrary: payments },
        { weight: 5, arbitrary: orders },
        { weight: 3, arbitrary: payeeWords },
        { weight: 1, arbitrary: choices },
        { weight: 1, arbitrary: bills },
        { weight: 1, arbitrary: searches },
      )
      .map((command) => ({ what: 'command' as const, command })),
  },
  { weight: 8, arbitrary: seeing.map((command) => ({ what: 'seeing' as const, command })) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('time' as const),
      seconds: fc.oneof(
        { weight: 3, arbitrary: fc.nat(90) },
        { weight: 4, arbitrary: fc.constantFrom(3_600, 86_400, 360_000) },
        // Now and then a month or two pass.
        { weight: 1, arbitrary: fc.integer({ min: 400_000, max: 5_000_000 }) },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('fold' as const), events: fc.nat(30), again: fc.nat(5) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('run' as const),
      fates: fc.array(fc.constantFrom<Fate>('given', 'given', 'twice', 'late', 'lost'), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('deliver' as const), from: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'forget' as const }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('handIn' as const), dies: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('answers' as const),
      order: fc.array(fc.nat(20), { maxLength: 4 }),
      dies: fc.boolean(),
    }),
  },
)

const ACCOUNT = 'BankAccount-'
/** As it is, but that the money is looked at after everything that has happened. */
const watched = (bank: PureBank, accepted: Set<string>): PureBank => {
  const conservation = createConservation()
  return {
    ...bank,
    execute: (command, makeId) => {
      const before = bank.log.length
      const result = bank.execute(command, makeId)
      if (result.outcome === 'accepted') accepted.add(command.name)
      const written = bank.log.slice(before)
      conservation.follow(written.map(({ event }) => event))
      const touched = written.flatMap(({ streamId }) =>
        streamId.startsWith(ACCOUNT) ? [streamId.slice(ACCOUNT.length) as AccountId] : [],
      )
      expectCovered(bank, new Set(touched))
      return result
    },
  }
}

/** More than anything that is due can ask for again before it is done. */
const ROUNDS = 300
const DAYS_AFTER = 30
const LAST_DAY_OF_ORDERS = 5

/** Then nobody asks for anything any more, and the bank and the clearing house are left to themselves. */
export const play = (steps: readonly Step[], seed: number) => {
  const house = createHouse(seed)
  const accepted = new Set<string>()
  const bank = watched(createPureBank(), accepted)
  const own = createPureProcesses(bank)
  let now = Date.parse(NOON)
  const iso = () => new Date(now).toISOString()
  const late: GivenCommand[] = []
  /** By customers and by their orders, and what has come in. */
  const transferIds = () =>
    statesOf<Payment>(bank, 'Payment').flatMap(({ id }) => (id === returned ? [] : [id as TransferId]))
  const execute = (command: TestCommand) => bank.execute({ ...command, at: iso() })

  const take = (one: Step): void => {
    switch (one.what) {
      case 'command':
        execute(one.command)
        return
      case 'seeing': {
        const command = one.command(bank, iso())
        if (command) execute(command)
        return
      }
      case 'time':
        now += one.seconds * 1_000
        return
      case 'fold':
        own.fold(one.events, one.again)
        return
      case 'run':
        for (const [index, command] of own.due(iso()).entries()) {
          const fate = one.fates[index % one.fates.length]
          if (fate === 'given' || fate === 'twice') own.give(command)
          if (fate === 'late' || fate === 'twice') late.push(command)
        }
        return
      case 'deliver': {
        const [command] = late.splice(one.from % Math.max(1, late.length), 1)
        if (command) own.give(command)
        return
      }
      case 'forget':
        own.forget()
        return
      case 'handIn': {
        const takenDown = handIn(bank, house, { transferIds: transferIds(), now })
        if (!one.dies) takenDown.forEach(execute)
        return
      }
      case 'answers': {
        const delivered = house.delivered(now)
        for (const index of one.order) {
          const message = delivered[index % Math.max(1, delivered.length)]
          if (!message) continue
          execute(takenOver(message))
          // Without a receipt: read again, it must change nothing by itself.
          if (one.dies) execute(takenOver(message))
        }
      }
    }
  }
  for (const command of OPENING) {
    const result = bank.execute(command)
    if (result.outcome === 'rejected')
      throw new Error(`The bank does not open: ${command.name}, ${result.rejection.reason}`)
  }
  for (const one of steps) take(one)

  const carryOn = () => {
    for (let round = 0; ; round++) {
      own.fold()
      const due = own.due(iso())
      if (due.length === 0) return
      if (round > ROUNDS)
        throw new Error(`It is asked for again and again: ${due.map(({ command }) => command.name)}`)
      due.forEach(own.give)
    }
  }
  for (let day = 0; day < DAYS_AFTER; day++) {
    // Some never end by themselves; what is reviewed of them by then has come to its end.
    if (day === LAST_DAY_OF_ORDERS)
      for (const orderId of [...orderIds, large]) execute(by(theBank, cancelOrder(orderId)))
    carryOn()
    handIn(bank, house, { transferIds: transferIds(), now }).forEach(execute)
    now += 86_400_000
    for (const message of house.delivered(now)) execute(takenOver(message))
  }
  carryOn()
  late.forEach(own.give)
  const paymentIds = [...transferIds(), returned]
  return { bank, own, house, paymentIds, accepted: accepted as ReadonlySet<string>, now: iso() }
}
