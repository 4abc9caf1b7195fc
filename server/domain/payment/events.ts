/**
 * What can have happened to a payment to another bank, or from one. The transfer of the same id says what it means to
 * the customer's money; this is the conversation with the clearing house.
 */
import { z } from 'zod'
import { defineEvent, type EventOf, withPersonalData } from '../event.ts'
import { accountIdSchema, customerIdSchema, payeeIdSchema, transferIdSchema } from '../ids.ts'
import { storedMoneySchema } from '../money.ts'

const payment = { transferId: transferIdSchema }
/** Counts what the clearing house has said of one payment; whatever comes in between, the highest holds. */
const answer = { ...payment, sequence: z.int() }
export const bearers = ['customer', 'suspense'] as const
export type Bearer = (typeof bearers)[number]

export const paymentEvents = {
  /** A customer pays to another bank; the money is held. */
  PaymentOrdered: defineEvent('PaymentOrdered', 1, {
    ...payment,
    accountId: accountIdSchema,
    customerId: customerIdSchema,
    payeeId: payeeIdSchema,
    money: storedMoneySchema,
    description: z.string(),
    /** Until then it can be called back. */
    submitAt: z.iso.datetime(),
  }),
  /** It is so much that the bank's people look at it before it goes anywhere. */
  PaymentInReview: defineEvent('PaymentInReview', 1, payment),
  /** As many of them as it needs have approved it; it goes on as any other does. */
  PaymentApproved: defineEvent('PaymentApproved', 1, { ...payment, submitAt: z.iso.datetime() }),
  /** It is the clearing house's from here on: nobody can call it back. */
  PaymentSubmitted: defineEvent('PaymentSubmitted', 1, {
    ...payment,
    /** When the money is given back if nothing is heard. */
    expiresAt: z.iso.datetime(),
  }),
  /** It has ended before the clearing house was given it: called back, not approved, or forbidden by a rule of the account. */
  PaymentDropped: defineEvent('PaymentDropped', 1, { ...payment, reason: z.string() }),
  /** The clearing house has it. */
  PaymentAcknowledged: defineEvent('PaymentAcknowledged', 1, payment),
  /** The other bank has the money; the customer has paid it, or the bank out of suspense. */
  PaymentSettled: defineEvent('PaymentSettled', 1, { ...answer, paidFrom: z.enum(bearers) }),
  /** It was not paid; whatever was still held for it is given back. */
  PaymentRejected: defineEvent('PaymentRejected', 1, { ...answer, reason: z.string() }),
  /** Nothing was heard in time; the money is given back. */
  PaymentTimedOut: defineEvent('PaymentTimedOut', 1, payment),
  /** It was paid and has come back, to the customer or, where that cannot be, into suspense. */
  PaymentReturned: defineEvent('PaymentReturned', 1, {
    ...answer,
    reason: z.string(),
    paidTo: z.enum(bearers),
  }),
  /** Somebody at another bank has paid to a customer here. */
  PaymentReceived: withPersonalData(
    defineEvent('PaymentReceived', 1, {
      ...payment,
      /** The other bank's name for it. */
      reference: z.string(),
      accountId: accountIdSchema,
      customerId: customerIdSchema,
      money: storedMoneySchema,
      description: z.string(),
      payerName: z.string(),
      payerNumber: z.string(),
    }),
    { subject: 'customerId', erased: { payerName: 'Erased payer', payerNumber: '' } },
  ),
  /** Money has come from another bank for which there is no account; it is in suspense. */
  PaymentUnplaced: defineEvent('PaymentUnplaced', 1, {
    ...payment,
    reference: z.string(),
    money: storedMoneySchema,
    reason: z.string(),
  }),
  /** One of the bank's people wants what stands in suspense for it to be settled with this account; it takes another one. */
  SuspenseClearingProposed: defineEvent('SuspenseClearingProposed', 1, {
    ...payment,
    accountId: accountIdSchema,
    proposedBy: z.string(),
  }),
  /** What stood in suspense for it was given to an account of the customer's or, negative, taken from it. */
  SuspenseCleared: defineEvent('SuspenseCleared', 1, {
    ...payment,
    accountId: accountIdSchema,
    money: storedMoneySchema,
    clearedBy: z.string(),
  }),
  /** What could not be given to anybody is on its way back. */
  PaymentSentBack: defineEvent('PaymentSentBack', 1, payment),
}

export type PaymentOrdered = EventOf<typeof paymentEvents.PaymentOrdered>
export type PaymentEvent = {
  [Type in keyof typeof paymentEvents]: EventOf<(typeof paymentEvents)[Type]>
}[keyof typeof paymentEvents]
