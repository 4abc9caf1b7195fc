/**
 * What the simulated clearing house keeps, and how far the bank has read its messages. The house is somebody else's: the
 * log knows nothing of these tables.
 */
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const clearingOrderTable = pgTable('clearing_orders', {
  paymentId: uuid('payment_id').primaryKey(),
  /** Of what the order says: names are kept no longer than it takes to plan what becomes of it. */
  contentHash: text('content_hash').notNull(),
  number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
  submittedAt: instant('submitted_at').notNull(),
})

/** Messages that are still to be delivered. */
export const plannedMessageTable = pgTable(
  'clearing_planned_messages',
  {
    messageId: text('message_id').notNull(),
    delivery: integer('delivery').notNull(),
    content: jsonb('content').notNull(),
    deliverAt: instant('deliver_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.delivery] }),
    index('clearing_planned_messages_deliver_at').on(table.deliverAt),
  ],
)

export const clearingMessageTable = pgTable('clearing_messages', {
  position: bigint('position', { mode: 'number' }).primaryKey(),
  messageId: text('message_id').notNull(),
  content: jsonb('content').notNull(),
  deliveredAt: instant('delivered_at').notNull(),
})

/** The bank's own: which messages it could not take over. What they say stays with the house. */
export const clearingFailedMessageTable = pgTable('clearing_failed_messages', {
  position: bigint('position', { mode: 'number' }).primaryKey(),
  messageId: text('message_id').notNull(),
  /** `failing` holds up those after it; `parked` and `retrying` do not. */
  status: text('status').$type<'failing' | 'parked' | 'retrying'>().notNull(),
  attempts: integer('attempts').notNull(),
  error: text('error').notNull(),
  failedAt: instant('failed_at').notNull(),
})

/** The bank's own: up to where its messages have been taken over, one row. */
export const clearingPositionTable = pgTable('clearing_position', {
  name: text('name').primaryKey(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
})
