/**
 * Carries the log to the read models. A woken projector drains the log to its head and then stays up for a moment,
 * looking at the head itself: while the bank is busy it hears of a commit within milliseconds, without a job for it.
 * A projector that fails is left alone for a while and stops no other.
 */
import { isConnectionLost } from '../event-store/errors.ts'
import { log } from '../log.ts'
import { ProjectionFailed, type Projector } from '../read-models/projection.ts'
import { type Drained, drain, type ProjectionRuntime } from '../read-models/runner.ts'
import type { Backoff } from './backoff.ts'
import type { HeadWatch } from './head-watch.ts'

/** How long to look for more after the last event. */
export const LINGER_MS = 250
/** After so long a projector that is kept busy looks anew at where it stands and what is in its way. */
const SLICE_MS = 10_000

export type RunProjectorOptions = {
  readonly runtime: ProjectionRuntime
  readonly headWatch: HeadWatch
  readonly backoff: Backoff
  readonly signal: AbortSignal
  /** Who appends moves this one on, so where it stands is read anew each time, or each batch would be folded twice. */
  readonly inlineProjection?: string | null
}

/**
 * Until the projector has nothing more to do, is paused, is left alone for a while, or the signal aborts: in a busy bank
 * that may be hours. Throws what stands in its way.
 */
export type RunProjector = (projector: Projector) => Promise<void>

export type ProjectorRuns = {
  /** Once at a time in this process; who asks meanwhile waits for the run under way. */
  readonly run: RunProjector
  /** When all runs under way have ended, however. */
  readonly ended: () => Promise<unknown>
}

export const createProjectorRuns = (options: RunProjectorOptions): ProjectorRuns => {
  const running = new Map<string, Promise<void>>()
  const runToTheEnd = async (projector: Projector) => {
    let isThereMore = true
    while (isThereMore && !options.signal.aborted) isThereMore = await runSlice(projector, options)
  }
  return {
    run: (projector) => {
      let run = running.get(projector.name)
      if (!run) {
        run = runToTheEnd(projector).finally(() => running.delete(projector.name))
        running.set(projector.name, run)
      }
      return run
    },
    ended: () => Promise.allSettled(running.values()),
  }
}

/** True when the time was up first: there may be more to do. */
const runSlice = async (
  projector: Projector,
  { runtime, headWatch, backoff, signal, inlineProjection }: RunProjectorOptions,
): Promise<boolean> => {
  const { name } = projector
  if (!backoff.mayTry(name)) return false
  const timeIsUp = AbortSignal.timeout(SLICE_MS)
  const either = AbortSignal.any([signal, timeIsUp])
  try {
    for (let from: Drained | undefined; ; ) {
      const drained = await drain(runtime, projector, { from, signal: either })
      from = name === inlineProjection ? undefined : drained
      backoff.succeeded(name)
      // Whoever resumes it wakes it.
      if (drained.isPaused) return false
      if (either.aborted) return true
      if (!(await headWatch.movesBeyond(drained.position, { lingerMs: LINGER_MS, signal: either })))
        return timeIsUp.aborted
    }
  } catch (err) {
    const position = err instanceof ProjectionFailed ? err.position : undefined
    if (isConnectionLost(err instanceof ProjectionFailed ? err.cause : err)) {
      // Not the projector's fault, and soon over: the sweep tries again.
      log.warn({ err, projector: name, position }, 'A projector has lost the database')
      throw err
    }
    const retryInMs = backoff.failed(name)
    log.error({ err, projector: name, position, retryInMs }, 'A projector has failed')
    throw err
  }
}
