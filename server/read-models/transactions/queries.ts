/**
 * Movements as clients see them. Every query is about one account; with `customerId` it must be that customer's, and
 * `undefined` is answered for somebody else's as for one that does not exist.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { type Currency, currencyDecimals, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import type { Direction } from './table.ts'

export type TransactionRow = {
  position: number
  accountId: string
  transferId: string | null
  direction: Direction
  /** Never negative: the direction is the sign. */
  money: WireMoney
  balanceAfter: WireMoney
  description: string
  /** The account at the other end of a transfer, and its owner's name. */
  counterparty: null | { accountId: string; number: string; name: string }
  at: string
}

export type TransactionFilter = {
  /** Part of the description, or of the counterparty's name or number; upper and lower case are the same. */
  search?: string | undefined
  /** Both ends are included. */
  from?: Date | undefined
  to?: Date | undefined
  /** Decimal strings in major units, both included. */
  minAmount?: string | undefined
  maxAmount?: string | undefined
  direction?: Direction | undefined
}

type AccountScope = { accountId: string; customerId?: string | undefined }

type StoredTransaction = {
  position: number
  account_id: string
  transfer_id: string | null
  direction: Direction
  amount: string
  currency: Currency
  balance_after: string
  description: string
  counterparty_account_id: string | null
  counterparty_number: string
  counterparty_name: string
  at: string
}

type Query = Paging & AccountScope & TransactionFilter

/** Newest first. Throws InvalidCursor. */
export const listTransactions = async (sql: Sql, query: Query): Promise<Page<TransactionRow> | undefined> =>
  (await transactionsAndHeld(sql, query))?.page

/** The same, and what is held on the account in minor units, as of the same version. */
export const transactionsAndHeld = async (
  sql: Sql,
  { accountId, customerId, limit, cursor, ...filter }: Query,
): Promise<{ page: Page<TransactionRow>; held: bigint } | undefined> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const rows = await sql<
    ({ version: number; account_held: string | null } & (StoredTransaction | { position: null }))[]
  >`
    WITH account AS (${ownAccount(sql, { accountId, customerId })}),
    page AS (
      SELECT t.position, t.account_id, t.transfer_id, t.direction, t.amount::text, t.currency,
             t.balance_after::text, t.description, t.counterparty_account_id,
             coalesce(other.number, '') AS counterparty_number, coalesce(person.name, '') AS counterparty_name, t.at
      FROM transactions t
      LEFT JOIN transaction_accounts other ON other.account_id = t.counterparty_account_id
      LEFT JOIN transaction_customers person ON person.customer_id = other.customer_id
      WHERE t.account_id = ${accountId} AND EXISTS (SELECT FROM account)
      ${before === undefined ? sql`` : sql`AND t.position < ${before}`}
      ${conditions(sql, filter)}
      ORDER BY t.position DESC
      LIMIT ${fetchSize(limit)}
    )
    SELECT version, (SELECT held::text FROM account) AS account_held, page.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN page ON true
    ORDER BY page.position DESC`
  const [{ version, account_held: held }] = rows as unknown as [(typeof rows)[number]]
  if (held === null) return undefined
  const page = pageOf(
    {
      version,
      rows: rows.filter((row): row is typeof row & StoredTransaction => row.position !== null),
      limit,
    },
    { toWire: toTransactionRow, keyOf: (row) => [row.position] },
  )
  return { page, held: BigInt(held) }
}

/** What the account held at that instant: after the last movement that is not later. */
export const balanceAt = async (
  sql: Sql,
  { accountId, customerId, at }: AccountScope & { at: Date },
): Promise<Answer<{ accountId: string; at: string; balance: WireMoney }> | undefined> => {
  const [row] = await balanceQuery(sql, { accountId, customerId, at })
  if (!row || row.currency === null) return undefined
  const balance = toWire(money(BigInt(row.balance_after ?? 0), row.currency))
  return { version: row.version, data: { accountId, at: at.toISOString(), balance } }
}

/** One row by index, however many movements there are. Of several at one instant the last one counts. */
export const balanceQuery = (sql: Sql, { accountId, customerId, at }: AccountScope & { at: Date }) =>
  sql<{ version: number; currency: Currency | null; balance_after: string | null }[]>`
    WITH account AS (${ownAccount(sql, { accountId, customerId })})
    SELECT version, account.currency, newest.balance_after::text
    FROM ${versionOf(sql, 'transactions')} AS checkpoint
    LEFT JOIN account ON true
    LEFT JOIN LATERAL (
      SELECT t.balance_after FROM transactions t
      WHERE t.account_id = account.account_id AND t.at <= ${at.toISOString()}::timestamptz
      ORDER BY t.at DESC, t.position DESC
      LIMIT 1
    ) newest ON true
    ORDER BY account.account_id`

const ownAccount = (sql: Sql, { accountId, customerId }: AccountScope) => sql`
  SELECT account_id, currency, held FROM transaction_accounts
  WHERE account_id = ${accountId} ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}`

const conditions = (
  sql: Sql,
  { search, from, to, minAmount, maxAmount, direction }: TransactionFilter,
) => sql`
  ${search?.trim() ? matches(sql, search.trim()) : sql``}
  ${from ? sql`AND t.at >= ${from.toISOString()}::timestamptz` : sql``}
  ${to ? sql`AND t.at <= ${to.toISOString()}::timestamptz` : sql``}
  ${minAmount === undefined ? sql`` : sql`AND t.amount >= ${minAmount}::numeric * ${minorPerMajor(sql)}`}
  ${maxAmount === undefined ? sql`` : sql`AND t.amount <= ${maxAmount}::numeric * ${minorPerMajor(sql)}`}
  ${direction ? sql`AND t.direction = ${direction}` : sql``}`

const matches = (sql: Sql, search: string) => sql`
  AND (t.description ILIKE ${containing(search)} OR person.name ILIKE ${containing(search)}
       OR other.number ILIKE ${containing(search.replace(/\s/g, ''))})`

/** A pattern in which nothing that was typed has a meaning of its own. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** 100 for most currencies, 1 for those without decimals. */
const minorPerMajor = (sql: Sql) => {
  const cases = Object.entries(currencyDecimals).map(
    ([code, decimals]) => `WHEN '${code}' THEN ${10 ** decimals}`,
  )
  return sql.unsafe(`CASE t.currency ${cases.join(' ')} END`)
}

const toTransactionRow = (row: StoredTransaction): TransactionRow => ({
  position: row.position,
  accountId: row.account_id,
  transferId: row.transfer_id,
  direction: row.direction,
  money: toWire(money(BigInt(row.amount), row.currency)),
  balanceAfter: toWire(money(BigInt(row.balance_after), row.currency)),
  description: row.description,
  counterparty:
    row.counterparty_account_id === null
      ? null
      : {
          accountId: row.counterparty_account_id,
          number: row.counterparty_number,
          name: row.counterparty_name,
        },
  at: toIso(row.at),
})
