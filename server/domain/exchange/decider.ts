/** A quote is a price that holds for a while and can be used once; whether it still holds is for the time to say. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { accountIdSchema, customerIdSchema, type QuoteId, quoteStream } from '../ids.ts'
import { storedMoneySchema } from '../money.ts'
import type { ExchangeQuoted, QuoteEvent } from './events.ts'
import { rateSchema } from './rates.ts'

export type ExistingQuote = {
  readonly status: 'offered' | 'used'
} & Readonly<Omit<ExchangeQuoted['data'], 'quoteId'>>
export type Quote = { readonly status: 'none' } | ExistingQuote

/** A price for money of one currency in another, named to one customer. */
export const quote: Aggregate<Quote, QuoteEvent> = {
  name: 'Quote',
  initialState: { status: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'ExchangeQuoted': {
        const { quoteId: _own, ...price } = event.data
        return { status: 'offered', ...price }
      }
      case 'ExchangeCompleted':
        if (state.status === 'none') throw new Error('Money was exchanged at a price that was never named')
        return { ...state, status: 'used' }
    }
  },
  isFinal: ({ status }) => status === 'used',
  snapshot: {
    schemaVersion: 1,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({
        status: z.enum(['offered', 'used']),
        customerId: customerIdSchema,
        fromAccountId: accountIdSchema,
        toAccountId: accountIdSchema,
        sell: storedMoneySchema,
        buy: storedMoneySchema,
        rate: rateSchema,
        middleRate: rateSchema,
        spreadPpm: z.int(),
        ratesAt: z.string(),
        quotedAt: z.string(),
        expiresAt: z.string(),
      }),
    ]) as z.ZodType<Quote>,
  },
}

export const quoteRef = (id: QuoteId) => ({ streamId: quoteStream(id), aggregate: quote })

/** It holds for a time, at the end of which it does not any more. */
export const isOver = ({ expiresAt }: ExistingQuote, at: string): boolean => at >= expiresAt
