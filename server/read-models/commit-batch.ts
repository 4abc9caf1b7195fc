/**
 * Rows and checkpoint in one statement, so in one transaction: both are there or neither is, and whoever listens is told
 * when they are. The checkpoint moves only from where its mover believes it to stand (compare and set); when it has
 * moved on, or the rows have been replaced meanwhile, nothing at all is written.
 *
 * One statement rather than several between BEGIN and COMMIT also because the driver, when it loses a connection in
 * mid-transaction, writes a ROLLBACK to a socket that is gone, which no caller can catch.
 */
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from '../../db/client.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Row } from './projection.ts'
import { type WriteMode, writeParameters, writeStatement } from './rows.ts'

/** Carries `name:position` after every commit. */
export const PROJECTION_ADVANCED = 'projection_advanced'

export type BatchCommit = {
  readonly name: string
  readonly from: Checkpoint
  readonly to: number
  readonly writes: readonly {
    readonly table: PgTable
    readonly mode: WriteMode
    readonly rows: readonly Row[]
  }[]
}

/**
 * False, and nothing has changed, when the checkpoint does not stand at `from`.
 *
 * The commit does not wait for the disk. A crash of the server can only take back rows and checkpoint together, and what
 * it takes back is read from the log again.
 */
export const commitBatch = async (sql: Sql, { name, from, to, writes }: BatchCommit): Promise<boolean> => {
  const parameters: (string | number)[] = [name, from.position, to, from.generation]
  const inserts = writes.map(({ table, mode, rows }, index) => {
    const insert = writeStatement(table, mode, { source: 'moved', firstParameter: parameters.length + 1 })
    parameters.push(...writeParameters(table, rows))
    return `, written_${index} AS (${insert})`
  })
  const result = await sql.unsafe(
    `
    WITH moved AS (
      UPDATE projector_checkpoints SET last_position = $3::bigint, updated_at = now()
      WHERE projector_name = $1::text AND last_position = $2::bigint AND generation = $4::bigint
      RETURNING projector_name, last_position
    )
    ${inserts.join('\n    ')}
    SELECT set_config('synchronous_commit', 'off', true),
           pg_notify('${PROJECTION_ADVANCED}', projector_name || ':' || last_position)
    FROM moved`,
    parameters,
    { prepare: true },
  )
  return result.count === 1
}
