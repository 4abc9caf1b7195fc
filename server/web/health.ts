/**
 * `GET /api/health`: whether this bank works as a whole. 200 `ok`; 200 `degraded` when it works but something lags or has
 * failed: read models that are behind, have parked events, are paused or are being rebuilt, a log that is not sealed any more, jobs
 * that failed for good, messages of the clearing house that were put aside. 503 `down` when the database does not answer, or when there is no worker, so that what is sent is
 * never seen: somebody has to be woken up for that. Whoever only wants to know whether this web process is alive, such as
 * a load balancer that would otherwise take it away with the worker, asks `/api/health/live`.
 */

export type HealthReport = {
  readonly status: 'ok' | 'degraded' | 'down'
  readonly checks: {
    readonly database: 'ok' | 'unreachable'
    readonly worker: 'ok' | 'missing' | 'unknown'
    /** The first of these that is so for any of them. */
    readonly projections: 'behind' | 'parked' | 'paused' | 'rebuilding' | 'ok' | 'unknown'
    readonly sealing: 'stalled' | 'ok' | 'unknown'
    readonly jobs: 'failed' | 'ok' | 'unknown'
    /** Messages of the clearing house that were put aside. */
    readonly clearing: 'parked' | 'ok' | 'unknown'
  }
  /** Each read model; missing when the database does not answer. */
  readonly projectors?: readonly ProjectorHealth[]
  /** How many events are not sealed yet. */
  readonly unsealed?: number
  /** How many jobs have failed for good of late. */
  readonly failedJobs?: number
}

export type ProjectorHealth = {
  readonly name: string
  /** How many events it has not seen yet. */
  readonly lag: number
  /** How many it has put aside, because they failed or wait behind one that did. */
  readonly parked: number
  readonly rebuilding: boolean
  /** Somebody has it stand still. */
  readonly paused: boolean
}

export type HealthProbes = {
  readonly workerConnected: () => Promise<boolean>
  /** Seconds that the oldest event some projector has not seen yet has been waiting; 0 when none has. */
  readonly projectionDelaySeconds: () => Promise<number>
  readonly projectors: () => Promise<readonly ProjectorHealth[]>
  readonly sealing: () => Promise<SealingHealth>
  readonly failedJobs: () => Promise<number>
  readonly parkedMessages: () => Promise<number>
}

export type SealingHealth = {
  readonly unsealed: number
  /** Seconds that events have been waiting while nothing was sealed; 0 when none waits. */
  readonly stalledSeconds: number
}

const ANSWER_WITHIN_MS = 2_000
const REMEMBERED_MS = 1_000
/** Projectors are milliseconds behind; a restarted worker is back within seconds. */
const BEHIND_AFTER_SECONDS = 15
/** A log is sealed once a second; a worker that takes over from another begins at once. */
const STALLED_AFTER_SECONDS = 60

/** Asked by anybody, so it asks the database once a second at most. */
export const createHealth = (probes: HealthProbes) => {
  let last: { report: Promise<HealthReport>; at: number } | undefined
  return (): Promise<HealthReport> => {
    const now = performance.now()
    if (!last || now - last.at > REMEMBERED_MS) last = { report: check(probes), at: now }
    return last.report
  }
}

const check = async (probes: HealthProbes): Promise<HealthReport> => {
  try {
    const [hasWorker, delaySeconds, projectors, { unsealed, stalledSeconds }, failedJobs, parkedMessages] =
      await inTime(
        Promise.all([
          probes.workerConnected(),
          probes.projectionDelaySeconds(),
          probes.projectors(),
          probes.sealing(),
          probes.failedJobs(),
          probes.parkedMessages(),
        ]),
      )
    const checks = {
      database: 'ok',
      worker: hasWorker ? 'ok' : 'missing',
      projections: stateOf(projectors, delaySeconds),
      sealing: stalledSeconds > STALLED_AFTER_SECONDS ? 'stalled' : 'ok',
      jobs: failedJobs > 0 ? 'failed' : 'ok',
      clearing: parkedMessages > 0 ? 'parked' : 'ok',
    } as const
    const isWell = Object.values(checks).every((check) => check === 'ok')
    const status = !hasWorker ? 'down' : isWell ? 'ok' : 'degraded'
    return { status, checks, projectors, unsealed, failedJobs }
  } catch {
    const unknown = {
      worker: 'unknown',
      projections: 'unknown',
      sealing: 'unknown',
      jobs: 'unknown',
      clearing: 'unknown',
    } as const
    return { status: 'down', checks: { database: 'unreachable', ...unknown } }
  }
}

const stateOf = (projectors: readonly ProjectorHealth[], delaySeconds: number) => {
  if (delaySeconds > BEHIND_AFTER_SECONDS) return 'behind'
  if (projectors.some(({ parked }) => parked > 0)) return 'parked'
  if (projectors.some(({ paused }) => paused)) return 'paused'
  return projectors.some(({ rebuilding }) => rebuilding) ? 'rebuilding' : 'ok'
}

const inTime = async <Result>(work: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database did not answer in time')), ANSWER_WITHIN_MS)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
