/**
 * What is meant by the words that somebody searches an account's movements for: which words of its descriptions begin
 * like them, and which of its counterparties are called or numbered so. Where nothing is, what differs from it by a
 * typing mistake or two is meant.
 */
import type { Sql } from '../../../db/client.ts'
import { countOf, hasToDoWith, inBoth, type Parties } from './counterparty.ts'
import { mistakesAllowed, mistakesInBeginning, swapsOf } from './typos.ts'
import { type SearchTerm, searchTermsOf } from './words.ts'

export type MeantTerm = {
  /** The descriptions' words, or `undefined` when too many begin so to be counted up. */
  readonly words: readonly string[] | undefined
  /** What those begin with when there are too many. */
  readonly beginnings: readonly string[]
  /** The same for Postgres' text search; `undefined` when no description is meant. */
  readonly query: string | undefined
  /** Whom money has come from or gone to; `undefined` when too many are called so. */
  readonly counterparties: Parties | undefined
  /** For LIKE: how those are called and numbered when there are too many. */
  readonly namePatterns: readonly string[]
  readonly numberPattern: string | undefined
}

const NOBODY: Parties = { sides: [], payers: [] }
/** More beginnings than this are not merged, word by word. */
const MANY_WORDS = 32
/** More people than this are not asked one by one whether they have to do with the account. */
const MANY_PEOPLE = 1_000
/** After any letter that text has. */
const LAST_LETTER = '\u{10ffff}'

/** An account, and whose it is. */
type Asker = { readonly accountId: string; readonly owner: string }

/**
 * Each must be found; `undefined` when one of them cannot be, and so nothing can. Text without letters or digits has no
 * terms, and means nothing either.
 */
export const meaningOf = async (
  sql: Sql,
  { accountId, owner, search }: Asker & { readonly search: string },
): Promise<readonly MeantTerm[] | undefined> => {
  const terms = searchTermsOf(search)
  if (terms.length === 0) return undefined
  // The whole may be one account number, written in groups.
  const number = numberIn(search.replace(/[\s-]/g, ''))
  const asked = [...terms.map(askedAbout), ...(number ? [{ forms: [], namePatterns: [], number }] : [])]
  const [words, people] = await Promise.all([
    wordsBeginning(sql, accountId, terms),
    counterpartiesCalled(sql, { accountId, owner }, asked),
  ])
  const numbered = number ? people.get(terms.length) : undefined
  if (numbered && countOf(numbered) > 0)
    return [termOf(asked.at(-1)!, { words: [], counterparties: numbered })]
  const meant = terms.map((_, n) =>
    termOf(asked[n]!, { words: words.get(n) ?? [], counterparties: people.get(n) }),
  )
  const unknown = meant.flatMap((term, n) => (isNothing(term) ? [n] : []))
  if (unknown.length > 0) {
    const mistaken = await withMistakes(sql, { accountId, owner }, terms, unknown)
    for (const n of unknown) meant[n] = mistaken.get(n) ?? meant[n]!
  }
  const all = joined(meant)
  return all.some(isNothing) ? undefined : all
}

/** The account's counterparties of whom every term speaks, by name or number; none where too many are called so. */
export const counterpartiesMeant = async (
  sql: Sql,
  { accountId, owner, search }: Asker & { readonly search: string },
): Promise<Parties> => {
  const number = numberIn(search.replace(/[\s-]/g, ''))
  const asked = [
    ...searchTermsOf(search).map(askedAbout),
    ...(number ? [{ forms: [], namePatterns: [], number }] : []),
  ]
  if (asked.length === 0) return NOBODY
  const people = await counterpartiesCalled(sql, { accountId, owner }, asked)
  const numbered = (number && people.get(asked.length - 1)) || NOBODY
  if (countOf(numbered) > 0) return numbered
  const [first = NOBODY, ...others] = asked
    .slice(0, number ? -1 : undefined)
    .map((_, n) => people.get(n) ?? NOBODY)
  return others.reduce(inBoth, first)
}

/** First and last name of one counterparty are one term. */
const joined = (terms: readonly MeantTerm[]): readonly MeantTerm[] => {
  const [names, others] = [terms.filter(isName), terms.filter((term) => !isName(term))]
  const [first, ...more] = names
  if (!first) return terms
  const counterparties = more.reduce((both, term) => inBoth(both, term.counterparties), first.counterparties)
  return [...others, { ...first, counterparties }]
}

const isName = (term: MeantTerm): term is MeantTerm & { readonly counterparties: Parties } =>
  term.query === undefined && term.counterparties !== undefined

type Asked = {
  readonly forms: readonly string[]
  readonly namePatterns: readonly string[]
  readonly number: string | undefined
}

const askedAbout = ({ forms }: SearchTerm): Asked => ({
  forms,
  namePatterns: forms.map((form) => `% ${form}%`),
  number: numberIn(forms[0]!),
})

