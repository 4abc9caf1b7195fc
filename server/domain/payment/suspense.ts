/**
 * What stands in suspense for a payment to another bank ends by a decision of the bank's people: what came back goes to
 * an account of the customer's who has paid, and what the bank has paid in the customer's place is taken from one.
 * Nobody else has to do with it: their money is not touched, nor is the payment told to them. From the amount on from
 * which transfers are reviewed, it takes two of the bank's people.
 */
import { z } from 'zod'
import { accountRef, notFound, notOpen } from '../bank-account/decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { type AccountId, accountIdSchema, transferIdSchema } from '../ids.ts'
import { post } from '../internal-accounts.ts'
import { approvalsFor } from '../limits/amounts.ts'
import { type Money, money } from '../money.ts'
import { bookId, bookRefs } from './books.ts'
import { notThere } from './commands.ts'
import { isOutgoing, paymentRef } from './decider.ts'

/** Gives what stands in suspense for a payment to an account of the customer's who has paid, or takes what is missing there from one. */
export const clearSuspense = defineCommand({
  roles: ['approver'],
  input: z.object({ transferId: transferIdSchema, accountId: accountIdSchema }),
  prepare: (data, { actor }) => ({ ...data, clearedBy: actor.userId }),
  streams: ({ transferId, accountId }) => ({
    payment: paymentRef(transferId),
    account: accountRef(accountId),
  }),
  further: (_, { payment }) => (isOutgoing(payment) ? bookRefs(payment.money) : undefined),
  decide: ({ transferId, accountId, clearedBy }, { payment, account, suspense }) => {
    if (!isOutgoing(payment) || !suspense) return notThere()
    const amount = absolute(payment.inSuspense)
    if (amount.amountMinor === 0n) return rejected({ reason: 'NothingInSuspense', field: 'transferId' })
    if (account.status === 'none' || account.owner !== payment.customerId) return notFound('accountId')
    const shut = notOpen(account, 'accountId')
    if (shut) return rejected(shut)

    const book = bookId('suspense', amount.currency)
    const [from, to]: [AccountId, AccountId] =
      payment.inSuspense.amountMinor > 0n ? [book, accountId] : [accountId, book]
    const { description, payeeId } = payment
    const moved = post(
      [{ transferId, from, to, money: amount, description, outside: { payeeId } }],
      [
        [book, suspense],
        [accountId, account],
      ],
    )
    if (moved.outcome === 'rejected') return moved

    const proposal = payment.clearing
    const isSecond = proposal !== null && proposal.accountId === accountId
    if (approvalsFor(amount) > 0 && !isSecond)
      return accepted({
        type: 'SuspenseClearingProposed' as const,
        data: { transferId, accountId, proposedBy: clearedBy },
      })
    if (approvalsFor(amount) > 0 && proposal?.proposedBy === clearedBy)
      return rejected({ reason: 'AlreadyApproved', field: 'transferId' })
    return accepted(...moved.events, {
      type: 'SuspenseCleared' as const,
      data: { transferId, accountId, money: payment.inSuspense, clearedBy },
    })
  },
  answer: ({ transferId }, events) => ({
    transferId,
    isCleared: events.some(({ type }) => type === 'SuspenseCleared'),
  }),
})

const absolute = ({ amountMinor, currency }: Money): Money =>
  money(amountMinor < 0n ? -amountMinor : amountMinor, currency)
