/** Every movement on every account, flat and never changed, and what is needed to name the other end of it. */
import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'

export type Direction = 'in' | 'out'

export const transactionTable = pgTable(
  'transactions',
  {
    /** The event's global position. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    accountId: uuid('account_id').notNull(),
    transferId: uuid('transfer_id'),
    direction: text('direction').$type<Direction>().notNull(),
    /** Minor units, never negative: the direction is the sign. */
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    balanceAfter: bigint('balance_after', { mode: 'bigint' }).notNull(),
    description: text('description').notNull(),
    counterpartyAccountId: uuid('counterparty_account_id'),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    // For pages, newest first. All indexes ascend and are read backwards: drizzle-kit writes desc() as DESC NULLS LAST,
    // which Postgres does not use for a plain DESC.
    index('transactions_account_position').on(table.accountId, table.position),
    // For the balance at an instant.
    index('transactions_account_at').on(table.accountId, table.at, table.position),
    index('transactions_transfer').on(table.transferId).where(sql`${table.transferId} IS NOT NULL`),
  ],
)

export const transactionAccountTable = pgTable('transaction_accounts', {
  accountId: uuid('account_id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  number: text('number').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  /** What is held on it, in step with the movements. */
  held: bigint('held', { mode: 'bigint' }).notNull().default(sql`0`),
})

/** A person's name stands in this one row, so that it can be erased there. */
export const transactionCustomerTable = pgTable('transaction_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})
