/**
 * Runs projectors over the log. Rows and checkpoint are one transaction: after a crash at any moment the read model is
 * as it was before the batch or as it is after it. Any number of runners may work on one projector; each batch is won by
 * one of them.
 *
 * An event that cannot be applied does not stop its projector: after some tries it is parked, in the same transaction,
 * and with it what must not overtake it.
 */
import { getTableName } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { type EventBatch, type ReadLog, readBatch } from './batch.ts'
import { readCheckpoint, resetCheckpoint, type Standing } from './checkpoint.ts'
import { clearParked } from './dead-letters/clear.ts'
import { type Obstacles, readObstacles } from './dead-letters/obstacles.ts'
import { applyPatiently, type Outcome, type Patience } from './patience.ts'
import { ProjectionFailed, type Projector } from './projection.ts'
import { createRecollection, type Recollection } from './recollection.ts'
import { createRowMemory } from './row-memory.ts'

export type ProjectionRuntime = {
  readonly database: Database
  readonly readLog: ReadLog
  /** How many events to fold at once. */
  readonly batchSize?: number
  /** How long to wait before each further try of an event that fails; after the last one it is parked. */
  readonly retryDelaysMs?: readonly number[]
  /** What is known from one drain to the next; each begins without, unless it is given. */
  readonly recollection?: Recollection
  /** In a demo bank, what somebody has let go wrong. */
  readonly interference?: Interference | undefined
}

export type Interference = {
  /** Called when a batch has been read and before it is folded, with no lock and no connection held. */
  readonly beforeBatch: (projector: Projector, signal: AbortSignal | undefined) => Promise<void>
  /** Called when a batch has been written, with what hands the same batch to the projector once more. */
  readonly afterBatch: (projector: Projector, deliverAgain: () => Promise<Outcome>) => Promise<void>
}

/** Where the checkpoint stands now, and: */
export type Drained = Standing & {
  /** How many events this call has applied. */
  readonly applied: number
  /** What stands in the way of those that come next. */
  readonly obstacles: Obstacles
}

export type DrainOptions = {
  /** Where the caller has left the checkpoint a moment ago, to save reading it. */
  readonly from?: (Standing & Partial<Pick<Drained, 'obstacles'>>) | undefined
  readonly signal?: AbortSignal
}

const BATCH_SIZE = 4_000
/** Five tries within some four seconds: long enough for what passes by itself, short enough for everybody else. */
const RETRY_DELAYS_MS = [100, 300, 900, 2_700]

/**
 * Applies events until the log's head is reached, the projector is paused or `signal` aborts (the batch in hand is
 * finished, unless it is waiting for another try). Throws {@link ProjectionFailed} when something other than an event stands in the way, such as the
 * database; everything before that batch stays applied.
 */
export const drain = async (
  runtime: ProjectionRuntime,
  projector: Projector,
  { from, signal }: DrainOptions = {},
): Promise<Drained> => {
  const { database, readLog, batchSize = BATCH_SIZE, retryDelaysMs = RETRY_DELAYS_MS } = runtime
  const { recollection = createRecollection(), interference } = runtime
  const { sql } = database
  const read = (after: number) => {
    const batch = readBatch(sql, readLog, { after, size: batchSize })
    // A batch that is read ahead may fail before anyone waits for it, or be given up; whoever waits still hears of it.
    batch.catch(() => undefined)
    return batch
  }

  let at = await whereItStands(sql, projector, recollection, from)
  let applied = 0
  let next: Promise<EventBatch> | undefined
  const memory = createRowMemory(sql)
  const patience: Patience = { retryDelaysMs, known: recollection.failures, readLog, signal }
  while (!signal?.aborted && !at.isPaused) {
    try {
      const { events, isLast } = await (next ?? read(at.position))
      const last = events.at(-1)?.globalPosition
      if (last === undefined) break
      const readAt = performance.now()
      next = isLast ? undefined : read(last)
      if (interference) {
        await interference.beforeBatch(projector, signal)
        if (signal?.aborted) break
      }
      const work = { ...at, entries: events, readAt, memory }
      const outcome = await applyPatiently(sql, projector, work, patience)
      if (outcome === 'gave up') break
      if (outcome === 'lost') {
        // Somebody else was faster, or has paused it: go on from where they have come to.
        at = await whereItStands(sql, projector, recollection)
        next = undefined
        memory.forget()
        continue
      }
      await interference?.afterBatch(projector, () =>
        applyPatiently(sql, projector, { ...work, memory: createRowMemory(sql) }, patience),
      )
      applied += events.length - outcome.parked.length
      at = { ...at, position: last }
      // In place: there may be a great many of them already.
      for (const [key, position] of outcome.blocked) at.obstacles.blocked.set(key, position)
      if (isLast) break
    } catch (error) {
      throw new ProjectionFailed(projector.name, at.position + 1, error)
    }
  }
  recollection.left(projector, at)
  return { ...at, applied }
}

/** With what stands in the way, both as `given` or as they are now. */
const whereItStands = async (
  sql: Database['sql'],
  projector: Projector,
  recollection: Recollection,
  given?: DrainOptions['from'],
) => {
  const { position, generation, isPaused } = given ?? (await readCheckpoint(sql, projector.name))
  const obstacles =
    given?.obstacles ??
    recollection.obstaclesAt(projector, { position, generation }) ??
    (await readObstacles(sql, projector, position))
  return { position, generation, isPaused, obstacles }
}

/** Empties the projector's tables and puts it before the log's first event; the next drain builds it anew. */
export const reset = async ({ sql }: Pick<Database, 'sql'>, { name, parts }: Projector): Promise<void> => {
  await inTransaction(sql, async (tx) => {
    // In the order in which a batch takes its locks, tables before the checkpoint: otherwise each could wait for the other.
    // Row by row, and nobody else meanwhile: files made anew for every index cost more than the rows of a small bank.
    for (const { table } of parts) {
      const name = tx(getTableName(table))
      await tx`LOCK TABLE ${name} IN EXCLUSIVE MODE`
      await tx`DELETE FROM ${name}`
    }
    await resetCheckpoint(tx, name)
    await clearParked(tx, name)
  })
}
