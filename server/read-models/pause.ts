/**
 * Pausing a projector, and letting it go on. It stands in the checkpoint's own row, so it outlives every process and
 * holds for every worker, and whoever reads where a projector stands learns of it without another question.
 */
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { readCheckpoint } from './checkpoint.ts'

/**
 * From its end on nobody moves these projectors: a batch that is being folded was begun under an earlier generation, so
 * it is not written any more. One that is paused already stays so, in the name of who was first. Answers all of them
 * with where they stand.
 */
export const pauseProjectors = (
  sql: Sql,
  names: readonly string[],
  { by }: { by: string },
): Promise<PausedProjector[]> =>
  inTransaction(sql, async (tx) => {
    // In one order, as everybody who takes several of them.
    for (const name of names.toSorted()) await readCheckpoint(tx, name)
    return await tx<PausedProjector[]>`
      WITH standing AS (
        SELECT projector_name FROM projector_checkpoints WHERE projector_name = ANY (${[...names]}::text[])
        ORDER BY projector_name FOR UPDATE
      )
      UPDATE projector_checkpoints c
      SET generation = generation + 1, paused_at = coalesce(paused_at, now()), paused_by = coalesce(paused_by, ${by})
      FROM standing WHERE c.projector_name = standing.projector_name
      RETURNING c.projector_name AS projector, c.last_position AS position`
  })

/** They go on when they are woken next, at the latest with the worker's next sweep. */
export const resumeProjectors = (sql: Sql, names: readonly string[]): Promise<PausedProjector[]> =>
  inTransaction(sql, async (tx) => {
    return await tx<PausedProjector[]>`
      WITH standing AS (
        SELECT projector_name FROM projector_checkpoints WHERE projector_name = ANY (${[...names]}::text[])
        ORDER BY projector_name FOR UPDATE
      )
      UPDATE projector_checkpoints c
      SET paused_at = NULL, paused_by = NULL
      FROM standing WHERE c.projector_name = standing.projector_name
      RETURNING c.projector_name AS projector, c.last_position AS position`
  })

export type PausedProjector = { readonly projector: string; readonly position: number }
