/** Several transfers just under the amount from which on the bank's people look at one: it may have been split. */
import { reviewFrom } from '../limits/amounts.ts'
import { type Money, money, toWire } from '../money.ts'
import { elapsedMs, type Finding, HOUR_MS } from './finding.ts'

/** How near to the threshold is just under it: from 80 % on. */
export const NEAR_PERCENT = 80n
export const SEVERAL = 3
export const WITHIN_MS = 72 * HOUR_MS

export type NearMiss = { readonly at: string; readonly amountMinor: string }

export const isJustUnder = ({ amountMinor, currency }: Money): boolean => {
  const threshold = reviewFrom[currency].one.amountMinor
  return amountMinor < threshold && amountMinor * 100n >= threshold * NEAR_PERCENT
}

/**
 * `nearMisses`: those before it, oldest first; the newest are enough. `toldAt`: when this was last found; what is told is
 * not told again before three days are over.
 */
export const structuring = (
  sent: { readonly at: string; readonly money: Money },
  { nearMisses, toldAt }: { readonly nearMisses: readonly NearMiss[]; readonly toldAt: string | null },
): Finding | undefined => {
  if (!isJustUnder(sent.money)) return undefined
  const series = [
    ...nearMisses.filter(({ at }) => elapsedMs(at, sent.at) <= WITHIN_MS),
    { at: sent.at, amountMinor: String(sent.money.amountMinor) },
  ]
  if (series.length < SEVERAL) return undefined
  if (toldAt !== null && elapsedMs(toldAt, sent.at) <= WITHIN_MS) return undefined
  const { currency } = sent.money
  const total = series.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n)
  const tookMs = elapsedMs(series[0]!.at, sent.at)
  return {
    rule: 'structuring',
    severity: 'high',
    figures: {
      transfers: series.length,
      tookMs,
      total: toWire(money(total, currency)),
      threshold: toWire(reviewFrom[currency].one),
    },
  }
}
