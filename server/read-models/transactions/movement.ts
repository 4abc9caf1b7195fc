/** What choosing a category has to know of a movement, and what is remembered, each with an example to call it by. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import type { AccountId, CustomerId, TransferId } from '../../domain/ids.ts'
import { type Currency, type Money, money } from '../../domain/money.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'
import { rememberedCategory } from './category.ts'
import type { Direction } from './table.ts'

export type FoundMovement = {
  readonly customerId: CustomerId
  readonly movement: {
    readonly accountId: AccountId
    readonly position: number
    readonly at: string
    readonly direction: Direction
    readonly money: Money
    readonly otherSide: string
    readonly payment?: TransferId
    readonly original: { readonly source: 'rule' | 'remembered'; readonly category: Category | null }
  }
}

/** `undefined` when there is none at this position, or it is on somebody else's account. */
export const findMovement = async (
  sql: Sql,
  { position, customerId }: { readonly position: number; readonly customerId: string },
): Promise<FoundMovement | undefined> => {
  const [row] = await sql<
    {
      account_id: AccountId
      customer_id: CustomerId
      at: string
      direction: Direction
      amount: string
      currency: Currency
      other_side: string
      payment: TransferId | null
      text_category: Category | null
      remembered: Category | null
    }[]
  >`
    SELECT t.account_id, mine.customer_id, t.at, t.direction, t.amount::text, t.currency, t.other_side,
           CASE WHEN t.is_received THEN t.transfer_id END AS payment, nullif(t.text_category, '') AS text_category, (${rememberedCategory(sql)}) AS remembered
    FROM transactions t JOIN transaction_accounts mine ON mine.account_id = t.account_id
    WHERE t.position = ${position} AND mine.customer_id = ${customerId}
    ORDER BY t.position`
  if (!row) return undefined
  return {
    customerId: row.customer_id,
    movement: {
      accountId: row.account_id,
      position,
      at: toIso(row.at),
      direction: row.direction,
      money: money(BigInt(row.amount), row.currency),
      otherSide: row.other_side,
      ...(row.payment !== null && { payment: row.payment }),
      original:
        row.remembered === null
          ? { source: 'rule', category: row.text_category }
          : { source: 'remembered', category: row.remembered },
    },
  }
}

export type CategoryRule = {
  ruleId: string
  category: Category
  /** The movement that it was made from, and whom the money went to or came from. */
  example: { position: number; description: string; counterparty: string | null }
  accountIds: string[]
}

type StoredRule = {
  other_side: string
  category: Category
  made_from: number
  position: number
  description: string
  name: string | null
  account_ids: string[]
}

/** What a customer wants remembered, newest first. Throws InvalidCursor. */
export const categoryRules = async (
  sql: Sql,
  { customerId, limit, cursor }: Paging & { readonly customerId: string },
): Promise<Page<CategoryRule>> => {
  const [before = null] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const rows = await sql<({ version: number } & (StoredRule | { other_side: null }))[]>`
    WITH newest AS (
      SELECT DISTINCT ON (r.account_id, r.other_side) r.*
      FROM transaction_accounts a JOIN transaction_rules r ON r.account_id = a.account_id
      WHERE a.customer_id = ${customerId}
      ORDER BY r.account_id, r.other_side, r.position DESC
    ), rules AS (
      SELECT other_side, category, made_from, max(position) AS position,
             array_agg(account_id::text ORDER BY account_id) AS account_ids
      FROM newest WHERE category IS NOT NULL
      GROUP BY other_side, category, made_from
      HAVING ${before}::bigint IS NULL OR max(position) < ${before}::bigint
      ORDER BY max(position) DESC
      LIMIT ${fetchSize(limit)}
    )
    SELECT version, rules.*, coalesce(t.description, '') AS description,
           coalesce(payee.name, person.name) AS name
    FROM ${versionOf(sql, 'transactions')} AS checkpoint
    LEFT JOIN rules ON true
    LEFT JOIN transactions t ON t.position = rules.made_from
    LEFT JOIN transaction_accounts other ON other.account_id = t.counterparty_account_id
    LEFT JOIN transaction_customers person ON person.customer_id = other.customer_id AND other.product <> 'internal'
    LEFT JOIN transaction_outsiders payee ON payee.outsider_id = rules.other_side
    ORDER BY rules.position DESC`
  return pageOf(
    {
      version: rows[0]!.version,
      rows: rows.filter((row): row is { version: number } & StoredRule => row.other_side !== null),
      limit,
    },
    {
      toWire: (row): CategoryRule => ({
        ruleId: row.other_side,
        category: row.category,
        example: { position: row.made_from, description: row.description, counterparty: row.name },
        accountIds: row.account_ids,
      }),
      keyOf: ({ position }) => [position],
    },
  )
}
