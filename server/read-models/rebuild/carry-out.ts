/**
 * Carries a rebuild from wherever it stands to its end. All that it has reached stands in the database: the shadow's
 * rows and checkpoint, and the rebuild's own row. So whoever carries it may be killed at any moment, and the next one
 * goes on; that two carry it at once is prevented for speed's sake only, because each batch is won by one of them.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { connect, type Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { ReadLog } from '../batch.ts'
import { readCheckpoint } from '../checkpoint.ts'
import type { Projector } from '../projection.ts'
import { createRecollection } from '../recollection.ts'
import { drain, type ProjectionRuntime } from '../runner.ts'
import { type Comparison, compareWithLive } from './compare.ts'
import { startProgress } from './progress.ts'
import { isLockRefused, replaceLive } from './replace.ts'
import { buildIndexes, dropShadow, ensureShadow, type Shadow, shadowOf } from './shadow.ts'
import type { Purpose } from './table.ts'

export type CarryOutOptions = {
  readonly databaseUrl: string
  readonly readLog: ReadLog
  /** The batch in hand is finished, and what is reached stays for whoever comes next. */
  readonly signal?: AbortSignal
  /** Larger than the live projector's: nobody waits for a single batch here. */
  readonly batchSize?: number
  /** As the live projector's. */
  readonly retryDelaysMs?: readonly number[]
}

export type RebuildToCarry = { readonly id: number; readonly projector: Projector; readonly purpose: Purpose }

/** `busy`: somebody else is at it. `over`: it was cancelled, or somebody else has finished it. */
export type CarryOutResult = 'done' | 'busy' | 'over' | 'stopped'

const BATCH_SIZE = 10_000
/** For the swap, the progress, and reading, loading and writing in parallel. */
const CONNECTIONS = 6
/** With the rebuild's id the key of an advisory lock. */
const LOCK_CLASS = 7_277_463
/** While others hold locks for long, such as a backup, each try costs readers a moment: so they get rarer. */
const LONGEST_PAUSE_MS = 5_000

export const carryOut = async (
  rebuild: RebuildToCarry,
  { databaseUrl, signal, batchSize = BATCH_SIZE, ...runtime }: CarryOutOptions,
): Promise<CarryOutResult> => {
  // Connections of its own: a swap in mid-transaction must not wait for one that somebody else has.
  const database = connect(databaseUrl, { applicationName: 'passbook-rebuild', max: CONNECTIONS })
  // One of its own, which is never idle for the pool to close: the lock goes when it goes.
  const lock = connect(databaseUrl, { applicationName: 'passbook-rebuild', max: 1 })
  try {
    const [row] = await lock.sql<{ locked: boolean }[]>`
      SELECT pg_try_advisory_lock(${LOCK_CLASS}::int, ${rebuild.id}::int) AS locked`
    if (!row!.locked) return 'busy'
    const recollection = createRecollection()
    return await carry(rebuild, { ...runtime, database, batchSize, recollection }, signal)
  } finally {
    await Promise.all([database.close(), lock.close()])
  }
}

const carry = async (
  { id, projector, purpose }: RebuildToCarry,
  runtime: ProjectionRuntime,
  signal: AbortSignal | undefined,
): Promise<CarryOutResult> => {
  const { sql } = runtime.database
  const shadow = shadowOf(projector, purpose)
  const progress = startProgress(sql, { rebuildId: id, shadowName: shadow.projector.name })
  const ended = signal ? AbortSignal.any([signal, progress.isOver]) : progress.isOver
  const run = { id, projector, purpose, shadow, runtime, ended, progress }
  try {
    await ensureShadow(sql, shadow, id, purpose)
    await progress.enter('reading')
    const isDone = await (purpose === 'replace' ? replace(run) : verify(run))
    if (isDone) return 'done'
    return signal?.aborted ? 'stopped' : 'over'
  } catch (error) {
    // What was cancelled under its hands fails in whatever it was doing.
    if (await progress.hasEnded()) return 'over'
    throw error
  } finally {
    await progress.stop()
    await removeRemains(sql, shadow)
  }
}

type Run = RebuildToCarry & {
  readonly shadow: Shadow
  readonly runtime: ProjectionRuntime
  readonly ended: AbortSignal
  readonly progress: ReturnType<typeof startProgress>
}

const replace = async ({ id, projector, shadow, runtime, ended, progress }: Run): Promise<boolean> => {
  const { sql } = runtime.database
  // 1 the bulk, with no index but the key
  await drain(runtime, shadow.projector, { signal: ended })
  if (ended.aborted) return false
  // 2 the other indexes, all at once
  await progress.enter('indexing')
  await buildIndexes(sql, shadow, 'replace')
  // 3 what was written meanwhile, and the swap; again, while the locks cannot be had
  await progress.enter('replacing')
  for (let pauseMs = 25; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    await drain(runtime, shadow.projector, { signal: ended })
    if (ended.aborted) return false
    try {
      return await replaceLive(sql, {
        rebuildId: id,
        projectorName: projector.name,
        shadow,
        foldUpTo: (position) => foldUpTo(runtime, shadow, position),
      })
    } catch (error) {
      if (!isLockRefused(error)) throw error
      await delay(pauseMs, undefined, { signal: ended }).catch(() => undefined)
    }
  }
}

/** The live projector moves on meanwhile: only the last part of the way is compared against a standing image of it. */
const NEAR = 5_000

const verify = async ({ id, projector, shadow, runtime, ended, progress }: Run): Promise<boolean> => {
  const { sql } = runtime.database
  for (;;) {
    const live = await readCheckpoint(sql, projector.name)
    const { position } = await foldUpTo(runtime, shadow, live.position, ended)
    if (ended.aborted) return false
    if ((await readCheckpoint(sql, projector.name)).position - position < NEAR) break
  }
  await progress.enter('comparing')
  const comparison = await compareWithLive(sql, {
    projectorName: projector.name,
    tables: projector.parts.map(({ table }, index) => ({ table, ...shadow.tables[index]! })),
    foldUpTo: (position) => foldUpTo(runtime, shadow, position, ended),
    signal: ended,
  })
  return comparison !== undefined && (await finishVerification(sql, id, shadow, comparison))
}

const finishVerification = (sql: Sql, id: number, shadow: Shadow, comparison: Comparison) =>
  inTransaction(sql, async (tx) => {
    const updated = await tx`
      UPDATE projection_rebuilds
      SET status = 'done', comparison = ${JSON.stringify(comparison)}::text::jsonb, position = ${comparison.position},
          updated_at = now(), finished_at = now()
      WHERE id = ${id} AND status = 'running'`
    if (updated.count === 0) return false
    await dropShadow(tx, shadow)
    return true
  })

/** Not one event further; the batch beyond is read and not looked at. */
const foldUpTo = (runtime: ProjectionRuntime, { projector }: Shadow, upTo: number, signal?: AbortSignal) => {
  const readLog: ReadLog = async (sql, range) =>
    (await runtime.readLog(sql, range)).filter(({ globalPosition }) => globalPosition <= upTo)
  return drain({ ...runtime, readLog }, projector, signal ? { signal } : {})
}

/** A carrier that is overtaken by a cancellation may make the checkpoint anew, of no rebuild. */
const removeRemains = (sql: Sql, { projector }: Shadow) => sql`
  DELETE FROM projector_checkpoints c
  WHERE c.projector_name = ${projector.name}
    AND NOT EXISTS (SELECT FROM projection_rebuilds r WHERE r.id = c.generation AND r.status = 'running')`
