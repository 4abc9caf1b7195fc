/**
 * Which events of a batch make rows that the database does not take: a text too long for its column, a key that is no
 * UUID, a constraint. That is the event's fault as much as a handler that throws. Found by trying, in transactions that
 * are rolled back.
 */
import postgres from 'postgres'
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
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

/** By position, with what the database says. */
export const findRefused = async (
  sql: Sql,
  projector: Projector,
  { position, generation, entries, obstacles, late = false }: Suspects,
): Promise<ReadonlyMap<number, unknown>> => {
  const refused = new Map<number, unknown>()
  /** What the database says to the first `count` events, without those found already; undefined when it takes them. */
  const refusalOf = async (count: number): Promise<unknown> => {
    const first = entries.slice(0, count)
    try {
      await inTransaction(sql, async (tx) => {
        const { writes } = await foldBatch(projector.parts, first, {
          obstacles,
          refused,
          late,
          memory: createRowMemory(tx),
        })
        const to = first.at(-1)!.globalPosition
        await commitBatch(tx, {
          name: projector.name,
          from: { position, generation },
          to,
          writes: writesOf(writes),
        })
        throw new OnlyTrying()
      })
    } catch (error) {
      if (error instanceof OnlyTrying) return undefined
      if (!isRefusal(error)) throw error
      return error
    }
  }

  for (;;) {
    let refusal = await refusalOf(entries.length)
    if (refusal === undefined) return refused
    // The shortest beginning that is refused ends with an event at fault.
    let taken = 0
    let notTaken = entries.length
    while (notTaken - taken > 1) {
      const middle = Math.floor((taken + notTaken) / 2)
      const found = await refusalOf(middle)
      if (found === undefined) taken = middle
      else {
        notTaken = middle
        refusal = found
      }
    }
    refused.set(entries[notTaken - 1]!.globalPosition, refusal)
  }
}

class OnlyTrying extends Error {}
