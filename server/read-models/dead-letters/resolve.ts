/**
 * What somebody does about a parked event: try it again, or skip it for good. Either way those behind it are tried too,
 * in order, and whatever becomes of them is one transaction with their rows. An event that fails again stays parked
 * with its new error, and so do all behind it.
 *
 * The projector may be at work meanwhile: it waits for the transaction, and folds the batch it had in hand anew.
 */
import { getTableName } from 'drizzle-orm'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Queryable } from '../../event-store/append.ts'
import { type Checkpoint, raiseGeneration } from '../checkpoint.ts'
import { commitBatch } from '../commit-batch.ts'
import { foldBatch, writesOf } from '../fold-batch.ts'
import type { Projector } from '../projection.ts'
import { isShadowName } from '../rebuild/shadow.ts'
import { findRefused, isRefusal } from '../refused-rows.ts'
import { projectors as allProjectors } from '../registry.ts'
import { createRowMemory } from '../row-memory.ts'
import { settling } from './settle.ts'
import type { ParkedError, ParkedStatus } from './table.ts'
import { tellError } from './told-error.ts'
import { type Chain, chainAt, readWaiting } from './waiting.ts'

/** There is no dead letter with this id. */
export class DeadLetterNotFound extends Error {
  override name = 'DeadLetterNotFound'
}

/** Somebody has dealt with it already. */
export class AlreadyResolved extends Error {
  override name = 'AlreadyResolved'
  readonly status: ParkedStatus
  constructor(id: number, status: ParkedStatus) {
    super(`Dead letter ${id} is not parked any more: it was ${status}`)
    this.status = status
  }
}

/** A rebuild is under way that has perhaps taken in already what is to be skipped. */
export class BeingRebuilt extends Error {
  override name = 'BeingRebuilt'
}

export type Resolution = {
  /** How many events are in the read model now that were not. */
  readonly applied: number
  /** How many that hang together with this one are still parked, and why the first of them is. */
  readonly parked: number
  readonly error: ParkedError | null
}

export type Resolver = {
  /** Who, for the record. */
  readonly by: string
  readonly projectors?: readonly Projector[]
  /** How many events go into one transaction. */
  readonly chunkSize?: number
}

const CHUNK_SIZE = 2_000

export const retryDeadLetter = (sql: Sql, id: number, resolver: Resolver): Promise<Resolution> =>
  resolve(sql, id, resolver, null)

/** The event will never be applied, not even when the read model is built anew. The record of it stays. */
export const skipDeadLetter = (
  sql: Sql,
  id: number,
  { reason, ...resolver }: Resolver & { readonly reason: string },
): Promise<Resolution> => resolve(sql, id, resolver, reason)

const resolve = async (
  sql: Sql,
  id: number,
  { by, projectors = allProjectors, chunkSize = CHUNK_SIZE }: Resolver,
  skipBecause: string | null,
): Promise<Resolution> => {
  const letter = await findParked(sql, id)
  const projector = projectors.find(({ name }) => name === letter.projectorName)
  if (!projector) throw new Error(`The projector ${letter.projectorName} is not part of the bank any more`)

  const total = { applied: 0, parked: 0, error: null as ParkedError | null }
  let chain: Chain = { keys: [...letter.keys, letter.streamId] }
  for (let after = 0; ; ) {
    const chunk: Chunk = { letter, isFirst: after === 0, after, chain, by, skipBecause, limit: chunkSize }
    const done = await settleChunk(sql, projector, chunk)
    total.applied += done.applied
    total.parked += done.parked
    total.error ??= done.error
    if (done.isLast) return total
    ;({ last: after, chain } = done)
  }
}

type Letter = {
  readonly id: number
  readonly projectorName: string
  readonly position: number
  readonly streamId: string
  readonly keys: string[]
}

const findParked = async (sql: Queryable, id: number): Promise<Letter> => {
  const [letter] = await sql<(Letter & { status: ParkedStatus })[]>`
    SELECT id, projector_name AS "projectorName", global_position AS position, stream_id AS "streamId",
           to_jsonb(keys) AS keys, status
    FROM parked_events WHERE id = ${id}`
  // A rebuild's own have no place yet to be applied to.
  if (!letter || isShadowName(letter.projectorName))
    throw new DeadLetterNotFound(`There is no dead letter ${id}`)
  if (letter.status !== 'parked') throw new AlreadyResolved(id, letter.status)
  return letter
}

