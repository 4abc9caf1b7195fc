/**
 * What each instance of a process has come to: one table per process, all of one shape. They follow from the log like
 * every read model and can be made anew from it; what is done because of them is known to the log itself.
 */
import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { ProcessState } from '../../domain/process.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const processTable = (name: string) =>
  pgTable(
    name,
    {
      instanceId: text('instance_id').primaryKey(),
      state: jsonb('state').$type<ProcessState>().notNull(),
      /** From when on there is something to do; null while it waits for an event, and when it is over. */
      dueAt: instant('due_at'),
      endedAt: instant('ended_at'),
      /** The conversation that it belongs to, and the command that has led it here. */
      correlationId: text('correlation_id').notNull(),
      causationId: text('causation_id').notNull(),
      lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
    },
    (table) => [index(`${name}_due`).on(table.dueAt).where(sql`${table.dueAt} IS NOT NULL`)],
  )

export type ProcessTable = ReturnType<typeof processTable>

export const paymentProcessTable = processTable('process_payment')
export const occurrenceReviewTable = processTable('process_occurrence_review')
export const monthEndTable = processTable('process_month_end')
export const transferSettlementTable = processTable('process_transfer_settlement')

export const paymentRequestExpiryTable = processTable('process_payment_request_expiry')
export const standingOrderExecutionTable = processTable('process_standing_order_execution')

/** Which processes this bank's rows have been made for. */
export const knownProcessTable = pgTable('known_processes', { name: text('name').primaryKey() })
