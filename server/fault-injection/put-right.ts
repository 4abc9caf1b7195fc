/**
 * What a fault leaves behind, put right when it is over: by any process of the bank, as often as it takes, and by two at
 * once without harm. A read model then holds what it would hold without the fault.
 */
import type { Sql } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import { AlreadyResolved, DeadLetterNotFound, retryDeadLetter } from '../read-models/dead-letters/resolve.ts'
import { resumeAfterAWhile } from '../read-models/pause.ts'
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
export const createPutRight =
  ({ sql, wakeProjectors, clock = Date.now }: PutRightOptions) =>
  async (injected: InjectedFault): Promise<boolean> => {
    const { fault } = injected
    if (fault.kind === 'pausedProjector') {
      await resume(sql, injected, fault.projector)
      wakeProjectors()
    }
    if (fault.kind !== 'throwingProjection') return true
    await retryParked(sql, injected, fault.projector)
    return clock() - Date.parse(injected.until) > SETTLED_AFTER_MS
  }

/** Unless it has been set again meanwhile: then the pause is the later one's. */
const resume = (sql: Sql, { id }: InjectedFault, projector: string): Promise<void> =>
  inTransaction(sql, async (tx) => {
    const [still] = await tx`SELECT FROM injected_faults WHERE id = ${id} FOR UPDATE`
    if (still) await resumeAfterAWhile(tx, projector)
  })

/** Those that failed by the fault, and with them all that wait behind. Others are somebody's to look at. */
const retryParked = async (sql: Sql, { setBy }: InjectedFault, projector: string): Promise<void> => {
  const parked = await sql<{ id: number }[]>`
    SELECT id FROM parked_events
    WHERE projector_name = ${projector} AND status = 'parked' AND error->>'name' = 'InjectedFault'
    ORDER BY id`
  for (const { id } of parked)
    try {
      await retryDeadLetter(sql, id, { by: setBy })
    } catch (error) {
      if (!(error instanceof AlreadyResolved || error instanceof DeadLetterNotFound)) throw error
    }
}
