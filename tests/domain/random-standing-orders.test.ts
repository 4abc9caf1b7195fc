/**
 * Standing orders among people's other doings, over weeks: money comes and goes, accounts are frozen, orders are changed,
 * dates left out, while the process's rows lag behind, are made anew, and its commands come twice, late, or never.
 */
import { expect, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import type { StandingOrderId, TransferId } from '../../server/domain/ids.ts'
import type { StandingOrder } from '../../server/domain/standing-order/decider.ts'
import { datesToCome, leftOut } from '../../server/domain/standing-order/plan.ts'
import type { Frequency } from '../../server/domain/standing-order/schedule.ts'
import {
  alice,
  alicesSavings,
  approveTransfer,
  bob,
  cancelTransfer,
  declineTransfer,
  deposit,
  freeze,
  id,
  open,
  register,
  type TestCommand,
  unfreeze,
  withdraw,
} from '../support/bank.ts'
import { expectCovered, expectMoneyConserved } from '../support/invariants.ts'
import { add, elsewhere } from '../support/payees.ts'
import { rejectedBy, settledBy } from '../support/payments.ts'
import { assertUntilAllHappened, fc } from '../support/property.ts'
import { createPureBank, type PureBank } from '../support/pure-bank.ts'
import { createPureProcesses, type GivenCommand } from '../support/pure-processes.ts'
import { cancelOrder, leaveOut, order, restore, schedule } from '../support/standing-orders.ts'

const START = '2026-01-20'
/** The last one is the opening’s alone. */
const orderIds = [1, 2, 3, 4].map((n) => id<StandingOrderId>(0x900 + n))
// Often the same day of the week, so that a date which somebody names is often one on which an order is due.
const day = fc
  .oneof(
    fc.nat(60),
    fc.nat(8).map((weeks) => 7 * weeks),
  )
  .map((days) => addDays(START, days))

const someSchedule = fc
  .record({
    frequency: fc.constantFrom<Frequency>('once', 'weekly', 'fourWeekly', 'monthly', 'quarterly', 'yearly'),
    firstDate: day,
    count: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  .map(({ frequency, firstDate, count }) =>
    schedule(frequency, firstDate, { count: frequency === 'once' ? null : count }),
  )
const anyOrder = fc.constantFrom(...orderIds.slice(0, 3))
const orders: fc.Arbitrary<TestCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        anyOrder,
        someSchedule,
        fc.constantFrom('7.00', '40.00', '10000.00', '10000.00'),
        // One of them is at another bank.
        fc.constantFrom({ to: bob }, { to: alicesSavings }, { payee: 1 }),
      )
      .map(([orderId, when, amount, end]) => order(when, { orderId, amount, ...end })),
  },
  { weight: 2, arbitrary: fc.tuple(day, anyOrder).map((given) => leaveOut(...given)) },
  { weight: 1, arbitrary: anyOrder.map((orderId) => cancelOrder(orderId)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyOrder, fc.option(someSchedule, { nil: undefined }), fc.constantFrom(undefined, 900n))
      .map(([orderId, when, amountMinor]) => ({
        name: 'changeStandingOrder' as const,
        data: { orderId, schedule: when, money: amountMinor && { amountMinor, currency: 'USD' as const } },
        by: alice.owner,
      })) as fc.Arbitrary<TestCommand>,
  },
)
const others: fc.Arbitrary<TestCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('5.00', '30.00', '20000.00', '20000.00')
      .map((amount) => deposit(alice, amount)),
  },
  { weight: 4, arbitrary: fc.constantFrom('5.00', '30.00').map((amount) => withdraw(alice, amount)) },
  { weight: 1, arbitrary: fc.constantFrom(alice, bob).map(freeze) },
  { weight: 2, arbitrary: fc.constantFrom(alice, bob).map(unfreeze) },
)

