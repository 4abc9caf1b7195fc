/**
 * What is left of an account's money until the month ends: what is available, less what is scheduled to leave it by then,
 * and with what comes by then from one's own other accounts. Nobody else's money is counted on.
 */
import { formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import type { Upcoming } from '../../api-client/overview-queries.ts'
import { minorUnits, sumByCurrency } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'

/** On the account that it leaves, or on the one of one's own that it reaches. */
export type ScheduledMovement = Upcoming & { readonly direction: 'in' | 'out' }

export type LeftToSpend = {
  readonly account: ShownAccount
  /** Below zero when more is to be sent than there is. */
  readonly left: WireMoney
  readonly payments: readonly ScheduledMovement[]
}

/**
 * Of the accounts from which money can be sent and that are for every day; who has none of those spends from what there
 * is.
 */
export const leftToSpend = (
  accounts: readonly ShownAccount[],
  upcoming: readonly Upcoming[],
  until: string,
): LeftToSpend[] => {
  const open = accounts.filter(({ status }) => status === 'open')
  const everyday = open.filter(({ product }) => product === 'current')
  return (everyday.length > 0 ? everyday : open).map((account) => {
    const { available, currency } = account
    const payments = upcoming
      .filter(({ date }) => date <= until)
      .flatMap((payment) => movementOn(account, payment, accounts))
    const left = payments.reduce(
      (sum, { direction, money }) => (direction === 'in' ? sum + minorUnits(money) : sum - minorUnits(money)),
      minorUnits(available),
    )
    return { account, payments, left: { amount: formatDecimal(left, currency), currency } }
  })
}

/** What several accounts leave together, for each currency in which there are several. */
export const leftTogether = (rows: readonly LeftToSpend[]): WireMoney[] =>
  sumByCurrency(rows.map(({ left }) => left)).filter(
    ({ currency }) => rows.filter(({ left }) => left.currency === currency).length > 1,
  )

const movementOn = (
  { accountId }: ShownAccount,
  payment: Upcoming,
  accounts: readonly ShownAccount[],
): ScheduledMovement[] => {
  if (payment.from.accountId === accountId) return [{ ...payment, direction: 'out' }]
  // What is paid from a frozen account will not arrive.
  const isOwn = accounts.some(
    ({ accountId: id, status }) => id === payment.from.accountId && status === 'open',
  )
  return payment.to.accountId === accountId && isOwn ? [{ ...payment, direction: 'in' }] : []
}
