/** Every movement on every account, flat and never changed, and what is needed to find it and to name its other end. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  index,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AccountOpened } from '../../domain/bank-account/events.ts'
import type { Category } from '../../domain/categories/category.ts'
import type { Currency } from '../../domain/money.ts'

export type Direction = 'in' | 'out'

/** As Postgres reads it: quoted words, with spaces between. */
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

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
    amountClass: smallint('amount_class').notNull(),
    /** The description's. */
    words: tsvector('words').notNull(),
    /** What the description says; empty when that depends on who is at the other end. */
    textCategory: text('text_category').$type<Category | ''>().notNull(),
    /** Whom it is with, or what it is like: by this it is found and something is remembered. */
    otherSide: uuid('other_side').notNull(),
    /** From another bank: its payment says by whom. */
    isReceived: boolean('is_received').notNull(),
  },
  (table) => [
    // For pages, newest first. All indexes ascend and are read backwards: drizzle-kit writes desc() as DESC NULLS LAST,
    // which Postgres does not use for a plain DESC.
    index('transactions_account_position').on(table.accountId, table.position),
    // For the balance at an instant.
    index('transactions_account_at').on(table.accountId, table.at, table.position),
    index('transactions_transfer').on(table.transferId).where(sql`${table.transferId} IS NOT NULL`),
    // For searching: what has one of these in common, in the order of the log.
    index('transactions_direction').on(table.accountId, table.direction, table.position),
    index('transactions_amount').on(table.accountId, table.amount, table.position),
    index('transactions_amount_class').on(table.accountId, table.amountClass, table.position),
    index('transactions_other_side').on(table.accountId, table.otherSide, table.position),
    index('transactions_text_category').on(
      table.accountId,
      table.textCategory,
      table.direction,
      table.position,
    ),
  ],
)

/** For each word of each description its movements: what a text index cannot do is answer in the order of the log. */
export const transactionWordTable = pgTable(
  'transaction_words',
  {
    /** The position, and the number of the word among the description's. */
    id: bigint('id', { mode: 'number' }).primaryKey(),
    accountId: uuid('account_id').notNull(),
    word: text('word').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
  },
  (table) => [
    // By bytes, so that all words with one beginning stand together whatever the database's collation.
    index('transaction_words_account').on(table.accountId, table.word.op('text_pattern_ops'), table.position),
  ],
)

/** Every word that may be meant by one with a mistake in it, once, whoever has used it. */
export const transactionVocabularyTable = pgTable(
  'transaction_vocabulary',
  { word: text('word').primaryKey() },
  (table) => [index('transaction_vocabulary_trigrams').using('gin', table.word.op('gin_trgm_ops'))],
)

