/**
 * Applies one batch. An event that fails is tried again, a little later each time; one that fails at the last try is
 * parked, and the rest of the batch is applied. Where all that fails does so as others did a moment ago, it is parked at
 * once. What is not an event's fault (the database is away, say) is thrown at once and parks nothing, however often it
 * happens.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import type { LogEntry } from '../event-store/read.ts'
import { log } from '../log.ts'
import { instantOf } from './advance.ts'
import type { ReadLog } from './batch.ts'
import { spanOfBatch } from './batch-span.ts'
import type { Checkpoint } from './checkpoint.ts'
import { commitBatch } from './commit-batch.ts'
import type { Failure, KnownFailures } from './dead-letters/known-failures.ts'
import type { Obstacles } from './dead-letters/obstacles.ts'
import { parking } from './dead-letters/park.ts'
import { loggable } from './dead-letters/told-error.ts'
import { type FoldedBatch, foldBatch, type ParkedEntry, writesOf } from './fold-batch.ts'
import type { Projector } from './projection.ts'
import { findRefused, isRefusal } from './refused-rows.ts'
import type { RowMemory } from './row-memory.ts'

export type Work = Checkpoint & {
  /** Never empty, beginning after the checkpoint. */
  readonly entries: readonly LogEntry[]
  /** When they were there (`performance.now()`). */
  readonly readAt: number
  readonly obstacles: Obstacles
  /** Rows of earlier batches, if every one of them was applied by this runner. */
  readonly memory: RowMemory
}

export type Patience = {
  readonly retryDelaysMs: readonly number[]
  readonly known: KnownFailures
  /** To read the batch again before another try: what could not be decoded may be readable by then. */
  readonly readLog: ReadLog
  readonly signal?: AbortSignal | undefined
}

/** `lost`, and nothing is changed, when the checkpoint is elsewhere by now; `gave up` when the signal came first. */
export type Outcome = Pick<FoldedBatch, 'parked' | 'blocked'> | 'lost' | 'gave up'

export const applyPatiently = async (
  sql: Sql,
  projector: Projector,
  work: Work,
  { retryDelaysMs, known, readLog, signal }: Patience,
): Promise<Outcome> => {
  let { entries } = work
  for (let tries = 1; ; tries++) {
    const attempt: Attempt = { ...work, entries, tries, known }
    const waitMs = retryDelaysMs[tries - 1]
    const isWorthWaiting = (failures: readonly Failure[]) =>
      waitMs !== undefined && !known.areKnown(projector, failures)
    try {
      const folded = await foldBatch(projector.parts, entries, work)
      const failures = folded.parked.filter(hasFailed)
      if (!isWorthWaiting(failures)) return await commit(sql, projector, attempt, folded)
      warn(projector, failures, { tries, waitMs })
    } catch (error) {
      if (!isRefusal(error)) throw error
      if (!isWorthWaiting([{ type: '', error }])) return await applyWithoutRefused(sql, projector, attempt)
      log.warn({ err: error, projector: projector.name, tries, waitMs }, 'The database refuses a row')
    }
    if (!(await waited(waitMs!, signal))) return 'gave up'
    entries = await readLog(sql, { after: work.position, limit: entries.length })
  }
}

type Attempt = Work & { readonly tries: number; readonly known: KnownFailures }

const hasFailed = ({ behind }: ParkedEntry) => behind === null

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
  { position, generation, entries, readAt, memory, tries, known }: Attempt,
  { writes, parked, blocked }: FoldedBatch,
): Promise<Outcome> => {
  const to = entries.at(-1)!.globalPosition
  const steps = { readAt: instantOf(readAt), foldedAt: instantOf(performance.now()) }
  const isCommitted = await commitBatch(sql, {
    name: projector.name,
    from: { position, generation },
    to,
    steps,
    writes: writesOf(writes),
    alongside: await parking(sql, parked, tries),
  })
  if (!isCommitted) return 'lost'
  spanOfBatch(
    { projector: projector.name, after: position, upTo: to, ...steps },
    instantOf(performance.now()),
  )
  for (const { part, rows } of writes) if (part.kind === 'fold') memory.remember(part, rows)
  known.note(projector, parked.filter(hasFailed))
  tellOf(projector, parked, tries)
  return { parked, blocked }
}

/** Parks the events whose rows the database does not take, and applies the rest. */
const applyWithoutRefused = async (sql: Sql, projector: Projector, attempt: Attempt): Promise<Outcome> => {
  const refused = await findRefused(sql, projector, attempt)
  const folded = await foldBatch(projector.parts, attempt.entries, { ...attempt, refused })
  return commit(sql, projector, attempt, folded)
}

const warn = (
  projector: Projector,
  [first, ...others]: readonly ParkedEntry[],
  how: { readonly tries: number; readonly waitMs: number | undefined },
) => {
  log.warn(
    {
      err: first && loggable(first),
      projector: projector.name,
      position: first?.position,
      others: others.length,
      ...how,
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
      err: loggable(first),
      projector: projector.name,
      positions: failed.slice(0, 20).map(({ position }) => position),
      failed: failed.length,
      behind: parked.length - failed.length,
      tries,
    },
    'Events are parked',
  )
}
