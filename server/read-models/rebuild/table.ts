/**
 * Every rebuild that was ever asked for, with how far it is, so that any process can show it, cancel it or carry it on.
 * The rows themselves are the queue: a worker looks for those that are running and that nobody carries.
 */
import { sql } from 'drizzle-orm'
import { bigint, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Comparison } from './compare.ts'

/** What the freshly folded rows are for: to take the place of the live ones, or to be compared with them. */
export type Purpose = 'replace' | 'verify'
export type RebuildStatus = 'running' | 'done' | 'cancelled' | 'failed'
/** In this order; `comparing` only to verify, `indexing` and `replacing` only to replace. */
export type Phase = 'waiting' | 'reading' | 'indexing' | 'comparing' | 'replacing'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const projectionRebuildTable = pgTable(
  'projection_rebuilds',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    projectorName: text('projector_name').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull(),
    status: text('status').$type<RebuildStatus>().notNull().default('running'),
    phase: text('phase').$type<Phase>().notNull().default('waiting'),
    /** How far the log has been folded, and how far it reached then. */
    position: bigint('position', { mode: 'number' }).notNull().default(0),
    head: bigint('head', { mode: 'number' }).notNull().default(0),
    /** Lately; 0 while it is not known. */
    eventsPerSecond: integer('events_per_second').notNull().default(0),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    /** What verifying has found. */
    comparison: jsonb('comparison').$type<Comparison>(),
    error: text('error'),
  },
  (table) => [
    // One at a time for each projector: the tables have fixed names, and a swap would wait for whoever compares.
    uniqueIndex('projection_rebuilds_running')
      .on(table.projectorName)
      .where(sql`${table.status} = 'running'`),
  ],
)
