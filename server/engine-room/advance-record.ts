/**
 * When the read models took in what was written, as the worker tells it: the last batches of each, heard over the channel
 * on which everybody who waits for a version listens. Nothing is stored for it anywhere.
 */
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { type Advance, instantOf, parseAdvance } from '../read-models/advance.ts'
import { PROJECTION_ADVANCED } from '../read-models/commit-batch.ts'

/** `heardAt`: when this process knew that it was committed. */
export type HeardAdvance = Advance & { readonly heardAt: number }

export type AdvanceRecord = {
  /** Begins to listen, if it has not; what cannot be heard is not known, and nobody is held up by that. */
  readonly listen: () => void
  /** The batch in which a projector took in the event at `position`. */
  readonly of: (projector: string, position: number) => HeardAdvance | undefined
  readonly stop: () => Promise<void>
}

/** Of each projector. */
const MOST_BATCHES = 256

export const createAdvanceRecord = (sql: Sql): AdvanceRecord => {
  const heard = new Map<string, HeardAdvance[]>()
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined

  const hear = (payload: string) => {
    const advance = parseAdvance(payload)
    if (!advance) return
    const own = heard.get(advance.projector) ?? []
    own.push({ ...advance, heardAt: instantOf(performance.now()) })
    if (own.length > MOST_BATCHES) own.shift()
    heard.set(advance.projector, own)
  }

  return {
    listen: () => {
      listening ??= sql.listen(PROJECTION_ADVANCED, hear).catch((err: unknown) => {
        log.warn({ err }, 'Cannot listen for projections; their times are not known')
        listening = undefined
        return undefined
      })
    },
    of: (projector, position) =>
      heard.get(projector)?.findLast(({ after, upTo }) => after < position && position <= upTo),
    stop: async () => {
      await (await listening)?.unlisten().catch(() => undefined)
    },
  }
}
