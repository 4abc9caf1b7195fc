/** Which errors mean that the connection is gone, and not that the database has said no. */

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

/**
 * The driver (3.4.9) asks on each new connection which array types there are, and hands on to nobody what comes of it
 * when that connection is lost meanwhile. Whoever waits for the connection is told for themselves, so nothing is amiss.
 */
export const isUnawaitedLoss = (error: unknown): boolean => {
  const query = error instanceof Error && 'query' in error ? String(error.query) : ''
  return query.includes(TYPES_QUERY) && isConnectionLost(error)
}

/** Of the driver's own query: no other asks for it. */
const TYPES_QUERY = 'b.typarray'