export const transactionAccountTable = pgTable(
  'transaction_accounts',
  {
    accountId: uuid('account_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    number: text('number').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    product: text('product').$type<AccountOpened['data']['product']>().notNull(),
    /** What is held on it, in step with the movements. */
    held: bigint('held', { mode: 'bigint' }).notNull().default(sql`0`),
  },
  (table) => [
    index('transaction_accounts_customer').on(table.customerId),
    // Of a whole number; what is typed of one is found by its trigrams.
    index('transaction_accounts_whole_number').on(table.number),
    index('transaction_accounts_number').using('gin', table.number.op('gin_trgm_ops')),
  ],
)

/** What was held on an account, and by how much it could be overdrawn, from each change of the one or the other on. */
export const transactionCoverTable = pgTable(
  'transaction_cover',
  {
    /** The event's global position. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    accountId: uuid('account_id').notNull(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    /** All that is held from then on; null where something else has changed. */
    held: bigint('held', { mode: 'bigint' }),
    /** And the limit from then on. */
    overdraftLimit: bigint('overdraft_limit', { mode: 'bigint' }),
  },
  (table) => [
    index('transaction_cover_held')
      .on(table.accountId, table.at, table.position)
      .where(sql`${table.held} IS NOT NULL`),
    index('transaction_cover_limit')
      .on(table.accountId, table.at, table.position)
      .where(sql`${table.overdraftLimit} IS NOT NULL`),
  ],
)

/** A person's name stands in this one row, so that it can be erased there. */
export const transactionCustomerTable = pgTable(
  'transaction_customers',
  {
    customerId: uuid('customer_id').primaryKey(),
    name: text('name').notNull(),
    /** The name's words as they are searched for, a space before each. */
    searchName: text('search_name').notNull(),
    /** What the name says of those who are paid; null when it says nothing. */
    category: text('category').$type<Category>(),
  },
  (table) => [
    index('transaction_customers_search').using('gin', table.searchName.op('gin_trgm_ops')),
    index('transaction_customers_category')
      .on(table.category, table.customerId)
      .where(sql`${table.category} IS NOT NULL`),
  ],
)

/** Which transfers give back which ones, and how much of them. */
export const transactionRefundTable = pgTable(
  'transaction_refunds',
  {
    /** The transfer that gives back. */
    refundId: uuid('refund_id').primaryKey(),
    transferId: uuid('transfer_id').notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
  },
  (table) => [index('transaction_refunds_transfer').on(table.transferId)],
)

/**
 * And so does everybody's with whom a customer has to do at other banks: payees, and who has paid. Those are erased with
 * the customer: see ../erased-rows.ts.
 */
export const transactionOutsiderTable = pgTable(
  'transaction_outsiders',
  {
    /** The payee's id, or one made of who has paid whom. */
    outsiderId: uuid('outsider_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    isPayee: boolean('is_payee').notNull(),
    name: text('name').notNull(),
    number: text('number').notNull(),
    /** As of {@link transactionCustomerTable}. */
    searchName: text('search_name').notNull(),
    category: text('category').$type<Category>(),
  },
  (table) => [
    index('transaction_outsiders_number').on(table.customerId, table.number),
    index('transaction_outsiders_category')
      .on(table.customerId, table.category)
      .where(sql`${table.category} IS NOT NULL`),
    index('transaction_outsiders_search').using('gin', table.searchName.op('gin_trgm_ops')),
  ],
)

/** With whom each payment between banks is. */
export const transactionPaymentTable = pgTable(
  'transaction_payments',
  {
    transferId: uuid('transfer_id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    outsiderId: uuid('outsider_id').notNull(),
    /** Of what came in: it stands right behind its movement in the log. Null for what goes out, which moves when it is settled. */
    receivedAt: bigint('received_at', { mode: 'number' }),
  },
  (table) => [
    // In the order of the movements, which know payees but no payers.
    index('transaction_payments_received')
      .on(table.accountId, table.outsiderId, table.receivedAt)
      .where(sql`${table.receivedAt} IS NOT NULL`),
  ],
)

/** Of movements that the owner has given a category, it; null once that is taken back. */
export const transactionChoiceTable = pgTable(
  'transaction_choices',
  {
    /** The movement's. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    accountId: uuid('account_id').notNull(),
    category: text('category').$type<Category>(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('transaction_choices_category').on(table.accountId, table.category, table.position)],
)

/** What its owner has written beside a movement; empty once that is taken away, or its owner forgotten. */
export const transactionNoteTable = pgTable(
  'transaction_notes',
  {
    /** The movement's. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    customerId: uuid('customer_id').notNull(),
    note: text('note').notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('transaction_notes_customer').on(table.customerId)],
)

/** What is remembered of an other side on an account, from each position on; null when it is forgotten there. */
export const transactionRuleTable = pgTable(
  'transaction_rules',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    accountId: uuid('account_id').notNull(),
    otherSide: uuid('other_side').notNull(),
    category: text('category').$type<Category>(),
    /** The movement that the rule was made from; null when it is forgotten. */
    madeFrom: bigint('made_from', { mode: 'number' }),
  },
  (table) => [index('transaction_rules_side').on(table.accountId, table.otherSide, table.position)],
)
