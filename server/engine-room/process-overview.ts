/**
 * The bank's processes as they stand: how many instances each has, what is due, and what each of them would do then. What
 * it would do is asked of the process itself, which is pure, so that nothing is done by looking.
 */
import { getTableName } from 'drizzle-orm'
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import type { ProcessState } from '../domain/process.ts'
import { readAt } from '../event-store/find.ts'
import { toIso } from '../read-models/instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../read-models/paging.ts'
import { processes, type RegisteredProcess } from '../read-models/processes/registry.ts'
import { type Answer, versionOf } from '../read-models/version.ts'

export type ProcessFigures = {
  name: string
  /** Its deadlines are when something has begun: they have come when its month has ended. */
  isDueAtEnd: boolean
  /** What it listens to. */
  eventTypes: string[]
  /** Every instance there ever was; counted up to a bound, and beyond it as the database estimates it. */
  instances: number
  isEstimate: boolean
  /** With a deadline, and of these with one that has come; both up to {@link MOST_COUNTED}. */
  withDeadline: number
  due: number
  oldestDueAt: string | null
  nextDueAt: string | null
}

/** What is to be said of more than this is "more". */
export const MOST_COUNTED = 10_000
/** Up to so many rows are counted one by one. */
const COUNTED_EXACTLY = 50_000

type FiguresRow = {
  name: string
  version: number
  estimate: number
  /** Null when there are too many to count. */
  counted: number | null
  with_deadline: number
  due: number
  oldest_due_at: string | null
  next_due_at: string | null
}

const dueUpTo = ({ process }: RegisteredProcess, now: Date, timeZone: string): Date =>
  process.dueUpTo ? new Date(process.dueUpTo(now.toISOString(), timeZone)) : now

