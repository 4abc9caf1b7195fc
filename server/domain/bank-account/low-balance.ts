/**
 * Being told that little is left on an account. It is decided where the balance changes, because nowhere else is it known
 * what was there before: once when the balance falls below the threshold, and again only after it has been above.
 * An account without a threshold costs nothing.
 */
import type { AccountId } from '../ids.ts'
import type { Money } from '../money.ts'
import type { LowBalanceReached } from './events.ts'

/** What is to be told when the balance becomes this. */
export const toldOfLowBalance = (
  accountId: AccountId,
  { balance: before, lowBalanceAlert: threshold }: { balance: Money; lowBalanceAlert: Money | null },
  balance: Money,
): readonly LowBalanceReached[] =>
  threshold !== null &&
  before.amountMinor >= threshold.amountMinor &&
  balance.amountMinor < threshold.amountMinor
    ? [{ type: 'LowBalanceReached', data: { accountId, threshold, balance } }]
    : []
