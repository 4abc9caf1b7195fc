/** Every event type of the bank, in one registry: what can be written to the log, and how it is read back. */
import { type BankAccountEvent, bankAccountEvents } from './bank-account/events.ts'
import { type CategoryEvent, categoryEvents } from './categories/events.ts'
import { type CustomerEvent, customerEvents } from './customer/events.ts'
import { type EventDefinition, hasPersonalData, type StoredEvent } from './event.ts'
import { type QuoteEvent, quoteEvents } from './exchange/events.ts'
import {
  type AggregateName,
  accountStream,
  categoriesStream,
  customerStream,
  inboxStream,
  noteStream,
  payeesStream,
  paymentRequestStream,
  paymentStream,
  quoteStream,
  type StreamId,
  savedSearchesStream,
  standingOrderStream,
  transferStream,
} from './ids.ts'
import { type InboxEvent, inboxEvents } from './inbox/events.ts'
import { type NoteEvent, noteEvents } from './note/events.ts'
import { type PayeeEvent, payeeEvents } from './payee/events.ts'
import { type PaymentEvent, paymentEvents } from './payment/events.ts'
import { type PaymentRequestEvent, paymentRequestEvents } from './payment-request/events.ts'
import { type SavedSearchEvent, savedSearchEvents } from './saved-search/events.ts'
import { type StandingOrderEvent, standingOrderEvents } from './standing-order/events.ts'
import { type TransferEvent, transferEvents } from './transfer/events.ts'

export type BankEvent =
  | BankAccountEvent
  | TransferEvent
  | CustomerEvent
  | PayeeEvent
  | CategoryEvent
  | PaymentEvent
  | PaymentRequestEvent
  | StandingOrderEvent
  | InboxEvent
  | QuoteEvent
  | NoteEvent
  | SavedSearchEvent
export type BankEventType = BankEvent['type']
export type StoredBankEvent = {
  [Type in BankEventType]: StoredEvent<Extract<BankEvent, { type: Type }>>
}[BankEventType]

export const eventDefinitions: { readonly [Type in BankEventType]: EventDefinition<Type> } = {
  ...bankAccountEvents,
  ...transferEvents,
  ...customerEvents,
  ...payeeEvents,
  ...categoryEvents,
  ...paymentEvents,
  ...paymentRequestEvents,
  ...standingOrderEvents,
  ...inboxEvents,
  ...quoteEvents,
  ...noteEvents,
  ...savedSearchEvents,
}

/** What can happen in each kind of stream. */
export const eventsOfKind: {
  readonly [Kind in AggregateName]: Readonly<Record<string, EventDefinition>>
} = {
  BankAccount: bankAccountEvents,
  Transfer: transferEvents,
  Customer: customerEvents,
  Payees: payeeEvents,
  Categories: categoryEvents,
  Payment: paymentEvents,
  PaymentRequest: paymentRequestEvents,
  StandingOrder: standingOrderEvents,
  Inbox: inboxEvents,
  Quote: quoteEvents,
  Note: noteEvents,
  SavedSearches: savedSearchEvents,
}

const kindsAboutPeople = Object.entries(eventsOfKind).filter(([, kind]) =>
  Object.values(kind).some(hasPersonalData),
)

/**
 * All types of a kind of stream in which any event holds personal data: what the others are about was made of it. No
 * other event names anybody.
 */
export const typesAboutPeople: ReadonlySet<string> = new Set(
  kindsAboutPeople.flatMap(([, kind]) => Object.keys(kind)),
)

/** Whether a stream is of such a kind: who may read it is decided more narrowly. */
export const isAboutPerson = (streamId: string): boolean =>
  kindsAboutPeople.some(([kind]) => streamId.startsWith(`${kind}-`))

/** The stream that an event belongs to: its own subject's. */
export const streamOf = (event: BankEvent): StreamId => {
  switch (event.type) {
    case 'AccountOpened':
    case 'MoneyDeposited':
    case 'MoneyWithdrawn':
    case 'MoneyHeld':
    case 'HoldSettled':
    case 'HoldReleased':
    case 'AccountRenamed':
    case 'OverdraftLimitSet':
    case 'TransferLimitsChanged':
    case 'LowBalanceAlertSet':
    case 'LowBalanceReached':
    case 'AccountFrozen':
    case 'AccountUnfrozen':
    case 'AccountClosed':
    case 'MonthClosed':
    case 'InterestReckoned':
      return accountStream(event.data.accountId)
    case 'TransferHeld':
    case 'TransferCompleted':
    case 'TransferCancelled':
    case 'TransferFailed':
    case 'TransferApproved':
    case 'TransferDeclined':
    case 'TransferExpired':
    case 'TransferRefunded':
    case 'RefundMade':
      return transferStream(event.data.transferId)
    case 'CustomerRegistered':
    case 'UndoWindowChanged':
    case 'CustomerForgotten':
      return customerStream(event.data.customerId)
    case 'PayeeAdded':
    case 'PayeeRenamed':
    case 'PayeeTrusted':
    case 'PayeeUntrusted':
    case 'PayeeRemoved':
    case 'PayeeForgotten':
      return payeesStream(event.data.customerId)
    case 'TransactionCategorised':
    case 'CategoryRuleRemembered':
    case 'CategoryRuleForgotten':
      return categoriesStream(event.data.customerId)
    case 'PaymentOrdered':
    case 'PaymentInReview':
    case 'PaymentApproved':
    case 'PaymentSubmitted':
    case 'PaymentDropped':
    case 'PaymentAcknowledged':
    case 'PaymentSettled':
    case 'PaymentRejected':
    case 'PaymentTimedOut':
    case 'PaymentReturned':
    case 'PaymentReceived':
    case 'PaymentUnplaced':
    case 'PaymentSentBack':
    case 'SuspenseClearingProposed':
    case 'SuspenseCleared':
      return paymentStream(event.data.transferId)
    case 'PaymentRequested':
    case 'PaymentRequestAccepted':
    case 'PaymentRequestDeclined':
    case 'PaymentRequestCancelled':
    case 'PaymentRequestExpired':
      return paymentRequestStream(event.data.requestId)
    case 'StandingOrderCreated':
    case 'StandingOrderChanged':
    case 'OccurrenceSkipped':
    case 'OccurrenceRestored':
    case 'OccurrenceExecuted':
    case 'OccurrenceInReview':
    case 'OccurrencePostponed':
    case 'OccurrenceFailed':
    case 'StandingOrderEnded':
      return standingOrderStream(event.data.orderId)
    case 'NotificationsRead':
      return inboxStream(event.data.customerId)
    case 'ExchangeQuoted':
    case 'ExchangeCompleted':
      return quoteStream(event.data.quoteId)
    case 'TransactionNoted':
      return noteStream(event.data.position)
    case 'SearchSaved':
    case 'SearchRemoved':
      return savedSearchesStream(event.data.customerId)
  }
}
