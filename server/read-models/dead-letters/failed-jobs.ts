/**
 * Jobs that failed for good, as pg-boss keeps them in their own queue. Most are wake-ups that met a database in trouble
 * and that the sweep has made up for; one that keeps coming back is worth a look.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { readHead } from '../../event-store/read.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { FAILED_JOBS_QUEUE, PROJECTOR_QUEUE_PREFIX } from '../queues.ts'

export type FailedJob = {
  id: string
  queue: string
  failedAt: string
  tries: number
  error: string | null
}

const MESSAGE_LENGTH = 500

type JobRow = Omit<FailedJob, 'failedAt'> & {
  failed_at: string
  /** To the microsecond, as no instant of JavaScript's is. */
  failed_at_us: string
}

const jobKey = z.tuple([z.string().regex(/^\d{1,17}$/), z.uuid()])

/** Newest first; none before a worker has ever run. The version is the log's head. Throws InvalidCursor. */
export const listFailedJobs = async (sql: Sql, { limit, cursor }: Paging): Promise<Page<FailedJob>> => {
  const [before = null, after = null] = decodeCursor(cursor, jobKey) ?? []
  const version = await readHead(sql)
  const rows = (await hasJobs(sql))
    ? await sql<JobRow[]>`
        SELECT id, queue, failed_at, failed_at_us::text, tries, error
        FROM (
          SELECT id, source_name AS queue, created_on AS failed_at, source_retry_count + 1 AS tries,
                 (extract(epoch FROM created_on) * 1000000)::bigint AS failed_at_us,
                 left(source_output->>'message', ${MESSAGE_LENGTH}) AS error
          FROM pgboss.job
          WHERE name = ${FAILED_JOBS_QUEUE} AND source_name IS NOT NULL
        ) AS failed
        WHERE ${before}::bigint IS NULL OR failed_at_us < ${before}::bigint
           OR (failed_at_us = ${before}::bigint AND id > ${after}::uuid)
        ORDER BY failed_at_us DESC, id
        LIMIT ${fetchSize(limit)}`
    : []
  return pageOf(
    { version, rows, limit },
    {
      toWire: ({ failed_at, failed_at_us: _, ...row }) => ({ ...row, failedAt: toIso(failed_at) }),
      keyOf: ({ failed_at_us, id }) => [failed_at_us, id],
    },
  )
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
