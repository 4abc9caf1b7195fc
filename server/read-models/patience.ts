/**
 * Applies one batch. An event that fails is tried again, a little later each time; one that fails at the last try is
 * parked, and the rest of the batch is applied. What is not an event's fault (the database is away, say) is thrown at
 * once and parks nothing, however often it happens.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import type { LogEntry } from '../event-store/read.ts'
import { log } from '../log.ts'
import type { ReadLog } from './batch.ts'
import type { Checkpoint } from './checkpoint.ts'
import { commitBatch } from './commit-batch.ts'
import type { Obstacles } from './dead-letters/obstacles.ts'
import { parking } from './dead-letters/park.ts'
import { type FoldedBatch, foldBatch, writesOf } from './fold-batch.ts'
import type { Projector } from './projection.ts'
import { findRefused, isRefusal } from './refused-rows.ts'
import type { RowMemory } from './row-memory.ts'

export type Work = Checkpoint & {
  /** Never empty, beginning after the checkpoint. */
  readonly entries: readonly LogEntry[]
  readonly obstacles: Obstacles
  /** Rows of earlier batches, if every one of them was applied by this runner. */
  readonly memory: RowMemory
}

export type Patience = {
  readonly retryDelaysMs: readonly number[]
  /** To read the batch again before another try: what could not be decoded may be readable by then. */
  readonly readLog?: ReadLog
  readonly signal?: AbortSignal | undefined
}

/** `lost`, and nothing is changed, when the checkpoint is elsewhere by now; `gave up` when the signal came first. */
export type Outcome = { readonly parked: number } | 'lost' | 'gave up'

export const applyPatiently = async (
  sql: Sql,
  projector: Projector,
  work: Work,
  { retryDelaysMs, readLog, signal }: Patience,
): Promise<Outcome> => {
  let { entries } = work
  for (let tries = 1; ; tries++) {
    const waitMs = retryDelaysMs[tries - 1]
    const attempt = { ...work, entries }
    try {
      const folded = await foldBatch(projector.parts, entries, work)
      if (waitMs === undefined || !folded.parked.some(hasFailed))
        return await commit(sql, projector, attempt, folded, tries)
      warn(projector, folded, tries, waitMs)
    } catch (error) {
      if (!isRefusal(error)) throw error
      if (waitMs === undefined) return await applyWithoutRefused(sql, projector, attempt, tries)
      log.warn({ err: error, projector: projector.name, tries, waitMs }, 'The database refuses a row')
    }
    if (!(await waited(waitMs, signal))) return 'gave up'
    if (readLog) entries = await readLog(sql, { after: work.position, limit: entries.length })
  }
}

const hasFailed = ({ behind }: FoldedBatch['parked'][number]) => behind === null

const waited = async (ms: number, signal: AbortSignal | undefined): Promise<boolean> => {
  try {
    await delay(ms, undefined, signal && { signal })
    return true
  } catch {
    return false
  }
}

/** The rows and the parked events of a folded batch, with the checkpoint. */
const commit = async (
  sql: Sql,
  projector: Projector,
  { position, generation, entries, memory }: Work,
  { writes, parked }: FoldedBatch,
  tries: number,
): Promise<Outcome> => {
  const isCommitted = await commitBatch(sql, {
    name: projector.name,
    from: { position, generation },
    to: entries.at(-1)!.globalPosition,
    writes: writesOf(writes),
    alongside: await parking(sql, parked, tries),
  })
  if (!isCommitted) return 'lost'
  for (const { part, rows } of writes) if (part.kind === 'fold') memory.remember(part, rows)
  tellOf(projector, parked, tries)
  return { parked: parked.length }
}

/** At the last try: parks the events whose rows the database does not take, and applies the rest. */
const applyWithoutRefused = async (
  sql: Sql,
  projector: Projector,
  work: Work,
  tries: number,
): Promise<Outcome> => {
  const refused = await findRefused(sql, projector, work)
  const folded = await foldBatch(projector.parts, work.entries, { ...work, refused })
  return commit(sql, projector, work, folded, tries)
}

const warn = (projector: Projector, { parked }: FoldedBatch, tries: number, waitMs: number) => {
  const [first, ...others] = parked.filter(hasFailed)
  log.warn(
    {
      err: first?.error,
      projector: projector.name,
      position: first?.position,
      others: others.length,
      tries,
      waitMs,
    },
    'An event fails and will be tried again',
  )
}

const tellOf = (projector: Projector, parked: FoldedBatch['parked'], tries: number) => {
  const failed = parked.filter(hasFailed)
  const [first] = failed
  if (!first) return
  log.error(
    {
      err: first.error,
      projector: projector.name,
      positions: failed.slice(0, 20).map(({ position }) => position),
      failed: failed.length,
      behind: parked.length - failed.length,
      tries,
    },
    'Events are parked',
  )
}