/** Four characters or more that may be a part of an account number. */
export const numberIn = (text: string): string | undefined =>
  /^[a-z]{0,4}\d[a-z\d]*$/i.test(text) && text.length >= 4 ? text.toUpperCase() : undefined

const termOf = (
  { forms, namePatterns, number }: Asked,
  { words, counterparties }: { words: readonly string[]; counterparties: Parties | undefined },
): MeantTerm => ({
  words: words.length > MANY_WORDS ? undefined : words,
  beginnings: forms,
  query: words.length > 0 ? forms.map((form) => `'${form}':*`).join(' | ') : undefined,
  counterparties,
  namePatterns,
  numberPattern: number && `%${number}%`,
})

const isNothing = ({ query, counterparties }: MeantTerm) =>
  query === undefined && counterparties !== undefined && countOf(counterparties) === 0

/** By the number of the term; one more than there may be, when there are too many. */
const wordsBeginning = async (
  sql: Sql,
  accountId: string,
  terms: readonly SearchTerm[],
): Promise<Map<number, string[]>> => {
  const asked = terms.flatMap(({ forms }, n) => forms.map((form) => ({ n, form })))
  // From each word to the next one, past all its movements.
  const rows = await sql<{ n: number; word: string }[]>`
    SELECT term.n, found.word
    FROM unnest(${asked.map(({ n }) => n)}::int[], ${asked.map(({ form }) => form)}::text[],
                ${asked.map(({ form }) => form + LAST_LETTER)}::text[]) AS term (n, first, last)
    CROSS JOIN LATERAL (
      WITH RECURSIVE found AS (
        (SELECT w.word FROM transaction_words w
         WHERE w.account_id = ${accountId} AND w.word ~>=~ term.first AND w.word ~<~ term.last
         ORDER BY w.word USING ~<~ LIMIT 1)
        UNION ALL
        SELECT (SELECT w.word FROM transaction_words w
                WHERE w.account_id = ${accountId} AND w.word ~>~ found.word AND w.word ~<~ term.last
                ORDER BY w.word USING ~<~ LIMIT 1)
        FROM found WHERE found.word IS NOT NULL
      )
      SELECT word FROM found WHERE word IS NOT NULL LIMIT ${MANY_WORDS + 1}
    ) AS found
    ORDER BY term.n, found.word USING ~<~`
  const found = new Map<number, string[]>()
  for (const { n, word } of rows) found.set(n, [...(found.get(n) ?? []), word])
  return found
}

/** The account's counterparties, by the number of the term; `undefined` where too many are called so. */
const counterpartiesCalled = async (
  sql: Sql,
  { accountId, owner }: Asker,
  asked: readonly Asked[],
): Promise<Map<number, Parties | undefined>> => {
  const patterns = asked.flatMap(({ namePatterns }, n) => namePatterns.map((pattern) => ({ n, pattern })))
  const numbers = asked.flatMap(({ number }, n) => (number ? [{ n, pattern: `%${number}%` }] : []))
  const byName = sql`
    unnest(${patterns.map(({ n }) => n)}::int[], ${patterns.map(({ pattern }) => pattern)}::text[]) AS term (n, pattern)`
  const byNumber = sql`
    unnest(${numbers.map(({ n }) => n)}::int[], ${numbers.map(({ pattern }) => pattern)}::text[]) AS term (n, pattern)`
  const rows = await sql<{ n: number; people: number; sides: string[]; payers: string[] }[]>`
    WITH called AS MATERIALIZED (
      SELECT term.n, account.account_id AS id, false AS is_payer
      FROM ${byName}
      JOIN transaction_customers person ON person.search_name LIKE term.pattern
      CROSS JOIN LATERAL (
        SELECT a.account_id FROM transaction_accounts a WHERE a.customer_id = person.customer_id OFFSET 0
      ) AS account
      UNION ALL
      SELECT term.n, account.account_id, false
      FROM ${byNumber}
      JOIN transaction_accounts account ON account.number LIKE term.pattern
      UNION ALL
      SELECT term.n, o.outsider_id, NOT o.is_payee
      FROM ${byName}
      JOIN transaction_outsiders o ON o.customer_id = ${owner} AND o.search_name LIKE term.pattern
      UNION ALL
      SELECT term.n, o.outsider_id, NOT o.is_payee
      FROM ${byNumber}
      JOIN transaction_outsiders o ON o.customer_id = ${owner} AND o.number LIKE term.pattern
    ),
    counted AS (SELECT n, count(*) AS people FROM called GROUP BY n),
    party AS MATERIALIZED (
      SELECT DISTINCT called.n, called.id, called.is_payer
      FROM counted JOIN called USING (n)
      WHERE counted.people <= ${MANY_PEOPLE}
        AND ${hasToDoWith(sql, { accountId, id: sql`called.id`, isPayer: sql`called.is_payer` })}
    )
    SELECT counted.n, counted.people,
           ARRAY(SELECT id FROM party WHERE party.n = counted.n AND NOT is_payer ORDER BY id) AS sides,
           ARRAY(SELECT id FROM party WHERE party.n = counted.n AND is_payer ORDER BY id) AS payers
    FROM counted ORDER BY counted.n`
  const found = new Map<number, Parties | undefined>(asked.map((_, n) => [n, NOBODY]))
  for (const { n, people, sides, payers } of rows)
    found.set(n, people > MANY_PEOPLE ? undefined : { sides, payers })
  return found
}

