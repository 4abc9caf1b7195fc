/**
 * What stands in a projector's way: the keys that parked events block, and the positions that somebody has said to skip.
 * It changes only together with the checkpoint (its position or its generation), so what was read after a checkpoint
 * holds as long as a batch can be committed on that checkpoint.
 */
import type { Queryable } from '../../event-store/append.ts'
import type { Projector } from '../projection.ts'

export type Obstacles = {
  /** Each blocked key with the position of the first parked event that has it. Whoever parks more adds to it. */
  readonly blocked: Map<string, number>
  readonly skipped: ReadonlySet<number>
}

/** To be read after the checkpoint, at `position`: read before it, it could be older than what the checkpoint stands for. */
export const readObstacles = async (
  sql: Queryable,
  { name, standsInFor = name }: Projector,
  position: number,
): Promise<Obstacles> => {
  const [row] = await sql<{ blocked: Record<string, number> | null; skipped: number[] | null }[]>`
    SELECT
      (SELECT jsonb_object_agg(first.key, first.position)
       FROM (SELECT key, min(global_position) AS position
             FROM parked_events, unnest(keys) AS key
             WHERE projector_name = ${name} AND status = 'parked'
             GROUP BY key) AS first) AS blocked,
      (SELECT jsonb_agg(global_position ORDER BY global_position)
       FROM parked_events
       WHERE projector_name = ${standsInFor} AND status = 'skipped' AND global_position > ${position}) AS skipped`
  return {
    blocked: new Map(Object.entries(row?.blocked ?? {})),
    skipped: new Set(row?.skipped ?? []),
  }
}
