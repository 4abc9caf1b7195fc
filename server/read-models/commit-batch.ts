/**
 * Rows and checkpoint in one statement, so in one transaction: both are there or neither is, and whoever listens is told
 * when they are. The checkpoint moves only from where its mover believes it to stand (compare and set); when it has
 * moved on, or the rows have been replaced meanwhile, nothing at all is written.
 *
 * One statement rather than several between BEGIN and COMMIT also because the driver, when it loses a connection in
 * mid-transaction, writes a ROLLBACK to a socket that is gone, which no caller can catch.
 */
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from '../event-store/append.ts'
import { type BatchSteps, toldSteps } from './advance.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Row } from './projection.ts'
import { type WriteMode, writeParameters, writeStatement } from './rows.ts'

/** Carries `name:position` after every commit, and what ./advance.ts adds. */
export const PROJECTION_ADVANCED = 'projection_advanced'

export type BatchCommit = {
  readonly name: string
  readonly from: Checkpoint
  readonly to: number
  /** Told to whoever listens. */
  readonly steps?: BatchSteps | undefined
  readonly writes: readonly {
    readonly table: PgTable
    readonly mode: WriteMode
    readonly rows: readonly Row[]
  }[]
  /** What else belongs into the same commit. */
  readonly alongside?: readonly Alongside[]
}

/** A data-modifying statement that writes nothing unless `moved` (projector_name, last_position) has its row. */
export type Alongside = {
  readonly statement: (firstParameter: number) => string
  readonly parameters: readonly string[]
}

/**
 * False, and nothing has changed, when the checkpoint does not stand at `from`.
 *
 * The commit does not wait for the disk. A crash of the server can only take back rows and checkpoint together, and what
 * it takes back is read from the log again.
 */
export const commitBatch = async (
  sql: Queryable,
  { name, from, to, steps, writes, alongside = [] }: BatchCommit,
): Promise<boolean> => {
  const told = steps ? toldSteps(from.position, steps) : ''
  const parameters: (string | number)[] = [name, from.position, to, from.generation, told]
  const inserts = writes.map(({ table, mode, rows }, index) => {
    const insert = writeStatement(table, mode, { source: 'moved', firstParameter: parameters.length + 1 })
    parameters.push(...writeParameters(table, rows))
    return `, written_${index} AS (${insert})`
  })
  const others = alongside.map(({ statement, parameters: more }, index) => {
    const text = statement(parameters.length + 1)
    parameters.push(...more)
    return `, alongside_${index} AS (${text})`
  })
  const result = await sql.unsafe(
    `
    WITH moved AS (
      UPDATE projector_checkpoints SET last_position = $3::bigint, updated_at = now()
      WHERE projector_name = $1::text AND last_position = $2::bigint AND generation = $4::bigint
      RETURNING projector_name, last_position
    )
    ${[...inserts, ...others].join('\n    ')}
    SELECT set_config('synchronous_commit', 'off', true),
           pg_notify('${PROJECTION_ADVANCED}', projector_name || ':' || last_position || $5::text)
    FROM moved`,
    parameters,
    { prepare: true },
  )
  return result.count === 1
}
