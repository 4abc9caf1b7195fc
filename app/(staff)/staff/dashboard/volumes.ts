/** What has moved on each day of a range, in one currency; days on which nothing has are there as well. */
import {
  type Currency,
  formatDecimal,
  parseDecimal,
  type WireMoney,
} from '../../../../server/domain/decimal.ts'
import type { Dashboard } from '../../../api-client/api.ts'

export const kinds = ['transfers', 'deposits', 'withdrawals'] as const
export type Kind = (typeof kinds)[number]

export type DayVolume = {
  readonly date: string
  /** Of all kinds together. */
  readonly count: number
} & { readonly [K in Kind]: { readonly count: number; readonly money: WireMoney } }

export const volumesOf = (
  days: Dashboard['days'],
  { from, to, currency }: { readonly from: string; readonly to: string; readonly currency: Currency },
): DayVolume[] => {
  const known = new Map(days.filter((day) => day.currency === currency).map((day) => [day.date, day]))
  const nothing = { count: 0, money: { amount: formatDecimal(0n, currency), currency } }
  return daysBetween(from, to).map((date) => {
    const day = known.get(date)
    const { transfers = nothing, deposits = nothing, withdrawals = nothing } = day ?? {}
    return {
      date,
      transfers,
      deposits,
      withdrawals,
      count: transfers.count + deposits.count + withdrawals.count,
    }
  })
}

/** Both ends are included. */
const daysBetween = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

/** Exact sums, for the table's last line. */
export const sumOf = (volumes: readonly DayVolume[], kind: Kind, currency: Currency): WireMoney => ({
  amount: formatDecimal(
    volumes.reduce((sum, day) => sum + (parseDecimal(day[kind].money.amount, currency) ?? 0n), 0n),
    currency,
  ),
  currency,
})
