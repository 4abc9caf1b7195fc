/** Payments between banks, to the bank's own people: customers see theirs among their transfers. */
import { z } from 'zod'
import { listPayments } from '../../read-models/payments/queries.ts'
import { paging, readingAs, router } from '../procedures.ts'

export const paymentsRouter = router({
  /** Newest first; with `inSuspense` only those of which something stands in suspense, or is missing there. */
  list: readingAs(['teller', 'approver', 'auditor'], ['payments'], {
    ...paging,
    inSuspense: z.boolean('must be true or false').optional(),
  }).query(({ ctx, input: { limit, cursor, inSuspense } }) =>
    listPayments(ctx.services.sql, { limit, cursor, inSuspense }),
  ),
})
