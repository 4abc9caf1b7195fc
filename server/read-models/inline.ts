/**
 * One read model written in the append's own transaction, by the same pure fold as everywhere: rows, checkpoint and
 * events are committed together, so it is never behind what has been acknowledged.
 *
 * It has no say in whether there is a gap. The checkpoint is read under its lock, and everything between it and what has
 * just been appended is folded as well: what another process has appended without projecting, or what was there before
 * this was switched on. When there is too much of that, when the worker is at it right now, when an event is parked, or
 * when the fold fails, nothing is written and the worker carries the read model on as if this did not exist. Then, and
 * only then, is it behind for a moment.
 */
import { getTableName } from 'drizzle-orm'
import type { Sql } from '../../db/client.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import type { Queryable } from '../event-store/append.ts'
import { isConnectionLost } from '../event-store/errors.ts'
import { log } from '../log.ts'
import type { Checkpoint } from './checkpoint.ts'
import { PROJECTION_ADVANCED } from './commit-batch.ts'
import { readObstacles } from './dead-letters/obstacles.ts'
import { type FoldedBatch, foldBatch, writesOf } from './fold-batch.ts'
import type { FoldPart, Projector, Row } from './projection.ts'
import { isLockRefused } from './rebuild/replace.ts'
import type { RowMemory } from './row-memory.ts'
import { keyPropertyOf, loadRows, writeParameters, writeStatement } from './rows.ts'
import { coalesce } from './wake-up.ts'

export type InlineProjector = {
  readonly project: (
    tx: Queryable,
    written: { readonly after: number; readonly upTo: number },
  ) => Promise<() => void>
  /** Those who wait for a version are told of the last one. */
  readonly stop: () => Promise<void>
}

export type InlineOptions = {
  /** For telling those who wait; never the connection of the append. */
  readonly sql: Sql
  readonly projector: Projector
  /** Throws at an event that cannot be decoded. */
  readonly readLog: (tx: Queryable, range: { after: number; limit: number }) => Promise<StoredBankEvent[]>
  readonly maxGap?: number
}

/** More than this is left to the worker: everybody who appends is waiting meanwhile. */
const MAX_GAP = 4_000
/** Past it everything is forgotten and loaded again. */
const MAX_ROWS = 50_000
const NOTIFY_INTERVAL_MS = 5

/** What `project` answers where it has written nothing. */
export const leftToWorker = (): void => undefined
const nothing = () => undefined

