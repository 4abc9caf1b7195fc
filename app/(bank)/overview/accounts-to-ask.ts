/**
 * Whose lines are asked for when all accounts' latest ones are wanted. Each is asked for by itself, so not all are: those
 * that moved last are enough for what happened last. But what is pending or held is shown of every account, however long
 * it has rested.
 */
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'

export const ACCOUNTS_ASKED = 6

export const accountsToAsk = (accounts: readonly ShownAccount[]): ShownAccount[] => {
  const latest = accounts.toSorted((a, b) => b.lastPosition - a.lastPosition)
  const isUnderWay = ({ pendingTransfers, held }: ShownAccount) =>
    pendingTransfers > 0 || minorUnits(held) > 0n
  const foremost = latest.filter(isUnderWay)
  const others = latest.filter((account) => !isUnderWay(account))
  return [...foremost, ...others.slice(0, Math.max(0, ACCOUNTS_ASKED - foremost.length))]
}