type Chunk = {
  readonly letter: Letter
  /** Only then must the letter itself still be parked: afterwards it has been dealt with. */
  readonly isFirst: boolean
  readonly after: number
  readonly chain: Chain
  readonly by: string
  readonly skipBecause: string | null
  readonly limit: number
}

type ChunkDone = Resolution & { readonly chain: Chain; readonly last: number; readonly isLast: boolean }

const settleChunk = async (sql: Sql, projector: Projector, chunk: Chunk): Promise<ChunkDone> => {
  try {
    return await inTransaction(sql, (tx) => settleIn(tx, projector, chunk, new Map()))
  } catch (error) {
    if (!isRefusal(error)) throw error
    // The transaction is gone with what the database has refused; the next one leaves that parked.
    const work = await inTransaction(sql, async (tx) => {
      const at = await raiseGeneration(tx, projector.name)
      return { ...at, ...(await workOf(tx, projector, chunk, at)), late: true }
    })
    const refused = await findRefused(sql, projector, work)
    return await inTransaction(sql, (tx) => settleIn(tx, projector, chunk, refused))
  }
}

/** What the chunk consists of: without the event that is to be skipped. */
const workOf = async (
  tx: Queryable,
  { name }: Projector,
  { letter, isFirst, after, limit, skipBecause, chain: known }: Chunk,
  at: Checkpoint,
) => {
  if (isFirst) await findParked(tx, letter.id)
  const chain = await chainAt(tx, name, { known, after, at })
  const entries = await readWaiting(tx, name, { keys: chain.keys, after, limit })
  return {
    chain,
    isLast: entries.length < limit,
    last: entries.at(-1)?.globalPosition ?? after,
    entries: entries.filter(
      ({ globalPosition }) => skipBecause === null || globalPosition !== letter.position,
    ),
    obstacles: { blocked: chain.blocked, skipped: new Set<number>() },
  }
}

const settleIn = async (
  tx: Queryable,
  projector: Projector,
  chunk: Chunk,
  refused: ReadonlyMap<number, unknown>,
): Promise<ChunkDone> => {
  // 1 keep every batch out. Tables before the checkpoint, as everybody takes them.
  const tables = projector.parts.map(({ table }) => getTableName(table))
  await tx`LOCK TABLE ${tx(tables)} IN ROW EXCLUSIVE MODE`
  const at: Checkpoint = await raiseGeneration(tx, projector.name)
  // 2 fold
  const { letter } = chunk
  const { chain, entries, obstacles, isLast, last } = await workOf(tx, projector, chunk, at)
  const { writes, parked, blocked } = await foldBatch(projector.parts, entries, {
    obstacles,
    refused,
    late: true,
    memory: createRowMemory(tx),
  })
  const parkedStill = new Set(parked.map(({ position }) => position))
  const applied = entries.map(({ globalPosition }) => globalPosition).filter((one) => !parkedStill.has(one))
  const isSkip = chunk.isFirst && chunk.skipBecause !== null
  // 3 rows, and what has become of the events
  await commitBatch(tx, {
    name: projector.name,
    from: at,
    to: at.position,
    writes: writesOf(writes),
    alongside: settling({
      by: chunk.by,
      applied,
      parkedStill: parked,
      skipped: isSkip ? { position: letter.position, reason: chunk.skipBecause! } : null,
    }),
  })
  if (isSkip) await refuseWhileRebuilt(tx, projector.name)
  // Unlike a batch this is not found in the log again.
  await tx`SET LOCAL synchronous_commit = on`
  const first = parked.find(({ behind }) => behind === null)
  return {
    applied: applied.length,
    parked: parked.length,
    error: first ? tellError(first) : null,
    last,
    isLast,
    chain: { keys: chain.keys, blocked: new Map([...chain.blocked, ...blocked]), at },
  }
}

/** Asked last, and with the checkpoint in hand: a rebuild that begins after it begins after the skip too. */
const refuseWhileRebuilt = async (tx: Queryable, projectorName: string): Promise<void> => {
  const rebuilds = await tx`
    SELECT FROM projection_rebuilds WHERE projector_name = ${projectorName} AND status = 'running'`
  if (rebuilds.length > 0)
    throw new BeingRebuilt(`Nothing can be skipped while ${projectorName} is being rebuilt or verified`)
}
