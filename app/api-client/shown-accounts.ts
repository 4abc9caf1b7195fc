/** One's own accounts as they stand on every screen: as they will be once everything pending is through. */
import type { Account } from './api.ts'
import { layOver, type Overlay } from './pending-overlay.ts'

export type ShownAccount = Account & { readonly pendingTransfers: number }

/** The accounts of every day before those for later, each in the order in which they were opened. */
const asPeopleThink = (a: Account, b: Account): number =>
  a.product.localeCompare(b.product) || a.openedAt.localeCompare(b.openedAt)

export const shownAccounts = (
  { version, data }: { readonly version: number; readonly data: readonly Account[] },
  overlay: Overlay,
): ShownAccount[] => data.toSorted(asPeopleThink).map((account) => layOver(account, version, overlay))

/** What to call the other end: one's own accounts by the name one gave them, everybody else by theirs. */
export const partyNameIn =
  (accounts: readonly Pick<Account, 'accountId' | 'name'>[] | undefined) =>
  ({ accountId, name }: { accountId: string; name: string }): string =>
    accounts?.find((account) => account.accountId === accountId)?.name ?? name
