/** How far each projector has come. Checkpoints are moved on in commit-batch.ts, together with the rows. */
import type { Sql } from '../../db/client.ts'
import type { Queryable } from '../event-store/append.ts'

/** A batch is written only on the checkpoint that its rows were read under: at this position, of this generation. */
export type Checkpoint = {
  readonly position: number
  /** Another one when the rows have been replaced meanwhile, although the position may be the same. */
  readonly generation: number
}

/** What whoever is about to move it on has to know. */
export type Standing = Checkpoint & { readonly isPaused: boolean }

/** Makes the checkpoint when it is missing: at 0, before the log's first event. */
export const readCheckpoint = async (sql: Queryable, name: string): Promise<Standing> => {
  const read = () => sql<Standing[]>`
    SELECT last_position AS position, generation, paused_at IS NOT NULL AS "isPaused"
    FROM projector_checkpoints WHERE projector_name = ${name}`
  const [found] = await read()
  if (found) return found
  await sql`INSERT INTO projector_checkpoints (projector_name, last_position) VALUES (${name}, 0) ON CONFLICT DO NOTHING`
  const [made] = await read()
  return made ?? { position: 0, generation: 0, isPaused: false }
}

/** Every checkpoint that exists, by projector. */
export const readCheckpoints = async (sql: Sql): Promise<Map<string, number>> => {
  const rows = await sql<{ projector_name: string; last_position: number }[]>`
    SELECT projector_name, last_position FROM projector_checkpoints ORDER BY projector_name`
  return new Map(rows.map((row) => [row.projector_name, row.last_position]))
}

/** Back to the log's beginning. The row's lock keeps out everyone who is in mid-batch. */
export const resetCheckpoint = async (tx: Queryable, name: string): Promise<void> => {
  await tx`
    INSERT INTO projector_checkpoints (projector_name, last_position) VALUES (${name}, 0)
    ON CONFLICT (projector_name) DO UPDATE
    SET last_position = 0, generation = projector_checkpoints.generation + 1, updated_at = now()`
}

/**
 * For a transaction that changes rows behind the projector's back: keeps every batch out until it ends, and makes those
 * that were folded before it lose.
 */
export const raiseGeneration = async (tx: Queryable, name: string): Promise<Checkpoint> => {
  const [raised] = await tx<Checkpoint[]>`
    UPDATE projector_checkpoints SET generation = generation + 1
    WHERE projector_name = ${name}
    RETURNING last_position AS position, generation`
  if (!raised) throw new Error(`The projector ${name} has no checkpoint`)
  return raised
}
