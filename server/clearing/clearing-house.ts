/**
 * What the bank knows of the clearing house, through which banks pay each other: orders are handed in, and what becomes
 * of them is told later, in messages that may come late, twice and in the wrong order. Nobody can call an order back.
 */
import type { Money } from '../domain/money.ts'

/** Somebody's account at some bank. */
export type Party = { readonly name: string; readonly number: string }

/** Made by the bank, id included. Handed in again, the same order is one order. */
export type PaymentOrder = {
  readonly kind: 'payment'
  readonly paymentId: string
  readonly money: Money
  readonly debtor: Party
  readonly creditor: Party
  readonly description: string
}
/** Sends a payment back that could not be given to anybody, by the name that the other bank has for it. */
export type ReturnOrder = {
  readonly kind: 'return'
  readonly paymentId: string
  readonly money: Money
  readonly reference: string
}
export type ClearingOrder = PaymentOrder | ReturnOrder

export const refusals = ['AccountClosed', 'UnknownAccount', 'AmountTooLarge', 'PayeeRefused'] as const
export type Refusal = (typeof refusals)[number]

/** `sequence` counts what has become of one order: whatever comes in between, the highest one is how things stand. */
export type ClearingAnswer = {
  readonly kind: 'answer'
  readonly paymentId: string
  readonly sequence: number
} & (
  | { readonly outcome: 'settled'; readonly reason: null }
  /** Never paid, or paid and come back. */
  | { readonly outcome: 'rejected' | 'returned'; readonly reason: Refusal }
)

export type IncomingPayment = {
  readonly kind: 'incoming'
  /** The other bank's, and its own for each payment. */
  readonly reference: string
  readonly money: Money
  /** At this bank, as somebody elsewhere has typed it. */
  readonly creditorNumber: string
  readonly debtor: Party
  readonly description: string
}

export type ClearingMessage = {
  /** Counts from 1 without gaps, in the order of delivery. */
  readonly position: number
  /** The same for a message that is delivered again. */
  readonly messageId: string
  readonly content: ClearingAnswer | IncomingPayment
}

export type ClearingHouse = {
  /** Returns when the order cannot be lost any more. Throws {@link PaymentIdReused}, and when it cannot be reached. */
  readonly submit: (order: ClearingOrder) => Promise<void>
  /** What has been delivered after a position, in order. */
  readonly messages: (range: { after: number; limit: number }) => Promise<ClearingMessage[]>
}

/** An order with this id was handed in before, and said something else. */
export class PaymentIdReused extends Error {
  override name = 'PaymentIdReused'
  constructor(paymentId: string) {
    super(`The clearing house has another order under the id ${paymentId}`)
  }
}
