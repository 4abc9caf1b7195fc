/**
 * An account's movements that fit every filter given, newest first, in a time that does not grow with how many there
 * are. Which index leads to them soonest depends on what the account holds, and the planner cannot know it: how often a
 * word stands in this one account, or how often together with such an amount. So the ways take turns, each with a
 * number of rows that it may look at; when none is through, the numbers rise, and at last the shortest is taken. That costs a few times what the best way
 * alone would, and no statistics can lead it astray.
 *
 * All is as of one version: what has been added after the first question is passed over by all later ones.
 */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import { type Currency, currencyDecimals } from '../../domain/money.ts'
import { fetchSize } from '../paging.ts'
import { versionOf } from '../version.ts'
import { type Candidates, candidatesFor, type Found, type Fragment } from './candidates.ts'
import { categoryOfTransaction } from './category.ts'
import { type MeantTerm, meaningOf } from './search-terms.ts'
import { counterpartyJoins, type StoredTransaction, transactionColumns } from './stored-transaction.ts'
import type { Direction } from './table.ts'

export type TransactionFilter = {
  /**
   * Words of the description, of the counterparty's name, or a part of its number; each must be found, as the beginning
   * of a word. Case, accents and, where nothing is found without, typing mistakes make no difference.
   */
  search?: string | undefined
  /** Both ends are included. */
  from?: Date | undefined
  to?: Date | undefined
  /** Decimal strings in major units, both included. */
  minAmount?: string | undefined
  maxAmount?: string | undefined
  direction?: Direction | undefined
  category?: Category | undefined
}

type Scope = {
  readonly accountId: string
  readonly customerId?: string | undefined
  /** Only what is older than this position. */
  readonly before?: number | undefined
}
type Search = TransactionFilter & Scope & { readonly limit: number }

/** How many rows a way may look at in its turn. */
const TURNS = [512, 4_096]
/** When none is through then: how far they are counted to see which is the shortest. */
const COUNTED = [65_536, 1_048_576]
const ALL = Number.MAX_SAFE_INTEGER
/** Positions alone are had for less than rows. */
const POSITIONS_FOR_A_ROW = 8

/** One row more than the page shows, if there is one. `undefined` when there is no such account. */
export const searchTransactions = async (
  sql: Sql,
  { limit, ...asked }: Search,
  turns: readonly number[] = TURNS,
): Promise<{ version: number; rows: StoredTransaction[] } | undefined> => {
  const size = fetchSize(limit)
  const meant = await meantBy(sql, asked)
  if (!meant) return undefined
  const { version, found } = meant
  return { version, rows: found ? await rowsOf(sql, found, { size, turns }) : [] }
}

/** What a filter means as of one version. `undefined` when there is no such account; without `found` nothing can fit. */
export const meantBy = async (
  sql: Sql,
  { accountId, customerId, before, ...filter }: Scope & TransactionFilter,
): Promise<{ version: number; currency: Currency; found: Found | undefined } | undefined> => {
  const frame = await frameOf(sql, { accountId, customerId, filter })
  if (!frame) return undefined
  const { version, currency, first } = frame
  const last = Math.min(frame.last, version, before === undefined ? version : before - 1)
  const search = filter.search?.trim()
  const terms = search && first <= last ? await meaningOf(sql, { accountId, search }) : []
  if (first > last || !terms) return { version, currency, found: undefined }
  const { direction, category } = filter
  const amounts = amountsOf(filter, currency)
  return { version, currency, found: { accountId, first, last, terms, direction, category, ...amounts } }
}

/** The version, and between which positions the two instants lie. */
const frameOf = async (
  sql: Sql,
  {
    accountId,
    customerId,
    filter: { from, to },
  }: { accountId: string; customerId: string | undefined; filter: TransactionFilter },
): Promise<{ version: number; currency: Currency; first: number; last: number } | undefined> => {
  const [row] = await sql<
    { version: number; currency: Currency | null; first: number | null; last: number | null }[]
  >`
    SELECT version,
           (SELECT currency FROM transaction_accounts WHERE account_id = ${accountId}
              ${customerId === undefined ? sql`` : sql`AND customer_id = ${customerId}`}) AS currency,
           ${from ? sql`(SELECT t.position FROM transactions t WHERE t.account_id = ${accountId} AND t.at >= ${from.toISOString()}::timestamptz ORDER BY t.at, t.position LIMIT 1)` : sql`0::bigint`} AS first,
           ${to ? sql`(SELECT t.position FROM transactions t WHERE t.account_id = ${accountId} AND t.at <= ${to.toISOString()}::timestamptz ORDER BY t.at DESC, t.position DESC LIMIT 1)` : sql`version`} AS last
    FROM ${versionOf(sql, 'transactions')} AS checkpoint ORDER BY version`
  if (!row || row.currency === null) return undefined
  const { version, currency, first, last } = row
  return { version, currency, first: first ?? Number.MAX_SAFE_INTEGER, last: last ?? -1 }
}

