/**
 * Sealing: the chain follows the log, a run of events at a time, in an order that two workers cannot confuse and a crash
 * cannot break. A seal is computed from the log and the seal before it and from nothing else, so whoever makes it, and
 * however often, the chain is the same.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Queryable } from '../append.ts'
import { readHead } from '../read.ts'
import { CHAIN_START, type Seal, sealOf } from './chain.ts'
import { readRawEvents } from './raw-events.ts'

/** As many events as one seal covers at most: hashing them keeps a worker's other work waiting for a few milliseconds. */
export const MAX_SEALED_AT_ONCE = 512

/** The log below its head is not whole, so the chain cannot go on. Positions have no gaps: somebody removed an event. */
export class LogHasHole extends Error {
  override name = 'LogHasHole'
  readonly position: number
  constructor(position: number) {
    super(
      `Event ${position} is missing from the log before it could be sealed: nothing after it can be sealed`,
    )
    this.position = position
  }
}

export type SealedTo = {
  /** 0 when nothing is sealed. */
  readonly position: number
  readonly hash: string
}

export type SealHead = SealedTo & {
  readonly sealedAt: string | null
  /** The log's last position at the same moment. */
  readonly head: number
  /** How many events nothing vouches for yet. */
  readonly unsealed: number
}

/** How far the log is sealed, and the hash that stands for all of it up to there. */
export const readSealHead = async (sql: Queryable): Promise<SealHead> => {
  const [row] = await sql<{ position: number; hash: string; sealed_at_ms: string; head: number }[]>`
    SELECT s.to_position AS position, encode(s.hash, 'hex') AS hash,
           (extract(epoch FROM s.sealed_at) * 1000)::text AS sealed_at_ms, head.last_position AS head
    FROM event_log_head head
    CROSS JOIN LATERAL (SELECT * FROM seals ORDER BY from_position DESC LIMIT 1) s`
  if (!row) {
    const head = await readHead(sql)
    return { position: 0, hash: CHAIN_START, sealedAt: null, head, unsealed: head }
  }
  const { position, hash, sealed_at_ms, head } = row
  const sealedAt = new Date(Number(sealed_at_ms)).toISOString()
  return { position, hash, sealedAt, head, unsealed: Math.max(0, head - position) }
}

export type SealingState = {
  readonly unsealed: number
  /** How long the oldest unsealed event has been waiting; null when there is none. */
  readonly oldestSeconds: number | null
  /** How long ago the last seal was made; null when there is none. */
  readonly sealedSecondsAgo: number | null
}

/** Whether sealing gets on: three look-ups by primary key. */
export const readSealingState = async (sql: Queryable): Promise<SealingState> => {
  const [row] = await sql<{ unsealed: number; oldest: number | null; sealed_ago: number | null }[]>`
    SELECT greatest(0, head.last_position - coalesce(s.to_position, 0)) AS unsealed,
           extract(epoch FROM now() - next.created_at)::float8 AS oldest,
           extract(epoch FROM now() - s.sealed_at)::float8 AS sealed_ago
    FROM event_log_head head
    LEFT JOIN LATERAL (SELECT * FROM seals ORDER BY from_position DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (
      SELECT created_at FROM events
      WHERE global_position > coalesce(s.to_position, 0) ORDER BY global_position LIMIT 1
    ) next ON head.last_position > coalesce(s.to_position, 0)`
  return {
    unsealed: row?.unsealed ?? 0,
    oldestSeconds: row?.oldest ?? null,
    sealedSecondsAgo: row?.sealed_ago ?? null,
  }
}

export type SealOptions = {
  readonly signal?: AbortSignal
  /** Rest as long as was worked, so that what else the process has to do, and Postgres, get their turn. */
  readonly gently?: boolean
}

/** Answers how far the log is sealed now. Throws {@link LogHasHole} when the next event is missing. */
export const sealLog = async (sql: Sql, { signal, gently = false }: SealOptions = {}): Promise<SealedTo> => {
  for (;;) {
    const startedAt = performance.now()
    const step = await sealNext(sql)
    if (step.isDone || signal?.aborted) return step
    if (gently) await delay(performance.now() - startedAt, undefined, { signal }).catch(() => undefined)
  }
}

