/** Other systems that follow the bank, and how far each says it has come. Not a projection: nothing can rebuild it. */
import { bigint, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const feedConsumerTable = pgTable('feed_consumers', {
  name: text('name').primaryKey(),
  /** The last event that the consumer has dealt with. */
  position: bigint('position', { mode: 'number' }).notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})
