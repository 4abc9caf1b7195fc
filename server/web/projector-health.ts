/** What the health check asks the read models: how far each is, what it has put aside, whether it is being rebuilt. */
import type { Sql } from '../../db/client.ts'
import { projectionVersions } from '../read-models/health.ts'
import { projectors } from '../read-models/registry.ts'
import type { ProjectorHealth } from './health.ts'

/** How long the oldest event that some projector has not seen has been waiting, in seconds; 0 when all have seen all. */
export const projectionDelaySeconds = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ seconds: number }[]>`
    SELECT coalesce(max(extract(epoch FROM now() - next.created_at)), 0)::float8 AS seconds
    FROM unnest(${projectors.map(({ name }) => name)}::text[]) AS p (name)
    LEFT JOIN projector_checkpoints c ON c.projector_name = p.name
    -- The next that is there: those before it may be in the archive.
    CROSS JOIN LATERAL (
      SELECT created_at FROM events
      WHERE global_position > coalesce(c.last_position, 0) ORDER BY global_position LIMIT 1
    ) next`
  return row?.seconds ?? 0
}

export const projectorHealth = async (sql: Sql): Promise<ProjectorHealth[]> => {
  const [{ data }, rebuilding] = await Promise.all([projectionVersions(sql), beingRebuilt(sql)])
  return data.map(({ name, lag, parked }) => ({ name, lag, parked, rebuilding: rebuilding.has(name) }))
}

const beingRebuilt = async (sql: Sql): Promise<ReadonlySet<string>> => {
  const rows = await sql<{ name: string }[]>`
    SELECT projector_name AS name FROM projection_rebuilds
    WHERE status = 'running' AND purpose = 'replace'
    ORDER BY projector_name`
  return new Set(rows.map(({ name }) => name))
}
