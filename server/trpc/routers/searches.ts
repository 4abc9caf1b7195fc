/** A customer's own saved searches. */
import { listSavedSearches } from '../../read-models/saved-searches/queries.ts'
import { ownerFilter, paging, readingAs, router } from '../procedures.ts'

export const searchesRouter = router({
  list: readingAs(['customer'], ['saved-searches'], paging).query(({ ctx, input: { limit, cursor } }) =>
    // Only customers may ask, and for them there always is a filter.
    listSavedSearches(ctx.services.sql, { limit, cursor, customerId: String(ownerFilter(ctx.signedIn)) }),
  ),
})
