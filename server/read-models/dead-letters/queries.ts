/** The dead letters as somebody looks through them, oldest first, and one of them with all that is known about it. */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { readHead } from '../../event-store/read.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { SHADOW_MARK } from '../rebuild/shadow.ts'
import { DeadLetterNotFound } from './resolve.ts'
import type { ParkedError, ParkedStatus } from './table.ts'

export type DeadLetter = {
  id: number
  projector: string
  position: number
  streamId: string
  type: string
  status: ParkedStatus
  /** The position of the event that it waits behind; null when it failed itself. */
  behind: number | null
  error: { name: string; message: string } | null
  tries: number
  /** Later events with one of these wait behind it. */
  keys: string[]
  parkedAt: string
  /** When somebody dealt with it, who, and the reason they gave for skipping it. */
  resolvedAt: string | null
  resolvedBy: string | null
  reason: string | null
}

export type DeadLetterDetail = Omit<DeadLetter, 'error'> & {
  error: ParkedError | null
  streamPosition: number
  schemaVersion: number
  /** As stored: neither upcast nor decrypted. */
  data: Record<string, unknown>
  metadata: Record<string, unknown>
  at: string
  /** How many events wait directly behind it. */
  waiting: number
}

export type DeadLetterFilter = Paging & {
  readonly projector?: string | undefined
  /** Parked ones, unless it says otherwise. */
  readonly status?: ParkedStatus | undefined
  readonly key?: string | undefined
}

type LetterRow = {
  id: number
  projector: string
  position: number
  stream_id: string
  type: string
  status: ParkedStatus
  behind: number | null
  error: ParkedError | null
  tries: number
  keys: string[]
  parked_at: string
  resolved_at: string | null
  resolved_by: string | null
  reason: string | null
}

/** The version is the log's head. Throws InvalidCursor. */
export const listDeadLetters = async (
  sql: Sql,
  { projector, status = 'parked', key, limit, cursor }: DeadLetterFilter,
): Promise<Page<DeadLetter>> => {
  const [after = 0] = decodeCursor(cursor, z.tuple([z.int().nonnegative()])) ?? []
  const version = await readHead(sql)
  const rows = await sql<LetterRow[]>`
    SELECT ${columns(sql)}
    FROM parked_events p
    WHERE status = ${status} AND id > ${after} AND NOT ${isOfShadow(sql)}
      AND (${projector ?? null}::text IS NULL OR projector_name = ${projector ?? null})
      AND (${key ?? null}::text IS NULL OR ${key ?? null} = ANY (keys))
    ORDER BY id
    LIMIT ${fetchSize(limit)}`
  return pageOf({ version, rows, limit }, { toWire, keyOf: ({ id }) => [id] })
}

/** Throws {@link DeadLetterNotFound}. */
export const getDeadLetter = async (sql: Sql, id: number): Promise<DeadLetterDetail> => {
  const [row] = await sql<
    (LetterRow & {
      stream_position: number
      schema_version: number
      data: Record<string, unknown>
      metadata: Record<string, unknown>
      created_at: string
      waiting: number
    })[]
  >`
    SELECT ${columns(sql)}, stream_position, schema_version, data, metadata, created_at,
           (SELECT count(*)::int FROM parked_events w
            WHERE w.projector_name = p.projector_name AND w.status = 'parked'
              AND w.behind = p.global_position) AS waiting
    FROM parked_events p
    WHERE id = ${id} AND NOT ${isOfShadow(sql)}`
  if (!row) throw new DeadLetterNotFound(`There is no dead letter ${id}`)
  return {
    ...toWire(row),
    error: row.error,
    streamPosition: row.stream_position,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    at: toIso(row.created_at),
    waiting: row.waiting,
  }
}

/** What a rebuild has put aside is nobody's dead letter until it has taken its place. */
const isOfShadow = (sql: Sql) => sql`projector_name LIKE ${`%${SHADOW_MARK}%`}`

const columns = (sql: Sql) => sql`
  id, projector_name AS projector, global_position AS position, stream_id, event_type AS type, status, behind, error,
  tries, to_jsonb(keys) AS keys, parked_at, resolved_at, resolved_by, reason`

const toWire = (row: LetterRow): DeadLetter => ({
  id: row.id,
  projector: row.projector,
  position: row.position,
  streamId: row.stream_id,
  type: row.type,
  status: row.status,
  behind: row.behind,
  error: row.error && { name: row.error.name, message: row.error.message },
  tries: row.tries,
  keys: row.keys,
  parkedAt: toIso(row.parked_at),
  resolvedAt: row.resolved_at === null ? null : toIso(row.resolved_at),
  resolvedBy: row.resolved_by,
  reason: row.reason,
})
