/**
 * Appending to the log: all of a batch or nothing, with positions that have no gaps and follow the order of commits.
 *
 * The statement locks the log's head first and numbers its events from there, so the next writer waits until this one
 * has committed. Whoever has read position N has therefore seen everything before N.
 */
import { randomUUID } from 'node:crypto'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { EventMetadata } from '../domain/event.ts'
import { eventDefinitions } from '../domain/events.ts'
import { encodeJson } from './codec.ts'
import { integers, lines } from './columns.ts'
import { AppendConflict } from './errors.ts'
import type { Batch, NewEvent, Queryable } from './new-events.ts'
import { type SealedBatch, sealBatch } from './personal-data.ts'

export type { Batch, NewEvent, NewReceipt, Queryable, StoredForm } from './new-events.ts'
export { inTransaction }

/** Of how many batches the head keeps the ids: so many may come between one and the one that follows it. */
const RECENT_BATCHES = 8

/** Waits until no other writer is under way, and keeps others waiting until the transaction ends. */
export const lockHead = async (tx: Queryable): Promise<void> => {
  await tx`SELECT FROM event_log_head FOR UPDATE`
}

/**
 * From now on nothing is written with a time before `instant`, whatever the clock of whoever writes it says: what lies
 * before it can be counted for good. The instant must have come.
 */
export const endThePast = async (sql: Queryable, instant: Date): Promise<void> => {
  await sql`
    UPDATE event_log_head SET last_created_at = ${instant.toISOString()}::text::timestamptz
    WHERE last_created_at < ${instant.toISOString()}::text::timestamptz`
}

