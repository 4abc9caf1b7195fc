/**
 * Failures for which a projector has waited out all tries not long ago. The next event that fails in the same way is
 * parked after its first try: a mistake in a handler that every event meets would otherwise make every batch wait, and
 * what is parked can be tried again at any time. A failure that has not been seen for a while is given its tries anew.
 */
import type { Projector } from '../projection.ts'
import { isRefusal } from '../refused-rows.ts'

export type Failure = { readonly type: string; readonly error: unknown }

export type KnownFailures = {
  readonly areKnown: (projector: Projector, failures: readonly Failure[]) => boolean
  /** They have had their tries, or were known already, which makes them be known for longer. */
  readonly note: (projector: Projector, failures: readonly Failure[]) => void
}

/** Far longer than between two events of a bank at work, and short enough for trouble to be one trouble. */
const REMEMBERED_MS = 60_000
/** Past it everything is forgotten. Kinds of failures are few, unless their names are made up as they come. */
const MAX_KINDS = 1_000

export const createKnownFailures = (now: () => number = () => performance.now()): KnownFailures => {
  const lastSeen = new Map<string, number>()
  return {
    areKnown: (projector, failures) =>
      failures.every(
        (failure) => now() - (lastSeen.get(kindOf(projector, failure)) ?? -Infinity) < REMEMBERED_MS,
      ),
    note: (projector, failures) => {
      if (lastSeen.size > MAX_KINDS) lastSeen.clear()
      for (const failure of failures) lastSeen.set(kindOf(projector, failure), now())
    },
  }
}

/** Of a row that the database refuses it is not known at once which event it comes from. */
const kindOf = ({ name }: Projector, { type, error }: Failure): string => {
  if (!(error instanceof Error)) return JSON.stringify([name, type, typeof error])
  const { code, constraint_name } = error as Partial<Record<string, unknown>> & Error
  return JSON.stringify([name, isRefusal(error) ? null : type, error.name, code, constraint_name])
}
