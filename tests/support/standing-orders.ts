/** Facts and commands about standing orders: alice pays bob 10.00 from April on, unless a test says otherwise. */
import type { BankEvent } from '../../server/domain/events.ts'
import type { StandingOrderId, TransferId } from '../../server/domain/ids.ts'
import type { OrderEnding } from '../../server/domain/standing-order/events.ts'
import type { Schedule } from '../../server/domain/standing-order/schedule.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  alice,
  bob,
  type Fact,
  id,
  moneyOf,
  type TestAccount,
  type TestCommand,
  theBank,
  transferred,
} from './bank.ts'
import { payeeId } from './payees.ts'

export const theOrder = id<StandingOrderId>(0x501)

export const schedule = (
  frequency: Schedule['frequency'],
  firstDate: string,
  more: Partial<Schedule> = {},
): Schedule => ({ frequency, firstDate, dayOfMonth: null, lastDate: null, count: null, ...more })
export const monthly = schedule('monthly', '2026-04-01')

type Order = {
  orderId?: StandingOrderId
  from?: TestAccount
  to?: TestAccount
  /** At another bank, instead of `to`. */
  payee?: number
  amount?: string
}
const terms = ({ orderId = theOrder, from = alice, amount = '10.00' }: Order = {}) => ({
  orderId,
  fromAccountId: from.accountId,
  money: moneyOf(amount, from.currency),
})
const occurrence = (date: string, order: Order) => {
  const { orderId, money } = terms(order)
  return { orderId, customerId: (order.from ?? alice).customerId, date, money }
}

// Facts.

export const ordered =
  (when: Schedule = monthly, order: Order = {}, timeZone = 'UTC'): Fact =>
  () => {
    const { from = alice, to = bob, payee } = order
    const ends =
      payee === undefined
        ? { toAccountId: to.accountId, toCustomerId: to.customerId, payeeId: null }
        : {
            toAccountId: internalAccountId('clearing', from.currency),
            toCustomerId: THE_BANK,
            payeeId: payeeId(payee),
          }
    const about = { ...terms(order), ...ends, customerId: from.customerId }
    const data = { ...about, description: 'Rent', schedule: when, timeZone }
    return [{ type: 'StandingOrderCreated', data }]
  }
export const reordered =
  (change: { amount?: string; description?: string; schedule?: Schedule }, order: Order = {}): Fact =>
  () => {
    const { orderId, money } = terms({ ...order, amount: change.amount ?? order.amount })
    const { description = 'Rent', schedule: dates = null } = change
    return [{ type: 'StandingOrderChanged', data: { orderId, money, description, schedule: dates } }]
  }
export const leftOut =
  (date: string, { orderId = theOrder }: Order = {}): Fact =>
  () => [{ type: 'OccurrenceSkipped', data: { orderId, date } }]
export const putBack =
  (date: string, { orderId = theOrder }: Order = {}): Fact =>
  () => [{ type: 'OccurrenceRestored', data: { orderId, date } }]
/** With the transfer that it is, the first one to whom it pays. */
export const paid =
  (date: string, order: Order = {}, at = `${date}T06:00:00.000Z`): Fact =>
  (bank) => {
    const { from = alice, to = bob, amount = '10.00' } = order
    const data = occurrence(date, order)
    const transferId = bank.newId() as TransferId
    return [
      ...transferred(from, to, amount, transferId)(bank).map((event) => asSentAt(at, event)),
      { type: 'OccurrenceExecuted', data: { ...data, transferId } },
    ]
  }
const asSentAt = (at: string, event: BankEvent): BankEvent => {
  if (event.type !== 'MoneyWithdrawn')
    return { ...event, data: { ...event.data, description: 'Rent' } } as BankEvent
  const newPayee = event.data.newPayee && { ...event.data.newPayee, since: at }
  return { ...event, data: { ...event.data, description: 'Rent', day: at.slice(0, 10), newPayee } }
}
export const postponed =
  (date: string, retryAt: string, firstTriedOn = date, order: Order = {}): Fact =>
  () => [
    {
      type: 'OccurrencePostponed',
      data: { ...occurrence(date, order), reason: 'InsufficientFunds', firstTriedOn, retryAt },
    },
  ]
export const notPaid =
  (date: string, reason: string, order: Order = {}): Fact =>
  () => [{ type: 'OccurrenceFailed', data: { ...occurrence(date, order), reason, transferId: null } }]
/** The transfer of one date is decided on: for the bank alone. */
export const finish = (
  transferId: TransferId,
  at: string,
  orderId = theOrder,
): TestCommand<'finishOccurrence'> => ({
  name: 'finishOccurrence',
  data: { orderId, transferId },
  by: theBank,
  at,
})
export const over =
  (reason: OrderEnding, { orderId = theOrder, from = alice }: Order = {}): Fact =>
  () => [{ type: 'StandingOrderEnded', data: { orderId, customerId: from.customerId, reason } }]

// Commands.

export const order = (when: Schedule = monthly, given: Order = {}): TestCommand<'createStandingOrder'> => ({
  name: 'createStandingOrder',
  data: {
    ...terms(given),
    ...(given.payee === undefined
      ? { toAccountId: (given.to ?? bob).accountId }
      : { payeeId: payeeId(given.payee) }),
    description: 'Rent',
    schedule: when,
  },
  by: (given.from ?? alice).owner,
})
export const reorder = (
  change: { amount?: string; description?: string; schedule?: Schedule },
  at?: string,
): TestCommand<'changeStandingOrder'> => {
  const { amount, ...rest } = change
  const money = amount === undefined ? undefined : moneyOf(amount, 'USD')
  return { name: 'changeStandingOrder', data: { orderId: theOrder, money, ...rest }, by: alice.owner, at }
}
export const leaveOut = (date: string, orderId = theOrder): TestCommand<'skipOccurrence'> => ({
  name: 'skipOccurrence',
  data: { orderId, date },
  by: alice.owner,
})
export const restore = (date: string, at?: string, orderId = theOrder): TestCommand<'restoreOccurrence'> => ({
  name: 'restoreOccurrence',
  data: { orderId, date },
  by: alice.owner,
  at,
})
export const cancelOrder = (orderId = theOrder): TestCommand<'cancelStandingOrder'> => ({
  name: 'cancelStandingOrder',
  data: { orderId },
  by: alice.owner,
})
/** At six in the morning, unless a test says otherwise. */
export const execute = (
  date: string,
  at = `${date}T06:00:00.000Z`,
  orderId = theOrder,
): TestCommand<'executeOccurrence'> => ({
  name: 'executeOccurrence',
  data: { orderId, date },
  by: theBank,
  at,
})
