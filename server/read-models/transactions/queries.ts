/**
 * Movements as clients see them. Every query is about one account; with `customerId` it must be that customer's, and
 * `undefined` is answered for somebody else's as for one that does not exist.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
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

export type { TransactionFilter } from './search.ts'
export type { TransactionRow } from './stored-transaction.ts'

type AccountScope = { accountId: string; customerId?: string | undefined }

type Query = Paging & AccountScope & TransactionFilter
type Rows = { version: number; rows: StoredTransaction[] }

/** Newest first. Throws InvalidCursor. */
export const listTransactions = async (
  sql: Sql,
  { accountId, customerId, limit, cursor, ...filter }: Query,
): Promise<Page<TransactionRow> | undefined> => {
  const scope = { accountId, customerId, limit, before: positionIn(cursor) }
  const found = isFilter(filter)
    ? await searchTransactions(sql, { ...scope, ...filter })
    : await newestTransactions(sql, scope)
  return found && pageFrom(found, limit)
}

/** One movement. `undefined` when there is none of this account's at that position. */
export const transactionAt = async (
  sql: Sql,
  { accountId, customerId, position }: AccountScope & { readonly position: number },
): Promise<Answer<TransactionRow> | undefined> => {
  const [row] = await sql<({ version: number } & (StoredTransaction | { position: null }))[]>`
    WITH account AS (${ownAccount(sql, { accountId, customerId })}),
    found AS (
      SELECT ${transactionColumns(sql, customerId)}
      FROM transactions t ${counterpartyJoins(sql)}
      WHERE t.account_id = ${accountId} AND t.position = ${position} AND EXISTS (SELECT FROM account)
    )
    SELECT version, found.* FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.position`
  if (!row || row.position === null) return undefined
  return { version: row.version, data: toTransactionRow(row) }
}

/** The newest, and what is held on the account in minor units, as of the same version. */
export const transactionsAndHeld = async (
  sql: Sql,
  { limit, ...scope }: AccountScope & { limit: number },
): Promise<{ page: Page<TransactionRow>; held: bigint } | undefined> => {
  const found = await newestTransactions(sql, { ...scope, limit, before: undefined })
  return found && { page: pageFrom(found, limit), held: found.held }
}

const pageFrom = (found: Rows, limit: number) =>
  pageOf({ ...found, limit }, { toWire: toTransactionRow, keyOf: (row) => [row.position] })

const positionIn = (cursor: Paging['cursor']): number | undefined =>
  decodeCursor(cursor, z.tuple([z.int().positive()]))?.[0]

/** One more than the page shows, if there is one. */
const newestTransactions = async (
  sql: Sql,
  {
    accountId,
    customerId,
    limit,
    before,
  }: AccountScope & { readonly limit: number; readonly before: number | undefined },
): Promise<(Rows & { held: bigint }) | undefined> => {
  const rows = await sql<
    ({ version: number; account_held: string | null } & (StoredTransaction | { position: null }))[]
  >`
    WITH account AS (${ownAccount(sql, { accountId, customerId })}),
    page AS (
      SELECT ${transactionColumns(sql, customerId)}
      FROM transactions t ${counterpartyJoins(sql)}
      WHERE t.account_id = ${accountId} AND EXISTS (SELECT FROM account)
      ${before === undefined ? sql`` : sql`AND t.position < ${before}`}
      ORDER BY t.position DESC
      LIMIT ${fetchSize(limit)}
    )
    SELECT version, (SELECT held::text FROM account) AS account_held, page.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN page ON true
    ORDER BY page.position DESC`
  const [{ version, account_held: held }] = rows as unknown as [(typeof rows)[number]]
  if (held === null) return undefined
  return {
    version,
    held: BigInt(held),
    rows: rows.filter((row): row is typeof row & StoredTransaction => row.position !== null),
  }
}

const ownAccount = (sql: Sql, { accountId, customerId }: AccountScope) => sql`
  SELECT account_id, currency, held FROM transaction_accounts
  WHERE account_id = ${accountId} ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}`
