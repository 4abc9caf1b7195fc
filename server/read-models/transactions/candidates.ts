/**
 * The ways to the movements that fit a filter. Each is a list of positions, by one index, that leaves out none that fits
 * and has some that do not. Most lists are in the order of the log, newest first: what fits among the first of them is a
 * page as soon as it is enough. The others have to be read to their end.
 */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import type { Fragment } from '../fragment.ts'
import { amountClassOf, CLASSES_PER_POWER } from './amount-classes.ts'
import { countOf, movementsOfSide, movementsWith, type Parties } from './counterparty.ts'
import type { MeantCategories } from './meant-categories.ts'
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
  readonly category:
    | {
        readonly anyOf: readonly Category[]
        /** `undefined` where they are too many. */
        readonly lists: MeantCategories | undefined
      }
    | undefined
  readonly counterparty: Parties | undefined
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
  const told = [
    ...(found.counterparty ? byParties(sql, found, found.counterparty) : []),
    ...texts,
    ...(found.category?.lists ? byCategory(sql, found, found.category.lists) : []),
  ]
  if (found.minAmount === undefined && found.maxAmount === undefined) return [...told, all]
  const classes = byAmountClass(sql, found)
  const amounts = [byAmount(sql, found), classes]
  // Where nearly every amount will do, most of the newest do.
  return classes.lists >= CLASSES_PER_POWER ? [...told, all, ...amounts] : [...told, ...amounts, all]
}

const byParties = (sql: Sql, found: Found, parties: Parties): Candidates[] => {
  const lists = countOf(parties)
  if (lists > MANY_LISTS) return []
  return [
    { isOrdered: true, lists, select: (part) => merged(sql, withParties(sql, found, parties, part), part) },
  ]
}

/** `positions` are of several lists, and may come twice. */
const merged = (sql: Sql, positions: Fragment, { limit }: Part) => sql`
  SELECT DISTINCT one.position FROM (${positions}) AS one ORDER BY one.position DESC LIMIT ${limit}`

const withParties = (sql: Sql, { accountId, first }: Found, parties: Parties, part: Part) =>
  movementsWith(sql, parties, { accountId, first, ...part })

/** What is written, chosen and remembered, and what names say, see ./meant-categories.ts. */
const byCategory = (sql: Sql, found: Found, meant: MeantCategories): Candidates[] => {
  const { written, chosen, remembered, named } = meant
  const directions: readonly Direction[] = found.direction ? [found.direction] : ['in', 'out']
  const lists = written.length * directions.length + chosen.length + remembered.length + countOf(named)
  if (lists > MANY_LISTS) return []
  const select = (part: Part) => {
    const asWritten = writtenAs(sql, found, { written, directions }, part)
    const asChosen = chosenAs(sql, found, chosen, part)
    const asRemembered =
      remembered.length > 0 ? sql`UNION ALL ${rememberedAs(sql, found, remembered, part)}` : sql``
    const asNamed = countOf(named) > 0 ? sql`UNION ALL ${withParties(sql, found, named, part)}` : sql``
    return merged(sql, sql`${asWritten} UNION ALL ${asChosen} ${asRemembered} ${asNamed}`, part)
  }
  return [{ isOrdered: true, lists, select }]
}

const writtenAs = (
  sql: Sql,
  { accountId, first }: Found,
  { written, directions }: Pick<MeantCategories, 'written'> & { readonly directions: readonly Direction[] },
  { limit, last }: Part,
) => sql`
  SELECT listed.position
  FROM unnest(${[...written]}::text[]) AS said (category) CROSS JOIN unnest(${[...directions]}::text[]) AS went (direction)
  CROSS JOIN LATERAL (
    SELECT t.position FROM transactions t
    WHERE t.account_id = ${accountId} AND t.text_category = said.category AND t.direction = went.direction
      AND t.position >= ${first}::bigint AND t.position <= ${last}::bigint
    ORDER BY t.position DESC LIMIT ${limit}
  ) AS listed`

const chosenAs = (
  sql: Sql,
  { accountId, first }: Found,
  chosen: MeantCategories['chosen'],
  { limit, last }: Part,
) => sql`
  SELECT listed.position FROM unnest(${[...chosen]}::text[]) AS chosen (category)
  CROSS JOIN LATERAL (
    SELECT c.position FROM transaction_choices c
    WHERE c.account_id = ${accountId} AND c.category = chosen.category
      AND c.position >= ${first}::bigint AND c.position <= ${last}::bigint
    ORDER BY c.position DESC LIMIT ${limit}
  ) AS listed`

const rememberedAs = (
  sql: Sql,
  { accountId, first }: Found,
  remembered: MeantCategories['remembered'],
  { limit, last }: Part,
) => {
  const [sides, afters, befores] = (['side', 'after', 'before'] as const).map((of) =>
    remembered.map((rule) => String(rule[of])),
  )
  return sql`
    SELECT listed.position
    FROM unnest(${sides!}::uuid[], ${afters!}::bigint[], ${befores!}::bigint[]) AS rule (side, after, before)
    CROSS JOIN LATERAL (${movementsOfSide(sql, sql`rule.side`, {
      accountId,
      first: sql`greatest(${first}::bigint, rule.after)`,
      last: sql`least(${last}::bigint, rule.before)`,
      limit,
    })}) AS listed`
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
  if (!counterparties || countOf(counterparties) + (words?.length ?? 0) > MANY_LISTS) return undefined
  if (!words) return byBeginning(sql, found, { ...term, counterparties })
  const lists = words.length + countOf(counterparties)
  return {
    isOrdered: true,
    lists,
    select: (part) => {
      const [word] = words
      if (word !== undefined && lists === 1) return byWord(sql, found, sql`${word}`, part)
      const parties = withParties(sql, found, counterparties, part)
      return merged(sql, sql`${byWords(sql, found, words, part)} UNION ALL ${parties}`, part)
    },
  }
}

const byBeginning = (
  sql: Sql,
  found: Found,
  { beginnings, counterparties }: MeantTerm & { readonly counterparties: Parties },
): Candidates => ({
  isOrdered: false,
  lists: 1 + countOf(counterparties),
  select: (part) => sql`
    SELECT one.position
    FROM (
      SELECT word.position FROM unnest(${[...beginnings]}::text[]) AS beginning
      CROSS JOIN LATERAL (
        SELECT w.position FROM transaction_words w
        WHERE w.account_id = ${found.accountId} AND w.word ~>=~ beginning AND w.word ~<~ (beginning || U&'\\+10FFFF')
        ORDER BY w.word USING ~<~, w.position LIMIT ${part.limit}
      ) AS word
      UNION ALL ${withParties(sql, found, counterparties, part)}
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
