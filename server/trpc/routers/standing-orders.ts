/** Standing orders, to who has given them, and to the staff. */
import { z } from 'zod'
import {
  addDays,
  businessDateOf,
  businessDateSchema,
  daysBetween,
} from '../../domain/calendar/business-dates.ts'
import { accountIdSchema, customerIdSchema, standingOrderIdSchema } from '../../domain/ids.ts'
import {
  getStandingOrder,
  listOccurrences,
  listOutcomes,
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
        today: todayAt(ctx.services.bank),
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
      today: todayAt(ctx.services.bank),
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

  /** What has become of all dates of a time, whichever order's; the staff say whose. */
  outcomes: reading(['standing-orders'], {
    ...paging,
    from: businessDateSchema,
    until: businessDateSchema,
    customerId: customerIdSchema.optional(),
  }).query(({ ctx, input: { limit, cursor, from, until, customerId } }) => {
    if (until < from) throw badInput([{ path: 'until', reason: 'must not be before from' }])
    if (daysBetween(from, until) > MAX_DAYS_AHEAD)
      throw badInput([{ path: 'until', reason: `must be at most ${MAX_DAYS_AHEAD} days after from` }])
    return listOutcomes(ctx.services.sql, {
      limit,
      cursor,
      from,
      until,
      customerId: whoseOrders(ctx.signedIn, customerId),
    })
  }),

  /** What is to be sent until a date, by one order or all of them; the staff say whose. */
  upcoming: reading(['standing-orders'], {
    ...paging,
    until: businessDateSchema.optional(),
    orderId: standingOrderIdSchema.optional(),
    customerId: customerIdSchema.optional(),
  }).query(({ ctx, input: { limit, cursor, until, orderId, customerId } }) => {
    const today = todayAt(ctx.services.bank)
    const latest = addDays(today, MAX_DAYS_AHEAD)
    if (until !== undefined && until > latest)
      throw badInput([{ path: 'until', reason: `must not lie after ${latest}` }])
    return listUpcoming(ctx.services.sql, {
      limit,
      cursor,
      orderId,
      customerId: whoseOrders(ctx.signedIn, customerId),
      until: until ?? addDays(today, DEFAULT_DAYS_AHEAD),
    })
  }),
})

const todayAt = ({ timeZone }: { readonly timeZone: string }): string => businessDateOf(new Date(), timeZone)

const whoseOrders = (signedIn: Parameters<typeof ownerFilter>[0], customerId: string | undefined): string => {
  const own = ownerFilter(signedIn)
  if (own !== undefined && customerId !== undefined && customerId !== own) throw notFound()
  const whose = own ?? customerId
  if (whose === undefined)
    throw badInput([{ path: 'customerId', reason: 'is required: whose orders are they?' }])
  return whose
}
