/** What the bank does by itself about payments to and from other banks. */
import type { TransferId } from '../ids.ts'
import { defineProcess } from '../process.ts'

type PaymentProgress =
  | { readonly status: 'ordered'; readonly submitAt: string }
  /** The bank's people are at it; nothing to do until they have decided, or the transfer has expired. */
  | { readonly status: 'inReview' }
  | { readonly status: 'submitted'; readonly expiresAt: string }
  | { readonly status: 'unplaced'; readonly since: string }
  | { readonly status: 'over' }

const over = (state: PaymentProgress | undefined): PaymentProgress | undefined => state && { status: 'over' }

/**
 * Gives a payment to the clearing house when it cannot be called back any more, gives its money back when nothing is
 * heard in time, and sends back what came for nobody.
 */
export const paymentProcess = defineProcess<PaymentProgress>()({
  name: 'payment',
  on: {
    PaymentOrdered: (_, { data }) => ({ status: 'ordered', submitAt: data.submitAt }),
    PaymentInReview: () => ({ status: 'inReview' }),
    PaymentApproved: (_, { data }) => ({ status: 'ordered', submitAt: data.submitAt }),
    PaymentSubmitted: (_, { data }) => ({ status: 'submitted', expiresAt: data.expiresAt }),
    PaymentUnplaced: (_, { createdAt }) => ({ status: 'unplaced', since: createdAt.toISOString() }),
    PaymentDropped: over,
    PaymentSettled: over,
    PaymentRejected: over,
    PaymentTimedOut: over,
    PaymentReturned: over,
    PaymentSentBack: over,
  },
  instanceOf: ({ data }) => data.transferId,
  dueAt: (state) => {
    switch (state.status) {
      case 'ordered':
        return state.submitAt
      case 'submitted':
        return state.expiresAt
      case 'unplaced':
        return state.since
      case 'inReview':
      case 'over':
        return null
    }
  },
  isOver: ({ status }) => status === 'over',
  commandsDue: (state, { instanceId, now }) => {
    const data = { transferId: instanceId as TransferId }
    switch (state.status) {
      case 'ordered':
        return state.submitAt <= now ? [{ step: 'submit', name: 'submitPayment', data }] : []
      case 'submitted':
        return state.expiresAt <= now ? [{ step: 'expire', name: 'expirePayment', data }] : []
      case 'unplaced':
        return [{ step: 'sendBack', name: 'sendBackPayment', data }]
      case 'inReview':
      case 'over':
        return []
    }
  },
})
