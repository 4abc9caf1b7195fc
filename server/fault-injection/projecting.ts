/** What faults do to the projectors of a worker; a rebuild goes its way undisturbed. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Part, Projector } from '../read-models/projection.ts'
import type { Interference } from '../read-models/runner.ts'
import type { FaultWatch } from './watch.ts'

export const interfereWithProjectors = (faults: FaultWatch, onBatch: () => void): Interference => ({
  beforeBatch: async ({ name }, signal) => {
    onBatch()
    const slow = faults.find('slowProjector', name)
    if (!slow) return
    faults.count(slow, 'batches')
    const ended = signal ? AbortSignal.any([signal, slow.over]) : slow.over
    await delay(slow.fault.delayMs, undefined, { signal: ended }).catch(() => undefined)
  },
  afterBatch: async ({ name }, deliverAgain) => {
    const twice = faults.find('redeliveredBatches', name)
    if (!twice) return
    const outcome = await deliverAgain()
    // A worker that stops in the middle of it has found out nothing.
    if (outcome !== 'gave up') faults.count(twice, outcome === 'lost' ? 'refused' : 'applied')
  },
})

/** Thrown by a projection's handlers while somebody wants them to. Dead letters know it by its name. */
export class InjectedFault extends Error {
  override name = 'InjectedFault'
}

/** The same projector, whose handlers look first whether they are to throw. */
export const throwingOnDemand = <Name extends string>(
  projector: Projector<Name>,
  faults: FaultWatch,
): Projector<Name> => {
  const look = () => {
    const thrown = faults.find('throwingProjection', projector.name)
    if (!thrown) return
    faults.count(thrown, 'thrown')
    throw new InjectedFault('Somebody has let this projection throw')
  }
  const looking = (part: Part): Part =>
    part.kind === 'fold'
      ? {
          ...part,
          evolve: (...given) => {
            look()
            return part.evolve(...given)
          },
        }
      : {
          ...part,
          rowsOf: (event) => {
            look()
            return part.rowsOf(event)
          },
        }
  return { ...projector, parts: projector.parts.map(looking) }
}
