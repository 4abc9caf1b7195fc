/** Ends what standing orders have sent and the bank's people have looked at. */
import type { StandingOrderId, TransferId } from '../ids.ts'
import { defineProcess } from '../process.ts'

type Review =
  | { readonly status: 'waiting'; readonly orderId: string }
  | { readonly status: 'decided'; readonly orderId: string; readonly since: string }
  | { readonly status: 'over' }

const decided = (state: Review | undefined, { createdAt }: { createdAt: Date }): Review | undefined =>
  state?.status === 'waiting'
    ? { status: 'decided', orderId: state.orderId, since: createdAt.toISOString() }
    : state
const over = (state: Review | undefined): Review | undefined => state && { status: 'over' }

/** Ends an occurrence of a standing order when the transfer that had to be reviewed for it has ended, however that was. */
export const occurrenceReview = defineProcess<Review>()({
  name: 'occurrence-review',
  on: {
    OccurrenceInReview: (_, { data }) => ({ status: 'waiting', orderId: data.orderId }),
    // The end of what was held for the transfer is its own end.
    HoldSettled: decided,
    HoldReleased: decided,
    // And what is handed in at another bank is sent, however long its money is still held.
    PaymentSubmitted: decided,
    OccurrenceExecuted: over,
    OccurrenceFailed: over,
  },
  // One that failed without a transfer has nothing here, and is no instance of one: whoever makes an order chooses its id.
  instanceOf: ({ data }) =>
    'orderId' in data ? (data.transferId ?? `order ${data.orderId}`) : data.transferId,
  dueAt: (state) => (state.status === 'decided' ? state.since : null),
  isOver: ({ status }) => status === 'over',
  commandsDue: (state, { instanceId }) => {
    if (state.status !== 'decided') return []
    const data = { orderId: state.orderId as StandingOrderId, transferId: instanceId as TransferId }
    return [{ step: 'finish', name: 'finishOccurrence', data }]
  },
})
