/** The bank at a glance, for its staff. Currencies are never added up. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import type { Range } from '../periods.ts'
import { type Answer, versionOf } from '../version.ts'

type Volume = { count: number; money: WireMoney }

export type BankDashboard = {
  customers: { registered: number; forgotten: number }
  accounts: { open: number; frozen: number; closed: number }
  /** `accounts`: that were ever opened. The bank's own accounts are in none of these. */
  totals: { currency: Currency; accounts: number; balance: WireMoney; held: WireMoney }[]
  /** Days on which nothing happened are left out. */
  days: { date: string; currency: Currency; transfers: Volume; deposits: Volume; withdrawals: Volume }[]
}

type Day = {
  date: string
  currency: Currency
  transfers: number
  transferred: string
  deposits: number
  deposited: string
  withdrawals: number
  withdrawn: string
}

export const bankDashboardOf = async (
  sql: Sql,
  { range, timeZone }: { readonly range: Range; readonly timeZone: string },
): Promise<Answer<BankDashboard>> => {
  // All as JSON in one row, so that it is one snapshot with its version; amounts as text, because JSON has floats.
  const [row] = await sql<
    {
      version: number
      counts: (BankDashboard['accounts'] & BankDashboard['customers']) | null
      totals: { currency: Currency; accounts: number; balance: string; held: string }[]
      days: Day[]
    }[]
  >`
    WITH day AS (
      SELECT (a.quarter AT TIME ZONE ${timeZone})::date::text AS date, a.currency,
             sum(a.transfers)::int AS transfers, sum(a.transferred)::text AS transferred,
             sum(a.deposits)::int AS deposits, sum(a.deposited)::text AS deposited,
             sum(a.withdrawals)::int AS withdrawals, sum(a.withdrawn)::text AS withdrawn
      FROM bank_dashboard_activity a
      WHERE a.quarter >= ${range.from.toISOString()}::timestamptz AND a.quarter < ${range.to.toISOString()}::timestamptz
      GROUP BY 1, 2
    )
    SELECT version,
      (SELECT to_jsonb(c) FROM bank_dashboard_counts c) AS counts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'accounts', t.accounts,
                'balance', t.balance::text, 'held', t.held::text) ORDER BY t.currency), '[]')
       FROM bank_dashboard_totals t) AS totals,
      (SELECT coalesce(jsonb_agg(to_jsonb(day) ORDER BY day.date, day.currency), '[]') FROM day) AS days
    FROM ${versionOf(sql, 'bank-dashboard')} AS checkpoint
    ORDER BY version`
  const { version, counts, totals, days } = row!
  const wire = (amount: string, currency: Currency) => toWire(money(BigInt(amount), currency))
  const { registered = 0, forgotten = 0, open = 0, frozen = 0, closed = 0 } = counts ?? {}
  return {
    version,
    data: {
      customers: { registered, forgotten },
      accounts: { open, frozen, closed },
      totals: totals.map(({ currency, accounts, balance, held }) => ({
        currency,
        accounts,
        balance: wire(balance, currency),
        held: wire(held, currency),
      })),
      days: days.map((day) => ({
        date: day.date,
        currency: day.currency,
        transfers: { count: day.transfers, money: wire(day.transferred, day.currency) },
        deposits: { count: day.deposits, money: wire(day.deposited, day.currency) },
        withdrawals: { count: day.withdrawals, money: wire(day.withdrawn, day.currency) },
      })),
    },
  }
}
