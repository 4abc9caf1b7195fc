/**
 * Looks after the bank's processes as long as the worker lives: whenever their rows have changed, when the next thing is
 * due, and every minute by pg-boss' clock. Each of these is only a reason to look; what is to be done stands in the rows,
 * so none of them has to come.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { PROJECTION_ADVANCED } from '../read-models/commit-batch.ts'
import type { ProcessRunner } from './process-runner.ts'

export const PROCESSES_QUEUE = 'run-processes'
const EVERY_MINUTE = '* * * * *'
/** More often than this nobody looks, however busy the bank is. */
const PAUSE_MS = 100
/** A clock may be put forward: whatever is due is seen within this time. */
const LONGEST_WAIT_MS = 30_000
const AFTER_FAILURE_MS = 2_000

export type KeepProcessesOptions = {
  readonly sql: Sql
  readonly boss: PgBoss
  readonly runner: ProcessRunner
  readonly clock: () => Date
  readonly signal: AbortSignal
  /** The projector that keeps their rows. */
  readonly projector: string
}

/** Answers as soon as they are looked after; `done` when, after `signal`, the look in hand is over. */
export const keepProcesses = async ({
  sql,
  boss,
  runner,
  clock,
  signal,
  projector,
}: KeepProcessesOptions): Promise<{ done: Promise<void> }> => {
  const alarm = createAlarm()
  signal.addEventListener('abort', alarm.ring, { once: true })

  await boss.createQueue(PROCESSES_QUEUE, {
    policy: 'exclusive',
    notify: true,
    retryLimit: 0,
    expireInSeconds: 300,
  })
  await boss.schedule(PROCESSES_QUEUE, EVERY_MINUTE)
  await boss.work(PROCESSES_QUEUE, { pollingIntervalSeconds: 30 }, async () => alarm.ring())
  const subscription = await sql
    .listen(PROJECTION_ADVANCED, (payload) => {
      if (payload.startsWith(`${projector}:`)) alarm.ring()
    })
    .catch((err: unknown) => {
      log.warn({ err }, 'Cannot listen for changes of processes; they are looked at by the clock')
      return undefined
    })

  const lookAgainIn = async (): Promise<number> => {
    try {
      const { nextAt } = await runner.look()
      return nextAt === undefined ? LONGEST_WAIT_MS : nextAt.getTime() - clock().getTime()
    } catch (err) {
      log.warn({ err }, 'The processes could not be looked at')
      return AFTER_FAILURE_MS
    }
  }
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      alarm.set()
      const waitMs = Math.max(PAUSE_MS, Math.min(await lookAgainIn(), LONGEST_WAIT_MS))
      await alarm.rings(waitMs)
      await alarm.pause(PAUSE_MS, signal)
    }
    await subscription?.unlisten().catch(() => undefined)
  }
  return { done: keep() }
}

/** Rings when somebody says so, also when that was before anyone listened. */
const createAlarm = () => {
  let rung = Promise.withResolvers<void>()
  return {
    ring: (): void => rung.resolve(),
    set: (): void => {
      rung = Promise.withResolvers()
    },
    rings: async (withinMs: number): Promise<void> => {
      const over = new AbortController()
      const { promise } = rung
      await Promise.race([
        promise,
        delay(withinMs, undefined, { signal: over.signal }).catch(() => undefined),
      ])
      over.abort()
    },
    pause: (ms: number, signal: AbortSignal): Promise<void> =>
      delay(ms, undefined, { signal }).then(
        () => undefined,
        () => undefined,
      ),
  }
}
