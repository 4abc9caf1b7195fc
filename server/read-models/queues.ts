/**
 * The pg-boss queues: one that wakes all projectors, and one per projector. A job carries nothing: it is a wake-up, and the
 * log is the queue. So a queue holds one waiting and one active job at most (policy `stately`), a job that failed is not
 * tried again (the sweep does that), and losing one costs a moment.
 */
import { PgBoss } from 'pg-boss'
import { log } from '../log.ts'
import type { Projector } from './projection.ts'
import type { ProjectorName } from './registry.ts'

export const PROJECTOR_QUEUE_PREFIX = 'project-'
export const projectorQueue = ({ name }: Projector<ProjectorName>) =>
  `${PROJECTOR_QUEUE_PREFIX}${name}` as const
/** What every commit sends: all of them want to know, and a job for each would cost several times the commit. */
export const ALL_PROJECTORS_QUEUE = `${PROJECTOR_QUEUE_PREFIX}all`
export const projectorQueues = (projectors: readonly Projector<ProjectorName>[]) => [
  ALL_PROJECTORS_QUEUE,
  ...projectors.map(projectorQueue),
]
export const RECEIPTS_QUEUE = 'purge-receipts'
export const FORGETTING_QUEUE = 'finish-forgetting'
/** Where jobs go that have failed for good, from whichever queue. Nobody works on it; somebody looks. */
export const FAILED_JOBS_QUEUE = 'failed-jobs'
const FAILED_JOBS_KEPT_SECONDS = 14 * 24 * 3600

export type BossOptions = {
  readonly databaseUrl: string
  readonly applicationName: string
  /** Sends only: no listening, no schedules, no upkeep of pg-boss' tables. */
  readonly sendsOnly?: boolean
}

/** Not yet started. Connections are pg-boss' own. */
export const createBoss = ({ databaseUrl, applicationName, sendsOnly = false }: BossOptions): PgBoss => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: applicationName,
    max: 4,
    // No commit of a wake-up need wait for the disk: one that a crash of the server takes back is made up for.
    options: '-c synchronous_commit=off',
    useListenNotify: !sendsOnly,
    supervise: !sendsOnly,
    schedule: !sendsOnly,
    // Jobs that are done are of no interest.
    maintenanceIntervalSeconds: 300,
    registerInstance: false,
  })
  // Lost connections and the like; pg-boss goes on by itself. Without a listener they would end the process.
  boss.on('error', (err) => log.warn({ err }, 'pg-boss had an error'))
  return boss
}

/** Starts it, also when the database is not up yet, and makes its tables and queues when they are missing. */
export const startBoss = async (
  boss: PgBoss,
  projectors: readonly Projector<ProjectorName>[],
): Promise<void> => {
  await boss.start({ attempts: 6 })
  for (const queue of projectorQueues(projectors))
    await boss.createQueue(queue, {
      policy: 'stately',
      notify: true,
      retryLimit: 0,
      expireInSeconds: 60,
      retentionSeconds: 3600,
      deleteAfterSeconds: 60,
    })
  for (const queue of [RECEIPTS_QUEUE, FORGETTING_QUEUE])
    await boss.createQueue(queue, { policy: 'exclusive', notify: true, retryLimit: 2, retryDelay: 60 })
}

/** To be called when all queues are there: what fails in any of them is kept to be looked at. */
export const keepFailedJobs = async (boss: PgBoss): Promise<void> => {
  await boss.createQueue(FAILED_JOBS_QUEUE, { retentionSeconds: FAILED_JOBS_KEPT_SECONDS })
  for (const { name, deadLetter } of await boss.getQueues()) {
    const isOurs = name !== FAILED_JOBS_QUEUE && !name.startsWith('__pgboss')
    if (isOurs && deadLetter !== FAILED_JOBS_QUEUE)
      await boss.updateQueue(name, { deadLetter: FAILED_JOBS_QUEUE })
  }
}
