/** What went to and came from each other side of each account: sums by period and category, and what they depend on. */
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { AccountOpened } from '../../domain/bank-account/events.ts'
import type { Category } from '../../domain/categories/category.ts'
import type { Currency } from '../../domain/money.ts'

/** Minor units as text, because JSON's numbers are floats. */
export type Sums = {
  readonly out: string
  readonly outCount: number
  readonly in: string
  readonly inCount: number
}

/**
 * A category as it was reckoned by the description, or '' where that says nothing. One that the owner has chosen or
 * wanted remembered begins with `=`: nothing comes before it.
 */
export type Cell = Category | '' | `=${Category}`
export type SumsByCell = Readonly<Partial<Record<Cell, Sums>>>

export const spendingTable = pgTable(
  'spending',
  {
    /** Account and other side, or, of what came from another bank, account and payment. */
    id: text('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    /** The other side, when it is an account. */
    counterpartyAccountId: uuid('counterparty_account_id'),
    /** The other side, when it is a payee at another bank. */
    payeeId: uuid('payee_id'),
    /** What the name of who has paid from another bank says; erased with the customer, see ../erased-rows.ts. */
    payerCategory: text('payer_category').$type<Category>(),
    /** Null as long as no money has moved. */
    currency: text('currency').$type<Currency>(),
    /** What is remembered now, for the movements to come. */
    rule: text('rule').$type<Category>(),
    /** What has been chosen, by the movement's position. */
    chosen: jsonb('chosen').$type<Readonly<Record<string, Category>>>().notNull(),
    /** By the period's instant. */
    sums: jsonb('sums').$type<Readonly<Record<string, SumsByCell>>>().notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('spending_account').on(table.accountId)],
)

export const spendingAccountTable = pgTable(
  'spending_accounts',
  {
    accountId: uuid('account_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    product: text('product').$type<AccountOpened['data']['product']>().notNull(),
  },
  (table) => [index('spending_accounts_customer').on(table.customerId)],
)

/** What a customer's name says of those who are paid, without the name. */
export const spendingCustomerTable = pgTable('spending_customers', {
  customerId: uuid('customer_id').primaryKey(),
  category: text('category').$type<Category>(),
})

/** What a payee's name says, without the name. */
export const spendingPayeeTable = pgTable('spending_payees', {
  payeeId: uuid('payee_id').primaryKey(),
  category: text('category').$type<Category>(),
})
