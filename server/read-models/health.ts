/** How far the read models have come, and whether anybody is there to move them on. */
import type { Sql } from '../../db/client.ts'
import { toIso } from './instant.ts'
import { type ProjectorName, projectors } from './registry.ts'
import type { Answer } from './version.ts'

/** By this name the worker's connections are known in pg_stat_activity. */
export const WORKER_APPLICATION_NAME = 'passbook-worker'

export type ProjectionVersion = {
  name: ProjectorName
  position: number
  /** The log's last position at the same moment. */
  head: number
  /** In events. */
  lag: number
  /** Events that could not be applied, and those that wait behind them. */
  parked: number
  /** When it last moved; null when it never has. */
  updatedAt: string | null
  /** Since when it has been paused; null when it is not. */
  pausedAt: string | null
}

/** The version is that of the projector that is furthest behind. */
export const projectionVersions = async (sql: Sql): Promise<Answer<ProjectionVersion[]>> => {
  const rows = await sql<
    {
      name: ProjectorName
      position: number
      head: number
      updated_at: string | null
      paused_at: string | null
      parked: number
    }[]
  >`
    SELECT p.name, coalesce(c.last_position, 0) AS position, head.last_position AS head, c.updated_at, c.paused_at,
           (SELECT count(*)::int FROM parked_events
            WHERE projector_name = p.name AND status = 'parked') AS parked
    FROM unnest(${projectors.map(({ name }) => name)}::text[]) WITH ORDINALITY AS p (name, ordinal)
    CROSS JOIN event_log_head head
    LEFT JOIN projector_checkpoints c ON c.projector_name = p.name
    ORDER BY p.ordinal`
  const data = rows.map((row) => ({
    name: row.name,
    position: row.position,
    head: row.head,
    lag: row.head - row.position,
    parked: row.parked,
    updatedAt: row.updated_at === null ? null : toIso(row.updated_at),
    pausedAt: row.paused_at === null ? null : toIso(row.paused_at),
  }))
  return { version: Math.min(...data.map(({ position }) => position)), data }
}

/** For how long there has been a worker without a break, as far as those know that are connected now; 0 without one. */
export const workerSeconds = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ seconds: number }[]>`
    SELECT coalesce(max(extract(epoch FROM now() - backend_start)), 0)::float8 AS seconds
    FROM pg_stat_activity
    WHERE application_name = ${WORKER_APPLICATION_NAME} AND datname = current_database()`
  return row?.seconds ?? 0
}

/** Whether a worker is connected to this database. It says nothing about whether it gets on; the lag does. */
export const workerConnected = async (sql: Sql): Promise<boolean> => {
  const [row] = await sql<{ connected: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM pg_stat_activity
      WHERE application_name = ${WORKER_APPLICATION_NAME} AND datname = current_database()
    ) AS connected`
  return row?.connected === true
}
