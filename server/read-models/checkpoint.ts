/**
 * How far each projector has come. A checkpoint moves only from the position that its mover has read, in the
 * transaction that writes the rows, and tells the channel when that is committed.
 */
import type { Sql, TransactionSql } from '../../db/client.ts'

/** Carries `name:position` after every committed batch. */
export const PROJECTION_ADVANCED = 'projection_advanced'

/** Makes the checkpoint when it is missing: at 0, before the log's first event. */
export const readCheckpoint = async (sql: Sql, name: string): Promise<number> => {
  const read = () => sql<{ last_position: number }[]>`
    SELECT last_position FROM projector_checkpoints WHERE projector_name = ${name}`
  const [found] = await read()
  if (found) return found.last_position
  await sql`INSERT INTO projector_checkpoints (projector_name, last_position) VALUES (${name}, 0) ON CONFLICT DO NOTHING`
  const [made] = await read()
  return made?.last_position ?? 0
}

/** Every checkpoint that exists, by projector. */
export const readCheckpoints = async (sql: Sql): Promise<Map<string, number>> => {
  const rows = await sql<{ projector_name: string; last_position: number }[]>`
    SELECT projector_name, last_position FROM projector_checkpoints ORDER BY projector_name`
  return new Map(rows.map((row) => [row.projector_name, row.last_position]))
}

/**
 * Compare and set: false, and nothing has changed, when the checkpoint no longer stands at `from`.
 *
 * The commit does not wait for the disk. Rows and checkpoint are one transaction, so a crash of the server can only
 * take both back together, and what it takes back is read from the log again.
 */
export const advanceCheckpoint = async (
  tx: Sql | TransactionSql,
  { name, from, to }: { name: string; from: number; to: number },
): Promise<boolean> => {
  const result = await tx`
    WITH moved AS (
      UPDATE projector_checkpoints SET last_position = ${to}, updated_at = now()
      WHERE projector_name = ${name} AND last_position = ${from}
      RETURNING projector_name, last_position
    )
    SELECT set_config('synchronous_commit', 'off', true),
           pg_notify(${PROJECTION_ADVANCED}, projector_name || ':' || last_position)
    FROM moved`
  return result.count === 1
}

/** Back to the log's beginning. The row's lock keeps out everyone who is in mid-batch. */
export const resetCheckpoint = async (tx: TransactionSql, name: string): Promise<void> => {
  await tx`
    INSERT INTO projector_checkpoints (projector_name, last_position) VALUES (${name}, 0)
    ON CONFLICT (projector_name) DO UPDATE SET last_position = 0, updated_at = now()`
}
