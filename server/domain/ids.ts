/**
 * Identifiers and stream names. Every id is a UUID with a brand, so that an account's id cannot be passed where a
 * customer's is meant, and every stream name is made by one function.
 */
import { z } from 'zod'

export type AccountId = string & { readonly __brand: 'AccountId' }
export type CustomerId = string & { readonly __brand: 'CustomerId' }
export type TransferId = string & { readonly __brand: 'TransferId' }
export type StandingOrderId = string & { readonly __brand: 'StandingOrderId' }
export type QuoteId = string & { readonly __brand: 'QuoteId' }
export type PaymentRequestId = string & { readonly __brand: 'PaymentRequestId' }
/** Of the requests for the shares of one bill. */
export type SplitId = string & { readonly __brand: 'SplitId' }
export type PayeeId = string & { readonly __brand: 'PayeeId' }
export type SearchId = string & { readonly __brand: 'SearchId' }

/** `<aggregate type>-<id>`, as in the events table's `stream_id`. */
export type StreamId = `${AggregateName}-${string}`
export type AggregateName =
  | 'BankAccount'
  | 'Transfer'
  | 'Customer'
  | 'Payees'
  | 'Categories'
  | 'Payment'
  | 'PaymentRequest'
  | 'StandingOrder'
  | 'Inbox'
  | 'Quote'
  | 'Note'
  | 'SavedSearches'

export const accountStream = (id: AccountId) => `BankAccount-${id}` as const
export const transferStream = (id: TransferId) => `Transfer-${id}` as const
export const customerStream = (id: CustomerId) => `Customer-${id}` as const
/** What one customer has said about categories. */
export const categoriesStream = (id: CustomerId) => `Categories-${id}` as const
/** All payees of one customer. */
export const payeesStream = (id: CustomerId) => `Payees-${id}` as const
/** How far one customer has read what they were told. */
export const inboxStream = (id: CustomerId) => `Inbox-${id}` as const
/** All saved searches of one customer. */
export const savedSearchesStream = (id: CustomerId) => `SavedSearches-${id}` as const
/** The note on the movement at this position of the log: a UUID of version 8, whose last bits are the position. */
export const noteStream = (position: number) =>
  `Note-00000000-0000-8000-8000-${position.toString(16).padStart(12, '0')}` as const
export const paymentRequestStream = (id: PaymentRequestId) => `PaymentRequest-${id}` as const
export const standingOrderStream = (id: StandingOrderId) => `StandingOrder-${id}` as const
/** A price that was named for an exchange of currencies. */
export const quoteStream = (id: QuoteId) => `Quote-${id}` as const

/** The conversation with the clearing house about a transfer to another bank, or from one. */
export const paymentStream = (id: TransferId) => `Payment-${id}` as const

// Lower case, because a UUID means the same in either case and a stream name does not.
const uuid = z.uuid({ error: 'must be a UUID' }).toLowerCase()

export const accountIdSchema = uuid.transform((id) => id as AccountId)
export const customerIdSchema = uuid.transform((id) => id as CustomerId)
export const payeeIdSchema = uuid.transform((id) => id as PayeeId)
export const searchIdSchema = uuid.transform((id) => id as SearchId)
export const quoteIdSchema = uuid.transform((id) => id as QuoteId)
export const paymentRequestIdSchema = uuid.transform((id) => id as PaymentRequestId)
export const splitIdSchema = uuid.transform((id) => id as SplitId)
export const standingOrderIdSchema = uuid.transform((id) => id as StandingOrderId)
export const transferIdSchema = uuid.transform((id) => id as TransferId)
export const commandIdSchema = uuid

/**
 * Of an id that whoever gives a command may choose. Version 8 is the bank's own: such ids follow from something else, which
 * others may know, too, and nobody may take one before the bank needs it.
 */
export const chosen = <Schema extends z.ZodType<string>>(id: Schema): Schema =>
  id.refine((text) => text[VERSION_AT] !== '8', 'must not be of version 8: those are the bank’s own')
const VERSION_AT = 14

/** Makes a new UUID v7. Handed in, because the domain has no randomness of its own. */
export type NewId = () => string
