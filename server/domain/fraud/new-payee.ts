/** A large amount to somebody who has hardly been paid before: the payee may be the fraudster's. */
import { conspicuousFrom, reviewFrom } from '../limits/amounts.ts'
import { type Money, money, toWire } from '../money.ts'
import { type Finding, HOUR_MS } from './finding.ts'

/** As the account's own limits have it. */
export const NEW_FOR_MS = 24 * HOUR_MS

/**
 * `sentBefore`: what the account has sent to this payee since it was first paid, in minor units. Told once for a payee,
 * by the transfer with which it becomes much. Who is new the account's own limits say.
 */
export const newPayee = (
  sent: Money,
  { isNew, sentBefore }: { readonly isNew: boolean; readonly sentBefore: bigint },
): Finding | undefined => {
  const much = conspicuousFrom[sent.currency].newPayee
  const total = money(sentBefore + sent.amountMinor, sent.currency)
  if (!isNew || total.amountMinor < much.amountMinor || sentBefore >= much.amountMinor) return undefined
  return {
    rule: 'newPayee',
    severity: total.amountMinor >= reviewFrom[sent.currency].one.amountMinor ? 'high' : 'medium',
    figures: { total: toWire(total), withinMs: NEW_FOR_MS, much: toWire(much) },
  }
}
