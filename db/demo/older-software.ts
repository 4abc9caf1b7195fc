/**
 * How the demo's first half year is stored: as the software that the bank had then would have written it. So the
 * upcasters are at work in every demo bank, every day, and not in tests alone.
 */
import type { StoreAs } from '../../server/command-bus/batch.ts'
import { formatDecimal, type Money } from '../../server/domain/money.ts'
import { displayName } from '../../server/read-models/display-name.ts'
import { utcMs } from './diary.ts'

export const OLDER_MONTHS = 6

/** Major units as a JSON number, the way nobody should store money. */
const decimalNumber = ({ amountMinor, currency }: Money) => ({
  amount: Number(formatDecimal(amountMinor, currency)),
  currency,
})

/** Customers with one name and deposits with decimal numbers, both version 1, in the months after `firstDay`. */
export const olderSoftware = (firstDay: Temporal.PlainDate): StoreAs => {
  const renewedMs = utcMs(firstDay.add({ months: OLDER_MONTHS }))
  return ({ type, data }, at) => {
    if (at.getTime() >= renewedMs) return undefined
    switch (type) {
      case 'CustomerRegistered': {
        const { customerId, email } = data
        return { schemaVersion: 1, data: { customerId, name: displayName(data), email } }
      }
      case 'MoneyDeposited': {
        const { money, balanceAfter, transfer } = data
        // It could not say that somebody at another bank has paid.
        if (transfer?.outside) return undefined
        const decimals = { money: decimalNumber(money), balanceAfter: decimalNumber(balanceAfter) }
        return { schemaVersion: 1, data: { ...data, ...decimals } }
      }
      default:
        return undefined
    }
  }
}
