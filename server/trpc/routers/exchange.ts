/** Changing money from one currency to another: what the market is like, and prices that hold for a while. */
import { quoteExchange } from '../../domain/exchange/commands.ts'
import { customerRate, spreadPpm } from '../../domain/exchange/price.ts'
import { BASE_CURRENCY, middleRate, type Rates } from '../../domain/exchange/rates.ts'
import { commandIdSchema, quoteIdSchema } from '../../domain/ids.ts'
import { type Currency, currencies, currencySchema } from '../../domain/money.ts'
import { exchangePosition } from '../../read-models/account-summaries/exchange-position.ts'
import { badInput, notFound, rejection } from '../errors.ts'
import { exchangeQuote } from '../exchange-quote.ts'
import { percent } from '../percent.ts'
import {
  inputOf,
  ownerFilter,
  procedureFor,
  reading,
  readingAs,
  router,
  signedInProcedure,
} from '../procedures.ts'
import { instant, ratesAt, totalIn } from '../rates.ts'

export type ExchangeRate = {
  currency: Currency
  /** What one unit of the base currency is worth in this one, in the middle of the market. */
  middleRate: string
  /** What a customer gets for it, and what the bank keeps in percent: as a quote would say now. */
  rate: string
  spreadPercent: string
}

export const exchangeRouter = router({
  /** The market now, or as it was. The version is always 0: no read model is behind it. */
  rates: signedInProcedure
    .input(inputOf({ at: instant.optional(), base: currencySchema.default(BASE_CURRENCY) }))
    .query(async ({ ctx, input: { at, base } }) => {
      const rates = await ratesAt(ctx.services.rates, at)
      return { version: 0, data: { base, at: rates.at, rates: ratesFrom(rates, base) } }
    }),

  /** Names a price and writes it down; `commands.exchangeMoney` uses it. So many a minute and person. */
  quote: procedureFor(quoteExchange.roles)
    .input(
      quoteExchange.input
        .omit({ quoteId: true, rates: true })
        .extend({ commandId: commandIdSchema.optional() }),
    )
    .mutation(async ({ ctx: { services, signedIn, correlationId }, input: { commandId, ...request } }) => {
      const { actor } = signedIn
      const data = { ...request, rates: await ratesAt(services.rates) }
      const problem = quoteExchange.missing?.(data, actor)
      if (problem) throw badInput([{ path: problem.field, reason: problem.reason }])
      await services.quotes.count(actor.userId)
      const result = await services.bus.execute('quoteExchange', data, { actor, commandId, correlationId })
      if (result.outcome === 'rejected') throw rejection(result.rejection)
      const { quoteId } = result.answer
      const quote = await exchangeQuote(services.sql, { quoteId, customerId: undefined, at: new Date() })
      if (!quote) throw new Error(`The quote ${quoteId} was written and cannot be read`)
      return { ...quote.data, version: result.version }
    }),

  /** What the bank has of each currency by exchanging, and what all of that is worth now: what it has gained. */
  position: readingAs(['teller', 'approver', 'auditor'], ['account-summaries'], {
    currency: currencySchema.default(BASE_CURRENCY),
  }).query(async ({ ctx: { services }, input: { currency } }) => {
    const rates = await ratesAt(services.rates)
    const { version, data } = await exchangePosition(services.sql)
    return { version, data: { currency, ...totalIn(currency, data, rates) } }
  }),

  get: reading([], { quoteId: quoteIdSchema }).query(async ({ ctx, input }) => {
    const { quoteId, afterVersion } = input as typeof input & { afterVersion?: number | undefined }
    const customerId = ownerFilter(ctx.signedIn)
    const found = await exchangeQuote(ctx.services.sql, { quoteId, customerId, at: new Date(), afterVersion })
    if (!found) throw notFound()
    return found
  }),
})

const ratesFrom = (rates: Rates, base: Currency): ExchangeRate[] =>
  currencies
    .filter((currency) => currency !== base)
    .map((currency) => ({
      currency,
      middleRate: middleRate(rates, base, currency),
      rate: customerRate(rates, base, currency),
      spreadPercent: percent(spreadPpm(base, currency)),
    }))
