/**
 * Which events of a batch make rows that the database does not take: a text too long for its column, a key that is no
 * UUID, a constraint. That is the event's fault as much as a handler that throws. Found by trying, in transactions that
 * are rolled back.
 */
import postgres from 'postgres'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Queryable } from '../event-store/append.ts'
import type { LogEntry } from '../event-store/read.ts'
import type { Checkpoint } from './checkpoint.ts'
import { commitBatch } from './commit-batch.ts'
import type { Obstacles } from './dead-letters/obstacles.ts'
import { foldBatch, writesOf } from './fold-batch.ts'
import type { Projector } from './projection.ts'
import { createRowMemory } from './row-memory.ts'

/** Data exceptions (22) and violated constraints (23). Nothing in them passes by itself. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof postgres.PostgresError && /^2[23]/.test(error.code)

type Suspects = Checkpoint & {
  readonly entries: readonly LogEntry[]
  readonly obstacles: Obstacles
  readonly late?: boolean
}

/**
 * By position, with what the database says. In one transaction, a run of events after the other: where one is refused
 * a shorter one is tried, down to a single event, and where it is taken the next may be longer. So one event at fault
 * costs some tries of ever fewer events, and a batch in which all are costs a try for each.
 */
export const findRefused = async (
  sql: Sql,
  projector: Projector,
  { position, generation, entries, obstacles, late = false }: Suspects,
): Promise<ReadonlyMap<number, unknown>> => {
  const refused = new Map<number, unknown>()
  const blocked = new Map(obstacles.blocked)

  const fold = async (tx: Queryable, run: readonly LogEntry[]) =>
    foldBatch(projector.parts, run, {
      obstacles: { blocked, skipped: obstacles.skipped },
      refused,
      late,
      memory: createRowMemory(tx),
    })

  /** What the database says to this run, coming after all that it has taken; undefined when it takes it too. */
  const refusalOf = async (tx: Queryable, run: readonly LogEntry[], from: number): Promise<unknown> => {
    const folded = await fold(tx, run)
    try {
      await Promise.all([
        // Sent at once, and not only when it is waited for, by when the next one would have been.
        tx.unsafe('SAVEPOINT run').execute(),
        commitBatch(tx, {
          name: projector.name,
          from: { position: from, generation },
          to: run.at(-1)!.globalPosition,
          writes: writesOf(folded.writes),
        }),
      ])
    } catch (error) {
      if (!isRefusal(error)) throw error
      await tx.unsafe('ROLLBACK TO SAVEPOINT run; RELEASE SAVEPOINT run')
      return error
    }
    await tx.unsafe('RELEASE SAVEPOINT run')
    for (const [key, at] of folded.blocked) blocked.set(key, at)
    return undefined
  }
  const block = async (tx: Queryable, run: readonly LogEntry[]) => {
    for (const [key, at] of (await fold(tx, run)).blocked) blocked.set(key, at)
  }

  try {
    await inTransaction(sql, async (tx) => {
      let at = position
      let length = entries.length
      for (let next = 0; next < entries.length; ) {
        const run = entries.slice(next, next + length)
        const refusal = await refusalOf(tx, run, at)
        if (refusal === undefined) {
          next += run.length
          at = run.at(-1)!.globalPosition
          length *= 2
        } else if (run.length > 1) length = Math.ceil(run.length / 2)
        else {
          refused.set(run[0]!.globalPosition, refusal)
          await block(tx, run)
          next += 1
        }
      }
      throw new OnlyTrying()
    })
  } catch (error) {
    if (!(error instanceof OnlyTrying)) throw error
  }
  return refused
}

class OnlyTrying extends Error {}
