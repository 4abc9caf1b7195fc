/** Payments between banks, to the bank's own people: customers see theirs among their transfers. */
import { z } from 'zod'
import { listParkedMessages, retryMessage } from '../../read-models/payments/parked-messages.ts'
import { listPayments } from '../../read-models/payments/queries.ts'
import { notFound } from '../errors.ts'
import { inputOf, paging, procedureFor, readingAs, router } from '../procedures.ts'

export const paymentsRouter = router({
  /** Newest first; with `inSuspense` only those of which something stands in suspense, or is missing there. */
  list: readingAs(['teller', 'approver', 'auditor'], ['payments'], {
    ...paging,
    inSuspense: z.boolean('must be true or false').optional(),
  }).query(({ ctx, input: { limit, cursor, inSuspense } }) =>
    listPayments(ctx.services.sql, { limit, cursor, inSuspense }),
  ),

  /** Messages of the clearing house that were put aside because they failed again and again, oldest first. */
  parkedMessages: procedureFor(['teller', 'approver', 'auditor'])
    .input(inputOf(paging))
    .query(({ ctx, input }) => listParkedMessages(ctx.services.sql, input)),

  /** A worker tries it again; where it fails, it is parked as before. */
  retryMessage: procedureFor(['approver'])
    .input(inputOf({ position: z.int('must be a whole number').min(1, 'must be at least 1') }))
    .mutation(async ({ ctx, input: { position } }) => {
      if (!(await retryMessage(ctx.services.sql, position))) throw notFound()
      return { position }
    }),
})
