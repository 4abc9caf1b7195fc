/**
 * What was in accounts when each of some days ended. Each of them is one row by index, so that it costs what the days
 * cost, however many movements there were on them and between them.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'

export type Day = {
  readonly date: string
  /** The first instant that does not belong to it any more, as ISO text. */
  readonly end: string
}

export type BalanceHistory = {
  accountId: string
  currency: Currency
  /** One without a movement has the balance of the one before it; before the first movement it is nothing. */
  days: { date: string; balance: WireMoney }[]
}

type Query = Paging & {
  readonly accountId?: string | undefined
  readonly customerId?: string | undefined
  readonly days: readonly Day[]
}

/** One account's, or all of a customer's, in the order of their ids. Throws InvalidCursor. */
export const balanceHistory = async (sql: Sql, query: Query): Promise<Page<BalanceHistory>> => {
  const rows = await balanceHistoryQuery(sql, query)
  return pageOf(
    { version: rows[0]!.version, rows: rows.filter(isFound), limit: query.limit },
    {
      toWire: ({ account_id: accountId, currency, balances }): BalanceHistory => ({
        accountId,
        currency,
        days: query.days.map(({ date }, n) => ({
          date,
          balance: toWire(money(BigInt(balances[n]!), currency)),
        })),
      }),
      keyOf: (row) => [row.account_id],
    },
  )
}

type Found = { account_id: string; currency: Currency; balances: string[] }
type AnyRow = { version: number } & (Found | { account_id: null })
const isFound = <Row extends AnyRow>(row: Row): row is Row & Found => row.account_id !== null

/** Of several movements at one instant the last one counts. */
export const balanceHistoryQuery = (sql: Sql, { accountId, customerId, days, limit, cursor }: Query) => {
  const [after] = decodeCursor(cursor, z.tuple([z.uuid()])) ?? []
  return sql<AnyRow[]>`
    WITH account AS (
      SELECT account_id, currency FROM transaction_accounts
      WHERE true
      ${accountId === undefined ? sql`` : sql`AND account_id = ${accountId}`}
      ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
      ${after === undefined ? sql`` : sql`AND account_id > ${after}`}
      ORDER BY account_id
      LIMIT ${fetchSize(limit)}
    ),
    history AS (
      SELECT account.account_id, account.currency, array_agg(coalesce(newest.balance_after, 0)::text ORDER BY day.n) AS balances
      FROM account
      CROSS JOIN unnest(${days.map(({ end }) => end)}::text[]) WITH ORDINALITY AS day (ended_at, n)
      LEFT JOIN LATERAL (
        SELECT t.balance_after FROM transactions t
        WHERE t.account_id = account.account_id AND t.at < day.ended_at::timestamptz
        ORDER BY t.at DESC, t.position DESC
        LIMIT 1
      ) newest ON true
      GROUP BY account.account_id, account.currency
    )
    SELECT version, history.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN history ON true
    ORDER BY history.account_id`
}
