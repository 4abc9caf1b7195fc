/** What faults do to the projectors of a worker. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Interference } from '../read-models/runner.ts'
import type { FaultWatch } from './watch.ts'

/** Given to the worker's projectors alone: a rebuild goes its way undisturbed. */
export const interfereWithProjectors = (faults: FaultWatch): Interference => ({
  beforeBatch: async ({ name }, signal) => {
    const slow = faults.find('slowProjector', name)
    if (!slow) return
    faults.count(slow, 'batches')
    const ended = signal ? AbortSignal.any([signal, slow.over]) : slow.over
    await delay(slow.fault.delayMs, undefined, { signal: ended }).catch(() => undefined)
  },
})
