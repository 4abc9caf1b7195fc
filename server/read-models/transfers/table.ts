/** Transfers with their status and how they came to it, and what is needed to name both ends. */
import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'
import type { HoldPurpose } from '../../domain/transfer/events.ts'

export const transferStatuses = [
  'held',
  'completed',
  'cancelled',
  'failed',
  'expired',
  'declined',
  'returned',
] as const
export type TransferStatus = (typeof transferStatuses)[number]
/** On its way to another bank a transfer is given to the clearing house, which says that it has it. */
export type TransferStepName = TransferStatus | 'submitted' | 'acknowledged'
/** One of the bank's people who has looked at a transfer that waits for review. */
export type Reviewer = { userId: string; role?: 'teller' | 'approver' }
/**
 * As it stands in JSON: `at` in ISO 8601. A step into failure says why; `by` has approved it, and it is held as before,
 * or has declined it.
 */
export type TransferStep = {
  status: TransferStepName
  at: string
  position: number
  reason?: string
  by?: Reviewer
}

/** A part of it that was given back, as it stands in JSON: by which transfer, and how much in minor units. */
export type StoredRefund = { transferId: string; amount: string; at: string }

export const transferTable = pgTable(
  'transfers',
  {
    transferId: uuid('transfer_id').primaryKey(),
    fromAccountId: uuid('from_account_id').notNull(),
    fromCustomerId: uuid('from_customer_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    toCustomerId: uuid('to_customer_id').notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    description: text('description').notNull(),
    status: text('status').$type<TransferStatus>().notNull(),
    /** What it waited for, if its money was held before it moved, and until when. */
    purpose: text('purpose').$type<HoldPurpose>(),
    settleAt: timestamp('settle_at', { withTimezone: true, precision: 3 }),
    expiresAt: timestamp('expires_at', { withTimezone: true, precision: 3 }),
    /** Who gets it at another bank. */
    payeeId: uuid('payee_id'),
    history: jsonb('history').$type<TransferStep[]>().notNull(),
    /** What it gives back, if it does; and what has given it back, the oldest first. */
    refundOf: uuid('refund_of'),
    refunds: jsonb('refunds').$type<StoredRefund[]>().notNull().default([]),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    /** Of the transfer's first event: lists are in this order. */
    position: bigint('position', { mode: 'number' }).notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('transfers_position').on(table.position),
    index('transfers_from_customer').on(table.fromCustomerId, table.position),
    index('transfers_to_customer').on(table.toCustomerId, table.position),
    index('transfers_from_account').on(table.fromAccountId, table.position),
    index('transfers_held').on(table.fromCustomerId, table.position).where(sql`${table.status} = 'held'`),
    index('transfers_review').on(table.position).where(sql`${table.purpose} = 'review'`),
    index('transfers_to_account').on(table.toAccountId, table.position),
  ],
)

export const transferAccountTable = pgTable('transfer_accounts', {
  accountId: uuid('account_id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  number: text('number').notNull(),
})

/** A person's name stands in this one row, so that it can be erased there. */
export const transferCustomerTable = pgTable('transfer_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})

/** And so does a payee's at another bank. */
export const transferPayeeTable = pgTable('transfer_payees', {
  payeeId: uuid('payee_id').primaryKey(),
  name: text('name').notNull(),
  number: text('number').notNull(),
})

/** Who has paid from another bank. Erased with the customer who was paid: see ../erased-rows.ts. */
export const transferPayerTable = pgTable(
  'transfer_payers',
  {
    transferId: uuid('transfer_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    name: text('name').notNull(),
    number: text('number').notNull(),
  },
  (table) => [index('transfer_payers_customer').on(table.customerId)],
)
