/**
 * `GET /api/health`: whether this bank works as a whole. 200 `ok`; 200 `degraded` when it works but its read models are
 * behind, have parked events or are being rebuilt; 503 `down` when the database does not answer, or when there is no worker, so that
 * what is sent is never seen: somebody has to be woken up for that. Whoever only wants to know whether this web process
 * is alive, such as a load balancer that would otherwise take it away with the worker, asks `/api/health/live`.
 */

export type HealthReport = {
  readonly status: 'ok' | 'degraded' | 'down'
  readonly checks: {
    readonly database: 'ok' | 'unreachable'
    readonly worker: 'ok' | 'missing' | 'unknown'
    /** The first of these that is so for any of them. */
    readonly projections: 'behind' | 'parked' | 'rebuilding' | 'ok' | 'unknown'
  }
  /** Each read model; missing when the database does not answer. */
  readonly projectors?: readonly ProjectorHealth[]
}

export type ProjectorHealth = {
  readonly name: string
  /** How many events it has not seen yet. */
  readonly lag: number
  /** How many it has put aside, because they failed or wait behind one that did. */
  readonly parked: number
  readonly rebuilding: boolean
}

export type HealthProbes = {
  readonly workerConnected: () => Promise<boolean>
  /** Seconds that the oldest event some projector has not seen yet has been waiting; 0 when none has. */
  readonly projectionDelaySeconds: () => Promise<number>
  readonly projectors: () => Promise<readonly ProjectorHealth[]>
}

const ANSWER_WITHIN_MS = 2_000
const REMEMBERED_MS = 1_000
/** Projectors are milliseconds behind; a restarted worker is back within seconds. */
const BEHIND_AFTER_SECONDS = 15

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
    const [hasWorker, delaySeconds, projectors] = await inTime(
      Promise.all([probes.workerConnected(), probes.projectionDelaySeconds(), probes.projectors()]),
    )
    const worker = hasWorker ? 'ok' : 'missing'
    const projections = stateOf(projectors, delaySeconds)
    const status = worker === 'missing' ? 'down' : projections === 'ok' ? 'ok' : 'degraded'
    return { status, checks: { database: 'ok', worker, projections }, projectors }
  } catch {
    return { status: 'down', checks: { database: 'unreachable', worker: 'unknown', projections: 'unknown' } }
  }
}

const stateOf = (projectors: readonly ProjectorHealth[], delaySeconds: number) => {
  if (delaySeconds > BEHIND_AFTER_SECONDS) return 'behind'
  if (projectors.some(({ parked }) => parked > 0)) return 'parked'
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
