/** Which transfers wait for the bank's people, and how long. */
import type { CustomerId } from '../ids.ts'
import { approvalsFor } from '../limits/amounts.ts'
import type { Money } from '../money.ts'

/** How long the bank takes to decide; then the money is given back. */
export const REVIEW_DAYS = 3

export const reviewEnds = (at: string): string =>
  new Date(Date.parse(at) + REVIEW_DAYS * 86_400_000).toISOString()

type Owned = { readonly owner: CustomerId }

/** Between accounts of one owner there is nobody to be defrauded. */
export const needsReview = (money: Money, from: Owned, to: Owned): boolean =>
  from.owner !== to.owner && approvalsFor(money) > 0
