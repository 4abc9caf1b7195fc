/** What currencies are worth, for the API: an instant that has rates, and totals in one currency that say which they are of. */
import { z } from 'zod'
import type { Rates } from '../domain/exchange/rates.ts'
import { valued } from '../domain/exchange/valuation.ts'
import { type Currency, type Money, toWire, type WireMoney } from '../domain/money.ts'
import type { RateSource } from '../rates/rate-source.ts'
import { badInput } from './errors.ts'

export const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 instant, such as 2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text))

/** Throws for an instant without rates; now always has some. */
export const ratesAt = async (source: RateSource, at?: Date): Promise<Rates> => {
  if (at && at.getTime() > Date.now()) throw badInput([{ path: 'at', reason: 'is in the future' }])
  const rates = await source.ratesAt(at ?? new Date())
  if (rates) return rates
  if (at) throw badInput([{ path: 'at', reason: 'is before the first rates' }])
  throw new Error('The rate source has no rates for this moment')
}

export type WireTotal = {
  total: WireMoney
  /** The instant of the rates. */
  ratesAt: string
  /** By currency; `rate` is what one unit is worth in the total's, `worth` the amount at exactly that rate. */
  parts: { money: WireMoney; rate: string; worth: WireMoney }[]
}

export const totalIn = (currency: Currency, amounts: readonly Money[], rates: Rates): WireTotal => {
  const { total, ratesAt, parts } = valued(amounts, currency, rates)
  return {
    total: toWire(total),
    ratesAt,
    parts: parts.map(({ money, rate, worth }) => ({ money: toWire(money), rate, worth: toWire(worth) })),
  }
}
