/** How an append can fail, told apart by what the caller must do next. */
import postgres from 'postgres'

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

const CONNECTION_ERRORS = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/**
 * The connection was lost, or the server is going down or coming up. If a commit was under way, whether it took place
 * is unknown until the command ids have been looked up.
 */
export const isConnectionLost = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // 08 connection exceptions; 57P01-03 shutdown, crash, starting up; 25P03 idle in transaction for too long; 53300 too many
  // connections for now.
  return CONNECTION_ERRORS.has(code) || /^(08...|57P0[123]|25P03|53300)$/.test(code)
}
