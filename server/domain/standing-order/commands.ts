/** What customers do with their standing orders. Somebody else's is not there for them. */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import { accountRef, isInternal, keptIn, mayAct, notFound, notOpen } from '../bank-account/decider.ts'
import { businessDateOf, businessDateSchema } from '../calendar/business-dates.ts'
import { type Actor, accepted, defineCommand, rejected } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  chosen,
  payeeIdSchema,
  type StandingOrderId,
  standingOrderIdSchema,
  type TransferId,
} from '../ids.ts'
import { amountSchema } from '../money.ts'
import { payeesRef, savedPayee } from '../payee/decider.ts'
import { paymentRef } from '../payment/decider.ts'
import { internalAccountId, THE_BANK } from '../the-bank.ts'
import { type HeldTransfer, transferRef } from '../transfer/decider.ts'
import { dropped, opened, release } from '../transfer/held-commands.ts'
import { type StandingOrder, standingOrderRef } from './decider.ts'
import { endAfter } from './end.ts'
import { fateOf, occurrenceEnd } from './in-review.ts'
import { dueAt, followed, isPlanned, leftOut, nextDate, type Plan } from './plan.ts'
import { type Schedule, scheduleSchema } from './schedule.ts'

/** More than anybody looks ahead, and few enough to be looked through at every step. */
export const MAX_SKIPPED = 100

/** Of one customer, those that have ended left out. */
export const MAX_ORDERS = 200

/** Has money sent on a date, or again and again: to another account of this bank, or to a payee at another one. */
export const createStandingOrder = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    orderId: chosen(standingOrderIdSchema).optional(),
    fromAccountId: accountIdSchema,
    /** An account of this bank, */
    toAccountId: accountIdSchema.optional(),
    /** or somebody at another one, from the list of whoever has the account that pays. */
    payeeId: payeeIdSchema.optional(),
    money: amountSchema,
    description: descriptionSchema,
    schedule: scheduleSchema,
  }),
  missing: ({ toAccountId, payeeId }) =>
    toAccountId === undefined && payeeId === undefined
      ? { field: 'toAccountId', reason: 'is required, or payeeId: who is to be paid?' }
      : toAccountId !== undefined && payeeId !== undefined
        ? { field: 'payeeId', reason: 'must not be given together with toAccountId' }
        : undefined,
  prepare: ({ orderId, toAccountId, payeeId = null, ...rest }, { newId, timeZone, today, already }) => ({
    ...rest,
    payeeId,
    // `missing` has made sure that one of the two is there.
    toAccountId:
      payeeId === null ? (toAccountId as AccountId) : internalAccountId('clearing', rest.money.currency),
    already,
    orderId: orderId ?? (newId() as StandingOrderId),
    timeZone,
    today,
  }),
  streams: ({ orderId, fromAccountId, toAccountId, payeeId }) => ({
    order: standingOrderRef(orderId),
    from: accountRef(fromAccountId),
    ...(payeeId === null && { to: accountRef(toAccountId) }),
  }),
  further: ({ payeeId }, { from }) =>
    payeeId !== null && from.status !== 'none' ? { payees: payeesRef(from.owner) } : undefined,
  decide: ({ today, already, ...terms }, { order, from, to, payees }, actor) => {
    const { fromAccountId, toAccountId, payeeId, money, schedule } = terms
    if (!mayAct(from, actor)) return notFound('fromAccountId')
    if (payeeId !== null) {
      const payee = payees && savedPayee(payees, payeeId)
      if (!payee) return rejected({ reason: 'PayeeNotFound', field: 'payeeId' })
      if (payee.accountId !== null) return rejected({ reason: 'PayeeAtThisBank', field: 'payeeId' })
    } else {
      if (fromAccountId === toAccountId) return rejected({ reason: 'SameAccount', field: 'toAccountId' })
      if (!to || to.status === 'none' || isInternal(to)) return notFound('toAccountId')
    }
    const payee = to && to.status !== 'none' ? to : undefined
    if (order.status !== 'none') return rejected({ reason: 'StandingOrderAlreadyExists', field: 'orderId' })
    const closedOrFrozen = notOpen(from, 'fromAccountId') ?? (payee && notOpen(payee, 'toAccountId'))
    if (closedOrFrozen) return rejected(closedOrFrozen)
    if (from.balance.currency !== money.currency) return rejected(keptIn(from, 'fromAccountId'))
    if (payee && payee.balance.currency !== money.currency) return rejected(keptIn(payee, 'toAccountId'))
    if (schedule.firstDate < today) return inPast(today)
    if (already >= MAX_ORDERS) return rejected({ reason: 'TooManyStandingOrders', limit: MAX_ORDERS })
    return accepted({
      type: 'StandingOrderCreated',
      data: { ...terms, customerId: from.owner, toCustomerId: payee?.owner ?? THE_BANK },
    })
  },
  answer: ({ orderId }) => ({ orderId }),
})

