/**
 * Payments to other banks. The customer orders one; everything after that is the bank's own doing, and its commands
 * always carry on, whichever way things go: a no means that there is nothing left to do.
 */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import { accountRef, type Existing, mayAct, named, notFound, notOpen } from '../bank-account/decider.ts'
import { hold, releaseHold } from '../bank-account/holds.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import {
  accountIdSchema,
  type CustomerId,
  chosen,
  customerIdSchema,
  payeeIdSchema,
  type TransferId,
  transferIdSchema,
} from '../ids.ts'
import { approvalsFor } from '../limits/amounts.ts'
import { amountSchema } from '../money.ts'
import { payeesRef, savedPayee } from '../payee/decider.ts'
import { isTrustedAt } from '../payee/trust.ts'
import { reviewEnds } from '../review/in-review.ts'
import { internalAccountId, THE_BANK } from '../the-bank.ts'
import { transferRef } from '../transfer/decider.ts'
import { outcomeOf } from '../transfer/outcome.ts'
import { undoSecondsSchema } from '../transfer/undo-window.ts'
import { isOutgoing, type OutgoingPayment, type Payment, paymentRef } from './decider.ts'

/** How long the bank waits for the clearing house before it gives the money back. */
export const TIME_LIMIT_DAYS = 7

const after = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1_000).toISOString()
export const limitAfter = (at: Date): string => after(at, TIME_LIMIT_DAYS * 86_400)

/** Pays to an account at another bank. */
export const sendPayment = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    transferId: chosen(transferIdSchema).optional(),
    fromAccountId: accountIdSchema,
    payeeId: payeeIdSchema,
    money: amountSchema,
    description: descriptionSchema,
    /** How long it can be called back; at once when left out or 0. */
    settleAfterSeconds: undoSecondsSchema.optional(),
    /** Whose payee it is; only the bank itself gives it for somebody else. */
    customerId: customerIdSchema.optional(),
  }),
  missing: ({ customerId }, actor) =>
    customerId === undefined && actor.customerId === null
      ? { field: 'customerId', reason: 'is required: whose payee is it?' }
      : undefined,
  prepare: ({ transferId, customerId, settleAfterSeconds = 0, ...rest }, { actor, newId, at, today }) => ({
    ...rest,
    at: at.toISOString(),
    today,
    transferId: transferId ?? (newId() as TransferId),
    // `missing` has made sure that one of the two is there.
    customerId: actor.customerId ?? (customerId as CustomerId),
    submitAt: after(at, settleAfterSeconds),
    expiresAt: settleAfterSeconds === 0 ? limitAfter(at) : null,
  }),
  streams: ({ transferId, fromAccountId, customerId }) => ({
    from: accountRef(fromAccountId),
    payees: payeesRef(customerId),
    transfer: transferRef(transferId),
    payment: paymentRef(transferId),
  }),
  decide: (command, { from, payees, transfer, payment }, actor) => {
    const { transferId, fromAccountId, customerId, payeeId, money, description, submitAt, expiresAt } =
      command
    if (!mayAct(from, actor) || from.owner !== customerId) return notFound('fromAccountId')
    const payee = savedPayee(payees, payeeId)
    if (!payee) return rejected({ reason: 'PayeeNotFound', field: 'payeeId' })
    if (payee.accountId !== null) return rejected({ reason: 'PayeeAtThisBank', field: 'payeeId' })
    if (transfer.status !== 'none' || payment.status !== 'none')
      return rejected({ reason: 'TransferAlreadyExists', field: 'transferId' })
    const closedOrFrozen = notOpen(from, 'fromAccountId')
    if (closedOrFrozen) return rejected(closedOrFrozen)
    // It is always somebody else's account.
    const isReviewed = approvalsFor(money) > 0
    const { at, today } = command
    const occasion = { at, today, payee: payee.countsAs, isTrusted: isTrustedAt(payee, at) }
    const held = hold({ accountId: fromAccountId, transferId, money, description, occasion }, from)
    if (held.outcome === 'rejected') return rejected(named('fromAccountId', held.rejection))
    const ordered = {
      transferId,
      accountId: fromAccountId,
      customerId,
      payeeId,
      money,
      description,
      submitAt,
    }
    return accepted(
      ...held.events,
      {
        type: 'TransferHeld' as const,
        data: {
          transferId,
          fromAccountId,
          toAccountId: internalAccountId('clearing', money.currency),
          fromCustomerId: customerId,
          toCustomerId: THE_BANK,
          money,
          description,
          ...(isReviewed
            ? { purpose: 'review' as const, expiresAt: reviewEnds(command.at) }
            : // The clearing house decides, and the payment's own time limit.
              { purpose: 'external' as const, expiresAt: null }),
          settleAt: null,
        },
      },
      { type: 'PaymentOrdered' as const, data: ordered },
      ...(isReviewed
        ? [{ type: 'PaymentInReview' as const, data: { transferId } }]
        : submission(transferId, expiresAt)),
    )
  },
  answer: ({ transferId }, events) => ({ transferId, ...outcomeOf(events) }),
})

