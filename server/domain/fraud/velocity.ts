/** Many transfers in a short time: somebody is emptying the account, or a program is sending. */
import { elapsedMs, type Finding, MINUTE_MS } from './finding.ts'

export const MANY_TRANSFERS = 10
export const WITHIN_MS = 10 * MINUTE_MS

/**
 * `sentBefore`: when the account has sent to somebody else, oldest first; the newest are enough. `toldAt`: when this was
 * last found, because one burst is told once and not with each further transfer.
 */
export const velocity = (
  at: string,
  { sentBefore, toldAt }: { readonly sentBefore: readonly string[]; readonly toldAt: string | null },
): Finding | undefined => {
  const first = [...sentBefore, at].at(-MANY_TRANSFERS)
  if (first === undefined) return undefined
  const tookMs = elapsedMs(first, at)
  if (tookMs > WITHIN_MS) return undefined
  if (toldAt !== null && elapsedMs(toldAt, at) <= WITHIN_MS) return undefined
  return {
    rule: 'velocity',
    severity: 'medium',
    figures: { transfers: MANY_TRANSFERS, tookMs, withinMs: WITHIN_MS },
  }
}
