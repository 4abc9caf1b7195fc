/**
 * The worker's queues and schedules, as pg-boss itself tells them: asked by its own API over a connection of the bank's,
 * without starting it, so that looking here sends nothing, takes nothing, and looks after nothing.
 */
import { PgBoss, type QueueResult } from 'pg-boss'
import type { Sql } from '../../db/client.ts'
import { FAILED_JOBS_QUEUE, PROJECTOR_QUEUE_PREFIX } from '../read-models/queues.ts'

export type QueueFigures = {
  name: string
  /** Whom it wakes: a read model's projector, or the worker for something of its own. */
  kind: 'projector' | 'chore' | 'failed'
  /** As pg-boss has counted them last, about once a minute while a worker is there. */
  waiting: number
  deferred: number
  active: number
  failed: number
  /** How many jobs of it may be there at once, by pg-boss' name for it. */
  policy: string
  /** How often one that has failed is tried again, and after how long at first. */
  retries: number
  retryDelaySeconds: number
  /** One that has run for longer counts as failed. */
  expiresSeconds: number
  deadLetter: string | null
  schedule: { cron: string; timeZone: string; nextAt: string | null } | null
}

/** None before a worker has ever run. */
export const jobFigures = async (sql: Sql, now: Date): Promise<QueueFigures[]> => {
  const [installed] = await sql<
    { made: boolean }[]
  >`SELECT to_regclass('pgboss.schedule') IS NOT NULL AS made`
  if (!installed?.made) return []
  const boss = readingBoss(sql)
  const [queues, schedules] = await Promise.all([boss.getQueues(), boss.getSchedules()])
  return queues
    .filter(({ name }) => !name.startsWith('__pgboss'))
    .map((queue) => {
      const schedule = schedules.find(({ name }) => name === queue.name)
      return {
        ...figuresOf(queue),
        schedule: schedule
          ? {
              cron: schedule.cron,
              timeZone: schedule.timezone,
              nextAt: nextOf(boss, schedule, now),
            }
          : null,
      }
    })
}

const readingBoss = (sql: Sql): PgBoss =>
  new PgBoss({
    db: {
      executeSql: async (text, values = []) => ({ rows: await sql.unsafe(text, values as never[]) }),
    },
    supervise: false,
    schedule: false,
    registerInstance: false,
  })

const figuresOf = (queue: QueueResult): Omit<QueueFigures, 'schedule'> => ({
  name: queue.name,
  kind:
    queue.name === FAILED_JOBS_QUEUE
      ? 'failed'
      : queue.name.startsWith(PROJECTOR_QUEUE_PREFIX)
        ? 'projector'
        : 'chore',
  waiting: queue.readyCount,
  deferred: queue.deferredCount,
  active: queue.activeCount,
  failed: queue.failedCount,
  policy: queue.policy ?? 'standard',
  retries: queue.retryLimit ?? 0,
  retryDelaySeconds: queue.retryDelay ?? 0,
  expiresSeconds: queue.expireInSeconds ?? 0,
  deadLetter: queue.deadLetter ?? null,
})

const nextOf = (
  boss: PgBoss,
  { cron, timezone }: { cron: string; timezone: string },
  now: Date,
): string | null => {
  const [next] = boss.previewSchedule(cron, { tz: timezone, from: now, count: 1 })
  return next?.toISOString() ?? null
}