export const processFigures = async (
  sql: Sql,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Answer<ProcessFigures[]>> => {
  // In one statement: each of its own would cost more than what it reads.
  const rows = await sql<FiguresRow[]>`${processes
    .map((one) => figuresOf(sql, one, dueUpTo(one, now, timeZone)))
    .reduce((before, one) => sql`${before} UNION ALL ${one}`)}`
  const byName = new Map(rows.map((row) => [row.name, row]))
  return {
    version: rows[0]!.version,
    data: processes.map(({ process }): ProcessFigures => {
      const row = byName.get(process.name)!
      return {
        name: process.name,
        isDueAtEnd: process.dueUpTo !== undefined,
        eventTypes: Object.keys(process.on),
        instances: row.counted ?? row.estimate,
        isEstimate: row.counted === null,
        withDeadline: row.with_deadline,
        due: row.due,
        oldestDueAt: row.oldest_due_at && toIso(row.oldest_due_at),
        nextDueAt: row.next_due_at && toIso(row.next_due_at),
      }
    }),
  }
}

/** By the index of what is due alone: what is over costs nothing, but where all are counted. */
const figuresOf = (sql: Sql, { process, table }: RegisteredProcess, upTo: Date) => {
  const instances = sql(getTableName(table))
  const until = sql`${upTo.toISOString()}::text::timestamptz`
  return sql`
    SELECT ${process.name}::text AS name, v.version, e.estimate,
           CASE WHEN e.estimate <= ${COUNTED_EXACTLY} THEN (SELECT count(*)::int FROM ${instances}) END AS counted,
           (SELECT count(*)::int FROM (SELECT FROM ${instances} WHERE due_at IS NOT NULL LIMIT ${MOST_COUNTED + 1}) w)
             AS with_deadline,
           (SELECT count(*)::int FROM (SELECT FROM ${instances} WHERE due_at <= ${until} LIMIT ${MOST_COUNTED + 1}) d)
             AS due,
           (SELECT min(due_at) FROM ${instances} WHERE due_at <= ${until}) AS oldest_due_at,
           (SELECT min(due_at) FROM ${instances} WHERE due_at > ${until}) AS next_due_at
    FROM ${versionOf(sql, 'processes')} v,
         (SELECT reltuples::bigint AS estimate FROM pg_class WHERE oid = ${getTableName(table)}::text::regclass) e`
}

export type ProcessInstance = {
  instanceId: string
  status: 'due' | 'waiting' | 'listening' | 'over'
  dueAt: string | null
  endedAt: string | null
  /** What it does when that has come: the step's name, and the command that it gives. */
  steps: { step: string; command: string }[]
  state: ProcessState
  correlationId: string
  /** The event that has led it here; null when the log cannot say. */
  lastEvent: { position: number; type: string; streamId: string; streamPosition: number } | null
}

type InstanceRow = {
  version: number
  instance_id: string
  state: ProcessState
  due_at: string | null
  /** To the millisecond, as the column has it, so that a cursor loses nothing. */
  due_at_ms: number | null
  ended_at: string | null
  correlation_id: string
  last_position: number
}

const dueKey = z.tuple([z.int(), z.string().max(200)])
const idKey = z.tuple([z.string().max(200)])

/** By deadline, the earliest first, those alone that have one; or all of them by their id. Throws InvalidCursor. */
export const processInstances = async (
  sql: Sql,
  {
    name,
    order,
    now,
    timeZone,
    ...paging
  }: Paging & { name: string; order: 'deadline' | 'id'; now: Date; timeZone: string },
): Promise<Page<ProcessInstance>> => {
  const one = processes.find(({ process }) => process.name === name)
  if (!one) throw new Error(`There is no process ${name}`)
  const rows = await (order === 'deadline' ? byDeadline : byId)(sql, one, paging)
  const version = rows[0]?.version ?? (await processesVersion(sql))
  const shown = rows.slice(0, paging.limit)
  const events = new Map(
    (await readAt(sql, [...new Set(shown.map(({ last_position }) => last_position))])).map((event) => [
      event.globalPosition,
      event,
    ]),
  )
  const until = dueUpTo(one, now, timeZone)
  return pageOf(
    { version, rows, limit: paging.limit },
    {
      keyOf: (row) => (order === 'deadline' ? [row.due_at_ms ?? 0, row.instance_id] : [row.instance_id]),
      toWire: (row): ProcessInstance => {
        const event = events.get(row.last_position)
        const dueAt = row.due_at && toIso(row.due_at)
        return {
          instanceId: row.instance_id,
          status: row.ended_at ? 'over' : !dueAt ? 'listening' : new Date(dueAt) <= until ? 'due' : 'waiting',
          dueAt,
          endedAt: row.ended_at && toIso(row.ended_at),
          steps: dueAt ? stepsAt(one, row, dueAt) : [],
          state: row.state,
          correlationId: row.correlation_id,
          lastEvent: event
            ? {
                position: event.globalPosition,
                type: event.type,
                streamId: event.streamId,
                streamPosition: event.streamPosition,
              }
            : null,
        }
      },
    },
  )
}

const processesVersion = async (sql: Sql): Promise<number> => {
  const [row] = await sql<
    { version: number }[]
  >`SELECT version FROM ${versionOf(sql, 'processes')} AS checkpoint`
  return row!.version
}

/** What an instance will do, asked as it will be asked when its time has come. */
const stepsAt = ({ process }: RegisteredProcess, row: InstanceRow, dueAt: string) =>
  process
    .commandsDue(row.state, { instanceId: row.instance_id, now: dueAt })
    .map(({ step, name }) => ({ step, command: name }))

const columnsOf = (sql: Sql) => sql`
  v.version, i.instance_id, i.state, i.due_at, (extract(epoch FROM i.due_at) * 1000)::float8 AS due_at_ms, i.ended_at,
  i.correlation_id, i.last_position`

const byDeadline = (sql: Sql, { table }: RegisteredProcess, { limit, cursor }: Paging) => {
  const [afterMs = null, afterId = ''] = decodeCursor(cursor, dueKey) ?? []
  const after = afterMs === null ? null : new Date(afterMs).toISOString()
  return sql<InstanceRow[]>`
    SELECT ${columnsOf(sql)}
    FROM ${versionOf(sql, 'processes')} v, ${sql(getTableName(table))} i
    WHERE i.due_at IS NOT NULL
      AND (${after}::text IS NULL OR (i.due_at, i.instance_id) > (${after}::text::timestamptz, ${afterId}::text))
    ORDER BY i.due_at, i.instance_id
    LIMIT ${fetchSize(limit)}`
}

const byId = (sql: Sql, { table }: RegisteredProcess, { limit, cursor }: Paging) => {
  const [afterId = ''] = decodeCursor(cursor, idKey) ?? []
  return sql<InstanceRow[]>`
    SELECT ${columnsOf(sql)}
    FROM ${versionOf(sql, 'processes')} v, ${sql(getTableName(table))} i
    WHERE i.instance_id > ${afterId}::text
    ORDER BY i.instance_id
    LIMIT ${fetchSize(limit)}`
}