/** Runs `work` in a transaction that holds the log's lock, so that nobody else can write before it is committed. */
export const underLock = <Result>(sql: Sql, work: (tx: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(sql, async (tx) => {
    await lockHead(tx)
    return work(tx)
  })

/**
 * A batch as the statement's parameters. Making them takes about as long as deciding, and can be done while another
 * batch is being written.
 */
export type EncodedBatch = ReturnType<typeof encodeBatch>

export const encodeBatch = ({ events, receipts, reads }: SealedBatch) => {
  const instants = risingInstants(events)
  const { metadata, metadataOf } = sharedMetadata(events)
  return {
    /** Of this very encoding: what is decided once more is another batch. */
    id: randomUUID(),
    readStreams: lines(reads.map(({ streamId }) => streamId)),
    readPositions: integers(reads.map(({ streamPosition }) => streamPosition)),
    actors: lines(receipts.map(({ actor }) => actor)),
    commandIds: lines(receipts.map(({ commandId }) => commandId)),
    requestHashes: lines(receipts.map(({ requestHash }) => requestHash)),
    responses: lines(receipts.map(({ response }) => encodeJson(response))),
    eventCounts: integers(receipts.map(({ eventCount }) => eventCount)),
    streams: lines(events.map(({ streamId }) => streamId)),
    positions: integers(events.map(({ streamPosition }) => streamPosition)),
    types: lines(events.map(({ event }) => event.type)),
    schemaVersions: integers(
      events.map(({ event, stored }) => (stored ?? eventDefinitions[event.type]).schemaVersion),
    ),
    data: lines(events.map(({ event, stored }) => encodeJson((stored ?? event).data))),
    metadata: lines(metadata),
    metadataOf: integers(metadataOf),
    instants: lines(instants),
    latest: instants.at(-1) ?? '-infinity',
    length: events.length,
  }
}

/**
 * Writes the batch and answers the position before its first event. `createdAt` is raised where the log is already
 * later, so that time never runs backwards along it.
 *
 * Throws what {@link import('./errors.ts').isConflict} recognises when a position or a command id is taken or a stream
 * that was read has moved on; nothing is written then.
 */
export const append = async (sql: Queryable, batch: Batch): Promise<number> =>
  appendEncoded(sql, encodeBatch(await sealBatch(sql, batch)))

/** {@link append} for a batch whose parameters have been made before. */
export const appendEncoded = async (
  sql: Queryable,
  batch: EncodedBatch,
  /**
   * The id of a batch that this one was decided on and that may not be written yet: unless it has been, just as it was
   * encoded, this one is refused. Both can then be under way at once.
   */
  follows: string | null = null,
): Promise<number> => {
  const [row] = await sql<{ base: number }[]>`
    WITH moved AS (
      SELECT FROM unnest(string_to_array(${batch.readStreams}, E'\n'), ${batch.readPositions}::text::int[])
                  AS r (stream_id, stream_position)
      WHERE r.stream_position <>
            coalesce((SELECT max(e.stream_position) FROM events e WHERE e.stream_id = r.stream_id), -1)
    ),
    -- All that needs nothing but the parameters is done before the lock is asked for, while another writer holds it.
    new_metadata AS MATERIALIZED (
      SELECT m.metadata::jsonb AS metadata, m.ordinal
      FROM unnest(string_to_array(${batch.metadata}, E'\n')) WITH ORDINALITY AS m (metadata, ordinal)
    ),
    new_events AS MATERIALIZED (
      SELECT e.stream_id, e.stream_position, e.event_type, e.schema_version, e.data::jsonb AS data,
             m.metadata, e.created_at, e.ordinal
      FROM unnest(string_to_array(${batch.streams}, E'\n'), ${batch.positions}::text::int[],
                  string_to_array(${batch.types}, E'\n'), ${batch.schemaVersions}::text::smallint[],
                  string_to_array(${batch.data}, E'\n'), ${batch.metadataOf}::text::int[],
                  string_to_array(${batch.instants}, E'\n')::timestamptz[])
             WITH ORDINALITY
             AS e (stream_id, stream_position, event_type, schema_version, data, metadata_of, created_at, ordinal)
           JOIN new_metadata m ON m.ordinal = e.metadata_of
    ),
    new_receipts AS MATERIALIZED (
      SELECT r.actor, r.command_id, r.request_hash, r.response::jsonb AS response, r.event_count
      FROM unnest(string_to_array(${batch.actors}, E'\n'), string_to_array(${batch.commandIds}, E'\n')::uuid[],
                  string_to_array(${batch.requestHashes}, E'\n'), string_to_array(${batch.responses}, E'\n'),
                  ${batch.eventCounts}::text::int[])
             AS r (actor, command_id, request_hash, response, event_count)
    ),
    locked AS MATERIALIZED (
      SELECT last_position, last_created_at, recent_batches FROM event_log_head
      WHERE NOT EXISTS (SELECT FROM moved)
        AND (SELECT count(*) FROM new_events) >= 0 AND (SELECT count(*) FROM new_receipts) >= 0
      FOR UPDATE
    ),
    -- Not a condition above: there it would be asked of the head as it was before the wait for the lock.
    head AS MATERIALIZED (
      SELECT * FROM locked WHERE ${follows}::uuid IS NULL OR ${follows}::uuid = ANY (recent_batches)
    ),
    receipts AS (
      INSERT INTO command_receipts (actor, command_id, request_hash, response, version, created_at)
      SELECT r.actor, r.command_id, r.request_hash, r.response, head.last_position + r.event_count, now()
      FROM head, new_receipts r
    ),
    -- Not sorted: each row carries its position, and a sort of whole documents costs a twentieth of the append.
    written AS (
      INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version,
                          data, metadata, created_at)
      SELECT head.last_position + e.ordinal, e.stream_id, e.stream_position, e.event_type, e.schema_version,
             e.data, e.metadata, greatest(e.created_at, head.last_created_at)
      FROM head, new_events e
    )
    UPDATE event_log_head
    SET last_position = head.last_position + ${batch.length},
        last_created_at = greatest(head.last_created_at, ${batch.latest}::text::timestamptz),
        recent_batches = (${batch.id}::uuid || head.recent_batches)[1:${RECENT_BATCHES}]
    FROM head
    RETURNING head.last_position AS base`
  if (!row)
    throw new AppendConflict(
      'A stream that a command has read was changed, or the batch before was not written',
    )
  return row.base
}

/** The events' times as ISO text, none earlier than the one before it. */
const risingInstants = (events: readonly NewEvent[]): string[] => {
  let latest = Number.NEGATIVE_INFINITY
  let text = ''
  return events.map(({ createdAt }) => {
    // Not `>`: an invalid date compares as neither, and is to be refused.
    if (!(createdAt.getTime() <= latest)) {
      latest = createdAt.getTime()
      text = createdAt.toISOString()
    }
    return text
  })
}

/** The events of one command share its metadata, which is sent once: `metadataOf` counts from 1. */
const sharedMetadata = (events: readonly NewEvent[]) => {
  const metadata: string[] = []
  let last: EventMetadata | undefined
  const metadataOf = events.map((event) => {
    if (event.metadata !== last) {
      last = event.metadata
      metadata.push(encodeJson(last))
    }
    return metadata.length
  })
  return { metadata, metadataOf }
}