const oneOrder = z.object({ orderId: standingOrderIdSchema })

const inReview = (field: 'date' | 'schedule', date: string) =>
  rejected({ reason: 'OccurrenceInReview', field, date })
const underWay = (field: 'date' | 'schedule', date: string) =>
  rejected({ reason: 'OccurrenceUnderWay', field, date })
const inPast = (today: string) => rejected({ reason: 'DateInPast', field: 'schedule.firstDate', today })

/** The order, or why nothing can be done with it: somebody else's is as good as none. */
const theirs = (order: StandingOrder, actor: Actor) => {
  const isThere =
    order.status !== 'none' && (actor.role !== 'customer' || actor.customerId === order.customerId)
  if (!isThere) return rejected({ reason: 'StandingOrderNotFound', field: 'orderId' })
  return order.status === 'active' ? order : rejected({ reason: 'StandingOrderNotActive', field: 'orderId' })
}

/** Changes how much is sent, what it says, or on which dates, from now on. */
export const changeStandingOrder = defineCommand({
  roles: ['customer', 'system'],
  input: oneOrder.extend({
    money: amountSchema.optional(),
    description: descriptionSchema.optional(),
    /** Instead of all dates that are still to come. */
    schedule: scheduleSchema.optional(),
  }),
  prepare: (data, { at }) => ({ ...data, at: at.toISOString() }),
  streams: ({ orderId }) => ({ order: standingOrderRef(orderId) }),
  decide: ({ orderId, at, ...change }, { order }, actor) => {
    const found = theirs(order, actor)
    if ('outcome' in found) return found
    const { money = found.money, description = found.description, schedule = null } = change
    if (money.currency !== found.money.currency)
      return rejected({ reason: 'CurrencyMismatch', field: 'money', accountCurrency: found.money.currency })
    if (schedule) {
      const problem = datesRefused(schedule, found.plan, at)
      if (problem) return problem
    } else if (money.amountMinor === found.money.amountMinor && description === found.description)
      return rejected({ reason: 'StandingOrderUnchanged', field: 'orderId' })
    return accepted({ type: 'StandingOrderChanged', data: { orderId, money, description, schedule } })
  },
  answer: () => ({}),
})

const datesRefused = ({ firstDate }: Schedule, plan: Plan, at: string) => {
  // One that is due may be paid at any moment, and one that has been tried must come to an end of its own.
  const due = dueAt(plan)
  const date = nextDate(plan)
  if (date !== undefined && plan.inReview) return inReview('schedule', date)
  if (date !== undefined && (plan.retry || (due !== null && due <= at))) return underWay('schedule', date)
  const today = businessDateOf(at, plan.timeZone)
  if (firstDate < today) return inPast(today)
  if (plan.doneUntil !== null && firstDate <= plan.doneUntil)
    return rejected({ reason: 'DateAlreadyDone', field: 'schedule.firstDate', doneUntil: plan.doneUntil })
  return undefined
}

