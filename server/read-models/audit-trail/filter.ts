/**
 * What an auditor can ask for, and the one statement that finds it. Each filter has an index in which what it finds
 * lies in the log's order, so a page costs the same at the log's beginning, at its end and in the middle.
 */
import type { Sql } from '../../../db/client.ts'
import { type BankEventType, eventsOfKind } from '../../domain/events.ts'
import type { AggregateName } from '../../domain/ids.ts'
import { firstPositionFrom } from '../../event-store/find.ts'
import { allEventTypes, subjectOf, uuidOf } from './projection.ts'

/** All that are given must hold. */
export type AuditFilter = {
  readonly streamId?: string | undefined
  readonly userId?: string | undefined
  readonly commandId?: string | undefined
  readonly correlationId?: string | undefined
  readonly type?: BankEventType | undefined
  /** Both ends are included. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** What is wrong with the two instants; `undefined` when nothing is. */
export const mistakeInRange = (
  { from, to }: Pick<AuditFilter, 'from' | 'to'>,
  now: Date,
): { path: 'from' | 'to'; reason: string } | undefined => {
  if (from && from > now) return { path: 'from', reason: 'must not lie in the future' }
  if (from && to && to < from) return { path: 'to', reason: 'must not be before from' }
  return undefined
}

export type AuditOrder = 'newest' | 'oldest'

/** Both ends are included. */
export type PositionRange = { readonly first: number; readonly last: number }

/** Time never runs backwards along the log, so a range of instants is a range of positions. */
export const positionRange = async (
  sql: Sql,
  { from, to }: Pick<AuditFilter, 'from' | 'to'>,
): Promise<PositionRange> => {
  const [first, beyond] = await Promise.all([
    from ? firstPositionFrom(sql, from) : 1,
    // Times have milliseconds in the log.
    to ? firstPositionFrom(sql, new Date(to.getTime() + 1)) : Number.MAX_SAFE_INTEGER,
  ])
  return { first, last: beyond - 1 }
}

/** An id may, if clients choose so, be an account's and a transfer's; the types tell their streams apart. */
const possibleTypes = ({ streamId, type }: AuditFilter): string[] => {
  const types = streamId === undefined ? allEventTypes : typesIn(streamId)
  return types.filter((possible) => type === undefined || possible === type)
}

const typesIn = (streamId: string): string[] =>
  Object.keys(eventsOfKind[streamId.slice(0, streamId.indexOf('-')) as AggregateName])

export type PositionQuery = {
  readonly filter: AuditFilter
  readonly range: PositionRange
  readonly order: AuditOrder
  readonly limit: number
}

/** The positions of up to `limit` entries. */
export const findPositions = async (sql: Sql, query: PositionQuery): Promise<number[]> => {
  // Asked for something that cannot be, such as a deposit to a transfer.
  if (possibleTypes(query.filter).length === 0) return []
  const rows = await positionsStatement(sql, query)
  return rows.map(({ position }) => position)
}

export const positionsStatement = (sql: Sql, { filter, range, order, limit }: PositionQuery) => {
  const { streamId, userId, type, correlationId } = filter
  const direction = order === 'newest' ? sql`DESC` : sql`ASC`
  const types = `{${possibleTypes(filter).join(',')}}`
  const inRange = sql`a.position BETWEEN ${range.first} AND ${range.last}`
  const stream = streamId === undefined ? sql`` : sql`AND a.subject_id = ${subjectOf(streamId)}::uuid`
  const person = userId === undefined ? sql`` : sql`AND a.user_id = ${uuidOf(userId)}::uuid`
  const conversation = correlationId === undefined ? sql`` : sql`AND ${ofConversation(sql, correlationId)}`

  const narrowest = narrowestOf(sql, filter)
  if (narrowest)
    // OFFSET 0 keeps the other conditions outside: the planner, who may think little of them, might go along an index in
    // which they lie in another order, and sort.
    return sql<{ position: number }[]>`
      SELECT a.position
      FROM (
        SELECT a.* FROM audit_entries a
        WHERE ${narrowest} AND ${inRange}
        ORDER BY a.position ${direction}
        OFFSET 0
      ) a
      WHERE a.event_type = ANY (${types}::text::text[]) ${stream} ${person} ${conversation}
      ORDER BY a.position ${direction}
      LIMIT ${limit}`
  if (streamId !== undefined || userId !== undefined || type !== undefined)
    // A page of each type, and of these the page: few rows to sort, however many there are.
    return sql<{ position: number }[]>`
      SELECT hit.position
      FROM unnest(${types}::text::text[]) AS t (event_type)
      CROSS JOIN LATERAL (
        SELECT a.position FROM audit_entries a
        WHERE a.event_type = t.event_type AND ${inRange} ${stream} ${person}
        ORDER BY a.position ${direction}
        LIMIT ${limit}
      ) hit
      ORDER BY hit.position ${direction}
      LIMIT ${limit}`
  return sql<{ position: number }[]>`
    SELECT a.position FROM audit_entries a
    WHERE ${inRange}
    ORDER BY a.position ${direction}
    LIMIT ${limit}`
}

/** Few events as a rule have one of these. */
const narrowestOf = (sql: Sql, { commandId, correlationId }: AuditFilter) => {
  if (commandId !== undefined) return sql`a.command_id = ${uuidOf(commandId)}::uuid`
  return correlationId === undefined ? undefined : ofConversation(sql, correlationId)
}

const ofConversation = (sql: Sql, id: string) => sql`a.correlation_id = ${uuidOf(id)}::uuid`
