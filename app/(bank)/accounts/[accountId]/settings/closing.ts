/** What is left to do before an account can be closed, and where what is on it can go: as the bank's rule will see it. */
import { formatDecimal, type WireMoney } from '../../../../../server/domain/decimal.ts'
import type { Interest, Limits } from '../../../../api-client/account-settings-queries.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../../../api-client/queries.ts'

export type Obstacle =
  | { readonly kind: 'frozen' | 'pending' }
  | { readonly kind: 'held' | 'overdrawn' | 'charges' | 'noTarget' | 'limits'; readonly amount: WireMoney }

export type Closing = {
  readonly obstacles: readonly Obstacle[]
  /** What will be paid out, interest and fees settled; null when nothing will. */
  readonly left: WireMoney | null
  /** One's other open accounts that could take it. */
  readonly targets: readonly ShownAccount[]
}

/** What the owner takes along is a transfer under the account's limits. */
type Under = {
  readonly current: Pick<Limits['current'], 'perTransfer'>
  readonly today: Pick<Limits['today'], 'available'>
}
type Settled = Pick<Interest, 'earned' | 'charged' | 'fee'>

export const closingOf = (
  account: ShownAccount,
  accounts: readonly ShownAccount[],
  { earned, charged, fee }: Settled,
  { current: { perTransfer }, today }: Under,
): Closing => {
  const { balance, held, currency } = account
  const amount = (minor: bigint): WireMoney => ({ amount: formatDecimal(minor, currency), currency })
  const minor = minorUnits(balance)
  const left = minor + minorUnits(earned) - minorUnits(charged) - minorUnits(fee)
  const targets = accounts.filter(
    (other) =>
      other.accountId !== account.accountId && other.currency === currency && other.status === 'open',
  )
  const obstacles: Obstacle[] = []
  if (account.status === 'frozen') obstacles.push({ kind: 'frozen' })
  if (account.pendingTransfers > 0) obstacles.push({ kind: 'pending' })
  if (minorUnits(held) > 0n) obstacles.push({ kind: 'held', amount: held })
  if (minor < 0n) obstacles.push({ kind: 'overdrawn', amount: amount(-minor) })
  else if (left < 0n) obstacles.push({ kind: 'charges', amount: amount(minor - left) })
  if (left > 0n && targets.length === 0) obstacles.push({ kind: 'noTarget', amount: amount(left) })
  const [most = 0n] = [perTransfer, today.available].map(minorUnits).toSorted((a, b) => Number(a - b))
  if (left > most && targets.length > 0) obstacles.push({ kind: 'limits', amount: amount(most) })
  return { obstacles, left: left > 0n ? amount(left) : null, targets }
}
