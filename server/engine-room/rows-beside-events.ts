/**
 * A read model's rows beside the events of one stream that made them. Which event makes which row is not kept anywhere,
 * and need not be: handlers are pure, so it is asked of them anew. Rows and position are of one moment.
 */
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import type { Queryable } from '../event-store/append.ts'
import { readHead, readRows, readStream, streamEnd } from '../event-store/read.ts'
import { type AuditedEvent, toAuditedEvent } from '../read-models/audit-trail/audited-event.ts'
import { readCheckpoint } from '../read-models/checkpoint.ts'
import { keyAt, type Part, type Projector } from '../read-models/projection.ts'
import { keyPropertyOf } from '../read-models/rows.ts'

export type MadeRow = {
  table: string
  key: string
  /** In the order of the table's columns, as text. */
  columns: { name: string; value: string | null }[]
  /** The positions of those events that the row comes from or was changed by, the last one at the end. */
  events: number[]
}

export type RowsBesideEvents = {
  streamId: string
  /** Of other streams that have events for this read model, the newest first. */
  others: string[]
  /** Table by table, those first that were changed last. */
  rows: MadeRow[]
  /** Oldest first. */
  events: AuditedEvent[]
  /** Whether the stream has earlier events, or the events more rows, than are shown. */
  isTruncated: boolean
}

const MOST_EVENTS = 60
/** Of each table. */
const MOST_ROWS = 12
/** So much of the log's end is looked through for streams to look at. */
const RECENT_EVENTS = 400
const MOST_OTHERS = 12

/** Of the stream that has written for it last, unless one is given. `undefined` when there is no such stream, or none yet. */
export const rowsBesideEvents = async (
  sql: Sql,
  projector: Projector,
  given: string | undefined,
): Promise<{ version: number; data: RowsBesideEvents } | undefined> => {
  const recent = await recentStreams(sql, projector)
  const streamId = given ?? recent[0]
  if (streamId === undefined) return undefined
  await readCheckpoint(sql, projector.name)
  return inTransaction(sql, async (tx) => {
    await tx`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
    const end = await streamEnd(tx, streamId)
    if (end < 0) return undefined
    const { position: version } = await readCheckpoint(tx, projector.name)
    const events = await readStream(tx, streamId, { after: end - MOST_EVENTS, limit: MOST_EVENTS })
    const rows: MadeRow[] = []
    let isTruncated = end >= MOST_EVENTS
    for (const part of projector.parts) {
      const seen = events.filter(({ globalPosition }) => globalPosition <= version)
      const made =
        part.kind === 'append' && part.finders ? await rowsFoundAt(tx, part, seen) : rowsMadeBy(part, seen)
      // Those that were changed last are the ones that one wants to see.
      const wanted = [...made].slice(-MOST_ROWS).toReversed()
      isTruncated ||= wanted.length < made.size
      rows.push(...(await loadMade(tx, part.table, new Map(wanted))))
    }
    const others = recent.filter((other) => other !== streamId).slice(0, MOST_OTHERS)
    return { version, data: { streamId, others, rows, events: events.map(toAuditedEvent), isTruncated } }
  })
}

/**
 * The keys of the rows that each event concerns, in the order in which they were changed last. None of rows that are
 * found by what other rows were at the time: those say themselves where they were found.
 */
export const rowsMadeBy = (part: Part, events: readonly StoredBankEvent[]): Map<string, number[]> => {
  const made = new Map<string, number[]>()
  for (const event of events) {
    if (!part.eventTypes.has(event.type)) continue
    const keys =
      part.kind === 'fold'
        ? [keyAt(part, event)]
        : part.rowsOf(event).map((row) => String(row[keyPropertyOf(part.table)]))
    for (const key of keys) {
      const positions = made.get(key) ?? []
      made.delete(key)
      made.set(key, [...positions, event.globalPosition])
    }
  }
  return made
}

/** Rows that no event makes by itself, each by the position that stands in it. */
const rowsFoundAt = async (
  tx: Queryable,
  { table, eventTypes }: Part,
  events: readonly StoredBankEvent[],
): Promise<Map<string, number[]>> => {
  const positions = events.filter(({ type }) => eventTypes.has(type)).map((event) => event.globalPosition)
  const { position, ...columns } = getTableColumns(table) as Record<string, PgColumn>
  if (!position || positions.length === 0) return new Map()
  const key = columns[keyPropertyOf(table)]!
  const found = await tx.unsafe<{ key: string; position: number }[]>(
    `SELECT t."${key.name}"::text AS key, t."${position.name}" AS position
     FROM "${getTableName(table)}" t
     WHERE t."${position.name}" = ANY ($1::text[]::bigint[])
     ORDER BY t."${position.name}", t."${key.name}"`,
    [positions.map(String)],
  )
  return new Map(found.map((row) => [row.key, [row.position]]))
}

/** As text, column by column, so that no amount passes through a float. */
const loadMade = async (
  tx: Queryable,
  table: PgTable,
  made: ReadonlyMap<string, number[]>,
): Promise<MadeRow[]> => {
  if (made.size === 0) return []
  const columns = getTableColumns(table) as Record<string, PgColumn>
  const key = columns[keyPropertyOf(table)]!
  const found = await tx.unsafe<{ key: string; texts: Record<string, string | null> }[]>(
    `SELECT t."${key.name}"::text AS key,
            (SELECT jsonb_object_agg(one.key, one.value) FROM jsonb_each_text(to_jsonb(t)) AS one) AS texts
     FROM "${getTableName(table)}" t
     WHERE t."${key.name}" = ANY ($1::text[]::${key.getSQLType()}[])
     ORDER BY t."${key.name}"`,
    [[...made.keys()]],
  )
  const texts = new Map(found.map((row) => [row.key, row.texts]))
  return [...made].flatMap(([rowKey, events]) => {
    const values = texts.get(rowKey)
    if (!values) return []
    const shown = Object.values(columns).map(({ name }) => ({ name, value: values[name] ?? null }))
    return [{ table: getTableName(table), key: rowKey, columns: shown, events }]
  })
}

/** Streams whose newest events this read model takes in, the newest first. */
const recentStreams = async (sql: Sql, { parts }: Projector): Promise<string[]> => {
  const head = await readHead(sql)
  // Not decoded: all that is asked of them is whose they are.
  const events = await readRows(sql, { after: Math.max(0, head - RECENT_EVENTS), limit: RECENT_EVENTS })
  const types: ReadonlySet<string> = new Set(parts.flatMap(({ eventTypes }) => [...eventTypes]))
  const concerning = events.filter(({ event_type }) => types.has(event_type))
  return [...new Set(concerning.toReversed().map(({ stream_id }) => stream_id))]
}