/** Leaves out one date; it counts as one of its occurrences all the same. */
export const skipOccurrence = defineCommand({
  roles: ['customer', 'system'],
  input: oneOrder.extend({ date: businessDateSchema }),
  prepare: (data) => data,
  streams: ({ orderId }) => ({ order: standingOrderRef(orderId) }),
  decide: (data, { order }, actor) => {
    const found = theirs(order, actor)
    if ('outcome' in found) return found
    const { plan } = found
    if (!isPlanned(plan, data.date)) return rejected({ reason: 'OccurrenceNotPlanned', field: 'date' })
    if (plan.inReview && data.date === nextDate(plan)) return inReview('date', data.date)
    if (plan.skipped.length >= MAX_SKIPPED) return rejected({ reason: 'TooManySkipped', limit: MAX_SKIPPED })
    const skipped = { type: 'OccurrenceSkipped' as const, data }
    return accepted(skipped, ...endAfter(found, skipped, data.orderId))
  },
  answer: () => ({}),
})

/** Puts back a date that was left out; one that has come meanwhile is paid at once. */
export const restoreOccurrence = defineCommand({
  roles: ['customer', 'system'],
  input: oneOrder.extend({ date: businessDateSchema }),
  prepare: (data, { at }) => ({ ...data, at: at.toISOString() }),
  streams: ({ orderId }) => ({ order: standingOrderRef(orderId) }),
  decide: ({ at, ...data }, { order }, actor) => {
    const found = theirs(order, actor)
    if ('outcome' in found) return found
    const { plan } = found
    const { date } = data
    if (!leftOut(plan, date).includes(date))
      return rejected({ reason: 'OccurrenceNotSkipped', field: 'date' })
    const today = businessDateOf(at, plan.timeZone)
    if (date < today) return rejected({ reason: 'DateInPast', field: 'date', today })
    // One that has been begun comes to its end first, and then this one has passed.
    const next = nextDate(plan)
    if (next !== undefined && date < next) {
      if (plan.inReview) return inReview('date', next)
      if (plan.retry) return underWay('date', next)
    }
    const restored = { type: 'OccurrenceRestored' as const, data }
    if (followed(plan, restored).skipped.length > MAX_SKIPPED)
      return rejected({ reason: 'TooManySkipped', limit: MAX_SKIPPED })
    return accepted(restored)
  },
  answer: () => ({}),
})

/** Ends a standing order: nothing more is sent, not even what is due; what is still reviewed is called back. */
export const cancelStandingOrder = defineCommand({
  roles: ['customer', 'system'],
  input: oneOrder,
  prepare: (data) => data,
  streams: ({ orderId }) => ({ order: standingOrderRef(orderId) }),
  further: (_, { order }) => {
    if (order.status !== 'active' || !order.plan.inReview) return undefined
    const transferId = order.plan.inReview as TransferId
    return {
      transfer: transferRef(transferId),
      from: accountRef(order.fromAccountId),
      ...(order.payeeId !== null && { payment: paymentRef(transferId) }),
    }
  },
  decide: ({ orderId }, { order, transfer, from, payment }, actor) => {
    const found = theirs(order, actor)
    if ('outcome' in found) return found
    const { customerId } = found
    const ended = {
      type: 'StandingOrderEnded' as const,
      data: { orderId, customerId, reason: 'cancelled' as const },
    }
    const transferId = found.plan.inReview as TransferId | null
    if (!transferId || !transfer || transfer.status === 'none') return accepted(ended)
    const fate = fateOf(transfer, payment)
    if (fate) return accepted(occurrenceEnd(found, { orderId, transferId, fate }), ended)
    const held = transfer as HeldTransfer
    return accepted(
      release(transferId, { transfer: held, from: opened(from), reason: 'cancelled' }),
      { type: 'TransferCancelled' as const, data: { transferId } },
      ...dropped(transferId, held, 'Cancelled'),
      occurrenceEnd(found, { orderId, transferId, fate: 'cancelled' }),
      ended,
    )
  },
  answer: () => ({}),
})
