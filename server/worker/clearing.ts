/** Talks to the clearing house as long as the worker lives. What it does not get done now it does at the next look. */
import { setInterval as every } from 'node:timers/promises'
import { log } from '../log.ts'
import { type Backoff, createBackoff } from './backoff.ts'
import type { ClearingGateway } from './clearing-gateway.ts'

const LOOK_MS = 500

/** Until `signal` aborts; what is in hand is finished. */
export const keepClearing = async (
  gateway: ClearingGateway,
  {
    signal,
    lookMs = LOOK_MS,
    backoff = createBackoff(),
  }: { signal: AbortSignal; lookMs?: number; backoff?: Backoff },
): Promise<void> => {
  try {
    for await (const _ of every(lookMs, undefined, { signal }))
      for (const task of ['handIn', 'takeOver'] as const) {
        if (!backoff.mayTry(task)) continue
        try {
          await gateway[task]()
          backoff.succeeded(task)
        } catch (err) {
          log.warn(
            { err, task, retryInMs: backoff.failed(task) },
            'The clearing house could not be talked to',
          )
        }
      }
  } catch (err) {
    if (!signal.aborted) log.fatal({ err }, 'Nobody talks to the clearing house any more')
  }
}
