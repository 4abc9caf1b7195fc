/** What a customer has in each currency or account, now or at instants. Currencies are not added up here: that takes rates. */
import type { Sql } from '../../../db/client.ts'
import { type Currency, type Money, money } from '../../domain/money.ts'
import { type Answer, versionOf } from '../version.ts'
import { figures, figuresAt } from './balance-at.ts'

export type CurrencyBalances = { readonly [Figure in 'balance' | 'held' | 'available']: Money }

/**
 * What is in a customer's accounts, held and available, per currency in which there is an account, now or at an instant.
 * In the order of the currencies' codes.
 */
export const balancesByCurrency = async (
  sql: Sql,
  { customerId, at }: { readonly customerId: string; readonly at?: Date | undefined },
): Promise<Answer<CurrencyBalances[]>> => {
  const rows = await sql<
    ({ version: number } & (
      | { currency: Currency; balance: string; held: string; available: string }
      | { currency: null }
    ))[]
  >`
    WITH found AS (
      SELECT a.currency, ${figures(sql, { summed: true })}
      FROM transaction_accounts a
      ${figuresAt(sql, { account: sql`a.account_id`, at })}
      WHERE a.customer_id = ${customerId}
      GROUP BY a.currency
    )
    SELECT version, found.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.currency`
  return {
    version: rows[0]!.version,
    data: rows.flatMap((row) => {
      if (row.currency === null) return []
      const { currency } = row
      const of = (amountMinor: string) => money(BigInt(amountMinor), currency)
      return [{ balance: of(row.balance), held: of(row.held), available: of(row.available) }]
    }),
  }
}

export type AccountBalance = { readonly accountId: string; readonly balance: Money }

/**
 * What was in each account just before each of the instants, in their order. `undefined` when the account is not there,
 * or is somebody else's. One row by index for each account and instant, however many movements there are.
 */
export const balancesBefore = async (
  sql: Sql,
  {
    scope: { accountId, customerId },
    instants,
  }: {
    readonly scope: { readonly accountId?: string | undefined; readonly customerId?: string | undefined }
    readonly instants: readonly Date[]
  },
): Promise<Answer<AccountBalance[][]> | undefined> => {
  const rows = await sql<
    ({ version: number; is_there: boolean } & (
      | { n: number; account_id: string; currency: Currency; balance: string }
      | { n: null }
    ))[]
  >`
    WITH mine AS (
      SELECT account_id, currency FROM transaction_accounts
      WHERE true ${accountId === undefined ? sql`` : sql`AND account_id = ${accountId}`}
      ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
    ), found AS (
      SELECT moment.n::int, mine.account_id, mine.currency, coalesce(newest.balance_after, 0)::text AS balance
      FROM mine
      CROSS JOIN unnest(${instants.map((at) => at.toISOString())}::text[]) WITH ORDINALITY AS moment (at, n)
      LEFT JOIN LATERAL (
        SELECT t.balance_after FROM transactions t
        WHERE t.account_id = mine.account_id AND t.at < moment.at::timestamptz
        ORDER BY t.at DESC, t.position DESC
        LIMIT 1
      ) newest ON true
    )
    SELECT version, EXISTS (SELECT FROM mine) AS is_there, found.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.n, found.account_id`
  const { version, is_there: isThere } = rows[0]!
  if (accountId !== undefined && !isThere) return undefined
  const data = instants.map((): AccountBalance[] => [])
  for (const row of rows)
    if (row.n !== null)
      data[row.n - 1]!.push({ accountId: row.account_id, balance: money(BigInt(row.balance), row.currency) })
  return { version, data }
}
