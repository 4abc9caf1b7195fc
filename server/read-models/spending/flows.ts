/**
 * What went through each account in a span, by category, and between one's own accounts by the other one: what a diagram
 * of flows is made of. Nothing is netted or left out here, so an account's rows come to all that moved on it.
 */
import type { Sql } from '../../../db/client.ts'
import type { Category } from '../../domain/categories/category.ts'
import { type Currency, money, toWire, type WireMoney } from '../../domain/money.ts'
import type { Range } from '../periods.ts'
import { type Answer, versionOf } from '../version.ts'
import { accountsInScope, type InsightScope, sumsInCells } from './queries.ts'

export type FlowRow = {
  accountId: string
  currency: Currency
  category: Category
  /** The other account, when it is the same owner's; null for everybody else. */
  ownAccountId: string | null
  out: WireMoney
  outCount: number
  in: WireMoney
  inCount: number
}

type StoredFlow = {
  account_id: string
  currency: Currency
  category: Category
  own_account_id: string | null
  out: string
  out_count: number
  in: string
  in_count: number
}

/** `undefined` when the account is not there, or is somebody else's. By account, and within it by what went out. */
export const flowsByAccount = async (
  sql: Sql,
  { scope, range }: { readonly scope: InsightScope; readonly range: Range },
): Promise<Answer<FlowRow[]> | undefined> => {
  const rows = await sql<({ version: number; is_there: boolean } & (StoredFlow | { account_id: null }))[]>`
    WITH mine AS (${accountsInScope(sql, scope)}),
    cells AS (${sumsInCells(sql, range)}),
    found AS (
      SELECT account_id, currency, category, own_account_id,
             sum(out) AS spent, sum(out)::text AS out, sum(out_count)::int AS out_count,
             sum("in")::text AS "in", sum(in_count)::int AS in_count
      FROM cells
      GROUP BY account_id, currency, category, own_account_id
    )
    SELECT version, EXISTS (SELECT FROM mine) AS is_there, found.*
    FROM ${versionOf(sql, 'spending')} AS checkpoint LEFT JOIN found ON true
    ORDER BY found.account_id, found.spent DESC, found.category, found.own_account_id`
  const { version, is_there: isThere } = rows[0]!
  if (scope.accountId !== undefined && !isThere) return undefined
  return {
    version,
    data: rows.flatMap((row) => (row.account_id === null ? [] : [toFlowRow(row)])),
  }
}

const toFlowRow = (row: StoredFlow): FlowRow => ({
  accountId: row.account_id,
  currency: row.currency,
  category: row.category,
  ownAccountId: row.own_account_id,
  out: toWire(money(BigInt(row.out), row.currency)),
  outCount: row.out_count,
  in: toWire(money(BigInt(row.in), row.currency)),
  inCount: row.in_count,
})
