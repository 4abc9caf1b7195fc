/**
 * Compares checkpoints with the log's head every {@link SWEEP_MS}, so that a wake-up that was lost costs no more than
 * that. A projector that is behind is woken, unless it is paused; one that has not moved since the last look is carried on right here, and
 * its jobs are thrown away, because one of them may still be active in the name of a worker that was killed and would
 * keep the queue shut until it expires.
 */
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { projectionVersions } from '../read-models/health.ts'
import type { Projector } from '../read-models/projection.ts'
import type { ProjectorName } from '../read-models/registry.ts'
import type { Backoff } from './backoff.ts'

export const SWEEP_MS = 2_000

export type SweepOptions = {
  readonly sql: Sql
  readonly projectors: readonly Projector<ProjectorName>[]
  readonly backoff: Backoff
  /** Has them run, and waits for them for a moment. */
  readonly call: (projectors: readonly Projector<ProjectorName>[]) => Promise<void>
  readonly wake: (projector: Projector<ProjectorName>) => Promise<unknown>
  readonly clearJobs: (projector: Projector<ProjectorName>) => Promise<unknown>
}

/** Each call is one look. Never throws. */
export const createSweep = ({ sql, projectors, backoff, call, wake, clearJobs }: SweepOptions) => {
  let lastSeen = new Map<string, number>()

  const help = async (projector: Projector<ProjectorName>, position: number): Promise<void> => {
    const isStuck = lastSeen.get(projector.name) === position
    if (!isStuck) {
      await wake(projector)
      return
    }
    log.warn({ projector: projector.name, position }, 'A projector is behind and not moving; carrying it on')
    await Promise.all([call([projector]), clearJobs(projector).then(() => wake(projector))])
  }

  return async (): Promise<void> => {
    try {
      const { data } = await projectionVersions(sql)
      const behind = new Map(
        data
          .filter(({ lag, pausedAt }) => lag > 0 && pausedAt === null)
          .map(({ name, position }) => [name, position]),
      )
      const toHelp = projectors.filter(({ name }) => behind.has(name) && backoff.mayTry(name))
      const helped = toHelp.map((projector) => help(projector, behind.get(projector.name)!))
      lastSeen = behind
      for (const result of await Promise.allSettled(helped))
        if (result.status === 'rejected')
          log.warn({ err: result.reason }, 'The sweep could not help a projector')
    } catch (err) {
      log.warn({ err }, 'The sweep could not look')
    }
  }
}
