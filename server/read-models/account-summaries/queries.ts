/**
 * Accounts as clients see them. `customerId` limits a query to that customer's own; without it, it is a member of staff
 * who asks. What is somebody else's is answered like what does not exist.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { AccountProduct } from '../../domain/bank-account/events.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { type Answer, versionOf } from '../version.ts'
import type { AccountStatus } from './table.ts'

export type AccountRow = {
  accountId: string
  number: string
  name: string
  owner: { customerId: string; name: string }
  product: AccountProduct
  currency: Currency
  status: AccountStatus
  balance: WireMoney
  held: WireMoney
  /** How far below zero it may go. */
  overdraftLimit: WireMoney
  /** What can be spent: the balance without what is held, and with what the account may be overdrawn by. */
  available: WireMoney
  openedAt: string
  updatedAt: string
  lastPosition: number
}

/** Enough to check whom one is about to pay, and no more. */
export type Payee = {
  accountId: string
  number: string
  ownerName: string
  currency: Currency
  status: AccountStatus
}

type StoredAccount = {
  account_id: string
  customer_id: string
  owner_name: string
  number: string
  name: string
  product: AccountProduct
  currency: Currency
  status: AccountStatus
  balance: string
  held: string
  overdraft_limit: string
  opened_at: string
  updated_at: string
  last_position: number
}
/** A left join's other outcome. */
type Missing = { account_id: null }

const keySchema = z.tuple([z.iso.datetime(), z.uuid()])

/** Oldest first, without the bank's own; of these only what is asked for. Throws InvalidCursor. */
export const listAccounts = async (
  sql: Sql,
  {
    customerId,
    status,
    currency,
    limit,
    cursor,
  }: Paging & {
    customerId?: string | undefined
    status?: AccountStatus | undefined
    currency?: Currency | undefined
  },
): Promise<Page<AccountRow>> => {
  const after = decodeCursor(cursor, keySchema)
  const rows = await sql<({ version: number } & (StoredAccount | Missing))[]>`
    WITH page AS (
      SELECT ${columns(sql)}
      FROM account_summaries a
      LEFT JOIN account_summary_owners o USING (customer_id)
      WHERE a.product <> 'internal'
      ${customerId === undefined ? sql`` : sql`AND a.customer_id = ${customerId}`}
      ${status === undefined ? sql`` : sql`AND a.status = ${status}`}
      ${currency === undefined ? sql`` : sql`AND a.currency = ${currency}`}
      ${after ? sql`AND (a.opened_at, a.account_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      ORDER BY a.opened_at, a.account_id
      LIMIT ${fetchSize(limit)}
    )
    SELECT * FROM ${versionOf(sql, 'account-summaries')} AS checkpoint LEFT JOIN page ON true
    ORDER BY opened_at, account_id`
  return pageOf(
    { version: rows[0]!.version, rows: rows.filter(isFound), limit },
    { toWire: toAccountRow, keyOf: (row) => [toIso(row.opened_at), row.account_id] },
  )
}

export const findAccount = async (
  sql: Sql,
  { accountId, customerId }: { accountId: string; customerId?: string | undefined },
): Promise<Answer<AccountRow> | undefined> => {
  const [row] = await sql<({ version: number } & (StoredAccount | Missing))[]>`
    WITH account AS (
      SELECT ${columns(sql)}
      FROM account_summaries a
      LEFT JOIN account_summary_owners o USING (customer_id)
      WHERE a.account_id = ${accountId}
      ${customerId === undefined ? sql`` : sql`AND a.customer_id = ${customerId}`}
    )
    SELECT * FROM ${versionOf(sql, 'account-summaries')} AS checkpoint LEFT JOIN account ON true
    ORDER BY account_id`
  return row && isFound(row) ? { version: row.version, data: toAccountRow(row) } : undefined
}

/** The ids of all accounts that a customer has ever had, whatever became of them. */
export const accountsOfCustomer = async (sql: Sql, customerId: string): Promise<Answer<string[]>> => {
  const rows = await sql<{ version: number; account_id: string | null }[]>`
    SELECT version, a.account_id
    FROM ${versionOf(sql, 'account-summaries')} AS checkpoint
    LEFT JOIN account_summaries a ON a.customer_id = ${customerId}
    ORDER BY a.account_id`
  return {
    version: rows[0]!.version,
    data: rows.flatMap(({ account_id }) => (account_id === null ? [] : [account_id])),
  }
}

/** Whose these accounts are, as far as they are known. */
export const ownersOfAccounts = async (sql: Sql, accountIds: readonly string[]): Promise<string[]> => {
  const rows = await sql<{ customer_id: string }[]>`
    SELECT DISTINCT customer_id FROM account_summaries
    WHERE account_id = ANY (${`{${accountIds.join(',')}}`}::text::uuid[])
    ORDER BY customer_id`
  return rows.map(({ customer_id }) => customer_id)
}

/** How many a customer has that are not closed. */
export const countAccounts = async (sql: Sql, customerId: string): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM account_summaries
    WHERE customer_id = ${customerId} AND status <> 'closed'
    ORDER BY count`
  return row!.count
}

