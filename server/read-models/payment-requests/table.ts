/** Requests for money, what has become of their payments, and what is needed to name both sides. */
import { bigint, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'
import { requestEndings } from '../../domain/payment-request/decider.ts'

export const requestStatuses = ['open', ...requestEndings] as const
/** By what a list can be narrowed down: `over`, in whatever way. */
export const requestFilters = [...requestStatuses, 'over'] as const
export type RequestStatusFilter = (typeof requestFilters)[number]
export type RequestStatus = (typeof requestStatuses)[number]
/** An amount that the bank's people look at first waits for them, and may never arrive. */
export type PaymentStatus = 'waiting' | 'paid' | 'notPaid'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const paymentRequestTable = pgTable(
  'payment_requests',
  {
    requestId: uuid('request_id').primaryKey(),
    /** Who asks, and where the money is to go. */
    customerId: uuid('customer_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    /** Who is asked, and by which account they were named. */
    payerCustomerId: uuid('payer_customer_id').notNull(),
    payerAccountId: uuid('payer_account_id').notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    description: text('description').notNull(),
    /** Of the bill that it is a share of. */
    splitId: uuid('split_id'),
    splitTotal: bigint('split_total', { mode: 'bigint' }),
    splitPeople: integer('split_people'),
    status: text('status').$type<RequestStatus>().notNull(),
    /** Of one that was accepted: what pays it, and from which account. */
    transferId: uuid('transfer_id'),
    fromAccountId: uuid('from_account_id'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    /** Of the request's first event: lists are in this order. */
    position: bigint('position', { mode: 'number' }).notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('payment_requests_position').on(table.position),
    index('payment_requests_customer').on(table.customerId, table.position),
    index('payment_requests_payer').on(table.payerCustomerId, table.position),
    index('payment_requests_split').on(table.splitId, table.position),
  ],
)

/** By transfer, because that is what the events about held money know. */
export const requestPaymentTable = pgTable('payment_request_payments', {
  transferId: uuid('transfer_id').primaryKey(),
  status: text('status').$type<PaymentStatus>().notNull(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})

export const requestAccountTable = pgTable('payment_request_accounts', {
  accountId: uuid('account_id').primaryKey(),
  number: text('number').notNull(),
})

/** A person's name stands in this one row, so that it can be erased there. */
export const requestCustomerTable = pgTable('payment_request_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})
