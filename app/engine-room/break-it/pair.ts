/** Between which of one's own accounts money can go there and back. */
import type { ShownAccount } from '../../api-client/queries.ts'

type Candidate = Pick<ShownAccount, 'accountId' | 'status' | 'currency' | 'available'>

/** The first has money; `undefined` when no two open ones have one currency, or neither has any. */
export const pairOf = <Account extends Candidate>(
  accounts: readonly Account[],
): readonly [Account, Account] | undefined => {
  const open = accounts.filter(({ status }) => status === 'open')
  for (const one of open) {
    if (Number(one.available.amount) <= 0) continue
    const other = open.find(
      ({ accountId, currency }) => accountId !== one.accountId && currency === one.currency,
    )
    if (other) return [one, other]
  }
  return undefined
}
