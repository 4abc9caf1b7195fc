/**
 * Durable consumers of the feed. A consumer's position moves only from where its mover believes it to stand (compare and
 * set), so of two processes under one name the second notices; and never backwards unless that is asked for.
 */
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { readHead } from '../../event-store/read.ts'
import { toIso } from '../instant.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../paging.ts'

export type FeedConsumer = {
  name: string
  position: number
  /** The log's last position at the same moment. */
  head: number
  /** In events. */
  lag: number
  createdBy: string
  createdAt: string
  updatedAt: string
}

/** A consumer is not where it was believed to be. */
export class ConsumerMoved extends Error {
  override name = 'ConsumerMoved'
  readonly position: number
  constructor(position: number) {
    super(`The consumer stands at ${position}`)
    this.position = position
  }
}

export class ConsumerExists extends Error {
  override name = 'ConsumerExists'
}

/** A position that the log has not reached. */
export class BeyondHead extends Error {
  override name = 'BeyondHead'
  readonly head: number
  constructor(head: number) {
    super(`must not lie beyond the log's head, which is ${head}`)
    this.head = head
  }
}

type Row = {
  name: string
  position: number
  head: number
  created_by: string
  created_at: string
  updated_at: string
}

/** By name, or the one of this name. The version is the log's head. Throws InvalidCursor. */
export const listConsumers = async (
  sql: Sql,
  { name, limit, cursor }: Paging & { readonly name?: string | undefined },
): Promise<Page<FeedConsumer>> => {
  const [after = ''] = decodeCursor(cursor, z.tuple([z.string()])) ?? []
  const version = await readHead(sql)
  const rows = await sql<Row[]>`
    SELECT c.name, c.position, head.last_position AS head, c.created_by, c.created_at, c.updated_at
    FROM feed_consumers c CROSS JOIN event_log_head head
    WHERE c.name > ${after} AND (${name ?? null}::text IS NULL OR c.name = ${name ?? null})
    ORDER BY c.name
    LIMIT ${fetchSize(limit)}`
  return pageOf({ version, rows, limit }, { toWire: toConsumer, keyOf: (row) => [row.name] })
}

/** Where it stands; `undefined` when there is no such consumer. */
export const findConsumer = async (sql: Sql, name: string): Promise<FeedConsumer | undefined> => {
  const [row] = await sql<Row[]>`
    SELECT c.name, c.position, head.last_position AS head, c.created_by, c.created_at, c.updated_at
    FROM feed_consumers c CROSS JOIN event_log_head head
    WHERE c.name = ${name}
    ORDER BY c.name`
  return row && toConsumer(row)
}

/** Throws {@link ConsumerExists} or {@link BeyondHead}. */
export const createConsumer = async (
  sql: Sql,
  { name, position, createdBy }: { name: string; position: number; createdBy: string },
): Promise<FeedConsumer> => {
  await withinLog(sql, position)
  const made = await sql`
    INSERT INTO feed_consumers (name, position, created_by) VALUES (${name}, ${position}, ${createdBy})
    ON CONFLICT (name) DO NOTHING`
  if (made.count === 0) throw new ConsumerExists(`There is a consumer ${name} already`)
  return (await findConsumer(sql, name))!
}

/** `undefined` when there is no such consumer. Throws {@link ConsumerMoved} or {@link BeyondHead}. */
export const advanceConsumer = async (
  sql: Sql,
  { name, from, to }: { name: string; from: number; to: number },
): Promise<FeedConsumer | undefined> => {
  await withinLog(sql, to)
  const moved = await sql`
    UPDATE feed_consumers SET position = ${to}, updated_at = now()
    WHERE name = ${name} AND position = ${from}`
  const consumer = await findConsumer(sql, name)
  if (consumer && moved.count === 0) throw new ConsumerMoved(consumer.position)
  return consumer
}

/** False when there was no such consumer. */
export const deleteConsumer = async (sql: Sql, name: string): Promise<boolean> =>
  (await sql`DELETE FROM feed_consumers WHERE name = ${name}`).count === 1

const withinLog = async (sql: Sql, position: number): Promise<void> => {
  const [row] = await sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  if (row && position > row.last_position) throw new BeyondHead(row.last_position)
}

const toConsumer = (row: Row): FeedConsumer => ({
  name: row.name,
  position: row.position,
  head: row.head,
  lag: row.head - row.position,
  createdBy: row.created_by,
  createdAt: toIso(row.created_at),
  updatedAt: toIso(row.updated_at),
})
