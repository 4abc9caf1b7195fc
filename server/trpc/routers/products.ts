/** What the bank's products pay and cost, on any date. */
import { z } from 'zod'
import { products } from '../../domain/bank-account/events.ts'
import { businessDateOf } from '../../domain/calendar/business-dates.ts'
import { currencies, toWire, type WireMoney } from '../../domain/money.ts'
import { maximumOverdraft, type Terms, termsAfter, termsAt } from '../../domain/products/terms.ts'
import { badInput } from '../errors.ts'
import { percent } from '../percent.ts'
import { inputOf, publicProcedure, router } from '../procedures.ts'

export type TermsRow = {
  product: Terms['product']
  currency: Terms['currency']
  from: string
  /** When other terms follow, as far as is known. */
  until: string | null
  dayCount: Terms['dayCount']
  /** A year's, in percent: "2.25". */
  interestRate: string
  minimumForInterest: WireMoney
  overdraft: { interestRate: string; monthlyFee: WireMoney; maximum: WireMoney } | null
}

/** The version is always 0: terms stand in the source, and no read model is behind them. */
const VERSION = 0

export const productsRouter = router({
  /** Of every product in every currency, those in force on a business date: today, if not said otherwise. */
  list: publicProcedure
    .input(
      inputOf({
        date: z.iso.date('must be a date, such as 2026-01-31').optional(),
      }),
    )
    .query(({ ctx, input }): { version: number; data: TermsRow[] } => {
      const date = input.date ?? businessDateOf(new Date(), ctx.services.bank.timeZone)
      const rows = currencies.flatMap((currency) =>
        products.map((product) => toRow(termsOn(product, currency, date))),
      )
      return { version: VERSION, data: rows }
    }),
})

const termsOn = (...[product, currency, date]: Parameters<typeof termsAt>): Terms => {
  try {
    return termsAt(product, currency, date)
  } catch (error) {
    if (error instanceof RangeError)
      throw badInput([{ path: 'date', reason: 'must not lie before the bank began' }])
    throw error
  }
}

const toRow = (terms: Terms): TermsRow => {
  const { product, currency, from, dayCount, interestPpm, minimumForInterest, overdraft } = terms
  const maximum = maximumOverdraft(product, currency)
  return {
    product,
    currency,
    from,
    until: termsAfter(terms)?.from ?? null,
    dayCount,
    interestRate: percent(interestPpm),
    minimumForInterest: toWire(minimumForInterest),
    overdraft:
      overdraft && maximum
        ? {
            interestRate: percent(overdraft.interestPpm),
            monthlyFee: toWire(overdraft.monthlyFee),
            maximum: toWire(maximum),
          }
        : null,
  }
}
