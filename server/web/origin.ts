/**
 * Whether a request that changes something comes from this bank's own pages. Cookies are SameSite=Lax already; this also
 * stops what is same-site and not same-origin, such as another port of localhost.
 */
import type { IncomingHttpHeaders } from 'node:http'

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A request without an Origin is let through: browsers always send one with what they POST, and other clients have no
 * cookies that a foreign page could borrow.
 */
export const isFromElsewhere = (
  method: string,
  { origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders,
  publicUrl: string,
): boolean => {
  if (changesNothing.has(method)) return false
  if (site === 'cross-site') return true
  if (origin === undefined || origin === publicUrl) return false
  // The same server under another name that leads to it (127.0.0.1 for localhost). It speaks plain HTTP itself; behind a
  // proxy that adds HTTPS, the public origin is the only right one.
  return origin !== `http://${host}`
}
