/**
 * Jobs that failed for good, as pg-boss keeps them in their own queue. Most are wake-ups that met a database in trouble
 * and that the sweep has made up for; one that keeps coming back is worth a look.
 */
import type { Sql } from '../../../db/client.ts'
import { toIso } from '../instant.ts'
import { FAILED_JOBS_QUEUE, PROJECTOR_QUEUE_PREFIX } from '../queues.ts'

export type FailedJob = {
  id: string
  queue: string
  failedAt: string
  tries: number
  error: string | null
}

const MESSAGE_LENGTH = 500

/** Newest first; none before a worker has ever run. */
export const listFailedJobs = async (sql: Sql, limit: number): Promise<FailedJob[]> => {
  if (!(await hasJobs(sql))) return []
  const rows = await sql<
    { id: string; queue: string; failed_at: string; tries: number; error: string | null }[]
  >`
    SELECT id, source_name AS queue, created_on AS failed_at, source_retry_count + 1 AS tries,
           left(source_output->>'message', ${MESSAGE_LENGTH}) AS error
    FROM pgboss.job
    WHERE name = ${FAILED_JOBS_QUEUE} AND source_name IS NOT NULL
    ORDER BY created_on DESC, id
    LIMIT ${limit}`
  return rows.map(({ failed_at, ...row }) => ({ ...row, failedAt: toIso(failed_at) }))
}

/**
 * How many have failed within a day, in which everything that is scheduled has had its next turn; of wake-ups within
 * five minutes, because what those should have done is seen in the read models themselves. Ends counting at a thousand.
 */
export const countFailedJobs = async (sql: Sql): Promise<number> => {
  if (!(await hasJobs(sql))) return 0
  const [row] = await sql<{ failed: number }[]>`
    SELECT count(*)::int AS failed
    FROM (
      SELECT FROM pgboss.job
      WHERE name = ${FAILED_JOBS_QUEUE} AND source_name IS NOT NULL
        AND created_on > now() - CASE WHEN starts_with(source_name, ${PROJECTOR_QUEUE_PREFIX})
                                      THEN interval '5 minutes' ELSE interval '1 day' END
      LIMIT 1000
    ) AS of_late`
  return row?.failed ?? 0
}

const hasJobs = async (sql: Sql): Promise<boolean> => {
  const [row] = await sql<{ made: boolean }[]>`SELECT to_regclass('pgboss.job') IS NOT NULL AS made`
  return row?.made === true
}
