/** What all figures of the page are of, and what a press on one of them does. */
import type { Currency } from '../../../server/domain/decimal.ts'
import type { InsightsScope } from '../../api-client/insights-queries.ts'
import type { ShownAccount } from '../../api-client/queries.ts'
import type { InsightsAddress, Shown } from './address.ts'

export type Picture = {
  readonly scope: InsightsScope
  readonly months: readonly string[]
  /** Those that are in it, of whatever currency. */
  readonly accounts: readonly ShownAccount[]
  readonly currency: Currency
  readonly view: InsightsAddress['view']
  readonly show: (shown: Shown) => void
}
