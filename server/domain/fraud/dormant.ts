/**
 * An account out of which nothing has gone for a long time sends a good deal to somebody new: its owner may not know. To
 * those whom it has paid before, it may well pay once a year.
 */
import { conspicuousFrom } from '../limits/amounts.ts'
import { type Money, toWire } from '../money.ts'
import { DAY_MS, elapsedMs, type Finding } from './finding.ts'

export const DORMANT_MS = 180 * DAY_MS

/** `quietSince`: when money last went out of it in any way, or when it was opened. */
export const dormant = (
  sent: { readonly at: string; readonly money: Money },
  { quietSince, isNewPayee }: { readonly quietSince: string | null; readonly isNewPayee: boolean },
): Finding | undefined => {
  if (quietSince === null || !isNewPayee) return undefined
  const quietMs = elapsedMs(quietSince, sent.at)
  const much = conspicuousFrom[sent.money.currency].awakening
  if (quietMs < DORMANT_MS || sent.money.amountMinor < much.amountMinor) return undefined
  return {
    rule: 'dormant',
    severity: 'medium',
    figures: { sent: toWire(sent.money), quietMs, dormantMs: DORMANT_MS },
  }
}
