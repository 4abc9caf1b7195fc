/**
 * Customers by their names and their accounts' numbers, for staff: every word must be found, as the beginning of a name or
 * as a part of a number. A word that no customer has is taken for the one that differs from it least.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { Currency } from '../../domain/money.ts'
import type { Fragment } from '../fragment.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'
import { numberIn, swapPatternsOf } from './search-terms.ts'
import { mistakesAllowed, mistakesInBeginning } from './typos.ts'
import { searchTermsOf } from './words.ts'

export type FoundCustomer = {
  customerId: string
  name: string
  /** In the order in which they were opened. */
  accounts: { accountId: string; number: string; currency: Currency }[]
}

type Wanted = {
  readonly typed: string
  /** Patterns for LIKE: the customer has one of these. */
  readonly names: readonly string[]
  readonly number: string | undefined
}
type StoredCustomer = {
  customer_id: string
  name: string
  sort_key: string
  accounts: FoundCustomer['accounts']
}

/** As much of a name as a page is ordered by, and a cursor has room for. */
const SORT_KEY_LENGTH = 60

/** In the order of their names. Throws InvalidCursor. */
export const searchCustomers = async (
  sql: Sql,
  { search, limit, cursor }: Paging & { search: string },
): Promise<Page<FoundCustomer>> => {
  const after = decodeCursor(cursor, z.tuple([z.string(), z.uuid()]))
  const wanted = await wantedOf(sql, search)
  const sortKey = sql`left(c.search_name, ${SORT_KEY_LENGTH}::int)`
  const rows = await sql<({ version: number } & (StoredCustomer | { customer_id: null }))[]>`
    WITH page AS (
      SELECT c.customer_id, c.name, ${sortKey} AS sort_key
      FROM transaction_customers c
      WHERE ${wanted.length === 0 ? sql`false` : sql`true`}
        ${wanted.reduce<Fragment>((all, one) => sql`${all} AND c.customer_id IN (${customersWith(sql, one)})`, sql``)}
        ${after ? sql`AND (${sortKey}, c.customer_id) > (${after[0]}, ${after[1]}::uuid)` : sql``}
      ORDER BY sort_key, c.customer_id
      LIMIT ${fetchSize(limit)}
    )
    SELECT version, page.*, ARRAY(
      SELECT jsonb_build_object('accountId', a.account_id, 'number', a.number, 'currency', a.currency)
      FROM transaction_accounts a WHERE a.customer_id = page.customer_id ORDER BY a.account_id
    ) AS accounts
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN page ON true
    ORDER BY page.sort_key, page.customer_id`
  return pageOf(
    {
      version: rows[0]!.version,
      rows: rows.filter((row): row is typeof row & StoredCustomer => row.customer_id !== null),
      limit,
    },
    {
      toWire: ({ customer_id: customerId, name, accounts }) => ({ customerId, name, accounts }),
      keyOf: (row) => [row.sort_key, row.customer_id],
    },
  )
}

/** Everything that must be found; nothing for a text without letters and digits. */
const wantedOf = async (sql: Sql, search: string): Promise<readonly Wanted[]> => {
  const terms = searchTermsOf(search).map(({ forms }) => ({
    typed: forms[0]!,
    names: forms.map((form) => `% ${form}%`),
    number: numberIn(forms[0]!),
  }))
  // The whole may be one account number, written in groups.
  const number = numberIn(search.replace(/[\s-]/g, ''))
  const whole = { typed: '', names: [], number }
  if (number && (await isKnown(sql, whole))) return [whole]
  return Promise.all(terms.map(async (term) => ((await isKnown(sql, term)) ? term : corrected(sql, term))))
}

const isKnown = async (sql: Sql, wanted: Wanted): Promise<boolean> => {
  // Counted, because for EXISTS the planner may hope to meet one soon, and read the whole table when there is none.
  const [row] = await sql<{ known: boolean }[]>`
    SELECT count(*) > 0 AS known FROM (${customersWith(sql, wanted)}) AS customer`
  return row!.known
}

const customersWith = (sql: Sql, { names, number }: Wanted): Fragment => sql`
  SELECT named.customer_id FROM transaction_customers named WHERE named.search_name LIKE ANY (${[...names]}::text[])
  UNION ALL
  SELECT numbered.customer_id FROM transaction_accounts numbered
  WHERE ${number === undefined ? sql`false` : sql`numbered.number LIKE ${`%${number}%`}`}`

const corrected = async (sql: Sql, wanted: Wanted): Promise<Wanted> => {
  const { typed } = wanted
  const allowed = mistakesAllowed(typed)
  if (allowed === 0) return wanted
  const similar = await sql<{ search_name: string }[]>`
    SELECT search_name FROM similar_customer_names(${typed}, ${swapPatternsOf(typed)}) AS similar_one (customer_id, search_name) ORDER BY search_name`
  const words = new Set(similar.flatMap(({ search_name: name }) => name.split(' ').filter(Boolean)))
  const near = [...words].map((word) => ({ word, mistakes: mistakesInBeginning(typed, word) }))
  const least = Math.min(allowed, ...near.map(({ mistakes }) => mistakes))
  // A space at its end as well: the whole word is meant.
  const meant = near
    .filter(({ mistakes }) => mistakes === least)
    .flatMap(({ word }) => [`% ${word}`, `% ${word} %`])
  return { ...wanted, names: meant }
}
