/**
 * The newest movements that fit a filter, in a time that does not grow with how many there are. Which index leads to them
 * soonest depends on what the account holds, and the planner cannot know it: how often a word stands in this one account,
 * or how often together with such an amount. So the ways take turns, each with a number of rows that it may look at; when
 * none is through, the numbers rise, the one that has found most in what it has looked at goes first, and at last the
 * shortest is taken. That costs a few times what the best way alone would, and no statistics can lead it astray.
 */
import type { Sql } from '../../../db/client.ts'
import type { Fragment } from '../fragment.ts'
import { type Candidates, candidatesFor, type Found } from './candidates.ts'
import { categoryOfTransaction } from './category.ts'
import { isWith } from './counterparty.ts'
import { isListed } from './meant-categories.ts'
import type { MeantTerm } from './search-terms.ts'

/** How many rows a way may look at in its turn. */
export const TURNS = [512, 4_096]
/** When none is through then: how far they are counted to see which is the shortest. */
const COUNTED = [65_536, 1_048_576]
const ALL = Number.MAX_SAFE_INTEGER
/** Positions alone are had for less than rows. */
const POSITIONS_FOR_A_ROW = 8

/** What is answered of each movement `t`: `position` must be among the columns. */
export type Shown = { readonly columns: Fragment; readonly joins: Fragment }

type Positioned = { readonly position: number }

/** No more than `size`. */
export const newestFitting = async <Row extends Positioned>(
  sql: Sql,
  found: Found,
  {
    size,
    shown,
    turns = TURNS,
  }: { readonly size: number; readonly shown: Shown; readonly turns?: readonly number[] | undefined },
): Promise<Row[]> => {
  const ways = candidatesFor(sql, found).map((way) => ({
    ...{ way, rows: [] as Row[], last: found.last },
    /** Of what it has looked at, the share that fits. */
    share: 0,
    looked: 0,
  }))
  for (const turn of turns)
    for (const one of ways.toSorted((a, b) => b.share - a.share))
      for (let budget = turn; ; budget *= POSITIONS_FOR_A_ROW) {
        const missing = size - one.rows.length
        const limit = limitOf(one.way, { budget, missing })
        const seen = await lookAt<Row>(sql, found, { ...one, limit, size: missing, shown })
        if (one.way.isOrdered) {
          // Goes on from there in its next turn.
          one.rows.push(...seen.rows)
          one.last = seen.last - 1
          one.looked += limit
          one.share = one.rows.length / one.looked
        } else if (seen.isAll) one.rows = seen.rows
        if (seen.isAll || one.rows.length >= size) return one.rows
        // One that is so near its end takes another turn at once.
        if (!one.way.isOrdered || seen.rows.length * POSITIONS_FOR_A_ROW < size - one.rows.length) break
      }
  const shortest = await shortestOf(sql, ways)
  const rest = await lookAt<Row>(sql, found, {
    ...shortest,
    limit: ALL,
    size: size - shortest.rows.length,
    shown,
  })
  return [...shortest.rows, ...rest.rows]
}

type Walk<Row> = { readonly way: Candidates; readonly rows: Row[]; readonly last: number }

