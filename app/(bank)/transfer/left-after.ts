/** What can still be spent when an amount has gone: exact, in minor units. */
import { formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'

export const leftAfter = (money: WireMoney, available: WireMoney): WireMoney => ({
  amount: formatDecimal(minorUnits(available) - minorUnits(money), available.currency),
  currency: available.currency,
})
