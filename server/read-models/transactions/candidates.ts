/**
 * The ways to the movements that fit a filter. Each is a list of positions, by one index, that leaves out none that fits
 * and has some that do not. Most lists are in the order of the log, newest first: what fits among the first of them is a
 * page as soon as it is enough. The others have to be read to their end.
 */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import type { Fragment } from '../fragment.ts'
import { amountClassOf, CLASSES_PER_POWER } from './amount-classes.ts'
import { type MeantCounterparty, paymentsWith } from './counterparty.ts'
import type { MeantTerm } from './search-terms.ts'
import type { Direction } from './table.ts'

export type Candidates = {
  readonly isOrdered: boolean
  /** How many lists it is merged from. */
  readonly lists: number
  /**
   * A SELECT of `position`s, no more than `limit`. Those in order begin with `last`; the others begin anywhere, and some
   * may come twice.
   */
  readonly select: (part: Part) => Fragment
}
export type Part = { readonly limit: Fragment; readonly last: number }

export type Found = {
  readonly accountId: string
  /** Positions, both included. */
  readonly first: number
  readonly last: number
  readonly terms: readonly MeantTerm[]
  readonly direction: Direction | undefined
  /** Any of these. */
  readonly categories: readonly Category[] | undefined
  readonly counterparty: MeantCounterparty | undefined
  /** Minor units, both included. */
  readonly minAmount: bigint | undefined
  readonly maxAmount: bigint | undefined
}

/** So many lists are merged and not more. */
const MANY_LISTS = 256

/** The most promising first. */
export const candidatesFor = (sql: Sql, found: Found): Candidates[] => {
  const texts = found.terms
    .flatMap((term) => byTerm(sql, found, term) ?? [])
    .sort((a, b) => Number(b.isOrdered) - Number(a.isOrdered) || a.lists - b.lists)
  const all = newest(sql, found)
  const told = found.counterparty ? [byOtherEnd(sql, found, found.counterparty), ...texts] : texts
  if (found.minAmount === undefined && found.maxAmount === undefined) return [...told, all]
  const classes = byAmountClass(sql, found)
  const amounts = [byAmount(sql, found), classes]
  // Where nearly every amount will do, most of the newest do.
  return classes.lists >= CLASSES_PER_POWER ? [...told, all, ...amounts] : [...told, ...amounts, all]
}

const byOtherEnd = (sql: Sql, found: Found, counterparty: MeantCounterparty): Candidates =>
  counterparty.bank === 'this'
    ? {
        isOrdered: true,
        lists: 1,
        select: (part) => byCounterparty(sql, found, sql`${counterparty.accountId}::uuid`, part),
      }
    : {
        isOrdered: false,
        lists: counterparty.payeeIds.length + 1,
        select: ({ limit }) => paymentsWith(sql, counterparty, limit),
      }

const newest = (sql: Sql, found: Found): Candidates => ({
  isOrdered: true,
  lists: 1,
  select: ({ limit, last }) => sql`
    SELECT t.position FROM transactions t
    WHERE t.account_id = ${found.accountId} ${found.direction ? sql`AND t.direction = ${found.direction}` : sql``}
      AND t.position >= ${found.first}::bigint AND t.position <= ${last}::bigint
    ORDER BY t.position DESC LIMIT ${limit}`,
})

/** In the order of their amounts. */
const byAmount = (sql: Sql, { accountId, minAmount = 0n, maxAmount = LARGEST }: Found): Candidates => ({
  isOrdered: false,
  lists: 1,
  select: ({ limit }) => sql`
    SELECT t.position FROM transactions t
    WHERE t.account_id = ${accountId}
      AND t.amount >= ${String(minAmount)}::bigint AND t.amount <= ${String(maxAmount)}::bigint
    ORDER BY t.amount, t.position LIMIT ${limit}`,
})