/** Positions alone are counted fast; where all ways are longer than that, any will do. */
const shortestOf = async <Row>(sql: Sql, walks: readonly Walk<Row>[]): Promise<Walk<Row>> => {
  for (const limit of COUNTED) {
    let shortest: { walk: Walk<Row>; candidates: number } | undefined
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

type Seen<Row> = {
  /** Whether there are no further candidates. */
  readonly isAll: boolean
  /** The oldest candidate. */
  readonly last: number
  readonly rows: Row[]
}

type Look = {
  readonly way: Candidates
  readonly last: number
  readonly limit: number
  readonly size: number
  readonly shown: Shown
}

const lookAt = async <Row extends Positioned>(
  sql: Sql,
  found: Found,
  { way, last, limit, size, shown }: Look,
): Promise<Seen<Row>> => {
  const part = { limit: literal(sql, limit), last }
  const candidates = way.select(part)
  const rows: readonly Answered<Row>[] = way.isOrdered
    ? await inOrder<Row>(sql, found, candidates, { size, shown })
    : await inNoOrder<Row>(sql, found, candidates, { limit: part.limit, size, shown })
  const { candidates: looked, oldest } = rows[0]!
  return {
    isAll: looked !== null && looked < limit,
    last: oldest ?? found.first,
    rows: rows.filter((row): row is Answered<Row> & Row => row.position !== null),
  }
}

type Answered<Row> = { candidates: number | null; oldest: number | null } & (Row | { position: null })

/** Candidates are looked up one by one and no further than is needed; only when that is to their end, they are counted. */
const inOrder = <Row>(
  sql: Sql,
  found: Found,
  candidates: Fragment,
  { size, shown }: { readonly size: number; readonly shown: Shown },
) => sql<Answered<Row>[]>`
  WITH page AS MATERIALIZED (${fitting(sql, found, candidates, size)})
  SELECT seen.candidates, seen.oldest, shown.*
  FROM (SELECT (SELECT count(*) FROM page) AS fitting) AS counted
  LEFT JOIN LATERAL (
    SELECT count(*) AS candidates, min(candidate.position) AS oldest FROM (${candidates}) AS candidate
    WHERE counted.fitting < ${size}
  ) AS seen ON counted.fitting < ${size}
  LEFT JOIN (SELECT ${shown.columns} FROM page t ${shown.joins}) AS shown ON true
  ORDER BY shown.position DESC`

/** Candidates are counted first: unless it is all of them, none is looked up. */
const inNoOrder = <Row>(
  sql: Sql,
  found: Found,
  candidates: Fragment,
  { limit, size, shown }: { readonly limit: Fragment; readonly size: number; readonly shown: Shown },
) => sql<Answered<Row>[]>`
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
  SELECT counted.candidates, NULL AS oldest, shown.*
  FROM counted
  LEFT JOIN (SELECT ${shown.columns} FROM page t ${shown.joins}) AS shown ON true
  ORDER BY shown.position DESC`

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

/** Of `transactions t`, each begun by AND. */
export const conditions = (
  sql: Sql,
  { accountId, first, last, direction, category, counterparty, minAmount, maxAmount, terms }: Found,
) => sql`
  AND t.account_id = ${accountId} AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
  ${direction ? sql`AND t.direction = ${direction}` : sql``}
  ${minAmount === undefined ? sql`` : sql`AND t.amount >= ${String(minAmount)}::bigint`}
  ${maxAmount === undefined ? sql`` : sql`AND t.amount <= ${String(maxAmount)}::bigint`}
  ${counterparty ? sql`AND ${isWith(sql, counterparty)}` : sql``}
  ${category ? sql`AND ${hasCategory(sql, category)}` : sql``}
  ${terms.reduce((all, term) => sql`${all} AND (${matches(sql, term)})`, sql``)}`

/** To know a category takes several look-ups; most that have another one are known by being in none of its lists. */
const hasCategory = (sql: Sql, { anyOf, lists }: NonNullable<Found['category']>): Fragment => {
  const isOne = sql`(SELECT found.category FROM (${categoryOfTransaction(sql)}) found) = ANY (${[...anyOf]}::text[])`
  return lists ? sql`CASE WHEN ${isListed(sql, lists)} THEN ${isOne} ELSE false END` : isOne
}

const matches = (sql: Sql, { query, counterparties, namePatterns, numberPattern }: MeantTerm) => sql`
  ${query === undefined ? sql`false` : sql`t.words @@ ${query}::tsquery`}
  OR ${counterparties ? isWith(sql, counterparties) : isCalled(sql, { namePatterns, numberPattern })}`

/** Whoever it is with: an account's owner, or who is at another bank. */
const isCalled = (
  sql: Sql,
  { namePatterns, numberPattern }: Pick<MeantTerm, 'namePatterns' | 'numberPattern'>,
) => {
  const fits = (name: Fragment, number: Fragment) => sql`(
    ${name} LIKE ANY (${[...namePatterns]}::text[])
    ${numberPattern === undefined ? sql`` : sql`OR ${number} LIKE ${numberPattern}`})`
  return sql`
    (EXISTS (
      SELECT FROM transaction_accounts other JOIN transaction_customers person USING (customer_id)
      WHERE other.account_id = t.other_side AND ${fits(sql`person.search_name`, sql`other.number`)})
    OR EXISTS (
      SELECT FROM transaction_outsiders o
      WHERE o.outsider_id = t.other_side AND ${fits(sql`o.search_name`, sql`o.number`)})
    OR EXISTS (
      SELECT FROM transaction_payments p JOIN transaction_outsiders o USING (outsider_id)
      WHERE p.transfer_id = t.transfer_id AND p.received_at IS NOT NULL
        AND ${fits(sql`o.search_name`, sql`o.number`)}))`
}