export const createInlineProjector = ({
  sql,
  projector,
  readLog,
  maxGap = MAX_GAP,
}: InlineOptions): InlineProjector => {
  const { name, parts } = projector
  const memory = createMemory()
  // Before the checkpoint, in the order in which the swap of a rebuild takes them; it is not waited for.
  const tables = parts.map(({ table }) => `"${getTableName(table)}"`).join(', ')
  const lockTables = `LOCK TABLE ${tables} IN ROW EXCLUSIVE MODE NOWAIT`
  let reached = 0
  // Not in the append's transaction: a NOTIFY takes a lock on the whole database at its commit.
  const telling = coalesce(
    () => sql`
      SELECT set_config('synchronous_commit', 'off', true), pg_notify(${PROJECTION_ADVANCED}, ${`${name}:${reached}`})`,
    NOTIFY_INTERVAL_MS,
  )

  const write = async (tx: Queryable, to: number, folded: FoldedBatch): Promise<void> => {
    const parameters: (string | number)[] = [name, to]
    const inserts = writesOf(folded.writes).map(({ table, mode, rows }, index) => {
      const insert = writeStatement(table, mode, { source: 'moved', firstParameter: parameters.length + 1 })
      parameters.push(...writeParameters(table, rows))
      return `, written_${index} AS (${insert})`
    })
    // The checkpoint is locked, so it stands where it was found. This commit is the log's too, so it waits for the disk.
    await tx.unsafe(
      `
      WITH moved AS (
        UPDATE projector_checkpoints SET last_position = $2::bigint, updated_at = now()
        WHERE projector_name = $1::text
        RETURNING last_position
      )
      ${inserts.join('\n      ')}
      SELECT last_position FROM moved`,
      parameters,
      { prepare: true },
    )
  }

  const projectUpTo = async (tx: Queryable, after: number, upTo: number): Promise<() => void> => {
    // All of it is on its way at once, and done in this order: the lock first, then what holds as long as it is held.
    // A bare query is sent only once it is awaited, which is after what an async function has asked for.
    const [, , at, obstacles, appended] = await Promise.all([
      tx.unsafe('SAVEPOINT inline_projection').execute(),
      tx.unsafe(lockTables).execute(),
      lockCheckpoint(tx, name),
      readObstacles(tx, projector, after - maxGap),
      readLog(tx, { after, limit: upTo - after }),
    ])
    if (!at || at.position > after || after - at.position > maxGap) return leftToWorker
    const missed =
      at.position < after ? await readLog(tx, { after: at.position, limit: after - at.position }) : []
    const known = memory.at(at, tx)
    const folded = await foldBatch(parts, [...missed, ...appended], { obstacles, memory: known })
    // Putting events aside, after some tries, is the worker's.
    if (folded.parked.length > 0) return leftToWorker
    await write(tx, upTo, folded)
    return () => {
      memory.moved(at, upTo, folded)
      reached = Math.max(reached, upTo)
      telling.wake()
    }
  }

  return {
    project: async (tx, { after, upTo }) => {
      try {
        return await projectUpTo(tx, after, upTo)
      } catch (err) {
        if (isConnectionLost(err)) throw err
        await tx.unsafe('ROLLBACK TO SAVEPOINT inline_projection')
        if (isLockRefused(err)) return leftToWorker
        log.error(
          { err, projector: name, after },
          'A projection failed inside an append; the worker takes it on',
        )
        return leftToWorker
      }
    },
    stop: telling.stop,
  }
}

/** `undefined` when there is none yet, when it is paused, or when somebody else has it: nobody who appends waits for that. */
const lockCheckpoint = async (tx: Queryable, name: string): Promise<Checkpoint | undefined> => {
  const [row] = await tx<Checkpoint[]>`
    SELECT last_position AS position, generation FROM projector_checkpoints
    WHERE projector_name = ${name} AND paused_at IS NULL
    FOR UPDATE SKIP LOCKED`
  return row
}

/**
 * Rows that were written here and are committed. They are right only where the checkpoint stands as this process has
 * left it; anywhere else somebody has moved it on, and everything is loaded again.
 */
const createMemory = () => {
  const rows = new Map<FoldPart, Map<string, Row>>()
  let left: Checkpoint = { position: -1, generation: -1 }
  const isWhereLeft = ({ position, generation }: Checkpoint) =>
    position === left.position && generation === left.generation

  return {
    at: (at: Checkpoint, tx: Queryable): RowMemory => {
      // As they are now: the news of an earlier commit may still come late and begin other ones.
      const known = isWhereLeft(at) ? new Map(rows) : undefined
      return {
        rowsFor: async (part, keys) => {
          const remembered = known?.get(part)
          const missing = [...keys].filter((key) => !remembered?.has(key))
          const found = await loadRows(tx, part.table, missing)
          for (const key of keys) {
            const row = remembered?.get(key)
            if (row) found.set(key, row)
          }
          return found
        },
        remember: nothing,
        forget: nothing,
      }
    },
    /** Only now, with the commit done. One that comes late, after a later commit's, makes everything be forgotten. */
    moved: (from: Checkpoint, to: number, { writes }: FoldedBatch): void => {
      if (!isWhereLeft(from)) rows.clear()
      for (const { part, rows: changed } of writes) {
        if (part.kind !== 'fold') continue
        const own = rows.get(part) ?? new Map<string, Row>()
        if (own.size > MAX_ROWS) own.clear()
        const property = keyPropertyOf(part.table)
        for (const row of changed) own.set(String(row[property]), row)
        rows.set(part, own)
      }
      left = { position: to, generation: from.generation }
    },
  }
}