type Step =
  | { readonly what: 'command'; readonly command: TestCommand }
  /** A date that is to come, whichever that is: by chance alone it is hardly ever met. */
  | { readonly what: 'leave out'; readonly orderId: StandingOrderId; readonly ahead: number }
  /** One of those that are left out. */
  | { readonly what: 'put back'; readonly orderId: StandingOrderId; readonly nth: number }
  /** What the clearing house says of a payment, whichever, and in whatever order. */
  | {
      readonly what: 'clearing'
      readonly nth: number
      readonly sequence: number
      readonly isSettled: boolean
    }
  /** What the bank's people, or its owner, do about one that is reviewed. */
  | { readonly what: 'review'; readonly nth: number; readonly how: 'approve' | 'decline' | 'call back' }
  | { readonly what: 'time'; readonly hours: number }
  | { readonly what: 'fold'; readonly events: number; readonly again: number }
  | { readonly what: 'run'; readonly fates: readonly ('given' | 'twice' | 'late' | 'lost')[] }
  | { readonly what: 'deliver'; readonly from: number }
  | { readonly what: 'forget' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.oneof(orders, others).map((command) => ({ what: 'command' as const, command })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('leave out' as const), orderId: anyOrder, ahead: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('put back' as const), orderId: anyOrder, nth: fc.nat(2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('clearing' as const),
      nth: fc.nat(5),
      sequence: fc.integer({ min: 1, max: 3 }),
      isSettled: fc.boolean(),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      what: fc.constant('review' as const),
      nth: fc.nat(2),
      how: fc.constantFrom('approve', 'approve', 'decline', 'call back'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constant('fold' as const), events: fc.nat(12), again: fc.nat(4) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('run' as const),
      fates: fc.array(fc.constantFrom('given', 'given', 'twice', 'late', 'lost'), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('deliver' as const), from: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'forget' as const }) },
)

const decisions = {
  approve: (transferId: TransferId) => approveTransfer(transferId),
  decline: (transferId: TransferId) => declineTransfer(transferId),
  'call back': (transferId: TransferId) => cancelTransfer(alice, transferId),
} as const

const stateOf = (bank: PureBank, orderId: StandingOrderId) =>
  bank.stateOf(`StandingOrder-${orderId}`) as StandingOrder

const play = (steps: readonly Step[]) => {
  const bank = createPureBank()
  const own = createPureProcesses(bank)
  let now = Date.parse(`${START}T00:00:00.000Z`)
  const iso = () => new Date(now).toISOString()
  const people = [register(alice), register(bob), add(1, elsewhere())]
  const accounts = [alice, alicesSavings, bob].map(open)
  for (const command of [...people, ...accounts, deposit(alice, '60.00')])
    bank.execute({ ...command, at: iso() })
  const late: GivenCommand[] = []

  const take = (one: Step): void => {
    switch (one.what) {
      case 'command':
        bank.execute({ ...one.command, at: iso() })
        return
      case 'leave out': {
        const state = stateOf(bank, one.orderId)
        const coming = state.status === 'active' ? datesToCome(state.plan) : []
        const date = [...Iterator.from(coming).take(one.ahead + 1)].at(-1)
        if (date !== undefined) bank.execute({ ...leaveOut(date, one.orderId), at: iso() })
        return
      }
      case 'put back': {
        const state = stateOf(bank, one.orderId)
        if (state.status !== 'active') return
        const dates = leftOut(state.plan, iso().slice(0, 10))
        const date = dates[one.nth % Math.max(1, dates.length)]
        if (date !== undefined) bank.execute(restore(date, iso(), one.orderId))
        return
      }
      case 'clearing': {
        const submitted = bank.log.flatMap(({ event }) =>
          event.type === 'PaymentSubmitted' ? [event.data.transferId] : [],
        )
        const transferId = submitted[one.nth % Math.max(1, submitted.length)]
        const answer = one.isSettled ? settledBy : rejectedBy
        if (transferId) bank.execute({ ...answer(one.sequence, transferId), at: iso() })
        return
      }
      case 'review': {
        const inReview = orderIds.flatMap((orderId) => {
          const state = stateOf(bank, orderId)
          return state.status === 'active' && state.plan.inReview ? [state.plan.inReview] : []
        })
        const transferId = inReview[one.nth % Math.max(1, inReview.length)] as TransferId | undefined
        if (transferId) bank.execute({ ...decisions[one.how](transferId), at: iso() })
        return
      }
      case 'time':
        now += one.hours * 3_600_000
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
    }
  }
  for (const one of steps) {
    take(one)
    expectMoneyConserved(bank)
    expectCovered(bank)
  }
  // In the end nobody does anything any more, and the bank is left to itself for ten weeks.
  for (let third = 0; third < 3 * 70; third++) {
    now += 8 * 3_600_000
    for (own.fold(); ; own.fold()) {
      const due = own.due(iso())
      if (due.length === 0) break
      for (const command of due) own.give(command)
    }
  }
  const before = bank.log.length
  for (const command of late) own.give(command)
  expect(bank.log).toHaveLength(before)
  expectMoneyConserved(bank)
  expectCovered(bank)
  // What is due then may still be tried again, or be reviewed; what was due a week before is over.
  return { bank, settledUntil: addDays(iso().slice(0, 10), -7) }
}

const carryOn: Step[] = [
  { what: 'fold', events: 99, again: 0 },
  { what: 'run', fates: ['given'] },
  { what: 'fold', events: 99, again: 0 },
]
/**
 * An order that is more than may be sent, one that has been approved once and declined once and is reviewed again, and one
 * to another bank that has just been approved.
 */
const OPENING: Step[] = [
  { what: 'command', command: deposit(alice, '40000.00') },
  {
    what: 'command',
    command: order(schedule('once', START), { orderId: orderIds[1]!, amount: '30000.00', to: bob }),
  },
  {
    what: 'command',
    command: order(schedule('weekly', START), { orderId: orderIds[0]!, amount: '10000.00', to: bob }),
  },
  ...(['approve', 'decline'] as const).flatMap((how): Step[] => [
    { what: 'time', hours: 8 },
    ...carryOn,
    { what: 'review', nth: 0, how },
    ...carryOn,
    { what: 'time', hours: 6 * 24 + 20 },
  ]),
  ...carryOn,
  {
    what: 'command',
    command: order(schedule('once', addDays(START, 14)), {
      orderId: orderIds[3]!,
      amount: '10000.00',
      payee: 1,
    }),
  },
  ...carryOn,
  { what: 'review', nth: 1, how: 'approve' },
]

/** What the property has to come across. */
const TO_SEE = [
  ...['StandingOrderChanged', 'OccurrenceSkipped', 'OccurrenceExecuted', 'OccurrencePostponed'],
  ...['OccurrenceInReview', 'TransferApproved', 'TransferDeclined', 'TransferExpired'],
  ...['OccurrenceFailed', 'StandingOrderEnded', 'OccurrenceRestored'],
  ...['PaymentSubmitted', 'PaymentApproved', 'PaymentSettled', 'PaymentRejected', 'PaymentTimedOut'],
]

test('every occurrence happens at most once, and none that was due is forgotten', () => {
  const seen = new Set<string>()
  assertUntilAllHappened(
    fc.property(fc.array(step, { minLength: 20, maxLength: 90, size: 'max' }), (steps) => {
      const { bank, settledUntil } = play([...OPENING, ...steps])
      for (const orderId of orderIds) {
        const done = new Set<string>()
        const skipped = new Set<string>()
        /** All dates that were promised and not taken back. */
        let promised = new Set<string>()
        const state = stateOf(bank, orderId)
        for (const { event } of bank.log) {
          if (/^(Transfer|Payment)/.test(event.type)) seen.add(event.type)
          if (!('orderId' in event.data) || event.data.orderId !== orderId) continue
          seen.add(event.type)
          switch (event.type) {
            case 'StandingOrderCreated':
            case 'StandingOrderChanged': {
              const dates = event.data.schedule
              if (!dates) break
              const plan = {
                schedule: dates,
                timeZone: 'UTC',
                next: 0,
                skipped: [],
                retry: null,
                inReview: null,
                doneUntil: null,
              }
              promised = new Set(done)
              skipped.clear()
              for (const date of datesToCome(plan)) {
                if (date > addDays(settledUntil, 13)) break
                promised.add(date)
              }
              break
            }
            case 'OccurrenceSkipped':
              skipped.add(event.data.date)
              break
            case 'OccurrenceRestored':
              expect(skipped).toContain(event.data.date)
              expect(done).not.toContain(event.data.date)
              skipped.delete(event.data.date)
              break
            case 'OccurrenceExecuted':
            case 'OccurrenceFailed':
              expect(promised).toContain(event.data.date)
              expect(done).not.toContain(event.data.date)
              expect(skipped).not.toContain(event.data.date)
              done.add(event.data.date)
          }
        }
        if (state.status === 'active') {
          const isSettled = (date: string) => date <= settledUntil
          const kept = [...promised].filter((date) => !skipped.has(date))
          expect([...done].filter(isSettled).sort()).toEqual(kept.filter(isSettled).sort())
        }
      }
      const transfers = bank.log.flatMap(({ event }) =>
        event.type === 'TransferCompleted' ? [event.data.transferId] : [],
      )
      expect(new Set(transfers).size).toBe(transfers.length)
      // What leaves the bank is ordered by a date of an order, and handed in once.
      const handedIn = bank.log.flatMap(({ event }) =>
        event.type === 'PaymentSubmitted' ? [event.data.transferId] : [],
      )
      expect(new Set(handedIn).size).toBe(handedIn.length)
      const sent = bank.log.flatMap(({ event }) =>
        event.type === 'OccurrenceExecuted' ? [event.data.transferId] : [],
      )
      expect(sent).toEqual(expect.arrayContaining(handedIn))
    }),
    100,
    () => TO_SEE.filter((type) => !seen.has(type)),
  )
})
