/** What came in and went out by month, a month in which nothing moved included. Pure, in minor units. */
import type { Currency, WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'

export type CashFlowRow = {
  readonly month: string
  readonly currency: Currency
  readonly in: WireMoney
  readonly inCount: number
  readonly out: WireMoney
  readonly outCount: number
  readonly fromOwn: WireMoney
  readonly toOwn: WireMoney
}

export type CashFlowMonth = {
  readonly month: string
  readonly in: bigint
  readonly inCount: number
  readonly out: bigint
  readonly outCount: number
  readonly net: bigint
  readonly fromOwn: bigint
  readonly toOwn: bigint
}

export const cashFlowMonths = (
  rows: readonly CashFlowRow[],
  { months, currency }: { readonly months: readonly string[]; readonly currency: Currency },
): CashFlowMonth[] =>
  months.map((month) => {
    const row = rows.find((one) => one.month === month && one.currency === currency)
    if (!row) return { month, in: 0n, inCount: 0, out: 0n, outCount: 0, net: 0n, fromOwn: 0n, toOwn: 0n }
    const [income, out] = [minorUnits(row.in), minorUnits(row.out)]
    return {
      month,
      in: income,
      inCount: row.inCount,
      out,
      outCount: row.outCount,
      net: income - out,
      fromOwn: minorUnits(row.fromOwn),
      toOwn: minorUnits(row.toOwn),
    }
  })
