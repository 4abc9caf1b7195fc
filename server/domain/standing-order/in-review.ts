/**
 * An occurrence whose transfer is so large that the bank's people look at it first: it ends with that transfer, whichever
 * way, and the order waits for it.
 */
import { z } from 'zod'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { standingOrderIdSchema, type TransferId, transferIdSchema } from '../ids.ts'
import { type EndedTransfer, transferRef } from '../transfer/decider.ts'
import { type ActiveOrder, standingOrderRef } from './decider.ts'
import { endAfter } from './end.ts'
import { nextDate } from './plan.ts'

type Over = Pick<EndedTransfer, 'status'>

const reasons = {
  cancelled: 'TransferCancelled',
  declined: 'TransferDeclined',
  expired: 'TransferExpired',
  failed: 'TransferFailed',
} as const

/** How the occurrence ends that waits for this transfer, now that the transfer is over. */
export const occurrenceEnd = (
  order: ActiveOrder,
  {
    orderId,
    transferId,
    transfer,
  }: { orderId: z.output<typeof standingOrderIdSchema>; transferId: TransferId; transfer: Over },
) => {
  const { customerId, plan, reviewed } = order
  const date = nextDate(plan)
  if (date === undefined || !reviewed) throw new Error('An occurrence is reviewed that is not there')
  const occurrence = { orderId, customerId, date, money: reviewed, transferId }
  return transfer.status === 'completed'
    ? { type: 'OccurrenceExecuted' as const, data: occurrence }
    : { type: 'OccurrenceFailed' as const, data: { ...occurrence, reason: reasons[transfer.status] } }
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
  decide: ({ orderId, transferId }, { order, transfer }) => {
    if (order.status === 'none') return rejected({ reason: 'StandingOrderNotFound', field: 'orderId' })
    if (order.status === 'ended') return rejected({ reason: 'StandingOrderNotActive', field: 'orderId' })
    if (order.plan.inReview !== transferId)
      return rejected({ reason: 'OccurrenceNotPlanned', field: 'transferId' })
    if (transfer.status === 'none' || transfer.status === 'held')
      return rejected({ reason: 'OccurrenceNotDue', field: 'transferId' })
    const end = occurrenceEnd(order, { orderId, transferId, transfer })
    return accepted(end, ...endAfter(order, end, orderId))
  },
  answer: () => ({}),
})
