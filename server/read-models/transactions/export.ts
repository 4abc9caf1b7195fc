/**
 * All movements of an account that fit a filter, newest first as in the list, a page at a time: whoever writes them out
 * holds one page, and nothing is read before it is asked for. What the filter means is found out once, and all is as of
 * that version: an export of an account at work ends, and holds what the list showed.
 */
import type { Sql } from '../../../db/client.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import type { Found } from './candidates.ts'
import { meantBy, rowsOf, type TransactionFilter } from './search.ts'
import { type TransactionRow, toTransactionRow } from './stored-transaction.ts'
import { conditions } from './walk.ts'

export type TransactionExport = {
  readonly version: number
  readonly currency: Currency
  /** How many there are; null where it would take longer to count than to begin. */
  readonly count: number | null
  /** How many there are, but no more than so many; looks at as much as it takes. */
  readonly countUpTo: (limit: number) => Promise<number>
  /** What is on the account now, whatever the filter. */
  readonly balance: WireMoney
  readonly pages: () => AsyncGenerator<readonly TransactionRow[], void, undefined>
}

const PAGE_SIZE = 500
/** Of more movements than this only those are counted that need not be looked at. */
const COUNTED = 100_000

/** `undefined` when the account is not there, or is somebody else's. */
export const exportTransactions = async (
  sql: Sql,
  asked: { readonly accountId: string; readonly customerId: string | undefined } & TransactionFilter,
  { pageSize = PAGE_SIZE }: { readonly pageSize?: number } = {},
): Promise<TransactionExport | undefined> => {
  const meant = await meantBy(sql, asked)
  if (!meant) return undefined
  const { version, currency, found } = meant
  return {
    version,
    currency,
    count: found ? await countOf(sql, found) : 0,
    countUpTo: async (limit) => (found ? fitting(sql, found, limit) : 0),
    balance: toWire(money(await balanceOf(sql, { accountId: asked.accountId, version }), currency)),
    pages: async function* () {
      for (let last = found?.last ?? 0; found && last >= found.first; ) {
        const rows = await rowsOf(sql, { ...found, last }, { size: pageSize, reader: asked.customerId })
        if (rows.length > 0) yield rows.map(toTransactionRow)
        if (rows.length < pageSize) return
        last = rows.at(-1)!.position - 1
      }
    },
  }
}

/** Where nothing but time matters an index tells; everything else is looked at, if that is not too much. */
const countOf = async (sql: Sql, found: Found): Promise<number | null> => {
  const { accountId, first, last, terms, ...asked } = found
  const isPlain = terms.length === 0 && Object.values(asked).every((one) => one === undefined)
  const all = sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM transactions t
      WHERE t.account_id = ${accountId} AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
      ${isPlain ? sql`` : sql`LIMIT ${COUNTED + 1}`}
    ) AS all_of_them`
  const [moved] = await sql<{ count: number }[]>`${all}`
  if (isPlain) return moved!.count
  if (moved!.count > COUNTED) return null
  return fitting(sql, found, COUNTED)
}

const fitting = async (sql: Sql, found: Found, limit: number): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM transactions t WHERE true ${conditions(sql, found)} LIMIT ${limit}
    ) AS all_of_them`
  return row!.count
}

const balanceOf = async (
  sql: Sql,
  { accountId, version }: { readonly accountId: string; readonly version: number },
): Promise<bigint> => {
  const [row] = await sql<{ balance_after: string }[]>`
    SELECT t.balance_after::text FROM transactions t
    WHERE t.account_id = ${accountId} AND t.position <= ${version}
    ORDER BY t.position DESC LIMIT 1`
  return BigInt(row?.balance_after ?? 0)
}
