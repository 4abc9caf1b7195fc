/** Which of one's own accounts a transfer can go between, there and back. */
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'

type Candidate = Pick<ShownAccount, 'accountId' | 'status' | 'currency' | 'available'>

/** One from which something can be sent: open, with money, and with another open one in its currency that is not in debt. */
export const possibleFrom = <Account extends Candidate>(accounts: readonly Account[]): Account[] =>
  accounts.filter(
    (account) =>
      account.status === 'open' &&
      minorUnits(account.available) > 0n &&
      possibleTo(account, accounts).length > 0,
  )

/** Money that has come there must be able to go back. */
export const possibleTo = <Account extends Candidate>(
  from: Candidate,
  accounts: readonly Account[],
): Account[] =>
  accounts.filter(
    ({ accountId, status, currency, available }) =>
      accountId !== from.accountId &&
      status === 'open' &&
      currency === from.currency &&
      minorUnits(available) >= 0n,
  )
