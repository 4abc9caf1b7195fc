/** Arbitrary values of the domain: every event type is here, or this file does not compile. */

import { releaseReasons } from '../../server/domain/bank-account/events.ts'
import { allCategories } from '../../server/domain/categories/category.ts'
import type { BankEvent, BankEventType } from '../../server/domain/events.ts'
import { formatRate } from '../../server/domain/exchange/rates.ts'
import type {
  AccountId,
  CustomerId,
  PayeeId,
  PaymentRequestId,
  QuoteId,
  SearchId,
  SplitId,
  StandingOrderId,
  TransferId,
} from '../../server/domain/ids.ts'
import { currencies, type Money } from '../../server/domain/money.ts'
import { bearers } from '../../server/domain/payment/events.ts'
import { quickRanges } from '../../server/domain/saved-search/filter.ts'
import { orderEndings } from '../../server/domain/standing-order/events.ts'
import { frequencies } from '../../server/domain/standing-order/schedule.ts'
import { holdPurposes } from '../../server/domain/transfer/events.ts'
import { fc } from './property.ts'

export const currency = fc.constantFrom(...currencies)
export const accountId = fc.uuid().map((id) => id as AccountId)
export const customerId = fc.uuid().map((id) => id as CustomerId)
export const transferId = fc.uuid().map((id) => id as TransferId)
export const payeeId = fc.uuid().map((id) => id as PayeeId)

/** Of either sign and of any size: a balance may one day be negative, and 2^53 must be no border. */
export const money: fc.Arbitrary<Money> = fc.record({
  amountMinor: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
  currency,
})

/** Any well-formed text, quotes, emoji and right-to-left included. */
export const text = fc.string({ unit: 'grapheme', maxLength: 40 })

const change = fc.record({ accountId, reason: text })
const payee = fc.record({ payeeId, customerId })
const movement = {
  accountId,
  money,
  description: text,
  balanceAfter: money,
  transfer: fc.option(
    fc.record(
      {
        transferId,
        counterpartyAccountId: accountId,
        outside: fc.record({ payeeId: fc.option(payeeId) }),
      },
      { requiredKeys: ['transferId', 'counterpartyAccountId'] },
    ),
  ),
}

const category = fc.constantFrom(...allCategories)
const position = fc.integer({ min: 1 })
const original = fc.record({ source: fc.constantFrom('rule', 'remembered'), category: fc.option(category) })
const counted = {
  day: fc.option(fc.constantFrom('2026-02-28', '2026-03-01')),
  newPayee: fc.option(fc.record({ id: fc.uuid(), since: fc.constant('2026-03-01T12:00:00.000Z') })),
}
const hold = { accountId, transferId, money, heldAfter: money }
const parties = {
  transferId,
  fromAccountId: accountId,
  toAccountId: accountId,
  fromCustomerId: customerId,
  toCustomerId: customerId,
  money,
  description: text,
}
const aPayment = { transferId, money, description: text }
const answer = { transferId, sequence: fc.nat() }
const instant = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const date = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const orderId = fc.uuid().map((id) => id as StandingOrderId)
const occurrence = { orderId, customerId, date, money }
const aRequest = {
  requestId: fc.uuid().map((id) => id as PaymentRequestId),
  customerId,
  payerCustomerId: customerId,
  money,
}
const split = fc.record({
  splitId: fc.uuid().map((id) => id as SplitId),
  total: money,
  people: fc.integer({ min: 1, max: 20 }),
})
const schedule = fc.record({
  frequency: fc.constantFrom(...frequencies),
  firstDate: date,
  dayOfMonth: fc.option(fc.integer({ min: 1, max: 31 })),
  lastDate: fc.option(date),
  count: fc.option(fc.integer({ min: 1, max: 1_200 })),
})
const rate = fc.bigInt({ min: 1n, max: 10n ** 17n }).map(formatRate)
const exchange = {
  quoteId: fc.uuid().map((id) => id as QuoteId),
  customerId,
  fromAccountId: accountId,
  toAccountId: accountId,
  sell: money,
  buy: money,
  rate,
}
const parts = fc.bigInt({ min: 0n, max: 10n ** 30n })
const searchId = fc.uuid().map((id) => id as SearchId)
const bound = fc.constantFrom('0', '12.50', '99999')
const searchFilter = fc.record(
  {
    range: fc.constantFrom(...quickRanges),
    from: date,
    to: date,
    minAmount: bound,
    maxAmount: bound,
    direction: fc.constantFrom('in' as const, 'out' as const),
    categories: fc.uniqueArray(category, { minLength: 1 }),
    status: fc.constantFrom('booked' as const, 'held' as const),
  },
  { requiredKeys: [] },
)
const categorised = fc.record({
  customerId,
  accountId,
  position,
  at: instant,
  direction: fc.constantFrom('in', 'out'),
  money,
  otherSide: fc.uuid(),
  original,
  category: fc.option(category),
})
const interest = fc.record({ accrued: parts, posted: money, carried: parts })

