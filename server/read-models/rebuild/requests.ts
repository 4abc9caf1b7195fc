/** Asking for rebuilds, cancelling them, and telling how far they are. None of it needs a worker to be there. */
import postgres from 'postgres'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { toIso } from '../instant.ts'
import type { Projector } from '../projection.ts'
import type { Comparison } from './compare.ts'
import { dropShadow, shadowOf } from './shadow.ts'
import type { Phase, Purpose, RebuildStatus } from './table.ts'

/** One projector can be rebuilt, or verified, once at a time. */
export class RebuildUnderWay extends Error {
  override name = 'RebuildUnderWay'
}

export type Rebuild = {
  readonly id: number
  readonly projector: string
  readonly purpose: Purpose
  readonly status: RebuildStatus
  readonly phase: Phase
  readonly position: number
  readonly head: number
  readonly eventsPerSecond: number
  /** Of reading the log; null when it is not known. */
  readonly secondsLeft: number | null
  readonly requestedBy: string
  readonly requestedAt: string
  readonly updatedAt: string
  readonly finishedAt: string | null
  readonly comparison: Comparison | null
  readonly error: string | null
}

/** Throws {@link RebuildUnderWay}, and nothing is asked for, when one of them is at work already. */
export const requestRebuilds = async (
  sql: Sql,
  {
    projectors,
    purpose,
    requestedBy,
  }: { projectors: readonly string[]; purpose: Purpose; requestedBy: string },
): Promise<Rebuild[]> => {
  try {
    const names = [...new Set(projectors)]
    const rows = await inTransaction(sql, async (tx) => {
      // Whoever skips an event right now has the checkpoint: either this begins after the skip and knows of it, or the
      // skip finds this under way and is refused.
      await tx`
        SELECT FROM projector_checkpoints WHERE projector_name = ANY (${names}::text[])
        ORDER BY projector_name FOR SHARE`
      return await tx<{ id: number }[]>`
        INSERT INTO projection_rebuilds (projector_name, purpose, requested_by, head)
        SELECT name, ${purpose}, ${requestedBy}, head.last_position
        FROM unnest(${names}::text[]) AS p (name), event_log_head head
        RETURNING id`
    })
    return await readRebuilds(
      sql,
      rows.map(({ id }) => id),
    )
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== '23505') throw error
    throw new RebuildUnderWay('One of these read models is being rebuilt or verified already', {
      cause: error,
    })
  }
}

/**
 * Ends those under way and leaves nothing of them; the live tables have never been touched. Answers what was cancelled.
 * A worker that is in mid-batch finds its tables gone.
 */
export const cancelRebuilds = async (sql: Sql, projectors: readonly Projector[]): Promise<Rebuild[]> => {
  const cancelled: number[] = []
  for (const projector of projectors)
    await inTransaction(sql, async (tx) => {
      const running = await tx<{ id: number; purpose: Purpose }[]>`
        SELECT id, purpose FROM projection_rebuilds
        WHERE projector_name = ${projector.name} AND status = 'running' ORDER BY id FOR UPDATE`
      for (const { id, purpose } of running) {
        await dropShadow(tx, shadowOf(projector, purpose))
        await tx`
          UPDATE projection_rebuilds SET status = 'cancelled', updated_at = now(), finished_at = now() WHERE id = ${id}`
        cancelled.push(id)
      }
    })
  return readRebuilds(sql, cancelled)
}

/** In the order of their ids. */
export const readRebuilds = async (sql: Sql, ids: readonly number[]): Promise<Rebuild[]> => {
  const rows = await sql<StoredRebuild[]>`
    SELECT ${columns(sql)} FROM projection_rebuilds WHERE id = ANY (${ids.map(String)}::bigint[]) ORDER BY id`
  return rows.map(toRebuild)
}

/** The newest of each projector, also when it is over. */
export const newestRebuilds = async (sql: Sql): Promise<Map<string, Rebuild>> => {
  const rows = await sql<StoredRebuild[]>`
    SELECT DISTINCT ON (projector_name) ${columns(sql)} FROM projection_rebuilds ORDER BY projector_name, id DESC`
  return new Map(rows.map((row) => [row.projector_name, toRebuild(row)]))
}

/** What a worker should be carrying. */
export const runningRebuilds = (sql: Sql) => sql<{ id: number; projector: string; purpose: Purpose }[]>`
  SELECT id, projector_name AS projector, purpose FROM projection_rebuilds WHERE status = 'running' ORDER BY id`

type StoredRebuild = {
  id: number
  projector_name: string
  purpose: Purpose
  status: RebuildStatus
  phase: Phase
  position: number
  head: number
  events_per_second: number
  requested_by: string
  requested_at: string
  updated_at: string
  finished_at: string | null
  comparison: Comparison | null
  error: string | null
}

const columns = (sql: Sql) => sql`
  id, projector_name, purpose, status, phase, position, head, events_per_second, requested_by, requested_at, updated_at,
  finished_at, comparison, error`

const toRebuild = (row: StoredRebuild): Rebuild => ({
  id: row.id,
  projector: row.projector_name,
  purpose: row.purpose,
  status: row.status,
  phase: row.phase,
  position: row.position,
  head: row.head,
  eventsPerSecond: row.events_per_second,
  secondsLeft: secondsLeft(row),
  requestedBy: row.requested_by,
  requestedAt: toIso(row.requested_at),
  updatedAt: toIso(row.updated_at),
  finishedAt: row.finished_at === null ? null : toIso(row.finished_at),
  comparison: row.comparison,
  error: row.error,
})

const secondsLeft = ({ status, position, head, events_per_second: rate }: StoredRebuild): number | null => {
  if (status !== 'running') return null
  return rate > 0 ? Math.ceil(Math.max(0, head - position) / rate) : null
}

/** Ends a rebuild that can never be finished, and leaves nothing else of it. */
export const failRebuild = (
  sql: Sql,
  { id, projector, purpose }: RebuildToEnd,
  error: string,
): Promise<void> =>
  inTransaction(sql, async (tx) => {
    const failed = await tx`
      UPDATE projection_rebuilds SET status = 'failed', error = ${error}, updated_at = now(), finished_at = now()
      WHERE id = ${id} AND status = 'running'`
    if (failed.count > 0) await dropShadow(tx, shadowOf(projector, purpose))
  })

type RebuildToEnd = { readonly id: number; readonly projector: Projector; readonly purpose: Purpose }

/** It will be tried again; until then everybody can see why it stands still. */
export const noteTrouble = async (sql: Sql, id: number, error: string): Promise<void> => {
  await sql`UPDATE projection_rebuilds SET error = ${error} WHERE id = ${id} AND status = 'running'`
}
