/** Where money goes and comes from: a customer's own; for staff anybody's. */
import { categoryRules } from '../../read-models/transactions/movement.ts'
import { ownerFilter, readingAs, router } from '../procedures.ts'

export const insightsRouter = router({
  /** What the customer wants remembered of categories. */
  rules: readingAs(['customer'], ['transactions'], {}).query(({ ctx }) =>
    categoryRules(ctx.services.sql, ownerFilter(ctx.signedIn)!),
  ),
})
