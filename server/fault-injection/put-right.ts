/**
 * What a fault leaves behind, put right when it is over: by any process of the bank, as often as it takes, and by two at
 * once without harm. A read model then holds what it would hold without the fault.
 */
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { theBankItself } from '../domain/the-bank.ts'
import { AlreadyResolved, DeadLetterNotFound, retryDeadLetter } from '../read-models/dead-letters/resolve.ts'
import { resumeAfterAWhile } from '../read-models/pause.ts'
import { projectors } from '../read-models/registry.ts'
import type { InjectedFault } from './store.ts'

/** For a batch that was folded just before the end to be written, or parked. */
const SETTLED_AFTER_MS = 3_000

export type PutRightOptions = {
  readonly sql: Sql
  readonly wakeProjectors: () => void
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

/** False when there may be more to do later. */
export const createPutRight = ({ sql, wakeProjectors, clock = Date.now }: PutRightOptions) => {
  const inTurn = oneAfterTheOther()
  return async (injected: InjectedFault): Promise<boolean> => {
    const { fault } = injected
    if (fault.kind === 'pausedProjector') {
      await resume(sql, injected, fault.projector)
      wakeProjectors()
    }
    if (fault.kind !== 'throwingProjection') return true
    const { projector } = fault
    await inTurn(() => retryParked(sql, { projector, by: injected.setBy }))
    return clock() - Date.parse(injected.until) > SETTLED_AFTER_MS
  }
}

/**
 * What was parked for a fault that is no more: by a process that was so slow, or killed at such a moment, that nobody
 * waited for it. To be done when a process begins. `unended` are the faults that are on, or being put right.
 */
export const retryForgotten = async (sql: Sql, unended: readonly InjectedFault[]): Promise<void> => {
  const isThrowing = (projector: string) =>
    unended.some(({ fault }) => fault.kind === 'throwingProjection' && fault.projector === projector)
  for (const { name } of projectors)
    if (!isThrowing(name)) await retryParked(sql, { projector: name, by: theBankItself.userId })
}

/** There may be a great many of them, and whoever looks has few connections. */
const oneAfterTheOther = () => {
  let last: Promise<unknown> = Promise.resolve()
  return (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
}

/** Unless it has been set again meanwhile: then the pause is the later one's. */
const resume = (sql: Sql, { id }: InjectedFault, projector: string): Promise<void> =>
  inTransaction(sql, async (tx) => {
    const [still] = await tx`SELECT FROM injected_faults WHERE id = ${id} FOR UPDATE`
    if (still) await resumeAfterAWhile(tx, projector)
  })

/** Those that failed by the fault, and with them all that wait behind. Others are somebody's to look at. */
const retryParked = async (
  sql: Sql,
  { projector, by }: { readonly projector: string; readonly by: string },
): Promise<void> => {
  const parked = await sql<{ id: number }[]>`
    SELECT id FROM parked_events
    WHERE projector_name = ${projector} AND status = 'parked' AND error->>'name' = 'InjectedFault'
    ORDER BY id`
  for (const { id } of parked)
    try {
      await retryDeadLetter(sql, id, { by })
    } catch (error) {
      if (!(error instanceof AlreadyResolved || error instanceof DeadLetterNotFound)) throw error
    }
}
