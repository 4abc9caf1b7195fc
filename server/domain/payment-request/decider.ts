/** A request is open until it is accepted, declined, taken back or too old, once. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  type CustomerId,
  customerIdSchema,
  type PaymentRequestId,
  paymentRequestStream,
} from '../ids.ts'
import { type Money, storedMoneySchema } from '../money.ts'
import type { PaymentRequestEvent } from './events.ts'

type Between = { readonly customerId: CustomerId; readonly payerCustomerId: CustomerId }
export type OpenRequest = Between & {
  readonly status: 'open'
  readonly toAccountId: AccountId
  readonly money: Money
  readonly description: string
  readonly expiresAt: string
}
export const requestEndings = ['accepted', 'declined', 'cancelled', 'expired'] as const
export type EndedRequest = Between & { readonly status: (typeof requestEndings)[number] }
export type PaymentRequest = { readonly status: 'none' } | OpenRequest | EndedRequest

const between = { customerId: customerIdSchema, payerCustomerId: customerIdSchema }

/** Money that one customer has asked another one for. */
export const paymentRequest: Aggregate<PaymentRequest, PaymentRequestEvent> = {
  name: 'PaymentRequest',
  initialState: { status: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'PaymentRequested': {
        const { customerId, payerCustomerId, toAccountId, money, description, expiresAt } = event.data
        return { status: 'open', customerId, payerCustomerId, toAccountId, money, description, expiresAt }
      }
      case 'PaymentRequestAccepted':
        return ended(state, 'accepted')
      case 'PaymentRequestDeclined':
        return ended(state, 'declined')
      case 'PaymentRequestCancelled':
        return ended(state, 'cancelled')
      case 'PaymentRequestExpired':
        return ended(state, 'expired')
    }
  },
  isFinal: ({ status }) => status !== 'none' && status !== 'open',
  snapshot: {
    schemaVersion: 1,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({ status: z.enum(requestEndings), ...between }),
      z.object({
        status: z.literal('open'),
        ...between,
        toAccountId: accountIdSchema,
        money: storedMoneySchema,
        description: z.string(),
        expiresAt: z.string(),
      }),
    ]) as z.ZodType<PaymentRequest>,
  },
}

const ended = (state: PaymentRequest, status: EndedRequest['status']): EndedRequest => {
  if (state.status !== 'open') throw new Error('An event ends a request that is not open')
  return { status, customerId: state.customerId, payerCustomerId: state.payerCustomerId }
}

export const paymentRequestRef = (id: PaymentRequestId) => ({
  streamId: paymentRequestStream(id),
  aggregate: paymentRequest,
})
