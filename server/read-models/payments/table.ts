/** Payments to other banks and from them, and which of them the clearing house still has to be given. */
import { sql } from 'drizzle-orm'
import { bigint, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'

export type PaymentStatus =
  | 'ordered'
  | 'inReview'
  | 'submitted'
  | 'acknowledged'
  | 'dropped'
  | 'settled'
  | 'rejected'
  | 'timedOut'
  | 'returned'
  | 'received'
  | 'unplaced'
  | 'sentBack'

export const paymentTable = pgTable(
  'payments',
  {
    transferId: uuid('transfer_id').primaryKey(),
    direction: text('direction').$type<'out' | 'in'>().notNull(),
    /** Null for what came for nobody. */
    accountId: uuid('account_id'),
    customerId: uuid('customer_id'),
    /** Whom it goes to; names stand with the payees alone. Null for what came in. */
    payeeId: uuid('payee_id'),
    /** The other bank's name for what came in. */
    reference: text('reference'),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    description: text('description').notNull(),
    status: text('status').$type<PaymentStatus>().notNull(),
    /** What the bank has paid out of suspense for it, or has there of it: minor units, negative when it is missing. */
    inSuspense: bigint('in_suspense', { mode: 'bigint' }).notNull(),
    /** What one of the bank's people wants done about that, and who. */
    clearingAccountId: uuid('clearing_account_id'),
    clearingProposedBy: text('clearing_proposed_by'),
    isToDeliver: boolean('is_to_deliver').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('payments_to_deliver').on(table.position).where(sql`${table.isToDeliver}`),
    index('payments_in_suspense').on(table.position).where(sql`${table.inSuspense} <> 0`),
    index('payments_position').on(table.position),
  ],
)

export const paymentAccountTable = pgTable('payment_accounts', {
  accountId: uuid('account_id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  number: text('number').notNull(),
})

/** A person's name stands in this one row, so that it can be erased there. */
export const paymentCustomerTable = pgTable('payment_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})

/** And so does a payee's. */
export const paymentPayeeTable = pgTable('payment_payees', {
  payeeId: uuid('payee_id').primaryKey(),
  name: text('name').notNull(),
  number: text('number').notNull(),
})
