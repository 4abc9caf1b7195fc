/** What an account is and holds, one row each, and the names of their owners. */
import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { AccountProduct } from '../../domain/bank-account/events.ts'
import type { Currency } from '../../domain/money.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const accountStatuses = ['open', 'frozen', 'closed'] as const
export type AccountStatus = (typeof accountStatuses)[number]

export const accountSummaryTable = pgTable(
  'account_summaries',
  {
    accountId: uuid('account_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    number: text('number').notNull(),
    name: text('name').notNull(),
    product: text('product').$type<AccountProduct>().notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    status: text('status').$type<AccountStatus>().notNull(),
    balance: bigint('balance', { mode: 'bigint' }).notNull(),
    /** Set aside for transfers that are not settled yet, and still in the balance. */
    held: bigint('held', { mode: 'bigint' }).notNull(),
    /** How far below zero the account may go. */
    overdraftLimit: bigint('overdraft_limit', { mode: 'bigint' }).notNull().default(sql`0`),
    openedAt: instant('opened_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  // No index has a column that a payment changes: Postgres then updates a balance without touching any of them.
  (table) => [
    index('account_summaries_owner').on(table.customerId),
    index('account_summaries_opened').on(table.openedAt, table.accountId),
    // Not unique: a number is made of an id, and two ids could, very rarely, make the same one.
    index('account_summaries_number').on(table.number),
  ],
)

/** A person's name stands in this one row, so that it can be erased there. */
export const accountOwnerTable = pgTable('account_summary_owners', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})
