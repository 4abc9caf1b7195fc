/** What waits for the bank's people to look at it. */
import { z } from 'zod'
import { transferIdSchema } from '../../domain/ids.ts'
import { reviewsWithAlerts, reviewWithAlerts } from '../../read-models/review-queue.ts'
import { notFound } from '../errors.ts'
import { paging, readingAs, router } from '../procedures.ts'

const STAFF = ['teller', 'approver', 'auditor'] as const

export const reviewsRouter = router({
  get: readingAs(STAFF, ['transfers', 'fraud-alerts'], { transferId: transferIdSchema }).query(
    async ({ ctx, input: { transferId } }) => {
      const review = await reviewWithAlerts(ctx.services.sql, { transferId })
      if (!review) throw notFound()
      return review
    },
  ),

  list: readingAs(STAFF, ['transfers', 'fraud-alerts'], {
    ...paging,
    status: z.enum(['waiting', 'all'], { error: 'must be waiting or all' }).default('waiting'),
  }).query(({ ctx, input: { limit, cursor, status } }) =>
    reviewsWithAlerts(ctx.services.sql, { limit, cursor, status }),
  ),
})
