/**
 * What the health check asks: how far each read model is, what it has put aside, whether it is being rebuilt; whether the
 * log is sealed as it grows; whether jobs have failed for good. A few look-ups by key, whatever the log's length.
 */
import type { Sql } from '../../db/client.ts'
import { readSealingState } from '../event-store/seals/seals.ts'
import { projectionVersions, workerSeconds } from '../read-models/health.ts'
import { projectors } from '../read-models/registry.ts'
import type { ProjectorHealth, SealingHealth } from './health.ts'

/** How long the oldest event that some projector has not seen has been waiting, in seconds; those paused do not count. */
export const projectionDelaySeconds = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ seconds: number }[]>`
    SELECT coalesce(max(extract(epoch FROM now() - next.created_at)), 0)::float8 AS seconds
    FROM unnest(${projectors.map(({ name }) => name)}::text[]) AS p (name)
    LEFT JOIN projector_checkpoints c ON c.projector_name = p.name
    -- The next that is there: those before it may be in the archive.
    CROSS JOIN LATERAL (
      SELECT created_at FROM events
      WHERE global_position > coalesce(c.last_position, 0) ORDER BY global_position LIMIT 1
    ) next
    WHERE c.paused_at IS NULL`
  return row?.seconds ?? 0
}

export const projectorHealth = async (sql: Sql): Promise<ProjectorHealth[]> => {
  const [{ data }, rebuilding] = await Promise.all([projectionVersions(sql), beingRebuilt(sql)])
  return data.map(({ name, lag, parked, pausedAt }) => ({
    name,
    lag,
    parked,
    rebuilding: rebuilding.has(name),
    paused: pausedAt !== null,
  }))
}

const beingRebuilt = async (sql: Sql): Promise<ReadonlySet<string>> => {
  const rows = await sql<{ name: string }[]>`
    SELECT projector_name AS name FROM projection_rebuilds
    WHERE status = 'running' AND purpose = 'replace'
    ORDER BY projector_name`
  return new Set(rows.map(({ name }) => name))
}

/**
 * Stalled is what neither a seal nor a worker's start has interrupted: a bank that has run without seals for years is
 * well while it is being sealed, and a worker that has just come needs a moment.
 */
export const sealingHealth = async (sql: Sql): Promise<SealingHealth> => {
  const [{ unsealed, oldestSeconds, sealedSecondsAgo }, seconds] = await Promise.all([
    readSealingState(sql),
    workerSeconds(sql),
  ])
  return { unsealed, stalledSeconds: Math.min(oldestSeconds ?? 0, sealedSecondsAgo ?? Infinity, seconds) }
}
