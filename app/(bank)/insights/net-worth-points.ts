/** What there was at the end of each month, per currency and together. Pure, in minor units. */
import type { Currency, WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'

export type WorthPoint = {
  readonly month: string
  readonly at: string
  readonly balances: readonly { readonly accountId: string; readonly balance: WireMoney }[]
  readonly total: null | {
    readonly total: WireMoney
    readonly ratesAt: string
    readonly parts: readonly { readonly money: WireMoney; readonly rate: string; readonly worth: WireMoney }[]
  }
}

export type Worth = {
  readonly month: string
  readonly at: string
  /** By currency, in the order that is asked for. */
  readonly sums: readonly { readonly currency: Currency; readonly amount: bigint }[]
  /** In the one currency that was asked for. */
  readonly worth: bigint
  readonly ratesAt: string | null
  /** What one unit of each other currency was worth. */
  readonly rates: readonly { readonly currency: Currency; readonly rate: string }[]
}

export const worthPoints = (
  points: readonly WorthPoint[],
  { currencies, currency }: { readonly currencies: readonly Currency[]; readonly currency: Currency },
): Worth[] =>
  points.map(({ month, at, balances, total }) => ({
    month,
    at,
    sums: currencies.map((one) => ({
      currency: one,
      amount: balances
        .filter(({ balance }) => balance.currency === one)
        .reduce((sum, { balance }) => sum + minorUnits(balance), 0n),
    })),
    worth: total ? minorUnits(total.total) : 0n,
    ratesAt: total?.ratesAt ?? null,
    rates: (total?.parts ?? [])
      .filter(({ money }) => money.currency !== currency)
      .map(({ money, rate }) => ({ currency: money.currency, rate })),
  }))
