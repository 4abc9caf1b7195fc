/**
 * What customers have been told, and how far they have read. Notifications that one event makes by itself are rows of
 * their own, never changed; how a transfer has ended is told to who sent it by a row that knows how it began.
 */
import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency, WireMoney } from '../../domain/money.ts'
import type { HoldPurpose } from '../../domain/transfer/events.ts'

/** What an event says by itself. A new kind gets its occasion in `occasions.ts`, and its words in the app. */
export type OccasionKind =
  | 'moneyIn'
  | 'interestPaid'
  | 'standingOrderFailed'
  | 'moneyAsked'
  | 'requestDeclined'
  | 'lowBalance'
  | 'accountFrozen'
  | 'accountUnfrozen'
  | 'paymentTakenAfterAll'
/** How a transfer has ended, for who sent it. */
export type OutcomeKind =
  | 'transferApproved'
  | 'transferDeclined'
  | 'transferFailed'
  | 'transferExpired'
  | 'paymentReturned'
  | 'paymentTakenAfterAll'
export type NotificationKind = OccasionKind | OutcomeKind

/** What only some kinds have, as it goes over the wire. */
export type NotificationDetails = {
  /** The rule that said no, or what the clearing house has said. */
  reason?: string
  /** A business date: which occurrence of a standing order. */
  date?: string
  orderId?: string
  /** For money that was asked for. */
  requestId?: string
  /** Below which the balance has fallen. */
  threshold?: WireMoney
}

export const notificationTable = pgTable(
  'notifications',
  {
    /** The event's: so none is ever there twice. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    /** A customer, or an account whose owner is meant: some events know only that. */
    addressee: uuid('addressee').notNull(),
    kind: text('kind').$type<OccasionKind>().notNull(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    accountId: uuid('account_id'),
    transferId: uuid('transfer_id'),
    /** Who is at the other end. */
    otherCustomerId: uuid('other_customer_id'),
    amount: bigint('amount', { mode: 'bigint' }),
    currency: text('currency').$type<Currency>(),
    details: jsonb('details').$type<NotificationDetails>().notNull(),
  },
  (table) => [index('notifications_addressee').on(table.addressee, table.position)],
)

/** A transfer whose money was held before it moved; `outcome` is null as long as there is nothing to tell its sender. */
export const notifiedTransferTable = pgTable(
  'notification_transfers',
  {
    transferId: uuid('transfer_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    accountId: uuid('account_id').notNull(),
    otherCustomerId: uuid('other_customer_id').notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    purpose: text('purpose').$type<HoldPurpose>().notNull(),
    /** The account that has stood in for it where something stood in suspense. */
    clearedWith: uuid('cleared_with'),
    outcome: text('outcome').$type<OutcomeKind>(),
    reason: text('reason'),
    outcomePosition: bigint('outcome_position', { mode: 'number' }),
    outcomeAt: timestamp('outcome_at', { withTimezone: true, precision: 3 }),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('notification_transfers_customer')
      .on(table.customerId, table.outcomePosition)
      .where(sql`${table.outcomePosition} IS NOT NULL`),
  ],
)

/** How far each customer has read. */
export const inboxTable = pgTable('notification_inboxes', {
  customerId: uuid('customer_id').primaryKey(),
  readUpTo: bigint('read_up_to', { mode: 'number' }).notNull(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})

/** Whose an account is, and what its owner wants to be told of. */
export const notificationAccountTable = pgTable(
  'notification_accounts',
  {
    accountId: uuid('account_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    /** Below which balance, in minor units. */
    lowBalanceAlert: bigint('low_balance_alert', { mode: 'bigint' }),
  },
  (table) => [index('notification_accounts_customer').on(table.customerId)],
)

/** A person's name stands in this one row, so that it can be erased there. */
export const notificationCustomerTable = pgTable('notification_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})
