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
  /** What customers had, and what of it was held: before the first day, and at the end of each on which that has changed. */
  balances: { currency: Currency; before: Figures; days: ({ date: string } & Figures)[] }[]
}

type Figures = { balance: WireMoney; held: WireMoney }

type Day = {
  date: string
  currency: Currency
  transfers: number
  transferred: string
  deposits: number
  deposited: string
  withdrawals: number
  withdrawn: string
  balance_change: string
  held_change: string
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
      /** What has changed after the last day. */
      since: { currency: Currency; balance: string; held: string }[]
    }[]
  >`
    WITH day AS (
      SELECT (a.quarter AT TIME ZONE ${timeZone})::date::text AS date, a.currency,
             sum(a.transfers)::int AS transfers, sum(a.transferred)::text AS transferred,
             sum(a.deposits)::int AS deposits, sum(a.deposited)::text AS deposited,
             sum(a.withdrawals)::int AS withdrawals, sum(a.withdrawn)::text AS withdrawn,
             sum(a.balance_change)::text AS balance_change, sum(a.held_change)::text AS held_change
      FROM bank_dashboard_activity a
      WHERE a.quarter >= ${range.from.toISOString()}::timestamptz AND a.quarter < ${range.to.toISOString()}::timestamptz
      GROUP BY 1, 2
    ),
    since AS (
      SELECT a.currency, sum(a.balance_change)::text AS balance, sum(a.held_change)::text AS held
      FROM bank_dashboard_activity a
      WHERE a.quarter >= ${range.to.toISOString()}::timestamptz
      GROUP BY 1
    )
    SELECT version,
      (SELECT to_jsonb(c) FROM bank_dashboard_counts c) AS counts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'accounts', t.accounts,
                'balance', t.balance::text, 'held', t.held::text) ORDER BY t.currency), '[]')
       FROM bank_dashboard_totals t) AS totals,
      (SELECT coalesce(jsonb_agg(to_jsonb(day) ORDER BY day.date, day.currency), '[]') FROM day) AS days,
      (SELECT coalesce(jsonb_agg(to_jsonb(since) ORDER BY since.currency), '[]') FROM since) AS since
    FROM ${versionOf(sql, 'bank-dashboard')} AS checkpoint
    ORDER BY version`
  const { version, counts, totals, days, since } = row!
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
      balances: totals.map((total) => ({
        currency: total.currency,
        ...course(
          total,
          since.find(({ currency }) => currency === total.currency),
          days.filter(({ currency }) => currency === total.currency),
        ),
      })),
    },
  }
}

type Sums = { readonly balance: string; readonly held: string }

/** From what there is now, back to what there was: that and the changes are of one version. */
const course = (
  { currency, balance, held }: Sums & { readonly currency: Currency },
  since: Sums | undefined,
  days: readonly Day[],
): Pick<BankDashboard['balances'][number], 'before' | 'days'> => {
  const now = {
    balance: BigInt(balance) - BigInt(since?.balance ?? 0),
    held: BigInt(held) - BigInt(since?.held ?? 0),
  }
  const figures = (): Figures => ({
    balance: toWire(money(now.balance, currency)),
    held: toWire(money(now.held, currency)),
  })
  const told: BankDashboard['balances'][number]['days'] = []
  for (const { date, balance_change: balanceChange, held_change: heldChange } of days.toReversed()) {
    if (balanceChange === '0' && heldChange === '0') continue
    told.unshift({ date, ...figures() })
    now.balance -= BigInt(balanceChange)
    now.held -= BigInt(heldChange)
  }
  return { before: figures(), days: told }
}
