/**
 * Whom an account has to do with, for a filter's suggestions: who is at the other end of its newest movements, most often
 * first, and, of people who are looked for by name or number, those of longer ago behind them. The time it takes is
 * bounded by how many movements are looked at, and does not grow with the account.
 */
import type { Sql } from '../../../db/client.ts'
import { toIso } from '../instant.ts'
import { type Answer, versionOf } from '../version.ts'
import { countOf, movementsOfPayer, movementsOfSide, type Parties } from './counterparty.ts'
import { counterpartiesMeant, numberIn } from './search-terms.ts'
import { searchTermsOf, wordsOf } from './words.ts'

export type CounterpartyRow = {
  /** As in the rows of movements: of another bank's customer, the account of the bank's own that stands for that bank. */
  accountId: string
  /** What a list is filtered by. */
  number: string
  name: string
  /** Among the account's {@link LOOKED_AT} newest movements; 0 for who was at none of these. */
  count: number
  /** The newest movement. */
  lastAt: string
}

/** Exact for nearly everybody, and read in some milliseconds. */
export const LOOKED_AT = 5_000

type Scope = { readonly accountId: string; readonly customerId?: string | undefined }
type Asked = Scope & {
  readonly search?: string | undefined
  readonly limit: number
  readonly lookedAt?: number
}

/** `undefined` when there is no such account. */
export const listCounterparties = async (
  sql: Sql,
  { accountId, customerId, search, limit, lookedAt = LOOKED_AT }: Asked,
): Promise<Answer<CounterpartyRow[]> | undefined> => {
  const newest = await newestCounterparties(sql, { accountId, customerId, lookedAt })
  if (!newest) return undefined
  const { version, data } = newest
  const typed = search?.trim()
  if (!typed) return { version, data: data.slice(0, limit) }
  const near = data.filter((row) => isMeant(row, typed))
  if (near.length >= limit) return { version, data: near.slice(0, limit) }
  const known = new Set(near.map(({ number }) => number))
  const meant = await counterpartiesMeant(sql, { accountId, owner: newest.owner, search: typed })
  const far = await olderCounterparties(sql, {
    accountId,
    version,
    counterparties: meant,
    limit: limit + near.length,
  })
  // One number may be several payees', and a payer's.
  const others = [...Map.groupBy(far, ({ number }) => number)].flatMap(([number, rows]) =>
    known.has(number) ? [] : rows.slice(0, 1),
  )
  return { version, data: [...near, ...others].slice(0, limit) }
}

/** Each word is found in the name or the number, as a search for movements would find it. */
const isMeant = ({ name, number }: CounterpartyRow, typed: string): boolean => {
  const whole = numberIn(typed.replace(/[\s-]/g, ''))
  if (whole !== undefined && number.includes(whole)) return true
  const words = wordsOf(name)
  const terms = searchTermsOf(typed)
  return (
    terms.length > 0 &&
    terms.every(({ forms }) => {
      const part = numberIn(forms[0]!)
      return (
        forms.some((form) => words.some((word) => word.startsWith(form))) ||
        (part !== undefined && number.includes(part))
      )
    })
  )
}

type StoredCounterparty = {
  account_id: string
  number: string
  name: string
  count: number
  last_at: string
}

const toRow = (row: StoredCounterparty): CounterpartyRow => ({
  accountId: row.account_id,
  number: row.number,
  name: row.name,
  count: row.count,
  lastAt: toIso(row.last_at),
})

