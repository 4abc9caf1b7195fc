/** Ends requests for money that nobody has answered. */
import type { PaymentRequestId } from '../ids.ts'
import { defineProcess } from '../process.ts'

type Waiting = { readonly status: 'open'; readonly expiresAt: string } | { readonly status: 'over' }

const over = (state: Waiting | undefined): Waiting | undefined => state && { status: 'over' }

/** Lets a request expire when its time is over. */
export const paymentRequestExpiry = defineProcess<Waiting>()({
  name: 'payment-request-expiry',
  on: {
    PaymentRequested: (_, { data: { expiresAt } }) => ({ status: 'open', expiresAt }),
    PaymentRequestAccepted: over,
    PaymentRequestDeclined: over,
    PaymentRequestCancelled: over,
    PaymentRequestExpired: over,
  },
  instanceOf: ({ data }) => data.requestId,
  dueAt: (state) => (state.status === 'open' ? state.expiresAt : null),
  isOver: ({ status }) => status === 'over',
  commandsDue: (state, { instanceId, now }) =>
    state.status === 'open' && state.expiresAt <= now
      ? [{ step: 'expire', name: 'expireRequest', data: { requestId: instanceId as PaymentRequestId } }]
      : [],
})
