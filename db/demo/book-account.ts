/** An account as the demo's plan knows it. */
import type { Books } from '../../server/domain/bank-account/decider.ts'
import type { Product } from '../../server/domain/bank-account/events.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import type { Currency } from '../../server/domain/money.ts'
import type { Party } from './life.ts'

export type BookAccount = {
  readonly accountId: AccountId
  readonly owner: Party
  readonly currency: Currency
  readonly product: Product
  readonly openedMs: number
  status: 'open' | 'frozen' | 'closed'
  closedMs: number | null
  /** What can be spent: what is held has been taken out already. */
  balance: bigint
  /** Since the last closing of a month. */
  entries: LedgerEntry[]
  books: Books | null
}

/** What has moved, when it has: a held transfer when it is settled. */
export type LedgerEntry = { readonly atMs: number; readonly by: bigint }