/** What comes nearest to each of these terms, without those that nothing comes near. */
const withMistakes = async (
  sql: Sql,
  { accountId, owner }: Asker,
  terms: readonly SearchTerm[],
  numbers: readonly number[],
): Promise<Map<number, MeantTerm>> => {
  const asked = numbers
    .map((n) => ({ n, typed: terms[n]!.forms[0]! }))
    .filter(({ typed }) => mistakesAllowed(typed) > 0)
  if (asked.length === 0) return new Map()
  const [words, names] = await Promise.all([
    similarWords(sql, accountId, asked),
    similarNames(sql, { accountId, owner }, asked),
  ])
  return new Map(
    asked.map(({ n, typed }) => {
      const near = [
        ...words.filter((one) => one.n === n).map(({ word }) => ({ word, texts: [word], party: null })),
        ...names
          .filter((one) => one.n === n)
          .map(({ id, is_payer: isPayer, search_name: name }) => ({
            word: null,
            texts: name.split(' ').filter(Boolean),
            party: { id, isPayer },
          })),
      ].map((one) => ({
        ...one,
        mistakes: Math.min(...one.texts.map((text) => mistakesInBeginning(typed, text))),
      }))
      const least = Math.min(mistakesAllowed(typed), ...near.map(({ mistakes }) => mistakes))
      const nearest = near.filter(({ mistakes }) => mistakes === least)
      const meant = nearest.flatMap(({ word }) => word ?? []).slice(0, MANY_WORDS)
      const term: MeantTerm = {
        words: meant,
        beginnings: [],
        query: meant.length > 0 ? meant.map((word) => `'${word}'`).join(' | ') : undefined,
        counterparties: {
          sides: nearest.flatMap(({ party }) => (party && !party.isPayer ? [party.id] : [])),
          payers: nearest.flatMap(({ party }) => (party?.isPayer ? [party.id] : [])),
        },
        namePatterns: [],
        numberPattern: undefined,
      }
      return [n, term] as const
    }),
  )
}

type Typed = readonly { readonly n: number; readonly typed: string }[]

const similarWords = (sql: Sql, accountId: string, asked: Typed) => {
  const swaps = asked.flatMap(({ n, typed }) => swapsOf(typed).map((word) => ({ n, word })))
  return sql<{ n: number; word: string }[]>`
    SELECT DISTINCT similar_one.n, similar_one.word
    FROM (
      SELECT term.n, found.word
      FROM unnest(${asked.map(({ n }) => n)}::int[], ${asked.map(({ typed }) => typed)}::text[]) AS term (n, typed)
      CROSS JOIN LATERAL similar_transaction_words(term.typed) AS found (word)
      UNION ALL
      SELECT * FROM unnest(${swaps.map(({ n }) => n)}::int[], ${swaps.map(({ word }) => word)}::text[]) AS swapped (n, word)
    ) AS similar_one
    CROSS JOIN LATERAL (
      SELECT FROM transaction_words w
      WHERE w.account_id = ${accountId} AND w.word = similar_one.word
      ORDER BY w.position LIMIT 1
    ) AS movement
    ORDER BY similar_one.n, similar_one.word`
}

const similarNames = async (sql: Sql, { accountId, owner }: Asker, asked: Typed) => {
  const found = await Promise.all(
    asked.map(
      ({ n, typed }) => sql<{ n: number; id: string; is_payer: boolean; search_name: string }[]>`
        SELECT ${n}::int AS n, account.account_id AS id, false AS is_payer, person.search_name
        FROM similar_customer_names(${typed}, ${swapPatternsOf(typed)}) AS person
        CROSS JOIN LATERAL (
          SELECT a.account_id FROM transaction_accounts a WHERE a.customer_id = person.customer_id OFFSET 0
        ) AS account
        WHERE ${hasToDoWith(sql, { accountId, id: sql`account.account_id`, isPayer: sql`false` })}
        UNION ALL
        SELECT ${n}::int, o.outsider_id, NOT o.is_payee, o.search_name
        FROM similar_outsider_names(${owner}, ${typed}, ${swapPatternsOf(typed)}) AS o
        WHERE ${hasToDoWith(sql, { accountId, id: sql`o.outsider_id`, isPayer: sql`NOT o.is_payee` })}
        ORDER BY id`,
    ),
  )
  return found.flat()
}

/** For LIKE: words that begin with one of these. */
export const swapPatternsOf = (typed: string): string[] => swapsOf(typed).map((swapped) => `% ${swapped}%`)
