/** Requests for money, to the two between whom they are, and to the staff. */
import { z } from 'zod'
import { customerIdSchema, paymentRequestIdSchema, splitIdSchema } from '../../domain/ids.ts'
import { getPaymentRequest, listPaymentRequests } from '../../read-models/payment-requests/queries.ts'
import { requestFilters } from '../../read-models/payment-requests/table.ts'
import { badInput, notFound } from '../errors.ts'
import { ownerFilter, paging, reading, router } from '../procedures.ts'

export const requestsRouter = router({
  get: reading(['payment-requests'], { requestId: paymentRequestIdSchema }).query(
    async ({ ctx, input: { requestId } }) => {
      const request = await getPaymentRequest(ctx.services.sql, {
        requestId,
        viewer: ownerFilter(ctx.signedIn),
      })
      if (!request) throw notFound()
      return request
    },
  ),

  /** Newest first. The staff may say whose. */
  list: reading(['payment-requests'], {
    ...paging,
    direction: z.enum(['in', 'out'], { error: 'must be in or out' }).optional(),
    status: z.enum(requestFilters, { error: `must be one of ${requestFilters.join(', ')}` }).optional(),
    splitId: splitIdSchema.optional(),
    customerId: customerIdSchema.optional(),
  }).query(({ ctx, input: { limit, cursor, direction, status, splitId, customerId } }) => {
    const viewer = ownerFilter(ctx.signedIn)
    if (viewer !== undefined && customerId !== undefined && customerId !== viewer) throw notFound()
    const whose = viewer ?? customerId
    if (direction !== undefined && whose === undefined)
      throw badInput([{ path: 'customerId', reason: 'is required: to or from whom?' }])
    return listPaymentRequests(ctx.services.sql, {
      ...{ viewer, customerId: whose, direction, status, splitId, limit, cursor },
    })
  }),
})
