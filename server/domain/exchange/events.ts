/** What can have happened to a quoted price: it was given, and it was used. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { accountIdSchema, customerIdSchema, quoteIdSchema } from '../ids.ts'
import { storedMoneySchema } from '../money.ts'
import { rateSchema } from './rates.ts'

const exchange = {
  quoteId: quoteIdSchema,
  /** Both accounts are theirs. */
  customerId: customerIdSchema,
  fromAccountId: accountIdSchema,
  toAccountId: accountIdSchema,
  /** In the currency of the account that it leaves. */
  sell: storedMoneySchema,
  /** In the currency of the account that it comes to. */
  buy: storedMoneySchema,
  /** Of the bought currency for one unit of the sold one. */
  rate: rateSchema,
}

export const quoteEvents = {
  /** The bank has named a price, which holds until `expiresAt`. */
  ExchangeQuoted: defineEvent('ExchangeQuoted', 1, {
    ...exchange,
    /** The market's rate then, and what the bank keeps of it in parts per million. */
    middleRate: rateSchema,
    spreadPpm: z.int(),
    ratesAt: z.iso.datetime(),
    quotedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
  /** Money was exchanged at exactly this price; the entries beside it move it on four accounts. */
  ExchangeCompleted: defineEvent('ExchangeCompleted', 1, exchange),
}

export type ExchangeQuoted = EventOf<typeof quoteEvents.ExchangeQuoted>
export type QuoteEvent = {
  [Type in keyof typeof quoteEvents]: EventOf<(typeof quoteEvents)[Type]>
}[keyof typeof quoteEvents]
