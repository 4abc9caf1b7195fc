/**
 * What somebody had at the end of each month, account by account, and together in one currency where that is asked for:
 * at the rates of that very instant, which stand beside it.
 */
import type { Sql } from '../../db/client.ts'
import { addMonths, monthsBetween, startOfMonth } from '../domain/calendar/business-dates.ts'
import { add, type Currency, type Money, toWire, type WireMoney } from '../domain/money.ts'
import type { RateSource } from '../rates/rate-source.ts'
import { type AccountBalance, balancesBefore } from '../read-models/transactions/balances.ts'
import type { Answer } from '../read-models/version.ts'
import { ratesAt, totalIn, type WireTotal } from './rates.ts'

export type WorthPoint = {
  month: string
  /** The first instant that does not belong to the month; while it runs, the one of the answer. */
  at: string
  balances: { accountId: string; balance: WireMoney }[]
  /** Null when no currency was asked for. */
  total: WireTotal | null
}

type Request = {
  readonly scope: { readonly accountId?: string | undefined; readonly customerId?: string | undefined }
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly currency: Currency | undefined
}

/** The oldest first; months that have not begun are left out. `undefined` when the account is not there. */
export const worthAtMonthEnds = async (
  { sql, rates }: { readonly sql: Sql; readonly rates: RateSource },
  { scope, from, to, timeZone, currency }: Request,
): Promise<Answer<WorthPoint[]> | undefined> => {
  const now = new Date()
  const months = Array.from({ length: monthsBetween(from, to) + 1 }, (_, n) => addMonths(from, n))
    .map((month) => ({ month, end: new Date(startOfMonth(addMonths(month, 1), timeZone)) }))
    .filter(({ month }) => new Date(startOfMonth(month, timeZone)) <= now)
  const found = await balancesBefore(sql, { scope, instants: months.map(({ end }) => end) })
  if (!found) return undefined
  const data = await Promise.all(
    months.map(async ({ month, end }, index): Promise<WorthPoint> => {
      const balances = found.data[index]!
      // The running month ends later; what has moved in it so far is told with the rates of now.
      const isOver = end <= now
      return {
        month,
        at: (isOver ? end : now).toISOString(),
        balances: balances.map(({ accountId, balance }) => ({ accountId, balance: toWire(balance) })),
        total:
          currency === undefined
            ? null
            : totalIn(currency, byCurrency(balances), await ratesAt(rates, isOver ? end : undefined)),
      }
    }),
  )
  return { version: found.version, data }
}

const byCurrency = (balances: readonly AccountBalance[]): Money[] => {
  const sums = new Map<Currency, Money>()
  for (const { balance } of balances) {
    const before = sums.get(balance.currency)
    sums.set(balance.currency, before ? add(before, balance) : balance)
  }
  return [...sums.values()].toSorted((a, b) => a.currency.localeCompare(b.currency))
}
