/**
 * Faults that somebody has let into a demo bank, one row for each kind and what it is aimed at: what is on, until when,
 * and for a while what the last one has done. No other bank ever looks at this table.
 */
import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

export const injectedFaultTable = pgTable(
  'injected_faults',
  {
    kind: text('kind').notNull(),
    /** The projector, say; empty for a kind of which there is only one. */
    target: text('target').notNull(),
    /** Another one each time that it is set. */
    id: uuid('id').notNull(),
    settings: jsonb('settings').notNull(),
    setAt: instant('set_at').notNull(),
    setBy: uuid('set_by').notNull(),
    until: instant('until').notNull(),
    /** When nothing was left of it: later than `until` by what had to be put right then. */
    endedAt: instant('ended_at'),
    /** What it has done, as counts by name. */
    effects: jsonb('effects').notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.kind, table.target] })],
)
