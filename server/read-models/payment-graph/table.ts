/** Who pays whom: one row for each account that has ever paid another one, and what is needed to name them. */
import { bigint, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull()

export const paymentEdgeTable = pgTable(
  'payment_edges',
  {
    /** Payer and payee, because a row has one key. */
    edge: text('edge').primaryKey(),
    fromAccountId: uuid('from_account_id').notNull(),
    fromCustomerId: uuid('from_customer_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    toCustomerId: uuid('to_customer_id').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    payments: bigint('payments', { mode: 'number' }).notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    firstAt: instant('first_at'),
    lastAt: instant('last_at'),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('payment_edges_from').on(table.fromAccountId),
    index('payment_edges_to').on(table.toAccountId),
  ],
)

export const graphAccountTable = pgTable(
  'payment_graph_accounts',
  {
    accountId: uuid('account_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    number: text('number').notNull(),
  },
  (table) => [index('payment_graph_accounts_customer').on(table.customerId)],
)

/** A person's name stands in this one row, so that it can be erased there. */
export const graphCustomerTable = pgTable('payment_graph_customers', {
  customerId: uuid('customer_id').primaryKey(),
  name: text('name').notNull(),
})
