/**
 * One occurrence of a standing order, decided together with the order, its ends and the transfer and written in one
 * commit: so it happens once, whoever asks for it and however often. It always comes to something: sent, reviewed first,
 * postponed, or failed. The transfer, or the payment to another bank, obeys the same rules as one that the customer sends.
 * What is to leave the bank is sent when the clearing house may have it; what becomes of it there the payment itself tells.
 */
import { z } from 'zod'
import { accountRef, type BankAccount } from '../bank-account/decider.ts'
import { businessDateSchema } from '../calendar/business-dates.ts'
import { type Actor, accepted, defineCommand, rejected } from '../decider.ts'
import { type PayeeId, standingOrderIdSchema, type TransferId } from '../ids.ts'
import { type Payees, payeesRef } from '../payee/decider.ts'
import { limitAfter, sendPayment } from '../payment/commands.ts'
import { type Payment, paymentRef } from '../payment/decider.ts'
import { transferMoney } from '../transfer/commands.ts'
import { type Transfer, transferRef } from '../transfer/decider.ts'
import { outcomeOf } from '../transfer/outcome.ts'
import { type ActiveOrder, standingOrderRef } from './decider.ts'
import { endAfter } from './end.ts'
import type { OrderEnding } from './events.ts'
import { dueAt, nextDate, triedAgain } from './plan.ts'

/** What may be different later on the same day, or the next. */
const PASSING: ReadonlySet<string> = new Set(['InsufficientFunds', 'LimitExceeded', 'TooManyHolds'])

/** Sends what a standing order has due on a date, or says why not, and whether it is tried again. */
export const executeOccurrence = defineCommand({
  roles: ['system'],
  input: z.object({ orderId: standingOrderIdSchema, date: businessDateSchema }),
  prepare: (data, { newId, at, today }) => ({
    ...data,
    at: at.toISOString(),
    today,
    // Nobody can know it beforehand and be there first. That a date is paid once is the order's own doing.
    transferId: newId() as TransferId,
  }),
  streams: ({ orderId, transferId }) => ({
    order: standingOrderRef(orderId),
    transfer: transferRef(transferId),
  }),
  further: ({ transferId }, { order }) => {
    if (order.status !== 'active') return undefined
    const from = accountRef(order.fromAccountId)
    return {
      from,
      // Inside the bank, too: whether it takes trust is not known before the account is.
      payees: payeesRef(order.customerId),
      ...(order.payeeId === null && { to: accountRef(order.toAccountId) }),
      ...(order.payeeId !== null && { payment: paymentRef(transferId) }),
    }
  },
  decide: ({ orderId, date, at, today, transferId }, { order, transfer, from, to, payees, payment }) => {
    if (order.status === 'none') return rejected({ reason: 'StandingOrderNotFound', field: 'orderId' })
    if (order.status === 'ended') return rejected({ reason: 'StandingOrderNotActive', field: 'orderId' })
    const due = dueAt(order.plan)
    if (due === null || date !== nextDate(order.plan))
      return rejected({ reason: 'OccurrenceNotPlanned', field: 'date' })
    if (at < due) return rejected({ reason: 'OccurrenceNotDue', field: 'date' })

    const { customerId, money } = order
    const occurrence = { orderId, customerId, date, money }
    const occasion = { transferId, at, today }
    const sending =
      order.payeeId === null
        ? sendInside(order, occasion, { from: opened(from), to: opened(to), transfer, payees })
        : sendOut({ ...order, payeeId: order.payeeId }, occasion, {
            from: opened(from),
            payees: payees!,
            payment: payment!,
            transfer,
          })
    if (sending.outcome === 'accepted') {
      const outcome = outcomeOf(sending.events)
      // It ends when that does: the process `occurrence-review` sees to it. What goes to another bank is held in any case.
      if (outcome.status === 'held' && outcome.purpose === 'review')
        return accepted(...sending.events, {
          type: 'OccurrenceInReview' as const,
          data: { ...occurrence, transferId },
        })
      const executed = { type: 'OccurrenceExecuted' as const, data: { ...occurrence, transferId } }
      return accepted(...sending.events, executed, ...endAfter(order, executed, orderId))
    }
    const { reason } = sending.rejection
    const again = PASSING.has(reason) ? triedAgain(order.plan, at) : undefined
    if (again)
      return accepted({
        type: 'OccurrencePostponed' as const,
        data: { ...occurrence, reason, firstTriedOn: again.firstTriedOn, retryAt: again.at },
      })
    const failed = { type: 'OccurrenceFailed' as const, data: { ...occurrence, reason, transferId: null } }
    const ending = endOfAll([from, to], reason)
    return ending
      ? accepted(failed, {
          type: 'StandingOrderEnded' as const,
          data: { orderId, customerId, reason: ending },
        })
      : accepted(failed, ...endAfter(order, failed, orderId))
  },
  answer: ({ transferId }) => ({ transferId }),
})

type Occasion = { readonly transferId: TransferId; readonly at: string; readonly today: string }
type Opened = Exclude<BankAccount, { status: 'none' }>

/** As if its owner had sent it, so that whatever is asked of a transfer is asked of this one. */
const ownerOf = ({ customerId }: ActiveOrder): Actor => ({ userId: 'system', role: 'customer', customerId })

const sendInside = (
  order: ActiveOrder,
  occasion: Occasion,
  states: { from: Opened; to: Opened; transfer: Transfer; payees: Payees | undefined },
) => {
  const { fromAccountId, toAccountId, money, description } = order
  const data = { ...occasion, fromAccountId, toAccountId, money, description, settleAt: null }
  return transferMoney.decide(data, states, ownerOf(order))
}

const sendOut = (
  order: ActiveOrder & { readonly payeeId: PayeeId },
  occasion: Occasion,
  states: { from: Opened; payees: Payees; transfer: Transfer; payment: Payment },
) => {
  const { customerId, fromAccountId, payeeId, money, description } = order
  const handedIn = { submitAt: occasion.at, expiresAt: limitAfter(new Date(occasion.at)) }
  const data = { ...occasion, ...handedIn, customerId, fromAccountId, payeeId, money, description }
  return sendPayment.decide(data, states, ownerOf(order))
}

/** Why it could only fail again and again: closed is for ever, and so is removed. */
const endOfAll = (accounts: readonly (BankAccount | undefined)[], reason: string): OrderEnding | undefined =>
  accounts.some((account) => account?.status === 'closed')
    ? 'accountClosed'
    : reason === 'PayeeNotFound'
      ? 'payeeRemoved'
      : undefined

/** They were there when the order was given, and an account never vanishes. */
const opened = (account: BankAccount | undefined): Opened => {
  if (!account || account.status === 'none') throw new Error('A standing order is between two accounts')
  return account
}
