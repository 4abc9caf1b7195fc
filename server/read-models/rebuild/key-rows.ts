/**
 * The rows of one key as they are folded: in memory where they are one, in a table of the transaction's own where they are
 * many. There they are compared with the live ones beforehand, so that in the end only what differs has to be written.
 */
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { StoredBankEvent } from '../../domain/events.ts'
import type { Queryable } from '../../event-store/append.ts'
import { type AppendPart, appendedRows, type FoldPart, foldRows, type Part, type Row } from '../projection.ts'
import { copyStatement, keyPropertyOf, writeParameters, writeStatement } from '../rows.ts'
import { renamed } from './shadow.ts'

export type Folding = {
  readonly add: (events: readonly StoredBankEvent[]) => Promise<void>
  /** Finds out which rows differ from what has been folded so far: what comes later is written in any case. */
  readonly compare: () => Promise<void>
  /** How many rows there are now. */
  readonly end: () => Promise<number>
}

export const beginFolding = (
  tx: Queryable,
  part: Part,
  { key, index }: { key: string; index: number },
): Folding | Promise<Folding> =>
  part.kind === 'fold' ? foldRow(tx, part) : appendBeside(tx, part, { key, beside: `one_key_${index}` })

const foldRow = (tx: Queryable, part: FoldPart): Folding => {
  let folded = new Map<string, Row>()
  return {
    add: async (events) => {
      folded = foldRows(part, folded, events)
    },
    compare: async () => undefined,
    end: async () => {
      await write(tx, part.table, [...folded.values()])
      return folded.size
    },
  }
}

/** The rows that stand there and should not go only where a row says by which column it belongs to the key. */
const appendBeside = async (
  tx: Queryable,
  part: AppendPart,
  { key, beside }: { key: string; beside: string },
): Promise<Folding> => {
  const { table, keyProperty } = part
  const columns = getTableColumns(table)
  const live = getTableName(table)
  const id = (columns[keyPropertyOf(table)] as PgColumn).name
  const owner = keyProperty === undefined ? undefined : (columns[keyProperty] as PgColumn)
  // The parameter is cast and not the column, whose index is wanted.
  const ownRows = owner && `SELECT * FROM "${live}" WHERE "${owner.name}" = $1::text::${owner.getSQLType()}`
  const besideTable = renamed(table, beside)
  let isCompared = false
  let count = 0

  await tx.unsafe(`CREATE TEMPORARY TABLE ${beside} (LIKE "${live}", PRIMARY KEY ("${id}")) ON COMMIT DROP`)
  const compare = async () => {
    isCompared = true
    await tx.unsafe(`ANALYZE ${beside}`)
    await tx.unsafe(
      `CREATE TEMPORARY TABLE ${beside}_differs ON COMMIT DROP AS
       SELECT "${id}" AS id FROM (${ownRows ?? `SELECT * FROM "${live}"`}) AS there
       ${ownRows ? 'FULL' : 'RIGHT'} JOIN ${beside} AS folded USING ("${id}")
       WHERE ROW(there.*) IS DISTINCT FROM ROW(folded.*)`,
      ownRows ? [key] : [],
    )
  }
  return {
    add: async (events) => {
      const rows = appendedRows(part, events)
      count += rows.length
      await write(tx, besideTable, rows)
      if (isCompared) await write(tx, table, rows)
    },
    compare,
    end: async () => {
      // All of its events came late.
      if (!isCompared) await compare()
      const differing = `SELECT id FROM ${beside}_differs`
      if (ownRows)
        await tx.unsafe(
          `DELETE FROM "${live}" AS there WHERE "${id}" IN (${differing})
           AND NOT EXISTS (SELECT FROM ${beside} AS folded WHERE folded."${id}" = there."${id}")`,
        )
      await tx.unsafe(copyStatement(table, `${beside} WHERE "${id}" IN (${differing})`))
      return count
    },
  }
}

const write = async (tx: Queryable, table: PgTable, rows: readonly Row[]): Promise<void> => {
  const statement = writeStatement(table, 'upsert', { source: '(SELECT) AS one', firstParameter: 1 })
  await tx.unsafe(statement, writeParameters(table, rows), { prepare: true })
}
