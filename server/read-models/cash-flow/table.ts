/** What came in and went out, an account and a period a row; and of it what only went between accounts of one owner. */
import { bigint, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const cashFlowTable = pgTable(
  'cash_flow',
  {
    /** Account and period. */
    id: text('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    period: instant('period').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    in: bigint('in', { mode: 'bigint' }).notNull(),
    inCount: integer('in_count').notNull(),
    out: bigint('out', { mode: 'bigint' }).notNull(),
    outCount: integer('out_count').notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('cash_flow_account').on(table.accountId, table.period)],
)

export const cashFlowOwnTransferTable = pgTable(
  'cash_flow_own_transfers',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    customerId: uuid('customer_id').notNull(),
    fromAccountId: uuid('from_account_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [index('cash_flow_own_transfers_customer').on(table.customerId, table.at)],
)

/** From one of a customer's accounts to another that is kept in another currency. */
export const cashFlowExchangeTable = pgTable(
  'cash_flow_exchanges',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    customerId: uuid('customer_id').notNull(),
    fromAccountId: uuid('from_account_id').notNull(),
    toAccountId: uuid('to_account_id').notNull(),
    soldCurrency: text('sold_currency').$type<Currency>().notNull(),
    sold: bigint('sold', { mode: 'bigint' }).notNull(),
    boughtCurrency: text('bought_currency').$type<Currency>().notNull(),
    bought: bigint('bought', { mode: 'bigint' }).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [index('cash_flow_exchanges_customer').on(table.customerId, table.at)],
)

export const cashFlowAccountTable = pgTable(
  'cash_flow_accounts',
  { accountId: uuid('account_id').primaryKey(), customerId: uuid('customer_id').notNull() },
  (table) => [index('cash_flow_accounts_customer').on(table.customerId)],
)
