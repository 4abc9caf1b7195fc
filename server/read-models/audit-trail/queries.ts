/**
 * Looking things up in the audit trail: entries are found in the read model, the events fetched from the log by their
 * positions. The version is read before the entries, so that it promises nothing that they do not show.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import type { StoredBankEvent } from '../../domain/events.ts'
import { readAt } from '../../event-store/find.ts'
import { readHead, readStream } from '../../event-store/read.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'
import { versionOf } from '../version.ts'
import {
  type AuditFilter,
  type AuditOrder,
  findPositions,
  type PositionRange,
  positionRange,
} from './filter.ts'

/** How far the audit trail has come. */
export const auditVersion = async (sql: Sql): Promise<number> => {
  const [row] = await sql<
    { version: number }[]
  >`SELECT version FROM ${versionOf(sql, 'audit-trail')} AS checkpoint`
  return row?.version ?? 0
}

export type AuditSearch = Paging & AuditFilter & { readonly order: AuditOrder }

/** `undefined` when the filter names a stream that does not exist. Throws InvalidCursor. */
export const searchAudit = async (
  sql: Sql,
  { limit, cursor, order, ...filter }: AuditSearch,
): Promise<Page<StoredBankEvent> | undefined> => {
  const [seen] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const [version, isKnown, whole] = await Promise.all([
    auditVersion(sql),
    streamExists(sql, filter.streamId),
    positionRange(sql, filter),
  ])
  if (!isKnown) return undefined
  const range = seen === undefined ? whole : beyond(whole, seen, order)
  const found = await findPositions(sql, { filter, range, order, limit: fetchSize(limit) })
  const page = pageOf(
    { version, rows: found, limit },
    { toWire: (position) => position, keyOf: (position) => [position] },
  )
  const events = await readAt(sql, page.data)
  return { ...page, data: order === 'newest' ? events.reverse() : events }
}

const beyond = ({ first, last }: PositionRange, seen: number, order: AuditOrder): PositionRange =>
  order === 'newest' ? { first, last: Math.min(last, seen - 1) } : { first: Math.max(first, seen + 1), last }

export const streamExists = async (sql: Sql, streamId: string | undefined): Promise<boolean> =>
  streamId === undefined || (await readStream(sql, streamId, { limit: 1 })).length === 1

/** One event, from the log itself; `undefined` when the log ends before it. */
export const auditEvent = async (
  sql: Sql,
  globalPosition: number,
): Promise<{ head: number; event: StoredBankEvent | undefined }> => {
  const head = await readHead(sql)
  const [event] = await readAt(sql, [globalPosition])
  return { head, event }
}