const submission = (transferId: TransferId, expiresAt: string | null) =>
  expiresAt === null ? [] : [{ type: 'PaymentSubmitted' as const, data: { transferId, expiresAt } }]

const input = z.object({ transferId: transferIdSchema })
const withTime = (data: z.output<typeof input>, { at }: { at: Date }) => ({ ...data, at })
const accountOf = (payment: Payment) =>
  isOutgoing(payment) ? { from: accountRef(payment.accountId) } : undefined

export const notThere = () => rejected({ reason: 'PaymentNotFound', field: 'transferId' })
/** There is nothing to do, because it has been done or something else has happened. */
export const isPast = () => rejected({ reason: 'PaymentPast', field: 'transferId' })

/** Gives back what is held for a payment. */
export const giveBack = (
  transferId: TransferId,
  { accountId }: OutgoingPayment,
  { from, reason }: { from: Existing; reason: Parameters<typeof releaseHold>[0]['reason'] },
) => releaseHold({ accountId, transferId, reason }, from)

/** Gives a payment to the clearing house when its undo window is over, or drops it where its account has been shut. */
export const submitPayment = defineCommand({
  roles: ['system'],
  input,
  prepare: withTime,
  streams: ({ transferId }) => ({ payment: paymentRef(transferId), transfer: transferRef(transferId) }),
  further: (_, { payment }) => accountOf(payment),
  decide: ({ transferId, at }, { payment, from }) => {
    if (!isOutgoing(payment) || !from || from.status === 'none') return notThere()
    if (payment.status !== 'ordered') return isPast()
    if (at.toISOString() < payment.submitAt)
      return rejected({ reason: 'TransferNotDue', field: 'transferId' })
    const shut = notOpen(from, 'fromAccountId')
    if (shut)
      return accepted(
        giveBack(transferId, payment, { from, reason: 'failed' }),
        { type: 'TransferFailed' as const, data: { transferId, reason: shut.reason } },
        { type: 'PaymentDropped' as const, data: { transferId, reason: shut.reason } },
      )
    return accepted({
      type: 'PaymentSubmitted' as const,
      data: { transferId, expiresAt: limitAfter(at) },
    })
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** Takes down that the clearing house has a payment, or what is sent back. */
export const acknowledgePayment = defineCommand({
  roles: ['system'],
  input,
  prepare: (data) => data,
  streams: ({ transferId }) => ({ payment: paymentRef(transferId) }),
  decide: ({ transferId }, { payment }) => {
    if (payment.status === 'none') return notThere()
    // Whoever is told what has become of it before knowing that it has arrived knows that, too.
    const isAnswered = isOutgoing(payment) && (payment.place !== 'held' || payment.sequence > 0)
    const isOut = payment.status === 'submitted' || payment.status === 'sentBack'
    if (payment.isAcknowledged || isAnswered || !isOut) return isPast()
    return accepted({ type: 'PaymentAcknowledged' as const, data: { transferId } })
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** Gives the money back when the clearing house has not been heard of in time. */
export const expirePayment = defineCommand({
  roles: ['system'],
  input,
  prepare: withTime,
  streams: ({ transferId }) => ({ payment: paymentRef(transferId), transfer: transferRef(transferId) }),
  further: (_, { payment }) => accountOf(payment),
  decide: ({ transferId, at }, { payment, from }) => {
    if (!isOutgoing(payment) || !from || from.status === 'none') return notThere()
    if (payment.status !== 'submitted' || payment.place !== 'held') return isPast()
    if (payment.expiresAt === null || at.toISOString() < payment.expiresAt)
      return rejected({ reason: 'TransferNotDue', field: 'transferId' })
    return accepted(
      giveBack(transferId, payment, { from, reason: 'expired' }),
      { type: 'TransferExpired' as const, data: { transferId } },
      { type: 'PaymentTimedOut' as const, data: { transferId } },
    )
  },
  answer: ({ transferId }) => ({ transferId }),
})
