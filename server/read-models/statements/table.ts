/** The books of each month that is closed, and whose account they are of. Months that are not follow from the movements. */
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const minor = (name: string) => bigint(name, { mode: 'bigint' }).notNull()

/** Where the event that proves a book stands in the log. */
export type StatementProof = {
  readonly streamId: string
  readonly streamPosition: number
  readonly position: number
}

export const statementTable = pgTable(
  'statements',
  {
    /** Account and month. */
    id: text('id').primaryKey(),
    accountId: uuid('account_id').notNull(),
    month: text('month').notNull(),
    /** The first instant that belongs to it, and the first that does not any more. */
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    opening: minor('opening'),
    credits: minor('credits'),
    debits: minor('debits'),
    entries: integer('entries').notNull(),
    closing: minor('closing'),
    /** One, but where the bank has changed its zone and the month ended twice. */
    proofs: jsonb('proofs').$type<readonly StatementProof[]>().notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('statements_account').on(table.accountId, table.month)],
)

/** What a month has earned and cost, as far as it was moved: the entries are in the month after it. */
export const statementInterestTable = pgTable('statement_interest', {
  /** Account and month. */
  id: text('id').primaryKey(),
  earned: minor('earned'),
  charged: minor('charged'),
  fee: minor('fee'),
  /** Charges that could not be taken then and are carried. */
  owed: minor('owed'),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})

export const statementAccountTable = pgTable('statement_accounts', {
  accountId: uuid('account_id').primaryKey(),
  customerId: uuid('customer_id').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  openedAt: instant('opened_at').notNull(),
  closedAt: instant('closed_at'),
})
