/**
 * Each read model: how far it is, for how long the events wait that it has not seen, and its newest rebuild or
 * verification, also when that is over.
 */
import type { Sql } from '../../../db/client.ts'
import { type ProjectionVersion, projectionVersions } from '../health.ts'
import type { Answer } from '../version.ts'
import { newestRebuilds, type Rebuild } from './requests.ts'

export type ProjectionStatus = ProjectionVersion & {
  /** For how long the oldest event that it has not seen has been waiting; 0 when it has seen all. */
  lagMs: number
  rebuild: Rebuild | null
}

export const projectionStatus = async (sql: Sql): Promise<Answer<ProjectionStatus[]>> => {
  const [{ version, data }, waiting, rebuilds] = await Promise.all([
    projectionVersions(sql),
    waitingMs(sql),
    newestRebuilds(sql),
  ])
  return {
    version,
    data: data.map((one) => ({
      ...one,
      lagMs: one.lag === 0 ? 0 : (waiting.get(one.name) ?? 0),
      rebuild: rebuilds.get(one.name) ?? null,
    })),
  }
}

/** A look-up by key for each. */
const waitingMs = async (sql: Sql): Promise<Map<string, number>> => {
  const rows = await sql<{ name: string; ms: number }[]>`
    SELECT c.projector_name AS name, greatest(0, extract(epoch FROM now() - next.created_at) * 1000)::float8 AS ms
    FROM projector_checkpoints c
    CROSS JOIN LATERAL (
      SELECT created_at FROM events WHERE global_position > c.last_position ORDER BY global_position LIMIT 1
    ) next
    ORDER BY c.projector_name`
  return new Map(rows.map(({ name, ms }) => [name, Math.round(ms)]))
}