/** By the number in its stored form, without spaces. Whoever may pay may ask; the bank's own accounts are nobody's to pay. */
export const findAccountByNumber = async (sql: Sql, number: string): Promise<Answer<Payee> | undefined> => {
  const { version, data } = await lookUpNumber(sql, number)
  return data ? { version, data } : undefined
}

/** The same for those who want to know as of when there is none. */
export const lookUpNumber = async (sql: Sql, number: string): Promise<Answer<Payee | null>> => {
  const [row] = await sql<({ version: number } & (StoredAccount | Missing))[]>`
    WITH account AS (
      SELECT ${columns(sql)}
      FROM account_summaries a
      LEFT JOIN account_summary_owners o USING (customer_id)
      WHERE a.number = ${number} AND a.product <> 'internal'
    )
    SELECT * FROM ${versionOf(sql, 'account-summaries')} AS checkpoint LEFT JOIN account ON true
    ORDER BY opened_at, account_id
    LIMIT 1`
  if (!row || !isFound(row)) return { version: row?.version ?? 0, data: null }
  return {
    version: row.version,
    data: {
      accountId: row.account_id,
      number: row.number,
      ownerName: row.owner_name,
      currency: row.currency,
      status: row.status,
    },
  }
}

/**
 * The accounts of these customers that have changed after the position given for each, by customer. Someone named more
 * than once is asked about from the lowest.
 */
export const changedAccounts = async (
  sql: Sql,
  customers: readonly { customerId: string; seen: number }[],
): Promise<Map<string, { accountId: string; lastPosition: number }[]>> => {
  const changed = new Map<string, { accountId: string; lastPosition: number }[]>()
  if (customers.length === 0) return changed
  const since = new Map<string, number>()
  for (const { customerId, seen } of customers)
    since.set(customerId, Math.min(seen, since.get(customerId) ?? seen))
  const rows = await sql<{ customer_id: string; account_id: string; last_position: number }[]>`
    SELECT a.customer_id, a.account_id, a.last_position
    FROM unnest(${[...since.keys()]}::uuid[], ${[...since.values()]}::bigint[]) AS c (customer_id, seen)
    -- Its own ORDER BY keeps this one index lookup per customer, instead of a join with the whole table.
    CROSS JOIN LATERAL (
      SELECT * FROM account_summaries
      WHERE account_summaries.customer_id = c.customer_id AND account_summaries.last_position > c.seen
      ORDER BY account_summaries.customer_id
    ) a
    ORDER BY a.account_id`
  for (const { customer_id: customerId, account_id: accountId, last_position: lastPosition } of rows) {
    const own = changed.get(customerId) ?? []
    own.push({ accountId, lastPosition })
    changed.set(customerId, own)
  }
  return changed
}

const columns = (sql: Sql) => sql`
  a.account_id, a.customer_id, coalesce(o.name, '') AS owner_name, a.number, a.name, a.product, a.currency, a.status,
  a.balance::text, a.held::text, a.overdraft_limit::text, a.opened_at, a.updated_at, a.last_position`

const isFound = <Row extends { version: number }>(
  row: Row & (StoredAccount | Missing),
): row is Row & StoredAccount => row.account_id !== null

const toAccountRow = (row: StoredAccount): AccountRow => ({
  accountId: row.account_id,
  number: row.number,
  name: row.name,
  owner: { customerId: row.customer_id, name: row.owner_name },
  product: row.product,
  currency: row.currency,
  status: row.status,
  ...balances(row),
  openedAt: toIso(row.opened_at),
  updatedAt: toIso(row.updated_at),
  lastPosition: row.last_position,
})

const balances = ({ balance, held, overdraft_limit: overdraftLimit, currency }: StoredAccount) => ({
  balance: toWire(money(BigInt(balance), currency)),
  held: toWire(money(BigInt(held), currency)),
  overdraftLimit: toWire(money(BigInt(overdraftLimit), currency)),
  available: toWire(money(BigInt(balance) - BigInt(held) + BigInt(overdraftLimit), currency)),
})
