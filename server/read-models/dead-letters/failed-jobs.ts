/**
 * Jobs that failed for good, as pg-boss keeps them in their own queue. Most are wake-ups that met a database in trouble
 * and that the sweep has made up for; one that keeps coming back is worth a look.
 */
import type { Sql } from '../../../db/client.ts'
import { toIso } from '../instant.ts'
import { FAILED_JOBS_QUEUE } from '../queues.ts'

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
  const [made] = await sql<{ made: boolean }[]>`SELECT to_regclass('pgboss.job') IS NOT NULL AS made`
  if (!made?.made) return []
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
