/** Customers' saved searches. A row that is in nobody's list any more is empty: of its id only that it was there is kept. */
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { SearchFilter } from '../../domain/saved-search/filter.ts'

export const savedSearchTable = pgTable(
  'saved_searches',
  {
    searchId: uuid('search_id').primaryKey(),
    customerId: uuid('customer_id').notNull(),
    /** Personal, like the filter: both are null once the search is removed, or its customer forgotten. */
    name: text('name'),
    filter: jsonb('filter').$type<SearchFilter>(),
    savedAt: timestamp('saved_at', { withTimezone: true, precision: 3 }).notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  },
  (table) => [index('saved_searches_customer').on(table.customerId)],
)
