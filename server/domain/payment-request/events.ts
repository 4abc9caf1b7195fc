/** What can have happened to a request for money. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import {
  accountIdSchema,
  customerIdSchema,
  paymentRequestIdSchema,
  splitIdSchema,
  transferIdSchema,
} from '../ids.ts'
import { storedMoneySchema } from '../money.ts'

/** Between whom it is and how much it is about, so that whoever tells them need not look it up. */
const request = {
  requestId: paymentRequestIdSchema,
  /** Who asks. */
  customerId: customerIdSchema,
  /** Who is asked. */
  payerCustomerId: customerIdSchema,
  money: storedMoneySchema,
}

export const paymentRequestEvents = {
  /** A customer asks another one for money. */
  PaymentRequested: defineEvent('PaymentRequested', 1, {
    ...request,
    /** Where the money is to go. */
    toAccountId: accountIdSchema,
    /** By which account the other one was named; what is paid may come from any. */
    payerAccountId: accountIdSchema,
    description: z.string(),
    expiresAt: z.iso.datetime(),
    /** The bill that it is a share of, and how many were asked for one. */
    split: z.object({ splitId: splitIdSchema, total: storedMoneySchema, people: z.int() }).nullable(),
  }),
  /** It was said yes to; the transfer beside it has paid, or is held until the bank's people have looked at it. */
  PaymentRequestAccepted: defineEvent('PaymentRequestAccepted', 1, {
    ...request,
    fromAccountId: accountIdSchema,
    transferId: transferIdSchema,
    isHeld: z.boolean(),
  }),
  /** It was said no to. */
  PaymentRequestDeclined: defineEvent('PaymentRequestDeclined', 1, request),
  /** Who had asked has taken it back. */
  PaymentRequestCancelled: defineEvent('PaymentRequestCancelled', 1, request),
  /** Nobody has said anything in time. */
  PaymentRequestExpired: defineEvent('PaymentRequestExpired', 1, request),
}

export type PaymentRequested = EventOf<typeof paymentRequestEvents.PaymentRequested>
export type PaymentRequestEvent = {
  [Type in keyof typeof paymentRequestEvents]: EventOf<(typeof paymentRequestEvents)[Type]>
}[keyof typeof paymentRequestEvents]
