/**
 * What the clearing house says of a payment, however late, however often and in whatever order. Its numbered answers are
 * how things stand, and the highest one counts; where the money then is is compared with where it should be, and only
 * the difference is moved. What the customer cannot bear is borne by the bank: the suspense account says how much.
 */
import { z } from 'zod'
import { accountRef, type BankAccount, notOpen } from '../bank-account/decider.ts'
import { settleHold } from '../bank-account/holds.ts'
import { accepted, defineCommand } from '../decider.ts'
import { type TransferId, transferIdSchema } from '../ids.ts'
import { type AccountState, giveToInternal, post } from '../internal-accounts.ts'
import { lineSchema } from '../text.ts'
import { THE_BANK } from '../the-bank.ts'
import { transferRef } from '../transfer/decider.ts'
import { type Book, type Books, bookId, bookRefs, bookStates, moveInside } from './books.ts'
import { giveBack, isPast, notThere } from './commands.ts'
import { isOutgoing, type OutgoingPayment, type Payment, paymentRef } from './decider.ts'

const sequence = z.int('must be a whole number').min(1, 'must be at least 1')
const reason = lineSchema(1, 200)

const booksOf = (payment: Payment) =>
  isOutgoing(payment) ? { ...bookRefs(payment.money), from: accountRef(payment.accountId) } : undefined

type Found = Books & {
  readonly transferId: TransferId
  readonly payment: OutgoingPayment
  readonly from: Exclude<BankAccount, { status: 'none' }>
}

/** Books a payment that the other bank has. */
export const settlePayment = defineCommand({
  roles: ['system'],
  input: z.object({ transferId: transferIdSchema, sequence }),
  prepare: (data) => data,
  streams: ({ transferId }) => ({ payment: paymentRef(transferId), transfer: transferRef(transferId) }),
  further: (_, { payment }) => booksOf(payment),
  decide: ({ transferId, sequence }, { payment, from, clearing, suspense }) => {
    if (!isOutgoing(payment) || !from || from.status === 'none' || !clearing || !suspense) return notThere()
    if (payment.status !== 'submitted' || sequence <= payment.sequence) return isPast()
    const found = { transferId, payment, from, clearing, suspense }
    switch (payment.place) {
      case 'held':
        return settleHeld(found, sequence)
      case 'with us':
        return settleLate(found, sequence)
      case 'customer':
      case 'suspense':
        return isPast()
    }
  },
  answer: ({ transferId }) => ({ transferId }),
})

const settled = ({ transferId }: Found, sequence: number, paidFrom: 'customer' | 'suspense') => ({
  type: 'PaymentSettled' as const,
  data: { transferId, sequence, paidFrom },
})

/** A freeze does not stop it: the money has left the bank, and it was set aside before. */
const settleHeld = (found: Found, sequence: number) => {
  const { transferId, payment, from, clearing } = found
  const { accountId, customerId, payeeId, money, description } = payment
  const toAccountId = bookId('clearing', payment.money.currency)
  const taken = settleHold(
    {
      ...{ accountId, money, description },
      transfer: { transferId, counterpartyAccountId: toAccountId, outside: { payeeId } },
    },
    from,
  )
  // No rule takes what is held, so this never comes about by itself. If it did, the other bank would have its money
  // whatever happens here.
  if (taken.outcome === 'rejected')
    return accepted(
      giveBack(transferId, payment, { from, reason: 'failed' }),
      { type: 'TransferFailed' as const, data: { transferId, reason: taken.rejection.reason } },
      ...fromSuspense(found),
      settled(found, sequence, 'suspense'),
    )
  return accepted(
    ...taken.events,
    ...giveToInternal(
      {
        accountId: toAccountId,
        money,
        description,
        transfer: { transferId, counterpartyAccountId: accountId },
      },
      clearing,
    ),
    {
      type: 'TransferCompleted' as const,
      data: {
        transferId,
        fromAccountId: accountId,
        toAccountId,
        fromCustomerId: customerId,
        toCustomerId: THE_BANK,
        money,
        description,
      },
    },
    settled(found, sequence, 'customer'),
  )
}

/** The money was given back, and the other bank has it all the same: taken again, or borne by the bank. */
const settleLate = (found: Found, sequence: number) => {
  const { transferId, payment, from } = found
  const { accountId, payeeId, money, description } = payment
  const posting = {
    transferId,
    from: accountId,
    to: bookId('clearing', payment.money.currency),
    money,
    description,
    outside: { payeeId },
  }
  const taken = notOpen(from, 'fromAccountId') ? undefined : post([posting], booksIn(found))
  return taken?.outcome === 'accepted'
    ? accepted(...taken.events, settled(found, sequence, 'customer'))
    : accepted(...fromSuspense(found), settled(found, sequence, 'suspense'))
}

const booksIn = (found: Found): AccountState[] => [
  [found.payment.accountId, found.from],
  ...bookStates(found.payment.money, found),
]

const inside = (found: Found, from: Book, to: Book) => {
  const { money, description } = found.payment
  return moveInside({ transferId: found.transferId, from, to, money, description }, found)
}
const fromSuspense = (found: Found) => inside(found, 'suspense', 'clearing')

/** Takes back a payment that the other bank does not have: refused, or returned after it was settled. */
export const rejectPayment = defineCommand({
  roles: ['system'],
  input: z.object({ transferId: transferIdSchema, sequence, reason }),
  prepare: (data) => data,
  streams: ({ transferId }) => ({ payment: paymentRef(transferId), transfer: transferRef(transferId) }),
  further: (_, { payment }) => booksOf(payment),
  decide: ({ transferId, sequence, reason }, { payment, from, clearing, suspense }) => {
    if (!isOutgoing(payment) || !from || from.status === 'none' || !clearing || !suspense) return notThere()
    if (payment.status !== 'submitted' || sequence <= payment.sequence) return isPast()
    const found = { transferId, payment, from, clearing, suspense }
    const refused = { type: 'PaymentRejected' as const, data: { transferId, sequence, reason } }
    const returned = (paidTo: 'customer' | 'suspense') => ({
      type: 'PaymentReturned' as const,
      data: { transferId, sequence, reason, paidTo },
    })
    switch (payment.place) {
      case 'held':
        return accepted(
          giveBack(transferId, payment, { from, reason: 'rejected' }),
          { type: 'TransferFailed' as const, data: { transferId, reason } },
          refused,
        )
      // Nothing to give back. That it was said must be known, or an older answer would still be believed.
      case 'with us':
        return accepted(refused)
      case 'customer': {
        const back = givenBack(found)
        return back
          ? accepted(...back, returned('customer'))
          : accepted(...inside(found, 'clearing', 'suspense'), returned('suspense'))
      }
      case 'suspense':
        return accepted(...inside(found, 'clearing', 'suspense'), returned('suspense'))
    }
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** Undefined when the customer's account cannot take it. */
const givenBack = (found: Found) => {
  const { transferId, payment, from } = found
  if (notOpen(from, 'fromAccountId')) return undefined
  const { accountId, payeeId, money, description } = payment
  const posting = {
    transferId,
    from: bookId('clearing', payment.money.currency),
    to: accountId,
    money,
    description,
    outside: { payeeId },
  }
  const result = post([posting], booksIn(found))
  return result.outcome === 'accepted' ? result.events : undefined
}
