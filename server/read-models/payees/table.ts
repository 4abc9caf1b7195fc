/** Customers' payees, one row each, those that are on the list no more included: what was paid to them refers to them. */
import { bigint, boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

type PayeeStatus = 'saved' | 'removed' | 'forgotten'

export const payeeTable = pgTable(
  'payees',
  {
    payeeId: uuid('payee_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    status: text('status').$type<PayeeStatus>().notNull(),
    /** Somebody's personal data, like the number: erased here when the customer is forgotten. */
    name: text('name').notNull(),
    number: text('number').notNull(),
    /** Null for an account at another bank. */
    accountId: uuid('account_id'),
    bank: text('bank'),
    isTrusted: boolean('is_trusted').notNull(),
    /** Since when; null while it is not, and from before that meant anything. */
    trustedAt: timestamp('trusted_at', { withTimezone: true, precision: 3 }),
    addedAt: timestamp('added_at', { withTimezone: true, precision: 3 }).notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('payees_customer').on(table.customerId)],
)
