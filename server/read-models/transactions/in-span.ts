/**
 * The movements of all of a customer's accounts in a span of time, newest first, and what they come to: the lines behind
 * a figure of the insights. Lines and sums are of one statement, so they always agree.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { decodeCursor, encodeCursor, fetchSize, type Paging } from '../paging.ts'
import type { Range } from '../periods.ts'
import { type Answer, versionOf } from '../version.ts'
import { categoryOfTransaction } from './category.ts'
import {
  counterpartyJoins,
  type StoredTransaction,
  type TransactionRow,
  toTransactionRow,
  transactionColumns,
} from './stored-transaction.ts'
import type { Direction } from './table.ts'

export type SpanFilter = {
  readonly currency?: Currency | undefined
  /** Any of them. */
  readonly categories?: readonly Category[] | undefined
  readonly direction?: Direction | undefined
  /** What only went between accounts of the same owner is left out. */
  readonly withoutOwn?: boolean | undefined
}

export type SpanSums = {
  currency: Currency
  out: WireMoney
  outCount: number
  /** How much of what went out has been given back since, whenever that was. */
  refunded: WireMoney
  in: WireMoney
  inCount: number
}

type Query = Paging &
  SpanFilter & {
    readonly scope: { readonly accountId?: string | undefined; readonly customerId?: string | undefined }
    /** The customer who asks; `undefined` for staff, whosever the movements are. */
    readonly reader: string | undefined
    readonly range: Range
  }

type StoredSums = {
  currency: Currency
  out: string
  outCount: number
  refunded: string
  in: string
  inCount: number
}

/** `undefined` when the account is not there, or is somebody else's. Throws InvalidCursor. */
export const transactionsInSpan = async (
  sql: Sql,
  { scope: { accountId, customerId }, reader, range, limit, cursor, ...filter }: Query,
): Promise<
  (Answer<{ sums: SpanSums[]; lines: TransactionRow[] }> & { nextCursor: string | null }) | undefined
> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const rows = await sql<
    ({ version: number; is_there: boolean; sums: StoredSums[] | null } & (
      | StoredTransaction
      | { position: null }
    ))[]
  >`
    WITH mine AS (
      SELECT account_id, customer_id FROM transaction_accounts
      WHERE true ${accountId === undefined ? sql`` : sql`AND account_id = ${accountId}`}
      ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
    ), fitting AS MATERIALIZED (
      SELECT t.position, t.currency, t.direction, t.amount, t.transfer_id
      FROM mine JOIN transactions t USING (account_id)
      WHERE t.at >= ${range.from.toISOString()}::timestamptz AND t.at < ${range.to.toISOString()}::timestamptz
      ${conditions(sql, filter)}
    ), sums AS (
      SELECT currency,
             coalesce(sum(amount) FILTER (WHERE direction = 'out'), 0)::text AS out,
             count(*) FILTER (WHERE direction = 'out')::int AS out_count,
             coalesce(sum((SELECT sum(r.amount) FROM transaction_refunds r WHERE r.transfer_id = fitting.transfer_id))
                      FILTER (WHERE direction = 'out'), 0)::text AS refunded,
             coalesce(sum(amount) FILTER (WHERE direction = 'in'), 0)::text AS "in",
             count(*) FILTER (WHERE direction = 'in')::int AS in_count
      FROM fitting GROUP BY currency
    ), page AS (
      SELECT ${transactionColumns(sql, reader)}
      FROM (
        SELECT t.* FROM fitting JOIN transactions t USING (position)
        ${before === undefined ? sql`` : sql`WHERE fitting.position < ${before}`}
        ORDER BY fitting.position DESC
        LIMIT ${fetchSize(limit)}
      ) AS t ${counterpartyJoins(sql)}
    )
    SELECT version, EXISTS (SELECT FROM mine) AS is_there,
           (SELECT jsonb_agg(jsonb_build_object('currency', currency, 'out', out, 'outCount', out_count, 'refunded', refunded,
                                                'in', "in", 'inCount', in_count) ORDER BY currency) FROM sums) AS sums,
           page.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN page ON true
    ORDER BY page.position DESC`
  const { version, is_there: isThere, sums } = rows[0]!
  if (accountId !== undefined && !isThere) return undefined
  const lines = rows.filter((row): row is typeof row & StoredTransaction => row.position !== null)
  const shown = lines.slice(0, limit)
  return {
    version,
    data: { sums: (sums ?? []).map(toSums), lines: shown.map(toTransactionRow) },
    nextCursor: lines.length > limit ? encodeCursor([shown.at(-1)!.position]) : null,
  }
}

const conditions = (sql: Sql, { currency, categories, direction, withoutOwn }: SpanFilter) => sql`
  ${currency ? sql`AND t.currency = ${currency}` : sql``}
  ${direction ? sql`AND t.direction = ${direction}` : sql``}
  ${
    withoutOwn
      ? sql`AND NOT EXISTS (
          SELECT FROM transaction_accounts other
          WHERE other.account_id = t.counterparty_account_id AND other.customer_id = mine.customer_id)`
      : sql``
  }
  ${
    categories
      ? sql`AND (SELECT found.category FROM (${categoryOfTransaction(sql)}) found) = ANY (${[...categories]}::text[])`
      : sql``
  }`

const toSums = ({ currency, out, outCount, refunded, in: income, inCount }: StoredSums): SpanSums => ({
  currency,
  out: toWire(money(BigInt(out), currency)),
  outCount,
  refunded: toWire(money(BigInt(refunded), currency)),
  in: toWire(money(BigInt(income), currency)),
  inCount,
})
