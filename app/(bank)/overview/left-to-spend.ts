/** What is left of an account's money until the month ends: what is available, less what is scheduled to leave it by then. */
import { formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import type { Upcoming } from '../../api-client/overview-queries.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import type { ShownAccount } from '../../api-client/queries.ts'

export type LeftToSpend = {
  readonly account: ShownAccount
  /** Below zero when more is to be sent than there is. */
  readonly left: WireMoney
  readonly scheduled: WireMoney
  readonly payments: readonly Upcoming[]
}

/** Of the accounts that are for every day and from which money can be sent. */
export const leftToSpend = (
  accounts: readonly ShownAccount[],
  upcoming: readonly Upcoming[],
  until: string,
): LeftToSpend[] =>
  accounts
    .filter(({ product, status }) => product === 'current' && status === 'open')
    .map((account) => {
      const { accountId, available, currency } = account
      const payments = upcoming.filter(({ from, date }) => from.accountId === accountId && date <= until)
      const scheduled = payments.reduce((sum, { money }) => sum + minorUnits(money), 0n)
      return {
        account,
        payments,
        scheduled: { amount: formatDecimal(scheduled, currency), currency },
        left: { amount: formatDecimal(minorUnits(available) - scheduled, currency), currency },
      }
    })
