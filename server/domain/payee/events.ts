/**
 * What can have happened to a customer's payees. Name and number are somebody else's personal data in the customer's
 * keeping: encrypted under the customer's key, and gone with it.
 */
import { z } from 'zod'
import { defineEvent, type EventOf, withPersonalData } from '../event.ts'
import { accountIdSchema, customerIdSchema, payeeIdSchema } from '../ids.ts'
import { payeeTrustedV1 } from './upcasters.ts'

const payee = { payeeId: payeeIdSchema, customerId: customerIdSchema }

export const payeeEvents = {
  /** A customer has saved somebody to pay, at this bank or another one. */
  PayeeAdded: withPersonalData(
    defineEvent('PayeeAdded', 1, {
      ...payee,
      name: z.string(),
      number: z.string(),
      /** Null for an account at another bank. */
      accountId: accountIdSchema.nullable(),
      /** What the customer calls the other bank; null when not said, and for this one. */
      bank: z.string().nullable(),
      /** When it was saved; the limit for new payees counts from an account's first transfer instead. */
      addedAt: z.iso.datetime(),
    }),
    { subject: 'customerId', erased: { name: 'Erased payee', number: '' } },
  ),
  /** The customer calls a payee otherwise. */
  PayeeRenamed: withPersonalData(defineEvent('PayeeRenamed', 1, { ...payee, name: z.string() }), {
    subject: 'customerId',
    erased: { name: 'Erased payee' },
  }),
  /** The customer has vouched for a payee; a day later the limit for new payees no longer holds for it. */
  PayeeTrusted: defineEvent(
    'PayeeTrusted',
    2,
    {
      ...payee,
      /** Null from a time when it meant nothing to be trusted. */
      trustedAt: z.iso.datetime().nullable(),
    },
    { 1: payeeTrustedV1 },
  ),
  /** The customer no longer vouches for a payee. */
  PayeeUntrusted: defineEvent('PayeeUntrusted', 1, payee),
  /** A payee is in the customer's list no more; what was paid to it stays. */
  PayeeRemoved: defineEvent('PayeeRemoved', 1, payee),
  /** The customer has been forgotten, and with them who a payee was. */
  PayeeForgotten: defineEvent('PayeeForgotten', 1, payee),
}

export type PayeeAdded = EventOf<typeof payeeEvents.PayeeAdded>
export type PayeeForgotten = EventOf<typeof payeeEvents.PayeeForgotten>
export type PayeeEvent = {
  [Type in keyof typeof payeeEvents]: EventOf<(typeof payeeEvents)[Type]>
}[keyof typeof payeeEvents]
