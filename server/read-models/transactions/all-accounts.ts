/**
 * The movements of all of a customer's accounts in one list, newest first, and what those come to that fit a filter: each
 * account is asked as its own list asks, and what they answer is merged. All is as of the version at which one began to
 * ask: what has been added since is passed over.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, fromWire, money, toWire, type WireMoney } from '../../domain/money.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import { isFilter, searchTransactions, type TransactionFilter } from './search.ts'
import {
  counterpartyJoins,
  type StoredTransaction,
  type TransactionRow,
  toTransactionRow,
  transactionColumns,
} from './stored-transaction.ts'
import { transactionTotals } from './totals.ts'

export type CurrencySums = {
  currency: Currency
  count: number
  in: WireMoney
  out: WireMoney
  /** What came in less what went out. */
  net: WireMoney
}

/** Many accounts of one customer's leave connections for the others. */
const AT_ONCE = 4

/** Throws InvalidCursor. */
export const listActivity = async (
  sql: Sql,
  { customerId, limit, cursor, ...filter }: Paging & TransactionFilter & { readonly customerId: string },
): Promise<Page<TransactionRow>> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const found = isFilter(filter)
    ? await newestThatFit(sql, { customerId, limit, before, filter })
    : await newestOfAll(sql, { customerId, limit, before })
  return pageOf({ ...found, limit }, { toWire: toTransactionRow, keyOf: (row) => [row.position] })
}

/** Those of these movements that are the customer's, newest first: what somebody has picked out of the list. */
export const activityAt = async (
  sql: Sql,
  { customerId, positions }: { readonly customerId: string; readonly positions: readonly number[] },
): Promise<Page<TransactionRow>> => {
  const found = await shownWithVersion(
    sql,
    customerId,
    sql`SELECT t.* FROM transactions t JOIN transaction_accounts mine USING (account_id)
        WHERE mine.customer_id = ${customerId} AND t.position = ANY (${[...positions]}::bigint[])`,
  )
  return { version: found.version, data: found.rows.map(toTransactionRow), nextCursor: null }
}

/** Of every currency in which there is an account, also where nothing fits. */
export const activityTotals = async (
  sql: Sql,
  { customerId, ...filter }: TransactionFilter & { readonly customerId: string },
): Promise<Answer<{ sums: CurrencySums[]; isPartial: boolean }>> => {
  const { version, found } = await ofEach(sql, customerId, (accountId, version) =>
    transactionTotals(sql, { accountId, customerId, before: version + 1, ...filter }),
  )
  const sums = new Map<Currency, { count: number; in: bigint; out: bigint }>()
  for (const { data } of found) {
    const { currency } = data.net
    const { count, ...sum } = sums.get(currency) ?? { count: 0, in: 0n, out: 0n }
    sums.set(currency, {
      count: count + data.count,
      in: sum.in + fromWire(data.in).amountMinor,
      out: sum.out + fromWire(data.out).amountMinor,
    })
  }
  const inCurrency = ([currency, { count, ...sum }]: [
    Currency,
    { count: number; in: bigint; out: bigint },
  ]) => {
    const wire = (amount: bigint) => toWire(money(amount, currency))
    return { currency, count, in: wire(sum.in), out: wire(sum.out), net: wire(sum.in - sum.out) }
  }
  return {
    version,
    data: {
      sums: [...sums].toSorted(([a], [b]) => a.localeCompare(b)).map(inCurrency),
      isPartial: found.some(({ data }) => data.isPartial),
    },
  }
}

type Asked = { readonly customerId: string; readonly limit: number; readonly before: number | undefined }
type Found = { readonly version: number; readonly rows: StoredTransaction[] }

/** One more than the page shows, if there is one; each account could have all of them. */
const newestThatFit = async (
  sql: Sql,
  { customerId, limit, before, filter }: Asked & { readonly filter: TransactionFilter },
): Promise<Found> => {
  const { version, found } = await ofEach(sql, customerId, (accountId, version) =>
    searchTransactions(sql, {
      ...{ accountId, customerId, limit },
      before: Math.min(before ?? version + 1, version + 1),
      ...filter,
    }),
  )
  const rows = found.flatMap((one) => one.rows).toSorted((a, b) => b.position - a.position)
  return { version, rows: rows.slice(0, fetchSize(limit)) }
}

/** Without a filter one statement reads the end of every account's list. */
const newestOfAll = (sql: Sql, { customerId, limit, before }: Asked): Promise<Found> =>
  shownWithVersion(
    sql,
    customerId,
    sql`SELECT newest.* FROM transaction_accounts mine CROSS JOIN LATERAL (
          SELECT t.* FROM transactions t
          WHERE t.account_id = mine.account_id ${before === undefined ? sql`` : sql`AND t.position < ${before}`}
          ORDER BY t.position DESC
          LIMIT ${fetchSize(limit)}
        ) AS newest
        WHERE mine.customer_id = ${customerId}
        ORDER BY newest.position DESC
        LIMIT ${fetchSize(limit)}`,
  )

/** `lines` are rows of `transactions`; they are shown as the customer sees them, newest first, and as of the version. */
const shownWithVersion = async (
  sql: Sql,
  customerId: string,
  lines: ReturnType<typeof versionOf>,
): Promise<Found> => {
  const rows = await sql<({ version: number } & (StoredTransaction | { position: null }))[]>`
    WITH page AS (SELECT ${transactionColumns(sql, customerId)} FROM (${lines}) AS t ${counterpartyJoins(sql)})
    SELECT version, page.* FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN page ON true
    ORDER BY page.position DESC`
  return {
    version: rows[0]!.version,
    rows: rows.filter((row): row is typeof row & StoredTransaction => row.position !== null),
  }
}

/** What each of the customer's accounts answers, a few at a time, and the version at which they were listed. */
const ofEach = async <One>(
  sql: Sql,
  customerId: string,
  ask: (accountId: string, version: number) => Promise<One | undefined>,
): Promise<{ version: number; found: One[] }> => {
  const listed = await sql<{ version: number; account_id: string | null }[]>`
    SELECT version, mine.account_id FROM ${versionOf(sql, 'transactions')} AS checkpoint
    LEFT JOIN transaction_accounts mine ON mine.customer_id = ${customerId}
    ORDER BY mine.account_id`
  const { version } = listed[0]!
  const accountIds = listed.flatMap(({ account_id: accountId }) => accountId ?? [])
  const found: One[] = []
  for (let at = 0; at < accountIds.length; at += AT_ONCE) {
    const some = await Promise.all(accountIds.slice(at, at + AT_ONCE).map((id) => ask(id, version)))
    found.push(...some.filter((one) => one !== undefined))
  }
  return { version, found }
}