const byAmountClass = (
  sql: Sql,
  { accountId, first, minAmount = 0n, maxAmount = LARGEST }: Found,
): Candidates => {
  const [lowest, highest] = [amountClassOf(minAmount), amountClassOf(maxAmount)]
  const end = (order: Fragment) => sql`
    SELECT t.amount_class FROM transactions t WHERE t.account_id = ${accountId} ORDER BY t.amount_class ${order} LIMIT 1`
  return {
    isOrdered: true,
    lists: Math.min(highest - lowest + 1, USUAL_CLASSES),
    select: ({ limit, last }) => sql`
      SELECT one.position
      FROM generate_series(greatest(${lowest}::int, (${end(sql`ASC`)})), least(${highest}::int, (${end(sql`DESC`)}))) AS class
      CROSS JOIN LATERAL (
        SELECT t.position FROM transactions t
        WHERE t.account_id = ${accountId} AND t.amount_class = class::smallint
          AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
        ORDER BY t.position DESC LIMIT ${limit}
      ) AS one
      ORDER BY one.position DESC LIMIT ${limit}`,
  }
}
/** Amounts of one account hardly ever span more than five powers of ten. */
const USUAL_CLASSES = 5 * CLASSES_PER_POWER
const LARGEST = 2n ** 63n - 1n

const byTerm = (sql: Sql, found: Found, term: MeantTerm): Candidates | undefined => {
  const { words, counterparties } = term
  if (!counterparties || counterparties.length + (words?.length ?? 0) > MANY_LISTS) return undefined
  if (!words) return byBeginning(sql, found, { ...term, counterparties })
  const lists = words.length + counterparties.length
  return {
    isOrdered: true,
    lists,
    select: (part) => {
      if (counterparties.length === 0 && lists === 1) return byWord(sql, found, sql`${words[0]!}`, part)
      if (words.length === 0 && lists === 1)
        return byCounterparty(sql, found, sql`${counterparties[0]!}::uuid`, part)
      return sql`
        SELECT DISTINCT one.position
        FROM (${byWords(sql, found, words, part)} UNION ALL ${byCounterparties(sql, found, counterparties, part)}) AS one
        ORDER BY one.position DESC LIMIT ${part.limit}`
    },
  }
}

const byBeginning = (
  sql: Sql,
  found: Found,
  { beginnings, counterparties }: MeantTerm & { readonly counterparties: readonly string[] },
): Candidates => ({
  isOrdered: false,
  lists: 1 + counterparties.length,
  select: (part) => sql`
    SELECT one.position
    FROM (
      SELECT word.position FROM unnest(${[...beginnings]}::text[]) AS beginning
      CROSS JOIN LATERAL (
        SELECT w.position FROM transaction_words w
        WHERE w.account_id = ${found.accountId} AND w.word ~>=~ beginning AND w.word ~<~ (beginning || U&'\\+10FFFF')
        ORDER BY w.word USING ~<~, w.position LIMIT ${part.limit}
      ) AS word
      UNION ALL ${byCounterparties(sql, found, counterparties, part)}
    ) AS one
    LIMIT ${part.limit}`,
})

const byWords = (sql: Sql, found: Found, words: readonly string[], part: Part) => sql`
  SELECT listed.position FROM unnest(${[...words]}::text[]) AS word (word)
  CROSS JOIN LATERAL (${byWord(sql, found, sql`word.word`, part)}) AS listed`

const byWord = (sql: Sql, { accountId, first }: Found, word: Fragment, { limit, last }: Part) => sql`
  SELECT w.position FROM transaction_words w
  WHERE w.account_id = ${accountId} AND w.word = ${word}
    AND w.position >= ${first}::bigint AND w.position <= ${last}::bigint
  ORDER BY w.position DESC LIMIT ${limit}`

const byCounterparties = (sql: Sql, found: Found, counterparties: readonly string[], part: Part) => sql`
  SELECT listed.position FROM unnest(${[...counterparties]}::uuid[]) AS counterparty (account_id)
  CROSS JOIN LATERAL (${byCounterparty(sql, found, sql`counterparty.account_id`, part)}) AS listed`

const byCounterparty = (
  sql: Sql,
  { accountId, first }: Found,
  counterparty: Fragment,
  { limit, last }: Part,
) => sql`
  SELECT t.position FROM transactions t
  WHERE t.account_id = ${accountId} AND t.counterparty_account_id = ${counterparty}
    AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
  ORDER BY t.position DESC LIMIT ${limit}`
