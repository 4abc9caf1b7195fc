/**
 * Messages of the clearing house that the bank could not take over: those that fail at the moment, and those that it has
 * given up, so that they hold up no others. What a message says stays with the clearing house; here stands only which one
 * it is, and why.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { readHead } from '../../event-store/read.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'

export type ParkedMessage = {
  /** The clearing house's. */
  position: number
  messageId: string
  status: 'parked' | 'retrying'
  attempts: number
  /** The error's name and code; what it says may name a person. */
  error: string
  failedAt: string
}

/** After so many failures a message is put aside. */
export const MESSAGE_ATTEMPTS = 5

type Failure = { readonly position: number; readonly messageId: string; readonly error: unknown }

/** Answers whether it is put aside now. */
export const countFailure = async (
  sql: Sql,
  { position, messageId, error }: Failure,
  attempts = MESSAGE_ATTEMPTS,
): Promise<boolean> => {
  const [row] = await sql<{ status: string }[]>`
    INSERT INTO clearing_failed_messages AS m (position, message_id, status, attempts, error, failed_at)
    VALUES (${position}, ${messageId}, ${attempts <= 1 ? 'parked' : 'failing'}, 1, ${nameOf(error)}, now())
    ON CONFLICT (position) DO UPDATE SET
      attempts = m.attempts + 1, error = excluded.error, failed_at = excluded.failed_at,
      status = CASE WHEN m.status <> 'failing' OR m.attempts + 1 >= ${attempts} THEN 'parked' ELSE 'failing' END
    RETURNING status`
  return row?.status === 'parked'
}

/** Those up to here went well after all. */
export const forgetFailures = async (sql: Sql, upTo: number): Promise<void> => {
  await sql`DELETE FROM clearing_failed_messages WHERE status = 'failing' AND position <= ${upTo}`
}

export const messagesToRetry = (sql: Sql) => sql<{ position: number; messageId: string }[]>`
  SELECT position, message_id AS "messageId" FROM clearing_failed_messages WHERE status = 'retrying' ORDER BY position`

export const retriedWell = async (sql: Sql, position: number): Promise<void> => {
  await sql`DELETE FROM clearing_failed_messages WHERE position = ${position}`
}

/** A worker tries it again at its next look. False when there is none. */
export const retryMessage = async (sql: Sql, position: number): Promise<boolean> => {
  const { count } = await sql`
    UPDATE clearing_failed_messages SET status = 'retrying'
    WHERE position = ${position} AND status IN ('parked', 'retrying')`
  return count > 0
}

/**
 * Oldest first; those that are only failing so far are left out. The version is the log's head. Throws InvalidCursor.
 */
export const listParkedMessages = async (
  sql: Sql,
  { limit, cursor }: Paging,
): Promise<Page<ParkedMessage>> => {
  const [after = 0] = decodeCursor(cursor, z.tuple([z.int().nonnegative()])) ?? []
  const version = await readHead(sql)
  const rows = await sql<(ParkedMessage & { at: string })[]>`
    SELECT position, message_id AS "messageId", status, attempts, error, failed_at AS at
    FROM clearing_failed_messages WHERE status <> 'failing' AND position > ${after}
    ORDER BY position
    LIMIT ${fetchSize(limit)}`
  return pageOf(
    { version, rows, limit },
    {
      toWire: ({ at, ...row }): ParkedMessage => ({ ...row, failedAt: toIso(at) }),
      keyOf: ({ position }) => [position],
    },
  )
}

export const countParkedMessages = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ parked: number }[]>`
    SELECT count(*)::int AS parked FROM clearing_failed_messages WHERE status <> 'failing'`
  return row?.parked ?? 0
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'Error'
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' ? `${error.name} (${code})` : error.name).slice(0, 200)
}
