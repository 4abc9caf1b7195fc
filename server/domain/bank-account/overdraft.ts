/** When an account's overdraft limit may be set, and to what. */
import type { Actor } from '../decider.ts'
import { type Money, subtract } from '../money.ts'
import { maximumOverdraft } from '../products/terms.ts'
import { available, type CurrencyMismatch, type Existing, keptIn } from './decider.ts'

export type LimitRefused =
  | { readonly reason: 'AccountClosed'; readonly field: 'accountId' }
  | CurrencyMismatch
  | { readonly reason: 'NoOverdraft'; readonly field: 'accountId' }
  | { readonly reason: 'OverdraftLimitUnchanged'; readonly field: 'limit' }
  | { readonly reason: 'OverdraftNotYoursToRaise'; readonly field: 'limit'; readonly limit: Money }
  | { readonly reason: 'OverdraftLimitTooHigh'; readonly field: 'limit'; readonly maximum: Money }
  | { readonly reason: 'OverdraftInUse'; readonly field: 'limit'; readonly inUse: Money }

/** A frozen account's can be set: it is the money that stands still. */
export const limitRefused = (
  limit: Money,
  account: Existing & { readonly status: 'open' | 'frozen' | 'closed' },
  actor: Actor,
): LimitRefused | undefined => {
  const { balance, overdraftLimit, product } = account
  if (account.status === 'closed') return { reason: 'AccountClosed', field: 'accountId' }
  if (limit.currency !== balance.currency) return keptIn(account, 'limit')
  const maximum = product === 'internal' ? undefined : maximumOverdraft(product, balance.currency)
  if (!maximum) return { reason: 'NoOverdraft', field: 'accountId' }
  if (limit.amountMinor === overdraftLimit.amountMinor)
    return { reason: 'OverdraftLimitUnchanged', field: 'limit' }
  if (actor.role === 'customer' && limit.amountMinor > overdraftLimit.amountMinor)
    return { reason: 'OverdraftNotYoursToRaise', field: 'limit', limit: overdraftLimit }
  if (limit.amountMinor > maximum.amountMinor)
    return { reason: 'OverdraftLimitTooHigh', field: 'limit', maximum }
  // What is held is as good as spent.
  const inUse = subtract(overdraftLimit, available(account))
  // No rule lets more be used than there is. Should it ever be, raising the limit helps, even where it does not help enough.
  const isLowered = limit.amountMinor < overdraftLimit.amountMinor
  return isLowered && inUse.amountMinor > limit.amountMinor
    ? { reason: 'OverdraftInUse', field: 'limit', inUse }
    : undefined
}
