/**
 * One narrow row per event: what an auditor looks events up by. The events themselves stay in the log, which keeps no
 * index for this: each one there would slow every append.
 *
 * Every index ends in the position, so that a page is a stretch of the index, read forwards or backwards, and nothing is
 * sorted. Ids are 16 bytes each; see `uuidOf` in projection.ts for those that are no UUIDs.
 */
import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { BankEventType } from '../../domain/events.ts'

export const auditEntryTable = pgTable(
  'audit_entries',
  {
    /** The event's global position. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    /** The id in the stream's name. */
    subjectId: uuid('subject_id').notNull(),
    eventType: text('event_type').$type<BankEventType>().notNull(),
    userId: uuid('user_id').notNull(),
    commandId: uuid('command_id').notNull(),
    correlationId: uuid('correlation_id').notNull(),
    /** Null for a command that nothing in the bank has led to. */
    causationId: uuid('causation_id'),
  },
  (table) => [
    // Of a stream, a person, and a person in a stream a page of each type is read: there are few types. So a page costs
    // the same in a stream of a million events of which none fits.
    index('audit_entries_subject').on(table.subjectId, table.eventType, table.position),
    index('audit_entries_subject_user').on(table.subjectId, table.userId, table.eventType, table.position),
    index('audit_entries_user').on(table.userId, table.eventType, table.position),
    index('audit_entries_type').on(table.eventType, table.position),
    index('audit_entries_command').on(table.commandId, table.position),
    index('audit_entries_correlation').on(table.correlationId, table.position),
    index('audit_entries_causation')
      .on(table.causationId, table.position)
      .where(sql`${table.causationId} IS NOT NULL`),
  ],
)
