/**
 * In which lists of an account the movements of some categories are. A category is not written in a movement, for what
 * the owner chooses and has remembered, and what names say, may change it. But each of these has lists: the choices, the
 * other sides of which something was remembered and since when, what descriptions say, and of whom names say it. No
 * movement of the categories is in none of them; those that are in one and have another category are passed over.
 */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import type { Fragment } from '../fragment.ts'
import { hasToDoWith, isWith, type Parties } from './counterparty.ts'

export type MeantCategories = {
  /** As chosen. */
  readonly chosen: readonly Category[]
  /** As descriptions say; an empty one where they say nothing. */
  readonly written: readonly (Category | '')[]
  /** By names, and, of what goes between one's own accounts, the accounts. */
  readonly named: Parties
  /** Between two positions. */
  readonly remembered: readonly { readonly side: string; readonly after: number; readonly before: number }[]
}

/** Of `transactions t`. */
export const isListed = (sql: Sql, { chosen, written, named, remembered }: MeantCategories): Fragment => {
  const sides = new Set([...named.sides, ...remembered.map(({ side }) => side)])
  return sql`(
    t.text_category = ANY (${[...written]}::text[])
    OR ${isWith(sql, { sides: [...sides], payers: named.payers })}
    OR EXISTS (
      SELECT FROM transaction_choices c
      WHERE c.position = t.position AND c.category = ANY (${[...chosen]}::text[])))`
}

type Asked = {
  readonly accountId: string
  readonly owner: string
  readonly categories: readonly Category[]
}

/** More people than this are not asked one by one whether they have to do with the account. */
const MANY_PEOPLE = 1_000

/** `undefined` where too many people are called so. */
export const meantCategories = async (sql: Sql, asked: Asked): Promise<MeantCategories | undefined> => {
  const { categories } = asked
  const [sides, payers, remembered] = await Promise.all([
    sidesNamed(sql, asked),
    outsidersNamed(sql, asked),
    rememberedSides(sql, asked),
  ])
  if (!sides) return undefined
  return {
    chosen: categories,
    // Where nobody says anything else it is a transfer.
    written: categories.includes('transfers') ? [...categories, ''] : categories,
    named: { sides: [...sides, ...payers.sides], payers: payers.payers },
    remembered,
  }
}

/** Accounts: those of people whose names say so, or else, where they are many, those that the account has to do with. */
const sidesNamed = async (sql: Sql, asked: Asked): Promise<string[] | undefined> => {
  const own = await ownSides(sql, asked)
  const called = await accountsCalled(sql, asked)
  const named = called ?? (await sidesCalled(sql, asked))
  return named && [...new Set([...own, ...named])]
}

const ownSides = async (sql: Sql, { accountId, owner, categories }: Asked): Promise<string[]> => {
  if (!categories.includes('savings') && !categories.includes('ownTransfers')) return []
  const rows = await sql<{ account_id: string }[]>`
    SELECT a.account_id FROM transaction_accounts a
    WHERE a.customer_id = ${owner} AND a.account_id <> ${accountId} AND a.product <> 'internal'
    ORDER BY a.account_id`
  return rows.map(({ account_id: id }) => id)
}

const accountsCalled = async (sql: Sql, { accountId, categories }: Asked): Promise<string[] | undefined> => {
  const [row] = await sql<{ people: number; sides: string[] }[]>`
    WITH called AS MATERIALIZED (
      SELECT account.account_id
      FROM unnest(${[...categories]}::text[]) AS said (category)
      CROSS JOIN LATERAL (
        SELECT c.customer_id FROM transaction_customers c
        WHERE c.category = said.category ORDER BY c.customer_id LIMIT ${MANY_PEOPLE + 1}
      ) AS person
      CROSS JOIN LATERAL (
        SELECT a.account_id FROM transaction_accounts a WHERE a.customer_id = person.customer_id OFFSET 0
      ) AS account
      LIMIT ${MANY_PEOPLE + 1}
    ), counted AS (SELECT count(*) AS people FROM called)
    SELECT counted.people, ARRAY(
      SELECT called.account_id FROM called
      CROSS JOIN LATERAL (
        SELECT FROM transactions t WHERE t.account_id = ${accountId} AND t.other_side = called.account_id
        ORDER BY t.position LIMIT 1
      ) AS movement
      WHERE counted.people <= ${MANY_PEOPLE}
      ORDER BY called.account_id
    ) AS sides
    FROM counted ORDER BY counted.people`
  return row!.people > MANY_PEOPLE ? undefined : row!.sides
}

/** From each of the account's other sides to the next one, past all movements with it. */
const sidesCalled = async (sql: Sql, { accountId, categories }: Asked): Promise<string[] | undefined> => {
  const [row] = await sql<{ looked: number; sides: string[] }[]>`
    WITH RECURSIVE side AS (
      (SELECT t.other_side AS id FROM transactions t
       WHERE t.account_id = ${accountId} ORDER BY t.other_side LIMIT 1)
      UNION ALL
      SELECT (SELECT t.other_side FROM transactions t
              WHERE t.account_id = ${accountId} AND t.other_side > side.id ORDER BY t.other_side LIMIT 1)
      FROM side WHERE side.id IS NOT NULL
    ), looked AS MATERIALIZED (SELECT id FROM side WHERE id IS NOT NULL LIMIT ${MANY_PEOPLE + 1})
    SELECT (SELECT count(*) FROM looked) AS looked, ARRAY(
      SELECT looked.id FROM looked
      CROSS JOIN LATERAL (
        SELECT a.customer_id FROM transaction_accounts a WHERE a.account_id = looked.id OFFSET 0
      ) AS account
      CROSS JOIN LATERAL (
        SELECT FROM transaction_customers c
        WHERE c.customer_id = account.customer_id AND c.category = ANY (${[...categories]}::text[]) OFFSET 0
      ) AS person
      ORDER BY looked.id
    ) AS sides`
  return row!.looked > MANY_PEOPLE ? undefined : row!.sides
}

const outsidersNamed = async (sql: Sql, { accountId, owner, categories }: Asked): Promise<Parties> => {
  const rows = await sql<{ outsider_id: string; is_payee: boolean }[]>`
    SELECT o.outsider_id, o.is_payee FROM transaction_outsiders o
    WHERE o.customer_id = ${owner} AND o.category = ANY (${[...categories]}::text[])
      AND ${hasToDoWith(sql, { accountId, id: sql`o.outsider_id`, isPayer: sql`NOT o.is_payee` })}
    ORDER BY o.outsider_id`
  const idsOf = (isPayee: boolean) =>
    rows.filter((row) => row.is_payee === isPayee).map(({ outsider_id: id }) => id)
  return { sides: idsOf(true), payers: idsOf(false) }
}

const rememberedSides = async (
  sql: Sql,
  { accountId, categories }: Asked,
): Promise<MeantCategories['remembered']> => {
  const rows = await sql<{ side: string; after: number; before: number | null }[]>`
    SELECT rule.side, rule.after, rule.before
    FROM (
      SELECT r.other_side AS side, r.category, r.position AS after,
             lead(r.position) OVER (PARTITION BY r.other_side ORDER BY r.position) AS before
      FROM transaction_rules r WHERE r.account_id = ${accountId}
    ) AS rule
    WHERE rule.category = ANY (${[...categories]}::text[])
    ORDER BY rule.after`
  return rows.map((row) => ({ ...row, before: row.before ?? Number.MAX_SAFE_INTEGER }))
}