/** The newest that fit, no more than `size`. */
export const rowsOf = async (
  sql: Sql,
  found: Found,
  { size, turns = TURNS }: { readonly size: number; readonly turns?: readonly number[] | undefined },
): Promise<StoredTransaction[]> => {
  const ways = candidatesFor(sql, found).map((way) => ({
    way,
    rows: [] as StoredTransaction[],
    last: found.last,
  }))
  for (const turn of turns)
    for (const one of ways)
      for (let budget = turn; ; budget *= POSITIONS_FOR_A_ROW) {
        const missing = size - one.rows.length
        const limit = limitOf(one.way, { budget, missing })
        const seen = await lookAt(sql, found, { ...one, limit, size: missing })
        if (one.way.isOrdered) {
          // Goes on from there in its next turn.
          one.rows.push(...seen.rows)
          one.last = seen.last - 1
        } else if (seen.isAll) one.rows = seen.rows
        if (seen.isAll || one.rows.length >= size) return one.rows
        // One that is so near its end takes another turn at once.
        if (!one.way.isOrdered || seen.rows.length * POSITIONS_FOR_A_ROW < size - one.rows.length) break
      }
  const shortest = await shortestOf(sql, ways)
  const rest = await lookAt(sql, found, { ...shortest, limit: ALL, size: size - shortest.rows.length })
  return [...shortest.rows, ...rest.rows]
}

type Walk = { readonly way: Candidates; readonly rows: StoredTransaction[]; readonly last: number }

/** Positions alone are counted fast; where all ways are longer than that, any will do. */
const shortestOf = async (sql: Sql, walks: readonly Walk[]): Promise<Walk> => {
  for (const limit of COUNTED) {
    let shortest: { walk: Walk; candidates: number } | undefined
    for (const walk of walks) {
      const candidates = walk.way.select({ limit: literal(sql, limit), last: walk.last })
      const [row] = await sql<{ candidates: number }[]>`
        SELECT count(*) AS candidates FROM (${candidates}) AS candidate`
      if (row!.candidates < (shortest?.candidates ?? limit)) shortest = { walk, candidates: row!.candidates }
    }
    if (shortest) return shortest.walk
  }
  return walks[0]!
}

/** A power of two, so that there are only a few statements for the server to prepare. */
const limitOf = (
  { lists, isOrdered }: Candidates,
  { budget, missing }: { readonly budget: number; readonly missing: number },
): number => {
  const limit = isOrdered ? Math.max(1.25 * missing, budget / lists) : budget * POSITIONS_FOR_A_ROW
  return 2 ** Math.ceil(Math.log2(limit))
}

type Seen = {
  /** Whether there are no further candidates. */
  readonly isAll: boolean
  /** The oldest candidate. */
  readonly last: number
  readonly rows: StoredTransaction[]
}

const lookAt = async (
  sql: Sql,
  found: Found,
  {
    way,
    last,
    limit,
    size,
  }: { readonly way: Candidates; readonly last: number; readonly limit: number; readonly size: number },
): Promise<Seen> => {
  const part = { limit: literal(sql, limit), last }
  const rows = way.isOrdered
    ? await inOrder(sql, found, way.select(part), size)
    : await inNoOrder(sql, found, way.select(part), { limit: part.limit, size })
  const { candidates, oldest } = rows[0]!
  return {
    isAll: candidates !== null && candidates < limit,
    last: oldest ?? found.first,
    rows: rows.filter((row): row is typeof row & StoredTransaction => row.position !== null),
  }
}

type Answered = { candidates: number | null; oldest: number | null } & (
  | StoredTransaction
  | { position: null }
)