const eventData: {
  readonly [Type in BankEventType]: fc.Arbitrary<Extract<BankEvent, { type: Type }>['data']>
} = {
  CustomerRegistered: fc.record({ customerId, firstName: text, lastName: text, email: text }),
  UndoWindowChanged: fc.record({ customerId, seconds: fc.nat(60) }),
  CustomerForgotten: fc.record({ customerId, reason: text }),
  AccountOpened: fc.record({
    accountId,
    customerId,
    number: text,
    product: fc.constantFrom('current', 'savings', 'internal'),
    currency,
    name: text,
  }),
  MoneyDeposited: fc.record(movement),
  MoneyWithdrawn: fc.record({ ...movement, ...counted }),
  MoneyHeld: fc.record({ ...hold, description: text, ...counted }),
  HoldSettled: fc.record(hold),
  HoldReleased: fc.record({ ...hold, reason: fc.constantFrom(...releaseReasons) }),
  AccountRenamed: fc.record({ accountId, name: text }),
  OverdraftLimitSet: fc.record({ accountId, limit: money }),
  LowBalanceAlertSet: fc.record({ accountId, threshold: fc.option(money) }),
  LowBalanceReached: fc.record({ accountId, threshold: money, balance: money }),
  TransferLimitsChanged: fc.record({
    accountId,
    perTransfer: money,
    perDay: money,
    newPayee: money,
    changedAt: instant,
    effectiveAt: instant,
  }),
  AccountFrozen: change,
  AccountUnfrozen: change,
  AccountClosed: change,
  MonthClosed: fc.record({
    accountId,
    month: text,
    from: instant,
    until: instant,
    opening: money,
    credits: money,
    debits: money,
    entries: fc.nat(),
    closing: money,
  }),
  InterestReckoned: fc.record({
    accountId,
    month: text,
    earned: interest,
    charged: interest,
    fee: fc.record({ due: money, posted: money, carried: money }),
  }),
  PayeeAdded: fc.record({
    payeeId,
    customerId,
    name: text,
    number: text,
    accountId: fc.option(accountId),
    bank: fc.option(text),
    addedAt: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((at) => at.toISOString()),
  }),
  PayeeRenamed: fc.record({ payeeId, customerId, name: text }),
  PayeeTrusted: fc.record({
    payeeId,
    customerId,
    trustedAt: fc.option(fc.constant('2026-03-01T12:00:00.000Z')),
  }),
  PayeeUntrusted: payee,
  PayeeRemoved: payee,
  PayeeForgotten: payee,
  TransactionCategorised: fc.oneof(
    categorised,
    fc
      .record({ transferId, about: categorised })
      .map(({ transferId: payment, about }) => ({ ...about, payment })),
  ),
  CategoryRuleRemembered: fc.record({ customerId, accountId, otherSide: fc.uuid(), category, position }),
  TransactionNoted: fc.record({ customerId, accountId, position, note: text }),
  SearchSaved: fc.record({
    searchId,
    customerId,
    name: text,
    search: text,
    counterparty: text,
    filter: searchFilter,
    savedAt: instant,
  }),
  SearchRemoved: fc.record({ searchId, customerId }),
  CategoryRuleForgotten: fc.record({ customerId, accountId, otherSide: fc.uuid() }),
  ExchangeQuoted: fc.record({
    ...exchange,
    middleRate: rate,
    spreadPpm: fc.nat(10_000),
    ratesAt: instant,
    quotedAt: instant,
    expiresAt: instant,
  }),
  ExchangeCompleted: fc.record(exchange),
  TransferHeld: fc.record({
    ...parties,
    purpose: fc.constantFrom(...holdPurposes),
    settleAt: fc.option(instant),
    expiresAt: fc.option(instant),
  }),
  TransferCompleted: fc.record(parties),
  TransferCancelled: fc.record({ transferId }),
  TransferFailed: fc.record({ transferId, reason: text }),
  TransferApproved: fc.record({
    transferId,
    approvedBy: text,
    role: fc.constantFrom('teller', 'approver'),
  }),
  TransferDeclined: fc.record({ transferId, declinedBy: text, reason: text }),
  TransferExpired: fc.record({ transferId }),
  TransferRefunded: fc.record({ transferId, refundId: transferId, money, refundedAfter: money }),
  RefundMade: fc.record({ transferId, refundOf: transferId }),
  PaymentOrdered: fc.record({ ...aPayment, accountId, customerId, payeeId, submitAt: instant }),
  PaymentInReview: fc.record({ transferId }),
  PaymentApproved: fc.record({ transferId, submitAt: instant }),
  PaymentSubmitted: fc.record({ transferId, expiresAt: instant }),
  PaymentDropped: fc.record({ transferId, reason: text }),
  PaymentAcknowledged: fc.record({ transferId }),
  PaymentSettled: fc.record({ ...answer, paidFrom: fc.constantFrom(...bearers) }),
  PaymentRejected: fc.record({ ...answer, reason: text }),
  PaymentTimedOut: fc.record({ transferId }),
  PaymentReturned: fc.record({ ...answer, reason: text, paidTo: fc.constantFrom(...bearers) }),
  PaymentReceived: fc.record({
    ...aPayment,
    reference: text,
    accountId,
    customerId,
    payerName: text,
    payerNumber: text,
  }),
  PaymentUnplaced: fc.record({ transferId, reference: text, money, reason: text }),
  PaymentSentBack: fc.record({ transferId }),
  SuspenseClearingProposed: fc.record({ transferId, accountId, proposedBy: text }),
  SuspenseCleared: fc.record({ transferId, accountId, money, clearedBy: text }),
  PaymentRequested: fc.record({
    ...aRequest,
    toAccountId: accountId,
    payerAccountId: accountId,
    description: text,
    expiresAt: instant,
    split: fc.option(split),
  }),
  PaymentRequestAccepted: fc.record({
    ...aRequest,
    fromAccountId: accountId,
    transferId,
    isHeld: fc.boolean(),
  }),
  PaymentRequestDeclined: fc.record(aRequest),
  PaymentRequestCancelled: fc.record(aRequest),
  PaymentRequestExpired: fc.record(aRequest),
  StandingOrderCreated: fc.record({
    orderId,
    customerId,
    fromAccountId: accountId,
    toAccountId: accountId,
    toCustomerId: customerId,
    payeeId: fc.option(payeeId),
    money,
    description: text,
    schedule,
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
  }),
  StandingOrderChanged: fc.record({ orderId, money, description: text, schedule: fc.option(schedule) }),
  OccurrenceSkipped: fc.record({ orderId, date }),
  OccurrenceRestored: fc.record({ orderId, date }),
  OccurrenceExecuted: fc.record({ ...occurrence, transferId }),
  OccurrencePostponed: fc.record({ ...occurrence, reason: text, firstTriedOn: date, retryAt: instant }),
  OccurrenceFailed: fc.record({ ...occurrence, reason: text, transferId: fc.option(transferId) }),
  OccurrenceInReview: fc.record({ ...occurrence, transferId }),
  StandingOrderEnded: fc.record({ orderId, customerId, reason: fc.constantFrom(...orderEndings) }),
  NotificationsRead: fc.record({ customerId, upTo: position }),
}

export const eventTypes = Object.keys(eventData) as BankEventType[]

export const eventOf = (type: BankEventType): fc.Arbitrary<BankEvent> =>
  (eventData[type] as fc.Arbitrary<BankEvent['data']>).map((data) => ({ type, data }) as BankEvent)

export const event: fc.Arbitrary<BankEvent> = fc.oneof(...eventTypes.map(eventOf))