const newestCounterparties = async (
  sql: Sql,
  { accountId, customerId, lookedAt }: Scope & { readonly lookedAt: number },
): Promise<(Answer<CounterpartyRow[]> & { readonly owner: string }) | undefined> => {
  const rows = await sql<
    ({ version: number; owner: string | null } & (StoredCounterparty | { account_id: null }))[]
  >`
    WITH account AS (
      SELECT customer_id FROM transaction_accounts
      WHERE account_id = ${accountId} ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}
    ), newest AS MATERIALIZED (
      SELECT t.position, t.at, t.transfer_id, t.counterparty_account_id FROM transactions t
      WHERE t.account_id = ${accountId} AND EXISTS (SELECT FROM account)
      ORDER BY t.position DESC LIMIT ${lookedAt}
    ), side AS MATERIALIZED (
      SELECT n.counterparty_account_id AS account_id, count(*)::int AS count, max(n.at) AS last_at
      FROM newest n WHERE n.counterparty_account_id IS NOT NULL
      GROUP BY n.counterparty_account_id
    ), known AS MATERIALIZED (
      SELECT side.*, other.number, other.product, other.customer_id FROM side
      CROSS JOIN LATERAL (SELECT * FROM transaction_accounts a WHERE a.account_id = side.account_id OFFSET 0) AS other
    ), payment AS MATERIALIZED (
      SELECT n.counterparty_account_id AS account_id, n.position, n.at, p.outsider_id
      FROM newest n
      CROSS JOIN LATERAL (SELECT * FROM transaction_payments p WHERE p.transfer_id = n.transfer_id OFFSET 0) AS p
      WHERE n.counterparty_account_id IN (SELECT account_id FROM known WHERE product = 'internal')
    ), outside AS (
      SELECT payment.account_id, outsider.number, outsider.name, payment.position, payment.at
      FROM payment
      CROSS JOIN LATERAL (
        SELECT * FROM transaction_outsiders o WHERE o.outsider_id = payment.outsider_id OFFSET 0
      ) AS outsider
    ), found AS (
      SELECT known.account_id, known.number, person.name, known.count, known.last_at
      FROM known
      CROSS JOIN LATERAL (SELECT * FROM transaction_customers c WHERE c.customer_id = known.customer_id OFFSET 0) AS person
      WHERE known.product <> 'internal'
      UNION ALL
      SELECT (array_agg(account_id ORDER BY position DESC))[1], number, (array_agg(name ORDER BY position DESC))[1],
             count(*)::int, max(at)
      FROM outside WHERE number <> '' GROUP BY number
    )
    SELECT version, (SELECT customer_id FROM account) AS owner, found.*
    FROM ${versionOf(sql, 'transactions')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.count DESC, found.last_at DESC, found.number`
  const [first] = rows
  if (!first || first.owner === null) return undefined
  const found = rows.filter((row): row is typeof row & StoredCounterparty => row.account_id !== null)
  return { version: first.version, owner: first.owner, data: found.map(toRow) }
}

/** The most recent first. */
const olderCounterparties = async (
  sql: Sql,
  {
    accountId,
    version,
    counterparties,
    limit,
  }: {
    readonly accountId: string
    readonly version: number
    readonly counterparties: Parties
    readonly limit: number
  },
): Promise<CounterpartyRow[]> => {
  if (countOf(counterparties) === 0) return []
  const { sides, payers } = counterparties
  const within = { accountId, first: 0, last: version, limit: sql`1` }
  const rows = await sql<StoredCounterparty[]>`
    SELECT newest.counterparty_account_id AS account_id, coalesce(outsider.number, other.number) AS number,
           coalesce(outsider.name, person.name) AS name, 0 AS count, newest.at AS last_at
    FROM (
      SELECT side.id, (${movementsOfSide(sql, sql`side.id`, within)}) AS newest
      FROM unnest(${[...sides]}::uuid[]) AS side (id)
      UNION ALL
      SELECT payer.id, (${movementsOfPayer(sql, sql`payer.id`, within)})
      FROM unnest(${[...payers]}::uuid[]) AS payer (id)
    ) AS meant
    CROSS JOIN LATERAL (
      SELECT t.at, t.position, t.counterparty_account_id FROM transactions t
      WHERE t.position = meant.newest OFFSET 0
    ) AS newest
    LEFT JOIN transaction_outsiders outsider ON outsider.outsider_id = meant.id
    LEFT JOIN transaction_accounts other ON other.account_id = meant.id
    LEFT JOIN transaction_customers person ON person.customer_id = other.customer_id
    ORDER BY newest.position DESC LIMIT ${limit}`
  return rows.map(toRow)
}