/** Candidates are looked up one by one and no further than is needed; only when that is to their end, they are counted. */
const inOrder = (sql: Sql, found: Found, candidates: Fragment, size: number) => sql<Answered[]>`
  WITH page AS MATERIALIZED (${fitting(sql, found, candidates, size)})
  SELECT seen.candidates, seen.oldest, named.*
  FROM (SELECT (SELECT count(*) FROM page) AS fitting) AS counted
  LEFT JOIN LATERAL (
    SELECT count(*) AS candidates, min(candidate.position) AS oldest FROM (${candidates}) AS candidate
    WHERE counted.fitting < ${size}
  ) AS seen ON counted.fitting < ${size}
  LEFT JOIN (SELECT ${transactionColumns(sql)} FROM page t ${counterpartyJoins(sql)}) AS named ON true
  ORDER BY named.position DESC`

/** Candidates are counted first: unless it is all of them, none is looked up. */
const inNoOrder = (
  sql: Sql,
  found: Found,
  candidates: Fragment,
  { limit, size }: { readonly limit: Fragment; readonly size: number },
) => sql<Answered[]>`
  WITH candidate AS MATERIALIZED (${candidates}),
  counted AS MATERIALIZED (SELECT count(*) AS candidates FROM candidate),
  page AS MATERIALIZED (${fitting(
    sql,
    found,
    sql`
      SELECT DISTINCT candidate.position FROM candidate
      WHERE (SELECT candidates FROM counted) < ${limit} ORDER BY candidate.position DESC`,
    size,
  )})
  SELECT counted.candidates, NULL AS oldest, named.*
  FROM counted
  LEFT JOIN (SELECT ${transactionColumns(sql)} FROM page t ${counterpartyJoins(sql)}) AS named ON true
  ORDER BY named.position DESC`

/** Each candidate is looked up by its key, whatever the planner thinks of how many there are. */
const fitting = (sql: Sql, found: Found, candidates: Fragment, size: number) => sql`
  SELECT fitting.*
  FROM (${candidates}) AS candidate
  CROSS JOIN LATERAL (
    SELECT t.* FROM transactions t
    WHERE t.position = candidate.position ${conditions(sql, found)}
    OFFSET 0
  ) AS fitting
  ORDER BY candidate.position DESC
  LIMIT ${size}`

/** Its value stands in the statement: the planner must know that it is small. */
const literal = (sql: Sql, limit: number): Fragment => sql.unsafe(String(limit)) as unknown as Fragment

/** Of `transactions t`. */
export const conditions = (
  sql: Sql,
  { accountId, first, last, direction, category, minAmount, maxAmount, terms }: Found,
) => sql`
  AND t.account_id = ${accountId} AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
  ${direction ? sql`AND t.direction = ${direction}` : sql``}
  ${minAmount === undefined ? sql`` : sql`AND t.amount >= ${String(minAmount)}::bigint`}
  ${maxAmount === undefined ? sql`` : sql`AND t.amount <= ${String(maxAmount)}::bigint`}
  ${category ? sql`AND (SELECT found.category FROM (${categoryOfTransaction(sql)}) found) = ${category}` : sql``}
  ${terms.reduce((all, term) => sql`${all} AND (${matches(sql, term)})`, sql``)}`

const matches = (sql: Sql, { query, counterparties, namePatterns, numberPattern }: MeantTerm) => sql`
  ${query === undefined ? sql`false` : sql`t.words @@ ${query}::tsquery`}
  OR ${
    counterparties
      ? sql`t.counterparty_account_id = ANY (${[...counterparties]}::uuid[])`
      : sql`EXISTS (
          SELECT FROM transaction_accounts other JOIN transaction_customers person USING (customer_id)
          WHERE other.account_id = t.counterparty_account_id
            AND (person.search_name LIKE ANY (${[...namePatterns]}::text[])
                 ${numberPattern === undefined ? sql`` : sql`OR other.number LIKE ${numberPattern}`}))`
  }`

const amountsOf = (
  { minAmount, maxAmount }: TransactionFilter,
  currency: Currency,
): Pick<Found, 'minAmount' | 'maxAmount'> => ({
  minAmount: minAmount === undefined ? undefined : minorUnits(minAmount, currency).up,
  maxAmount: maxAmount === undefined ? undefined : minorUnits(maxAmount, currency).down,
})

/** What lies between two minor units is rounded either way: no amount is lost and none is added. */
const minorUnits = (decimal: string, currency: Currency): { up: bigint; down: bigint } => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  const decimals = currencyDecimals[currency]
  const down = BigInt(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`)
  return { down, up: /[1-9]/.test(fraction.slice(decimals)) ? down + 1n : down }
}
