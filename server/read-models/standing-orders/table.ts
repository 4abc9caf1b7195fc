/** Standing orders with what they will do next, what has become of each of their occurrences, and names for both ends. */
import { sql } from 'drizzle-orm'
import { bigint, date, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'
import type { OrderEnding } from '../../domain/standing-order/events.ts'
import type { Plan } from '../../domain/standing-order/plan.ts'

export const orderStatuses = ['active', 'ended'] as const
export type OrderStatus = (typeof orderStatuses)[number]
export type OccurrenceOutcome = 'executed' | 'inReview' | 'postponed' | 'failed' | 'skipped' | 'restored'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const position = () => bigint('position', { mode: 'number' })

export const standingOrderTable = pgTable(
  'standing_orders',
  {
    orderId: uuid('order_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    fromAccountId: uuid('from_account_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    toCustomerId: uuid('to_customer_id').notNull(),
    /** Who is paid at another bank. */
    payeeId: uuid('payee_id'),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    description: text('description').notNull(),
    status: text('status').$type<OrderStatus>().notNull(),
    ending: text('ending').$type<OrderEnding>(),
    /** What the dates that are still to come are reckoned from. */
    plan: jsonb('plan').$type<Plan>().notNull(),
    /** The first of them; null when there is none. */
    nextDate: date('next_date'),
    createdAt: instant('created_at').notNull(),
    /** Of the order's first event: lists are in this order. */
    position: position().notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('standing_orders_position').on(table.position),
    index('standing_orders_customer').on(table.customerId, table.position),
    index('standing_orders_account').on(table.fromAccountId, table.position),
    index('standing_orders_active').on(table.customerId).where(sql`${table.status} = 'active'`),
  ],
)

/** A date that was tried twice has two rows. */
export const occurrenceTable = pgTable(
  'standing_order_occurrences',
  {
    position: position().primaryKey(),
    orderId: uuid('order_id').notNull(),
    date: date('date').notNull(),
    outcome: text('outcome').$type<OccurrenceOutcome>().notNull(),
    /** Of a failure, and of one that is tried again. */
    reason: text('reason'),
    retryAt: instant('retry_at'),
    transferId: uuid('transfer_id'),
    /** How much it was about; null for one that was skipped or put back. */
    amount: bigint('amount', { mode: 'bigint' }),
    currency: text('currency').$type<Currency>(),
    at: instant('at').notNull(),
  },
  (table) => [index('standing_order_occurrences_order').on(table.orderId, table.position)],
)

export const standingOrderAccountTable = pgTable('standing_order_accounts', {
  accountId: uuid('account_id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  number: text('number').notNull(),
})

/** A person's name stands in this one row, so that it can be erased there. */
export const standingOrderCustomerTable = pgTable('standing_order_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})

/** And so does a payee's. */
export const standingOrderPayeeTable = pgTable('standing_order_payees', {
  payeeId: uuid('payee_id').primaryKey(),
  name: text('name').notNull(),
  number: text('number').notNull(),
})
