/**
 * What the movements that fit a filter come to: of exactly those that the list shows with it, all pages of it. They are
 * found as the list finds them, and no further than to the newest ten thousand; where there are more, the answer says so
 * instead of taking as long as the account is old.
 */
import type { Sql } from '../../../db/client.ts'
import { money, toWire, type WireMoney } from '../../domain/money.ts'
import type { Answer } from '../version.ts'
import { meantBy, type TransactionFilter } from './search.ts'
import type { Direction } from './table.ts'
import { newestFitting } from './walk.ts'

export type TransactionTotals = {
  count: number
  in: WireMoney
  out: WireMoney
  /** What came in less what went out. */
  net: WireMoney
  /** More fit than are counted: then these are the newest of them. */
  isPartial: boolean
}

export const MOST_COUNTED = 10_000

type Query = TransactionFilter & {
  readonly accountId: string
  readonly customerId?: string | undefined
  /** Only what is older than this position. */
  readonly before?: number | undefined
}
type Counted = { readonly position: number; readonly direction: Direction; readonly amount: string }

/** `undefined` when there is no such account. */
export const transactionTotals = async (
  sql: Sql,
  query: Query,
  { mostCounted = MOST_COUNTED }: { readonly mostCounted?: number } = {},
): Promise<Answer<TransactionTotals> | undefined> => {
  const meant = await meantBy(sql, query)
  if (!meant) return undefined
  const { version, currency, found } = meant
  const shown = { columns: sql`t.position, t.direction, t.amount::text`, joins: sql`` }
  const rows = found ? await newestFitting<Counted>(sql, found, { size: mostCounted + 1, shown }) : []
  const counted = rows.slice(0, mostCounted)
  const sum = (direction: Direction) =>
    counted.reduce((all, row) => (row.direction === direction ? all + BigInt(row.amount) : all), 0n)
  const [income, spent] = [sum('in'), sum('out')]
  const wire = (amount: bigint) => toWire(money(amount, currency))
  return {
    version,
    data: {
      count: counted.length,
      in: wire(income),
      out: wire(spent),
      net: wire(income - spent),
      isPartial: rows.length > counted.length,
    },
  }
}
