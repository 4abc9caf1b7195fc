/** The log's tables. Their names and columns are the field's usual ones, so that anybody's SQL for them reads well. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** Append only: a trigger refuses changes, and the right to make them is revoked even from the owner. */
export const events = pgTable(
  'events',
  {
    globalPosition: bigint('global_position', { mode: 'number' }).primaryKey(),
    streamId: text('stream_id').notNull(),
    streamPosition: integer('stream_position').notNull(),
    eventType: text('event_type').notNull(),
    schemaVersion: smallint('schema_version').notNull(),
    data: jsonb('data').notNull(),
    metadata: jsonb('metadata').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('events_stream_position_unique').on(table.streamId, table.streamPosition),
    // A string here would be a payload that was encoded twice.
    check('events_data_is_object', sql`jsonb_typeof(${table.data}) = 'object'`),
    check('events_metadata_is_object', sql`jsonb_typeof(${table.metadata}) = 'object'`),
  ],
)

/** One row. Whoever appends locks it first, which is what makes positions gapless and in commit order. */
export const eventLogHead = pgTable(
  'event_log_head',
  {
    onlyRow: boolean('only_row').primaryKey().default(true),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
    lastCreatedAt: instant('last_created_at').notNull(),
    /** Ids of the batches that were written last, newest first: how one batch makes sure of the one it was decided on. */
    recentBatches: uuid('recent_batches').array().notNull().default(sql`'{}'`),
  },
  (table) => [check('event_log_head_only_row', sql`${table.onlyRow}`)],
)

/** What each accepted command was answered, kept for 30 days, so that sending it again does nothing. */
export const commandReceipts = pgTable(
  'command_receipts',
  {
    actor: text('actor').notNull(),
    commandId: uuid('command_id').notNull(),
    requestHash: text('request_hash').notNull(),
    response: jsonb('response').notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'command_receipts_pkey', columns: [table.actor, table.commandId] }),
    // For the daily purge. Rows arrive in order of time, so a block range index does, and costs an append next to nothing.
    index('command_receipts_created_at').using('brin', table.createdAt),
  ],
)

/** The newest known state of a stream, so that a load need not replay all of it. Can be thrown away at any time. */
export const snapshots = pgTable('snapshots', {
  streamId: text('stream_id').primaryKey(),
  streamPosition: integer('stream_position').notNull(),
  schemaVersion: smallint('schema_version').notNull(),
  data: jsonb('data').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

/** One per customer, encrypted under the master key. Destroyed, the row stays and the key is gone. */
export const customerKeys = pgTable(
  'customer_keys',
  {
    customerId: uuid('customer_id').primaryKey(),
    encryptedKey: bytes('encrypted_key'),
    masterKeyId: text('master_key_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    destroyedAt: instant('destroyed_at'),
  },
  (table) => [
    check(
      'customer_keys_gone_when_destroyed',
      sql`(${table.encryptedKey} IS NULL) = (${table.destroyedAt} IS NOT NULL)`,
    ),
  ],
)

/**
 * One older state for every so many events of a long stream, so that a look into its middle need not begin at its
 * start. Like a snapshot it can be thrown away.
 */
export const snapshotMarks = pgTable(
  'snapshot_marks',
  {
    streamId: text('stream_id').notNull(),
    block: integer('block').notNull(),
    streamPosition: integer('stream_position').notNull(),
    schemaVersion: smallint('schema_version').notNull(),
    data: jsonb('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.streamId, table.block] })],
)

/** How far the sweep has looked for streams that need a snapshot. One row, made by the first sweep. */
export const snapshotSweep = pgTable(
  'snapshot_sweep',
  {
    onlyRow: boolean('only_row').primaryKey().default(true),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
    sweptAt: instant('swept_at').notNull().defaultNow(),
  },
  (table) => [check('snapshot_sweep_only_row', sql`${table.onlyRow}`)],
)

export const projectorCheckpoints = pgTable('projector_checkpoints', {
  projectorName: text('projector_name').primaryKey(),
  lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  /** Raised whenever rows are replaced behind the projector's back: what it has read of them before counts no more. */
  generation: bigint('generation', { mode: 'number' }).notNull().default(0),
  /** Since when nobody moves it on, and who wanted that. */
  pausedAt: instant('paused_at'),
  pausedBy: text('paused_by'),
})

/** The chain over the log (see seals/chain.ts), one row for each run of events that was sealed at once. Append only. */
export const seals = pgTable('seals', {
  fromPosition: bigint('from_position', { mode: 'number' }).primaryKey(),
  toPosition: bigint('to_position', { mode: 'number' }).notNull(),
  previousHash: bytes('previous_hash').notNull(),
  hash: bytes('hash').notNull(),
  /** 32 bytes for each position. */
  contentHashes: bytes('content_hashes').notNull(),
  streamIds: text('stream_ids').array().notNull(),
  sealedAt: instant('sealed_at').notNull().defaultNow(),
})

/**
 * Closed months whose events have moved to a file (see archive/). Always one run of positions from the log's first on.
 * The newest event of each stream stays in `events` as well, so that nothing that appends has to know of the archive.
 */
export const archives = pgTable('archives', {
  fromPosition: bigint('from_position', { mode: 'number' }).primaryKey(),
  toPosition: bigint('to_position', { mode: 'number' }).notNull(),
  month: text('month').notNull(),
  /** Of the file, absolute. */
  path: text('path').notNull(),
  /** Of the whole file, in hex. */
  sha256: text('sha256').notNull(),
  /** Where each compressed piece of the file lies, what positions it holds, and its own hash. */
  frames: jsonb('frames').notNull(),
  archivedAt: instant('archived_at').notNull().defaultNow(),
})

/** In which files a stream's events are to be found. */
export const archivedStreams = pgTable(
  'archived_streams',
  {
    streamId: text('stream_id').notNull(),
    archive: bigint('archive', { mode: 'number' })
      .notNull()
      .references(() => archives.fromPosition, { onDelete: 'cascade' }),
    /** Of the stream's last event in this file. */
    lastStreamPosition: integer('last_stream_position').notNull(),
    /** Which of the file's pieces hold an event of the stream. */
    frames: integer('frames').array().notNull(),
  },
  (table) => [primaryKey({ name: 'archived_streams_pkey', columns: [table.streamId, table.archive] })],
)
