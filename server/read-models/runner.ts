/**
 * Runs projectors over the log. Rows and checkpoint are one transaction: after a crash at any moment the read model is
 * as it was before the batch or as it is after it. Any number of runners may work on one projector; each batch is won by
 * one of them.
 */
import { getTableName } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import { type EventBatch, type ReadLog, readBatch } from './batch.ts'
import { type Checkpoint, readCheckpoint, resetCheckpoint } from './checkpoint.ts'
import { commitBatch } from './commit-batch.ts'
import {
  appendedRows,
  foldRows,
  HandlerFailed,
  type Part,
  ProjectionFailed,
  type Projector,
  type Row,
} from './projection.ts'
import { createRowMemory, type RowMemory } from './row-memory.ts'

export type ProjectionRuntime = {
  readonly database: Database
  readonly readLog: ReadLog
  /** How many events to fold at once. */
  readonly batchSize?: number
}

/** Where the checkpoint stands now, and: */
export type Drained = Checkpoint & {
  /** How many events this call has applied. */
  readonly applied: number
}

export type DrainOptions = {
  /** Where the caller has left the checkpoint a moment ago, to save reading it. */
  readonly from?: Checkpoint | undefined
  readonly signal?: AbortSignal
}

const BATCH_SIZE = 4_000

/**
 * Applies events until the log's head is reached or `signal` aborts (the batch in hand is finished). Throws
 * {@link ProjectionFailed} at what the projector cannot get past; everything before that batch stays applied.
 */
export const drain = async (
  runtime: ProjectionRuntime,
  projector: Projector,
  { from, signal }: DrainOptions = {},
): Promise<Drained> => {
  const { database, readLog, batchSize = BATCH_SIZE } = runtime
  const read = (after: number) => {
    const batch = readBatch(database.sql, readLog, { after, size: batchSize })
    // A batch that is read ahead may fail before anyone waits for it, or be given up; whoever waits still hears of it.
    batch.catch(() => undefined)
    return batch
  }

  let { position, generation } = from ?? (await readCheckpoint(database.sql, projector.name))
  let applied = 0
  let next: Promise<EventBatch> | undefined
  const memory = createRowMemory(database.sql)
  while (!signal?.aborted) {
    try {
      const { events, isLast } = await (next ?? read(position))
      const last = events.at(-1)?.globalPosition
      if (last === undefined) break
      next = isLast ? undefined : read(last)
      if (await applyBatch(database, projector, { after: { position, generation }, events, memory })) {
        position = last
        applied += events.length
        if (isLast) break
      } else {
        // Somebody else was faster: go on from where they have come to.
        ;({ position, generation } = await readCheckpoint(database.sql, projector.name))
        next = undefined
        memory.forget()
      }
    } catch (error) {
      throw new ProjectionFailed(
        projector.name,
        error instanceof HandlerFailed ? error.position : position + 1,
        error instanceof HandlerFailed ? error.cause : error,
      )
    }
  }
  return { position, generation, applied }
}

export type BatchToApply = {
  /** Where the checkpoint must stand. */
  readonly after: Checkpoint
  readonly events: readonly StoredBankEvent[]
  /** Rows of earlier batches, if every one of them was applied by this runner. */
  readonly memory?: RowMemory
}

/** True when the batch is applied and committed; false, and nothing is changed, when the checkpoint is not `after`. */
export const applyBatch = async (
  { sql }: Pick<Database, 'sql'>,
  { name, parts }: Projector,
  { after, events, memory = createRowMemory(sql) }: BatchToApply,
): Promise<boolean> => {
  // 1 fold, on rows that are read beforehand: should they change before the commit, so has the checkpoint
  const changes = await Promise.all(
    parts.map(async (part) => ({ part, rows: await changedRows(part, events, memory) })),
  )
  const written = changes.filter(({ rows }) => rows.length > 0)
  // 2 commit rows and checkpoint
  const isCommitted = await commitBatch(sql, {
    name,
    from: after,
    to: events.at(-1)!.globalPosition,
    writes: written.map(({ part, rows }) => ({
      table: part.table,
      mode: part.kind === 'fold' ? 'upsert' : 'insert',
      rows,
    })),
  })
  // 3 remember
  if (isCommitted) for (const { part, rows } of written) if (part.kind === 'fold') memory.remember(part, rows)
  return isCommitted
}

const changedRows = async (
  part: Part,
  events: readonly StoredBankEvent[],
  memory: RowMemory,
): Promise<readonly Row[]> => {
  if (part.kind === 'append') return appendedRows(part, events)
  const keys = new Set(events.filter((event) => part.eventTypes.has(event.type)).map(part.keyOf))
  if (keys.size === 0) return []
  return [...foldRows(part, await memory.rowsFor(part, keys), events).values()]
}

/** Empties the projector's tables and puts it before the log's first event; the next drain builds it anew. */
export const reset = async ({ sql }: Pick<Database, 'sql'>, { name, parts }: Projector): Promise<void> => {
  await inTransaction(sql, async (tx) => {
    await resetCheckpoint(tx, name)
    for (const { table } of parts) await tx`TRUNCATE ${tx(getTableName(table))}`
  })
}
