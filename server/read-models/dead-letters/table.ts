/**
 * Events that a projector could not apply, as they are stored, with what went wrong, and those that wait behind them.
 * A row that somebody has dealt with stays, as the record of it.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** `parked` waits; `applied` has been tried again with success; `skipped` will never be applied. */
export type ParkedStatus = 'parked' | 'applied' | 'skipped'

export const parkedEventTable = pgTable(
  'parked_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    projectorName: text('projector_name').notNull(),
    // The event as it stands in the log: neither upcast nor decrypted.
    globalPosition: bigint('global_position', { mode: 'number' }).notNull(),
    streamId: text('stream_id').notNull(),
    streamPosition: integer('stream_position').notNull(),
    eventType: text('event_type').notNull(),
    schemaVersion: smallint('schema_version').notNull(),
    data: jsonb('data').notNull(),
    metadata: jsonb('metadata').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Later events with one of these keys wait behind this one. */
    keys: text('keys').array().notNull(),
    /** The position of the parked event that this one waits behind; null when it failed itself. */
    behind: bigint('behind', { mode: 'number' }),
    /** Name, message and stack, each cut to a bound; null for one that only waits. */
    error: jsonb('error').$type<ParkedError>(),
    tries: integer('tries').notNull(),
    parkedAt: instant('parked_at').notNull().defaultNow(),
    status: text('status').$type<ParkedStatus>().notNull().default('parked'),
    resolvedAt: instant('resolved_at'),
    resolvedBy: text('resolved_by'),
    reason: text('reason'),
  },
  (table) => [
    // Nearly always empty: what a projector looks at before it goes on.
    uniqueIndex('parked_events_waiting')
      .on(table.projectorName, table.globalPosition)
      .where(sql`${table.status} = 'parked'`),
    index('parked_events_skipped')
      .on(table.projectorName, table.globalPosition)
      .where(sql`${table.status} = 'skipped'`),
  ],
)

export type ParkedError = { readonly name: string; readonly message: string; readonly stack: string | null }
