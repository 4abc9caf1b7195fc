/**
 * The rows that a runner has written itself, so that it need not load what it has just folded. They are right as long
 * as it alone moves the checkpoint: after losing a batch to somebody else it must forget them.
 */
import type { Queryable } from '../event-store/append.ts'
import type { FoldPart, Row } from './projection.ts'
import { keyPropertyOf, loadRows } from './rows.ts'

export type RowMemory = {
  /** Remembered rows and, by one query, the others that exist; there may be more than were asked for. */
  readonly rowsFor: (part: FoldPart, keys: ReadonlySet<string>) => Promise<ReadonlyMap<string, Row>>
  readonly remember: (part: FoldPart, rows: readonly Row[]) => void
  readonly forget: () => void
}

/** Per table; some 10 MB. Past it everything is forgotten and loaded again. */
const MAX_ROWS = 20_000

export const createRowMemory = (sql: Queryable): RowMemory => {
  const remembered = new Map<FoldPart, Map<string, Row>>()
  const rowsOf = (part: FoldPart) => {
    let rows = remembered.get(part)
    if (!rows) {
      rows = new Map()
      remembered.set(part, rows)
    }
    return rows
  }
  return {
    rowsFor: async (part, keys) => {
      const rows = rowsOf(part)
      if (rows.size > MAX_ROWS) rows.clear()
      const loaded = await loadRows(
        sql,
        part.table,
        [...keys].filter((key) => !rows.has(key)),
      )
      for (const [key, row] of loaded) rows.set(key, row)
      return rows
    },
    remember: (part, written) => {
      const rows = rowsOf(part)
      const property = keyPropertyOf(part.table)
      for (const row of written) rows.set(String(row[property]), row)
    },
    forget: () => remembered.clear(),
  }
}
