/**
 * Gives streams their snapshots in the background, when a worker starts (its code may want snapshots of another shape)
 * and every few minutes; one worker at a time.
 */
import type { PgBoss } from 'pg-boss'
import type { Sql } from '../../db/client.ts'
import { sweepSnapshots } from '../event-store/snapshot-sweep.ts'
import { log } from '../log.ts'

export const SNAPSHOTS_QUEUE = 'sweep-snapshots'
const EVERY_FIVE_MINUTES = '*/5 * * * *'
/** The first sweep over a long log may take a while; one that dies goes on where it was. */
const EXPIRE_SECONDS = 3_600

export const scheduleSnapshots = async (boss: PgBoss, sql: Sql, signal: AbortSignal): Promise<void> => {
  await boss.createQueue(SNAPSHOTS_QUEUE, {
    policy: 'exclusive',
    notify: true,
    retryLimit: 0,
    expireInSeconds: EXPIRE_SECONDS,
  })
  await boss.schedule(SNAPSHOTS_QUEUE, EVERY_FIVE_MINUTES)
  await boss.work(SNAPSHOTS_QUEUE, { pollingIntervalSeconds: 30 }, async () => {
    try {
      const { taken, failed } = await sweepSnapshots(sql, { signal })
      if (taken + failed > 0) log.info({ taken, failed }, 'The sweep has taken snapshots')
    } catch (error) {
      // Stopped with the worker: the next sweep goes on.
      if (!signal.aborted) throw error
    }
  })
  // What a killed worker has left would keep the queue shut until it expires. Should it be another one's that is at work,
  // two sweep at once, which does no harm.
  await boss.deleteAllJobs(SNAPSHOTS_QUEUE)
  await boss.send(SNAPSHOTS_QUEUE)
}
