/** What was spent and received, by month, currency and category. Currencies are never added up. */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { generalCategory } from '../general-category.ts'
import { monthOf, type Range } from '../periods.ts'
import { type Answer, versionOf } from '../version.ts'

export type SpendingRow = {
  month: string
  currency: Currency
  category: Category
  out: WireMoney
  outCount: number
  in: WireMoney
  inCount: number
}

/** One account, or all of a customer's. With both it is the account, if it is the customer's. */
export type InsightScope = {
  readonly accountId?: string | undefined
  readonly customerId?: string | undefined
}

/** `undefined` when the account is not there, or is somebody else's. Oldest month first, then by what was spent. */
export const spendingByMonth = async (
  sql: Sql,
  {
    scope,
    range,
    timeZone,
  }: { readonly scope: InsightScope; readonly range: Range; readonly timeZone: string },
): Promise<Answer<SpendingRow[]> | undefined> => {
  const rows = await sql<
    ({ version: number; is_there: boolean } & (
      | {
          period: Date | string
          currency: Currency
          category: Category
          out: string
          out_count: number
          in: string
          in_count: number
        }
      | { period: null }
    ))[]
  >`
    WITH mine AS (${accountsInScope(sql, scope)}),
    cells AS (${sumsInCells(sql, range)}),
    found AS (
      SELECT period, currency, category, sum(out)::text AS out, sum(out_count)::int AS out_count,
             sum("in")::text AS "in", sum(in_count)::int AS in_count
      FROM cells
      GROUP BY period, currency, category
    )
    SELECT version, EXISTS (SELECT FROM mine) AS is_there, found.*
    FROM ${versionOf(sql, 'spending')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.period, found.currency, found.category`
  const { version, is_there: isThere } = rows[0]!
  if (scope.accountId !== undefined && !isThere) return undefined
  const byKey = new Map<
    string,
    { month: string; currency: Currency; category: Category; sums: [bigint, number, bigint, number] }
  >()
  for (const row of rows) {
    if (row.period === null) continue
    const { currency, category } = row
    const month = monthOf(new Date(row.period), timeZone)
    const key = `${month} ${currency} ${category}`
    const { sums } = byKey.get(key) ?? { sums: [0n, 0, 0n, 0] }
    byKey.set(key, {
      month,
      currency,
      category,
      sums: [
        sums[0] + BigInt(row.out),
        sums[1] + row.out_count,
        sums[2] + BigInt(row.in),
        sums[3] + row.in_count,
      ],
    })
  }
  const data = [...byKey.values()]
    .sort(
      (a, b) =>
        a.month.localeCompare(b.month) ||
        a.currency.localeCompare(b.currency) ||
        Number(b.sums[0] - a.sums[0]) ||
        a.category.localeCompare(b.category),
    )
    .map(({ month, currency, category, sums: [out, outCount, income, inCount] }) => ({
      month,
      currency,
      category,
      out: toWire(money(out, currency)),
      outCount,
      in: toWire(money(income, currency)),
      inCount,
    }))
  return { version, data }
}

/** As `mine` in {@link sumsInCells}. */
export const accountsInScope = (sql: Sql, { accountId, customerId }: InsightScope) => sql`
  SELECT * FROM spending_accounts
  WHERE true ${accountId === undefined ? sql`` : sql`AND account_id = ${accountId}`}
  ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}`

/** What moved on `mine`, by period, category, and the other account where that is the same owner's. */
export const sumsInCells = (sql: Sql, range: Range) => sql`
  SELECT mine.account_id, p.period::timestamptz AS period, s.currency,
         CASE WHEN other.customer_id = mine.customer_id THEN other.account_id END AS own_account_id,
         CASE WHEN c.cell LIKE '=%' THEN substr(c.cell, 2)
              ELSE ${generalCategory(sql, {
                written: sql`nullif(c.cell, '')`,
                named: sql`s.payer_category, payee.category, person.category`,
              })} END AS category,
         (c.sums->>'out')::bigint AS out, (c.sums->>'outCount')::int AS out_count,
         (c.sums->>'in')::bigint AS "in", (c.sums->>'inCount')::int AS in_count
  FROM mine
  JOIN spending s ON s.account_id = mine.account_id
  LEFT JOIN spending_accounts other ON other.account_id = s.counterparty_account_id
  LEFT JOIN spending_customers person ON person.customer_id = other.customer_id
  LEFT JOIN spending_payees payee ON payee.payee_id = s.payee_id
  CROSS JOIN LATERAL jsonb_each(s.sums) AS p (period, cells)
  CROSS JOIN LATERAL jsonb_each(p.cells) AS c (cell, sums)
  WHERE p.period::timestamptz >= ${range.from.toISOString()}::timestamptz
    AND p.period::timestamptz < ${range.to.toISOString()}::timestamptz`
