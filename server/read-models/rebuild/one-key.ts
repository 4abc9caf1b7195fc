/**
 * One key's rows, an account's say, folded anew at the position that the live projector stands at, and all others left
 * alone. One transaction: the projector waits for it, readers do not. Its checkpoint's generation is raised, so that no
 * batch that was folded on the old rows can be written after it.
 *
 * The events of a key are those of the streams that are named after it.
 */
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { aggregates } from '../../domain/aggregates.ts'
import type { StoredBankEvent } from '../../domain/events.ts'
import type { Queryable } from '../../event-store/append.ts'
import { readStream } from '../../event-store/read.ts'
import { type Checkpoint, readCheckpoint } from '../checkpoint.ts'
import { readObstacles } from '../dead-letters/obstacles.ts'
import { appendedRows, foldRows, keyAt, type Part, type Projector, type Row } from '../projection.ts'
import { keyPropertyOf, type WriteMode, writeParameters, writeStatement } from '../rows.ts'

export type RebuiltKey = {
  readonly projector: string
  readonly key: string
  /** Of the live projector, then and now. */
  readonly position: number
  readonly events: number
  /** How many rows stand there now. */
  readonly rows: number
}

/** It would take in what was put aside, or stay without it: the dead letters have to be settled first. */
export class KeyIsParked extends Error {
  override name = 'KeyIsParked'
}

const PAGE = 2_000

/** Without the projectors to which the key means nothing. Throws {@link KeyIsParked}, and nothing has changed there. */
export const rebuildKey = async (
  sql: Sql,
  projectors: readonly Projector[],
  key: string,
): Promise<RebuiltKey[]> => {
  const rebuilt: RebuiltKey[] = []
  for (const projector of projectors) {
    const one = await rebuildKeyOf(sql, projector, key)
    if (one) rebuilt.push(one)
  }
  return rebuilt
}

const rebuildKeyOf = async (sql: Sql, projector: Projector, key: string): Promise<RebuiltKey | undefined> => {
  await readCheckpoint(sql, projector.name)
  return inTransaction(sql, async (tx) => {
    // 1 hold the projector where it is. Tables before the checkpoint, as everybody takes them.
    const tables = projector.parts.map(({ table }) => getTableName(table))
    await tx`LOCK TABLE ${tx(tables)} IN ROW EXCLUSIVE MODE`
    const [checkpoint] = await tx<Checkpoint[]>`
      UPDATE projector_checkpoints SET generation = generation + 1 WHERE projector_name = ${projector.name}
      RETURNING last_position AS position, generation`
    const { position } = checkpoint!
    const { blocked, skipped } = await readObstacles(tx, projector, 0)
    const streams = Object.keys(aggregates).map((name) => `${name}-${key}`)
    if ([key, ...streams].some((one) => blocked.has(one)))
      throw new KeyIsParked(`${projector.name} has parked events of ${key}: retry or skip them first`)
    // 2 fold, a page at a time
    const folding = new Map<Part, Folding>()
    let events = 0
    for (const streamId of streams)
      for await (const page of pagesOf(tx, streamId, position)) {
        const concerning = page.filter(({ globalPosition }) => !skipped.has(globalPosition))
        for (const part of projector.parts) {
          const own = concerning.filter(
            (event) => part.eventTypes.has(event.type) && keyAt(part, event) === key,
          )
          if (own.length === 0) continue
          const one = folding.get(part) ?? (await begin(tx, part, key))
          folding.set(part, one)
          await one.add(own)
        }
        events += concerning.length
      }
    // 3 write what folds have come to
    let rows = 0
    for (const one of folding.values()) rows += await one.end()
    return folding.size === 0 ? undefined : { projector: projector.name, key, position, events, rows }
  })
}

async function* pagesOf(tx: Queryable, streamId: string, upTo: number): AsyncGenerator<StoredBankEvent[]> {
  for (let after = -1; ; ) {
    const page = await readStream(tx, streamId, { after, limit: PAGE })
    const last = page.at(-1)
    if (!last) return
    yield page.filter(({ globalPosition }) => globalPosition <= upTo)
    if (page.length < PAGE || last.globalPosition >= upTo) return
    after = last.streamPosition
  }
}

type Folding = {
  readonly add: (events: readonly StoredBankEvent[]) => Promise<void>
  /** How many rows there are now. */
  readonly end: () => Promise<number>
}

/** The rows that stand there go; of an appended table only where it says by which column they belong to the key. */
const begin = async (tx: Queryable, part: Part, key: string): Promise<Folding> => {
  const { table } = part
  const property = part.kind === 'fold' ? keyPropertyOf(table) : part.keyProperty
  if (property !== undefined) {
    const column = getTableColumns(table)[property] as PgColumn
    // The parameter is cast and not the column, whose index is wanted.
    await tx.unsafe(
      `DELETE FROM "${getTableName(table)}" WHERE "${column.name}" = $1::text::${column.getSQLType()}`,
      [key],
    )
  }
  let folded = new Map<string, Row>()
  let count = 0
  const write = async (mode: WriteMode, rows: readonly Row[]) => {
    count += rows.length
    const statement = writeStatement(table, mode, { source: '(SELECT) AS one', firstParameter: 1 })
    await tx.unsafe(statement, writeParameters(table, rows), { prepare: true })
  }
  return part.kind === 'fold'
    ? {
        add: async (events) => {
          folded = foldRows(part, folded, events)
        },
        end: async () => {
          await write('upsert', [...folded.values()])
          return count
        },
      }
    : { add: (events) => write('upsert', appendedRows(part, events)), end: async () => count }
}