type Step = SealedTo & { readonly isDone: boolean }

/** One seal. Done, too, when somebody else is sealing: they will go on. */
const sealNext = (sql: Sql): Promise<Step> =>
  inTransaction(sql, async (tx) => {
    // Spares a second worker the work. What keeps the chain one is the primary key: a seal starts where the last ends.
    const [lock] = await tx<{ is_ours: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtext('seals')) AS is_ours`
    const last = await readSealHead(tx)
    if (!lock?.is_ours || last.unsealed === 0) return { ...last, isDone: true }
    const events = await readRawEvents(tx, {
      after: last.position,
      upTo: last.head,
      limit: MAX_SEALED_AT_ONCE,
    })
    const hole = events.findIndex(({ globalPosition }, index) => globalPosition !== last.position + 1 + index)
    const whole = hole < 0 ? events : events.slice(0, hole)
    if (whole.length === 0) throw new LogHasHole(last.position + 1)
    const seal = sealOf(whole, last.hash)
    await insertSeal(tx, seal)
    return { position: seal.to, hash: seal.hash, isDone: seal.to === last.head }
  })

const insertSeal = async (tx: Queryable, seal: Seal): Promise<void> => {
  await tx`
    INSERT INTO seals (from_position, to_position, previous_hash, hash, content_hashes, stream_ids)
    VALUES (${seal.from}, ${seal.to}, decode(${seal.previousHash}, 'hex'), decode(${seal.hash}, 'hex'),
            decode(${seal.contentHashes.join('')}, 'hex'), ${[...seal.streamIds]}::text[])
    ON CONFLICT (from_position) DO NOTHING`
}

/** Where the seal begins that covers a position; 1 when none does. */
export const sealCovering = async (sql: Queryable, position: number): Promise<number> => {
  const [row] = await sql<{ from: number | null }[]>`
    SELECT max(from_position) AS from FROM seals WHERE from_position <= ${position}`
  return row?.from ?? 1
}

/** Up to `limit` seals, from the one that begins at position `from` on, in order. */
export const readSeals = async (
  sql: Queryable,
  { from, limit }: { from: number; limit: number },
): Promise<Seal[]> => {
  const rows = await sql<
    {
      from_position: number
      to_position: number
      previous_hash: string
      hash: string
      content_hashes: string
      stream_ids: string[]
    }[]
  >`
    SELECT from_position, to_position, encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash,
           encode(content_hashes, 'hex') AS content_hashes, stream_ids
    FROM seals
    WHERE from_position >= ${from}
    ORDER BY from_position
    LIMIT ${limit}`
  return rows.map((row) => ({
    from: row.from_position,
    to: row.to_position,
    previousHash: row.previous_hash,
    hash: row.hash,
    contentHashes: row.content_hashes.match(/.{64}/g) ?? [],
    streamIds: row.stream_ids,
  }))
}

export type SealLine = {
  readonly from: number
  readonly to: number
  readonly previousHash: string
  readonly hash: string
  readonly sealedAt: string
}

/** Up to `limit` seals without what they say of each event, newest first, those that begin before a position. */
export const newestSeals = async (
  sql: Queryable,
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number },
): Promise<SealLine[]> => {
  const rows = await sql<
    {
      from_position: number
      to_position: number
      previous_hash: string
      hash: string
      sealed_at_ms: string
    }[]
  >`
    SELECT from_position, to_position, encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash,
           (extract(epoch FROM sealed_at) * 1000)::text AS sealed_at_ms
    FROM seals
    WHERE from_position < ${before}
    ORDER BY from_position DESC
    LIMIT ${limit}`
  return rows.map((row) => ({
    from: row.from_position,
    to: row.to_position,
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAt: new Date(Number(row.sealed_at_ms)).toISOString(),
  }))
}
