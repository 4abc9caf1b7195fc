/**
 * An occurrence whose transfer is so large that the bank's people look at it first: it ends with that transfer, whichever
 * way, and the order waits for it. What goes to another bank is sent when it has been handed in, as it is without review.
 */
import { z } from 'zod'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { standingOrderIdSchema, type TransferId, transferIdSchema } from '../ids.ts'
import { type Payment, paymentRef } from '../payment/decider.ts'
import { type EndedTransfer, type Transfer, transferRef } from '../transfer/decider.ts'
import { type ActiveOrder, standingOrderRef } from './decider.ts'
import { endAfter } from './end.ts'
import { nextDate } from './plan.ts'

type Fate = EndedTransfer['status']

const reasons = {
  cancelled: 'TransferCancelled',
  declined: 'TransferDeclined',
  expired: 'TransferExpired',
  failed: 'TransferFailed',
} as const

/** What has become of the transfer as far as the order is concerned; undefined while it can still come to nothing here. */
export const fateOf = (
  transfer: Exclude<Transfer, { status: 'none' }>,
  payment: Payment | undefined,
): Fate | undefined => {
  // Handed in before it ended: that it was refused then, or has come back, is the payment's own business.
  if (payment?.status === 'submitted') return 'completed'
  return transfer.status === 'held' ? undefined : transfer.status
}

/** How the occurrence ends that waits for this transfer, now that the transfer is over. */
export const occurrenceEnd = (
  order: ActiveOrder,
  {
    orderId,
    transferId,
    fate,
  }: { orderId: z.output<typeof standingOrderIdSchema>; transferId: TransferId; fate: Fate },
) => {
  const { customerId, plan, reviewed } = order
  const date = nextDate(plan)
  if (date === undefined || !reviewed) throw new Error('An occurrence is reviewed that is not there')
  const occurrence = { orderId, customerId, date, money: reviewed, transferId }
  return fate === 'completed'
    ? { type: 'OccurrenceExecuted' as const, data: occurrence }
    : { type: 'OccurrenceFailed' as const, data: { ...occurrence, reason: reasons[fate] } }
}

/** Ends an occurrence whose transfer had to be reviewed, when that has ended: as sent, or as failed. */
export const finishOccurrence = defineCommand({
  roles: ['system'],
  input: z.object({ orderId: standingOrderIdSchema, transferId: transferIdSchema }),
  prepare: (data) => data,
  streams: ({ orderId, transferId }) => ({
    order: standingOrderRef(orderId),
    transfer: transferRef(transferId),
  }),
  further: ({ transferId }, { order }) =>
    order.status === 'active' && order.payeeId !== null ? { payment: paymentRef(transferId) } : undefined,
  decide: ({ orderId, transferId }, { order, transfer, payment }) => {
    if (order.status === 'none') return rejected({ reason: 'StandingOrderNotFound', field: 'orderId' })
    if (order.status === 'ended') return rejected({ reason: 'StandingOrderNotActive', field: 'orderId' })
    if (order.plan.inReview !== transferId)
      return rejected({ reason: 'OccurrenceNotPlanned', field: 'transferId' })
    const fate = transfer.status === 'none' ? undefined : fateOf(transfer, payment)
    if (fate === undefined) return rejected({ reason: 'OccurrenceNotDue', field: 'transferId' })
    const end = occurrenceEnd(order, { orderId, transferId, fate })
    return accepted(end, ...endAfter(order, end, orderId))
  },
  answer: () => ({}),
})
