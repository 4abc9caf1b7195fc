/**
 * What is known of a payment between banks: how far the conversation with the clearing house has come, and where its
 * money stands because of it.
 */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  customerIdSchema,
  payeeIdSchema,
  paymentStream,
  type TransferId,
} from '../ids.ts'
import { add, type Money, storedMoneySchema, subtract, zero } from '../money.ts'
import { bearers, type PaymentEvent, type PaymentOrdered } from './events.ts'

export type Order = Readonly<Omit<PaymentOrdered['data'], 'transferId'>>

/**
 * Where the money of an outgoing payment is. `with us`: with the customer, nothing held. Otherwise gone, and out of
 * whose account.
 */
const places = ['held', 'with us', ...bearers] as const
export type Place = (typeof places)[number]

/**
 * `accountId` is the customer's account that the payment is settled with: the one that has ordered it, until what stood in
 * suspense was settled with another one.
 */
export type OutgoingPayment = Order & {
  readonly status: 'ordered' | 'inReview' | 'submitted' | 'dropped'
  readonly place: Place
  /** The highest that the clearing house has said; 0 for nothing yet. */
  readonly sequence: number
  readonly isAcknowledged: boolean
  readonly expiresAt: string | null
  /** What the bank has there of it; negative when it has paid what the customer could not. */
  readonly inSuspense: Money
  /** What one of the bank's people wants to be done about that. */
  readonly clearing: { readonly accountId: AccountId; readonly proposedBy: string } | null
}
export type IncomingPayment = {
  readonly status: 'received' | 'unplaced' | 'sentBack'
  readonly money: Money
  readonly isAcknowledged: boolean
}
export type Payment = { readonly status: 'none' } | OutgoingPayment | IncomingPayment

export const isOutgoing = (payment: Payment): payment is OutgoingPayment => 'place' in payment

/** A payment to another bank or from one, and what the clearing house has said of it. */
export const payment: Aggregate<Payment, PaymentEvent> = {
  name: 'Payment',
  initialState: { status: 'none' },
  evolve: (state, event) => evolve(state, event),
  snapshot: {
    schemaVersion: 3,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({
        status: z.enum(['ordered', 'inReview', 'submitted', 'dropped']),
        accountId: accountIdSchema,
        customerId: customerIdSchema,
        payeeId: payeeIdSchema,
        money: storedMoneySchema,
        description: z.string(),
        submitAt: z.string(),
        place: z.enum(places),
        sequence: z.int(),
        isAcknowledged: z.boolean(),
        expiresAt: z.string().nullable(),
        inSuspense: storedMoneySchema,
        clearing: z.object({ accountId: accountIdSchema, proposedBy: z.string() }).nullable(),
      }),
      z.object({
        status: z.enum(['received', 'unplaced', 'sentBack']),
        money: storedMoneySchema,
        isAcknowledged: z.boolean(),
      }),
    ]) as z.ZodType<Payment>,
  },
}

const evolve = (state: Payment, event: PaymentEvent): Payment => {
  switch (event.type) {
    case 'PaymentOrdered': {
      const { transferId: _own, ...order } = event.data
      return {
        status: 'ordered',
        ...order,
        place: 'held',
        sequence: 0,
        isAcknowledged: false,
        expiresAt: null,
        inSuspense: zero(order.money.currency),
        clearing: null,
      }
    }
    case 'PaymentInReview':
      return { ...outgoing(state), status: 'inReview' }
    case 'PaymentApproved':
      return { ...outgoing(state), status: 'ordered', submitAt: event.data.submitAt }
    case 'PaymentSubmitted':
      return { ...outgoing(state), status: 'submitted', expiresAt: event.data.expiresAt }
    case 'PaymentDropped':
      return { ...outgoing(state), status: 'dropped', place: 'with us' }
    case 'PaymentAcknowledged':
      return { ...begun(state), isAcknowledged: true }
    case 'PaymentSettled': {
      const before = outgoing(state)
      const { paidFrom, sequence } = event.data
      const inSuspense =
        paidFrom === 'suspense' ? subtract(before.inSuspense, before.money) : before.inSuspense
      return { ...before, place: paidFrom, sequence, inSuspense, clearing: null }
    }
    case 'PaymentRejected':
      return { ...outgoing(state), place: 'with us', sequence: event.data.sequence }
    case 'PaymentReturned': {
      const before = outgoing(state)
      const { paidTo, sequence } = event.data
      const inSuspense = paidTo === 'suspense' ? add(before.inSuspense, before.money) : before.inSuspense
      return { ...before, place: 'with us', sequence, inSuspense, clearing: null }
    }
    case 'SuspenseClearingProposed': {
      const { accountId, proposedBy } = event.data
      return { ...outgoing(state), clearing: { accountId, proposedBy } }
    }
    // What was taken from the customer is paid by the customer. Whatever is still heard of the payment, that account has
    // the money of it, or has paid it.
    case 'SuspenseCleared': {
      const before = outgoing(state)
      return {
        ...before,
        accountId: event.data.accountId,
        place: before.place === 'suspense' ? 'customer' : before.place,
        inSuspense: zero(before.money.currency),
        clearing: null,
      }
    }
    case 'PaymentTimedOut':
      return { ...outgoing(state), place: 'with us' }
    case 'PaymentReceived':
      return { status: 'received', money: event.data.money, isAcknowledged: true }
    case 'PaymentUnplaced':
      return { status: 'unplaced', money: event.data.money, isAcknowledged: false }
    case 'PaymentSentBack':
      return { ...begun(state), status: 'sentBack' } as IncomingPayment
  }
}

const begun = (state: Payment): OutgoingPayment | IncomingPayment => {
  if (state.status === 'none') throw new Error('An event goes on with a payment that never began')
  return state
}

const outgoing = (state: Payment): OutgoingPayment => {
  if (!isOutgoing(state)) throw new Error('An event goes on with a payment that was never ordered')
  return state
}

export const paymentRef = (id: TransferId) => ({ streamId: paymentStream(id), aggregate: payment })
