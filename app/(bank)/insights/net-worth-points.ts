/**
 * What there was at the end of each month, per currency and together. Pure, in minor units. The month that runs is not over:
 * what is pending is laid over it as over every other figure that says what there is now.
 */
import { type Currency, formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import { converted, divideHalfEven } from '../../../server/domain/exchange/rates.ts'
import { money, toWire } from '../../../server/domain/money.ts'
import { balanceWith, minorUnits, type Overlay, sumByCurrency } from '../../api-client/pending-overlay.ts'

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

type Now = { readonly month: string; readonly version: number; readonly overlay: Overlay }

/** The points with what is pending in the one of this month, at the same rates; and whether there is anything. */
export const withPending = (
  points: readonly WorthPoint[],
  { month, version, overlay }: Now,
): { readonly points: readonly WorthPoint[]; readonly isPending: boolean } => {
  const last = points.at(-1)
  if (!last || last.month !== month) return { points, isPending: false }
  const laid = last.balances.map((one) => ({
    accountId: one.accountId,
    ...balanceWith(one, version, overlay),
  }))
  if (laid.every(({ pendingTransfers }) => pendingTransfers === 0)) return { points, isPending: false }
  const balances = laid.map(({ accountId, balance }) => ({ accountId, balance }))
  const now = { ...last, balances, total: last.total && revalued(last.total, balances) }
  return { points: [...points.slice(0, -1), now], isPending: true }
}

/** Each currency's sum at exactly the rate that it had, as the bank reckons it; the total is the sum of what is shown. */
const revalued = (
  { total, ratesAt, parts }: NonNullable<WorthPoint['total']>,
  balances: WorthPoint['balances'],
): NonNullable<WorthPoint['total']> => {
  const { currency } = total
  const sums = sumByCurrency(balances.map(({ balance }) => balance))
  const anew = parts.map(({ money: before, rate }) => {
    const sum = sums.find((one) => one.currency === before.currency) ?? before
    const amount = money(minorUnits(sum), sum.currency)
    return {
      money: sum,
      rate,
      worth: toWire(converted(amount, { rate, to: currency, divide: divideHalfEven })),
    }
  })
  const together = anew.reduce((sum, { worth }) => sum + minorUnits(worth), 0n)
  return { total: { amount: formatDecimal(together, currency), currency }, ratesAt, parts: anew }
}
