/**
 * The swap: in one short transaction the shadow's tables take the live ones' names, at exactly the position that the live
 * projector has reached. Readers wait for the renaming alone, some milliseconds; the live projector waits from a little
 * before. Whoever asks with a statement prepared before gets the new table, because Postgres plans it again.
 *
 * No reader is ever refused: where locks are asked for in another order than somebody else holds them, it is the swap
 * that gives way, well before Postgres would look for a deadlock, and tries again.
 */
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Queryable } from '../../event-store/append.ts'
import { type Checkpoint, readCheckpoint } from '../checkpoint.ts'
import { PROJECTION_ADVANCED } from '../commit-batch.ts'
import { clearParked } from '../dead-letters/clear.ts'
import { indexNamesOf, nameWithPrefix, type Shadow } from './shadow.ts'

/** Only writers wait behind this one. Longer than Postgres takes to send an autovacuum away that is in the way. */
const WRITERS_WAIT = '2s'
/** Readers wait behind this one. */
const READERS_WAIT = '200ms'

export type Replacement = {
  readonly rebuildId: number
  readonly projectorName: string
  readonly shadow: Shadow
  /** Carries the shadow to this position and no further. */
  readonly foldUpTo: (position: number) => Promise<unknown>
}

/** False when the rebuild was cancelled or somebody else has done it. Throws what {@link isLockRefused} knows. */
export const replaceLive = async (
  sql: Sql,
  { rebuildId, projectorName, shadow, foldUpTo }: Replacement,
): Promise<boolean> => {
  await readCheckpoint(sql, projectorName)
  return inTransaction(sql, async (tx) => {
    // 1 keep out cancelling, and whoever else carries this rebuild
    const [rebuild] = await tx<{ status: string }[]>`
      SELECT status FROM projection_rebuilds WHERE id = ${rebuildId} FOR UPDATE`
    if (rebuild?.status !== 'running') return false
    // 2 stop the live projector. Tables first, then the checkpoint: in the order in which a batch's commit takes them.
    const live = shadow.tables.map((table) => table.live)
    await tx.unsafe(`SET LOCAL lock_timeout = '${WRITERS_WAIT}'`)
    await tx`LOCK TABLE ${tx(live)} IN SHARE ROW EXCLUSIVE MODE`
    const [reached] = await tx<Checkpoint[]>`
      SELECT last_position AS position, generation FROM projector_checkpoints
      WHERE projector_name = ${projectorName} FOR UPDATE`
    // 3 bring the shadow to the same position; it may be further when the live one is stuck
    await foldUpTo(reached!.position)
    const { position } = await readCheckpoint(tx, shadow.projector.name)
    if (position < reached!.position)
      throw new Error(`${shadow.projector.name} is at ${position} and cannot replace ${reached!.position}`)
    // 4 from here readers wait
    await tx.unsafe(`SET LOCAL lock_timeout = '${READERS_WAIT}'`)
    await tx`LOCK TABLE ${tx(live)} IN ACCESS EXCLUSIVE MODE`
    for (const table of shadow.tables) await takePlace(tx, table)
    await moveCheckpoint(tx, projectorName, shadow.projector.name, position)
    await tx`
      UPDATE projection_rebuilds
      SET status = 'done', position = ${position}, head = greatest(head, ${position}::bigint),
          updated_at = now(), finished_at = now()
      WHERE id = ${rebuildId}`
    return true
  })
}

/** The live table goes, and all its names pass to the shadow's. */
const takePlace = async (tx: Queryable, { live, shadow }: Shadow['tables'][number]): Promise<void> => {
  const indexes = await indexNamesOf(tx, live)
  await tx`DROP TABLE ${tx(live)}`
  await tx`ALTER TABLE ${tx(shadow)} RENAME TO ${tx(live)}`
  for (const name of indexes)
    await tx`ALTER INDEX ${tx(nameWithPrefix(name, 'replace'))} RENAME TO ${tx(name)}`
}

/** The new generation keeps out every batch that was folded on rows of the old tables. */
const moveCheckpoint = async (tx: Queryable, projectorName: string, shadowName: string, position: number) => {
  await tx`
    UPDATE projector_checkpoints
    SET last_position = ${position}, generation = generation + 1, updated_at = now()
    WHERE projector_name = ${projectorName}`
  await tx`DELETE FROM projector_checkpoints WHERE projector_name = ${shadowName}`
  // What the shadow could not apply waits under the live name now, and nothing else does.
  await clearParked(tx, projectorName)
  await tx`
    UPDATE parked_events SET projector_name = ${projectorName}
    WHERE projector_name = ${shadowName} AND status = 'parked'`
  await tx`SELECT pg_notify(${PROJECTION_ADVANCED}, ${`${projectorName}:${position}`})`
}

/** The locks could not be had in time: nothing has happened, and it may be tried again. */
export const isLockRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01')
