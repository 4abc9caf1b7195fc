/** Standing orders, to who has given them, and to the staff. */
import { z } from 'zod'
import { addDays, businessDateOf, businessDateSchema } from '../../domain/calendar/business-dates.ts'
import { accountIdSchema, customerIdSchema, standingOrderIdSchema } from '../../domain/ids.ts'
import {
  getStandingOrder,
  listOccurrences,
  listStandingOrders,
  listUpcoming,
} from '../../read-models/standing-orders/queries.ts'
import { orderStatuses } from '../../read-models/standing-orders/table.ts'
import { badInput, notFound } from '../errors.ts'
import { ownerFilter, paging, reading, router } from '../procedures.ts'

/** How far one can look ahead, and how far one does if one does not say. */
const MAX_DAYS_AHEAD = 366
const DEFAULT_DAYS_AHEAD = 31

export const standingOrdersRouter = router({
  get: reading(['standing-orders'], { orderId: standingOrderIdSchema }).query(
    async ({ ctx, input: { orderId } }) => {
      const order = await getStandingOrder(ctx.services.sql, {
        orderId,
        customerId: ownerFilter(ctx.signedIn),
      })
      if (!order) throw notFound()
      return order
    },
  ),

  list: reading(['standing-orders'], {
    ...paging,
    accountId: accountIdSchema.optional(),
    status: z.enum(orderStatuses, { error: `must be one of ${orderStatuses.join(', ')}` }).optional(),
  }).query(({ ctx, input: { limit, cursor, accountId, status } }) =>
    listStandingOrders(ctx.services.sql, {
      limit,
      cursor,
      accountId,
      status,
      customerId: ownerFilter(ctx.signedIn),
    }),
  ),

  /** What has become of each date. */
  occurrences: reading(['standing-orders'], { ...paging, orderId: standingOrderIdSchema }).query(
    async ({ ctx, input: { limit, cursor, orderId } }) => {
      const occurrences = await listOccurrences(ctx.services.sql, {
        limit,
        cursor,
        orderId,
        customerId: ownerFilter(ctx.signedIn),
      })
      if (!occurrences) throw notFound()
      return occurrences
    },
  ),

  /** What is to be sent until a date; the staff say whose. */
  upcoming: reading(['standing-orders'], {
    ...paging,
    until: businessDateSchema.optional(),
    customerId: customerIdSchema.optional(),
  }).query(({ ctx, input: { limit, cursor, until, customerId } }) => {
    const today = businessDateOf(new Date(), ctx.services.bank.timeZone)
    const latest = addDays(today, MAX_DAYS_AHEAD)
    if (until !== undefined && until > latest)
      throw badInput([{ path: 'until', reason: `must not lie after ${latest}` }])
    const own = ownerFilter(ctx.signedIn)
    if (own !== undefined && customerId !== undefined && customerId !== own) throw notFound()
    const whose = own ?? customerId
    if (whose === undefined)
      throw badInput([{ path: 'customerId', reason: 'is required: whose orders are they?' }])
    return listUpcoming(ctx.services.sql, {
      limit,
      cursor,
      customerId: whose,
      until: until ?? addDays(today, DEFAULT_DAYS_AHEAD),
    })
  }),
})
