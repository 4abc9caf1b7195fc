/** The bank at a glance: counts in one row, totals a row per currency, activity a row per currency and quarter of an hour. */
import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Currency } from '../../domain/money.ts'

const amount = (name: string) => bigint(name, { mode: 'bigint' }).notNull()
const lastPosition = () => bigint('last_position', { mode: 'number' }).notNull()

export const dashboardCountTable = pgTable('bank_dashboard_counts', {
  /** There is one row. */
  id: text('id').primaryKey(),
  registered: integer('registered').notNull(),
  forgotten: integer('forgotten').notNull(),
  open: integer('open').notNull(),
  frozen: integer('frozen').notNull(),
  closed: integer('closed').notNull(),
  lastPosition: lastPosition(),
})

export const dashboardTotalTable = pgTable('bank_dashboard_totals', {
  currency: text('currency').$type<Currency>().primaryKey(),
  /** That were ever opened. */
  accounts: integer('accounts').notNull(),
  balance: amount('balance'),
  held: amount('held'),
  lastPosition: lastPosition(),
})

export const dashboardActivityTable = pgTable(
  'bank_dashboard_activity',
  {
    /** Currency and quarter. */
    id: text('id').primaryKey(),
    currency: text('currency').$type<Currency>().notNull(),
    quarter: timestamp('quarter', { withTimezone: true, precision: 3 }).notNull(),
    transfers: integer('transfers').notNull(),
    transferred: amount('transferred'),
    deposits: integer('deposits').notNull(),
    deposited: amount('deposited'),
    withdrawals: integer('withdrawals').notNull(),
    withdrawn: amount('withdrawn'),
    /** By how much more customers have, and have held, at its end than at its beginning: also what is no payment. */
    balanceChange: amount('balance_change'),
    heldChange: amount('held_change'),
    lastPosition: lastPosition(),
  },
  (table) => [index('bank_dashboard_activity_quarter').on(table.quarter)],
)
