/**
 * Compares live rows with freshly folded ones at the same position, row by row in the order of their keys, by hash, and
 * names the first difference. The live rows are read in one snapshot, beside which the live projector goes on; only a
 * page of each side is ever in memory.
 */

import { createHash } from 'node:crypto'
import { getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Queryable } from '../../event-store/append.ts'
import { keyPropertyOf } from '../rows.ts'

/** The first row, in the order of keys, that is not as it should be. */
export type Difference = {
  readonly table: string
  readonly kind: 'missing' | 'extra' | 'changed'
  readonly key: string
  /** Of a changed row, the first column that differs; `live` and `expected` are its values then, else whole rows. */
  readonly column: string | null
  readonly live: string | null
  readonly expected: string | null
}

export type TableComparison = {
  readonly table: string
  readonly liveRows: number
  readonly expectedRows: number
  /** SHA-256 over all rows in the order of their keys. */
  readonly liveHash: string
  readonly expectedHash: string
  /** Rows that are missing, too many or changed. */
  readonly differences: number
}

export type Comparison = {
  /** The position at which both were compared. */
  readonly position: number
  readonly tables: readonly TableComparison[]
  readonly first: Difference | null
}

export type CompareOptions = {
  readonly projectorName: string
  readonly tables: readonly { readonly table: PgTable; readonly live: string; readonly shadow: string }[]
  /** Carries the shadow to this position and no further. */
  readonly foldUpTo: (position: number) => Promise<{ readonly position: number }>
  readonly signal: AbortSignal
}

const PAGE = 5_000

/** `undefined` when `signal` was aborted. */
export const compareWithLive = (
  sql: Sql,
  { projectorName, tables, foldUpTo, signal }: CompareOptions,
): Promise<Comparison | undefined> =>
  inTransaction(sql, async (tx) => {
    // 1 a standing image of the live rows. Locked before it is taken: tables that are swapped later are not in it.
    await tx`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
    await tx`LOCK TABLE ${tx(tables.map(({ live }) => live))} IN ACCESS SHARE MODE`
    const [checkpoint] = await tx<{ position: number }[]>`
      SELECT last_position AS position FROM projector_checkpoints WHERE projector_name = ${projectorName}`
    const position = checkpoint?.position ?? 0
    // 2 the shadow at the same position
    const reached = await foldUpTo(position)
    if (signal.aborted) return undefined
    if (reached.position !== position)
      throw new Error(`${projectorName} has been put back to ${position} while it was verified`)
    // 3 side by side
    const compared: TableComparison[] = []
    let first: Difference | null = null
    for (const { table, live, shadow } of tables) {
      const result = await compareTable({ live: tx, expected: sql }, { table, live, shadow }, signal)
      if (!result) return undefined
      compared.push(result.comparison)
      first ??= result.first
    }
    return { position, tables: compared, first }
  })

type Sides<Value> = { readonly live: Value; readonly expected: Value }

const compareTable = async (
  from: Sides<Queryable>,
  { table, live, shadow }: CompareOptions['tables'][number],
  signal: AbortSignal,
): Promise<{ comparison: TableComparison; first: Difference | null } | undefined> => {
  const key = getTableColumns(table)[keyPropertyOf(table)] as PgColumn
  const order = orderOf(key)
  const sides = {
    live: createSide(from.live, live, key, order.by),
    expected: createSide(from.expected, shadow, key, order.by),
  }
  let differences = 0
  let found: Pick<Difference, 'kind' | 'key'> | undefined
  const differs = (kind: Difference['kind'], at: string) => {
    differences += 1
    found ??= { kind, key: at }
  }
  let [one, other] = [await sides.live.next(), await sides.expected.next()]
  while (one || other) {
    if (signal.aborted) {
      await Promise.all([sides.live.close(), sides.expected.close()])
      return undefined
    }
    const ahead = !one ? 1 : !other ? -1 : order.compare(one.key, other.key)
    if (ahead < 0) differs('extra', one!.key)
    else if (ahead > 0) differs('missing', other!.key)
    else if (one!.hash !== other!.hash) differs('changed', one!.key)
    if (ahead <= 0) one = sides.live.take() ?? (await sides.live.next())
    if (ahead >= 0) other = sides.expected.take() ?? (await sides.expected.next())
  }
  return {
    comparison: {
      table: live,
      liveRows: sides.live.count(),
      expectedRows: sides.expected.count(),
      liveHash: sides.live.digest(),
      expectedHash: sides.expected.digest(),
      differences,
    },
    first: found ? await detailsOf(from, { table, live, shadow, key }, found) : null,
  }
}

type HashedRow = { readonly key: string; readonly hash: string }

/** The rows of one table in the order of their keys, a page at a time, and what they come to. */
const createSide = (from: Queryable, name: string, key: PgColumn, orderBy: (name: string) => string) => {
  const pages = from
    .unsafe<HashedRow[]>(
      `SELECT t."${key.name}"::text AS key, md5(t::text) AS hash FROM "${name}" t ORDER BY ${orderBy(`t."${key.name}"`)}`,
    )
    .cursor(PAGE)
    [Symbol.asyncIterator]()
  const whole = createHash('sha256')
  let page: readonly HashedRow[] = []
  let index = 0
  let count = 0
  /** The next row of the page in memory: most rows come this way, without waiting. */
  const take = (): HashedRow | undefined => {
    const row = page[index]
    if (!row) return undefined
    index += 1
    count += 1
    whole.update(row.key).update(row.hash)
    return row
  }
  const next = async (): Promise<HashedRow | undefined> => {
    const read = await pages.next()
    if (read.done) return undefined
    page = read.value
    index = 0
    return take()
  }
  return { take, next, close: () => pages.return?.(), count: () => count, digest: () => whole.digest('hex') }
}

/** The same order in the database and here. */
const orderOf = (key: PgColumn) => {
  const type = key.getSQLType()
  if (/^(bigint|integer|smallint)$/.test(type))
    return { by: (name: string) => name, compare: (a: string, b: string) => Number(BigInt(a) - BigInt(b)) }
  return {
    by: (name: string) => (type === 'uuid' ? name : `${name}::text COLLATE "C"`),
    compare: (a: string, b: string) => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))),
  }
}

const detailsOf = async (
  from: Sides<Queryable>,
  { table, live, shadow, key }: CompareOptions['tables'][number] & { readonly key: PgColumn },
  { kind, key: at }: Pick<Difference, 'kind' | 'key'>,
): Promise<Difference> => {
  const columns = Object.values(getTableColumns(table)).map(({ name }) => name)
  const read = async (side: Queryable, name: string): Promise<Record<string, string | null>> => {
    const selected = ['t::text AS "(row)"', ...columns.map((column) => `t."${column}"::text AS "${column}"`)]
    const [row] = await side.unsafe<Record<string, string | null>[]>(
      `SELECT ${selected.join(', ')} FROM "${name}" t WHERE t."${key.name}"::text = $1`,
      [at],
    )
    return row ?? {}
  }
  const [is, shouldBe] = [await read(from.live, live), await read(from.expected, shadow)]
  const column = kind === 'changed' ? (columns.find((name) => is[name] !== shouldBe[name]) ?? null) : null
  const shown = column ?? '(row)'
  return { table: live, kind, key: at, column, live: is[shown] ?? null, expected: shouldBe[shown] ?? null }
}
