/**
 * One occurrence of a standing order, decided together with the order, both accounts and the transfer and written in one
 * commit: so it happens once, whoever asks for it and however often. It always comes to something: sent, reviewed first,
 * postponed, or failed. The transfer obeys the same rules as one that the customer sends.
 */
import { z } from 'zod'
import { accountRef, type BankAccount } from '../bank-account/decider.ts'
import { businessDateSchema } from '../calendar/business-dates.ts'
import { type Actor, accepted, defineCommand, rejected } from '../decider.ts'
import { standingOrderIdSchema, type TransferId } from '../ids.ts'
import { transferMoney } from '../transfer/commands.ts'
import { type Transfer, transferRef } from '../transfer/decider.ts'
import { type ActiveOrder, standingOrderRef } from './decider.ts'
import { endAfter } from './end.ts'
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
  further: (_, { order }) =>
    order.status === 'active'
      ? { from: accountRef(order.fromAccountId), to: accountRef(order.toAccountId) }
      : undefined,
  decide: ({ orderId, date, at, today, transferId }, { order, transfer, from, to }) => {
    if (order.status === 'none') return rejected({ reason: 'StandingOrderNotFound', field: 'orderId' })
    if (order.status === 'ended') return rejected({ reason: 'StandingOrderNotActive', field: 'orderId' })
    const due = dueAt(order.plan)
    if (due === null || date !== nextDate(order.plan))
      return rejected({ reason: 'OccurrenceNotPlanned', field: 'date' })
    if (at < due) return rejected({ reason: 'OccurrenceNotDue', field: 'date' })

    const accounts = { from: opened(from), to: opened(to) }
    const { customerId, money } = order
    const occurrence = { orderId, customerId, date, money }
    const sending = send(order, { transferId, at, today }, { ...accounts, transfer })
    if (sending.outcome === 'accepted') {
      // It ends when that does: the process `occurrence-review` sees to it.
      if (sending.events.some(({ type }) => type === 'TransferHeld'))
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
    // Closed is for ever: it could only fail again and again.
    return Object.values(accounts).some(({ status }) => status === 'closed')
      ? accepted(failed, {
          type: 'StandingOrderEnded' as const,
          data: { orderId, customerId, reason: 'accountClosed' as const },
        })
      : accepted(failed, ...endAfter(order, failed, orderId))
  },
  answer: ({ transferId }) => ({ transferId }),
})

const send = (
  { customerId, fromAccountId, toAccountId, money, description }: ActiveOrder,
  occasion: { transferId: TransferId; at: string; today: string },
  states: { from: BankAccount; to: BankAccount; transfer: Transfer },
) => {
  // As if its owner had sent it, so that whatever is asked of a transfer is asked of this one.
  const owner: Actor = { userId: 'system', role: 'customer', customerId }
  return transferMoney.decide(
    { ...occasion, fromAccountId, toAccountId, money, description, settleAt: null },
    states,
    owner,
  )
}

/** They were there when the order was given, and an account never vanishes. */
const opened = (account: BankAccount | undefined): Exclude<BankAccount, { status: 'none' }> => {
  if (!account || account.status === 'none') throw new Error('A standing order is between two accounts')
  return account
}
