/**
 * Wakes the projectors after a commit. The first wake-up after a pause goes out at once; while they follow each other
 * quickly, one in {@link MIN_INTERVAL_MS} is enough, because a woken projector stays up and looks at the log by itself
 * for longer than that (LINGER_MS in worker/projectors.ts). So pg-boss has ten jobs a second to store at most, however
 * many batches the bank commits. A wake-up that gets lost is made up for by the sweep, and none ever fails a command.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { log } from '../log.ts'
import { ALL_PROJECTORS_QUEUE, createBoss, startBoss } from './queues.ts'
import { projectors } from './registry.ts'

/** Well below the worker's LINGER_MS. */
export const MIN_INTERVAL_MS = 100

const STOP_WITHIN_MS = 2_000

export type WakeUp = {
  /** Returns at once and never throws. */
  readonly wake: () => void
  /** Sends what is still to be sent. */
  readonly stop: () => Promise<void>
}

/** One `send` at a time; wakes during it, or too soon after it began, make one more. */
export const coalesce = (send: () => Promise<unknown>, minIntervalMs: number): WakeUp => {
  const stopping = new AbortController()
  let isDirty = false
  let running: Promise<void> | undefined

  const run = async () => {
    while (isDirty) {
      isDirty = false
      const pause = delay(minIntervalMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      try {
        await send()
      } catch (err) {
        log.warn({ err }, 'The projectors could not be woken; the sweep will')
      }
      await pause
    }
    running = undefined
  }

  return {
    wake: () => {
      isDirty = true
      running ??= run()
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

/** Starts in the background: what is woken before the connection stands is woken then. */
export const startWakeUp = ({ databaseUrl }: { databaseUrl: string }): WakeUp => {
  const boss = createBoss({ databaseUrl, applicationName: 'passbook-web', sendsOnly: true })
  let started: Promise<void> | undefined
  const send = async () => {
    started ??= startBoss(boss, projectors).catch((error: unknown) => {
      started = undefined
      throw error
    })
    await started
    await boss.send(ALL_PROJECTORS_QUEUE)
  }
  const { wake, stop } = coalesce(send, MIN_INTERVAL_MS)
  wake()
  return {
    wake,
    stop: async () => {
      // Not for long: when the database is away, the sweep will have to do.
      await Promise.race([stop(), delay(STOP_WITHIN_MS, undefined, { ref: false })])
      await boss.stop({ graceful: false }).catch((err: unknown) => log.warn({ err }, 'pg-boss did not stop'))
    },
  }
}
