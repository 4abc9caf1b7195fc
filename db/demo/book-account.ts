/** An account as the demo's plan knows it. */
import type { Product } from '../../server/domain/bank-account/events.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import type { Currency } from '../../server/domain/money.ts'
import type { Party } from './life.ts'

export type BookAccount = {
  readonly accountId: AccountId
  readonly owner: Party
  readonly currency: Currency
  readonly product: Product
  readonly status: 'open' | 'frozen' | 'closed'
  /** The owner's own money: without what is held, and without what could be overdrawn. */
  readonly balance: bigint
}
