/**
 * Pausing a projector, and letting it go on. It stands in the checkpoint's own row, so it outlives every process and
 * holds for every worker, and whoever reads where a projector stands learns of it without another question.
 */
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Queryable } from '../event-store/append.ts'
import { readCheckpoint } from './checkpoint.ts'

/** By whom a projector is paused for a while only: somebody who pauses it by hand takes that over. */
export const PAUSED_FOR_A_WHILE = 'fault injection'

/**
 * From its end on nobody moves these projectors: a batch that is being folded was begun under an earlier generation, so
 * it is not written any more. One that is paused already stays so, in the name of who was first, unless that was for a
 * while only. Answers all of them with where they stand.
 */
export const pauseProjectors = (
  sql: Sql,
  names: readonly string[],
  { by }: { by: string },
): Promise<PausedProjector[]> =>
  inTransaction(sql, async (tx) => {
    const paused = await pauseWithin(tx, names, { by })
    return paused.map(({ projector, position }) => ({ projector, position }))
  })

/** The same within a transaction, with the name in which each is paused then. */
export const pauseWithin = async (
  tx: Queryable,
  names: readonly string[],
  { by }: { by: string },
): Promise<(PausedProjector & { readonly pausedBy: string })[]> => {
  // In one order, as everybody who takes several of them.
  for (const name of names.toSorted()) await readCheckpoint(tx, name)
  return tx<(PausedProjector & { pausedBy: string })[]>`
    WITH standing AS (
      SELECT projector_name FROM projector_checkpoints WHERE projector_name = ANY (${[...names]}::text[])
      ORDER BY projector_name FOR UPDATE
    )
    UPDATE projector_checkpoints c
    SET generation = generation + 1, paused_at = coalesce(paused_at, now()),
        paused_by = coalesce(nullif(paused_by, ${PAUSED_FOR_A_WHILE}), ${by})
    FROM standing WHERE c.projector_name = standing.projector_name
    RETURNING c.projector_name AS projector, c.last_position AS position, paused_by AS "pausedBy"`
}

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

/** Lets a projector go on that is paused for a while, and no other. */
export const resumeAfterAWhile = (tx: Queryable, name: string) => tx`
  UPDATE projector_checkpoints SET paused_at = NULL, paused_by = NULL
  WHERE projector_name = ${name} AND paused_by = ${PAUSED_FOR_A_WHILE}`

export type PausedProjector = { readonly projector: string; readonly position: number }
