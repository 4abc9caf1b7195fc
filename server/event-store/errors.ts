/** How an append can fail, told apart by what the caller must do next. */
import postgres from 'postgres'

export { isConnectionLost } from '../../db/connection-lost.ts'

/** Somebody else has written to one of the streams, or used one of the command ids. Load again and decide again. */
export class AppendConflict extends Error {
  override name = 'AppendConflict'
}

const CONFLICTING_CONSTRAINTS = new Set(['events_stream_position_unique', 'command_receipts_pkey'])

export const isConflict = (error: unknown): boolean =>
  error instanceof AppendConflict ||
  (error instanceof postgres.PostgresError &&
    error.code === '23505' &&
    CONFLICTING_CONSTRAINTS.has(error.constraint_name ?? ''))
