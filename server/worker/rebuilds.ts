/**
 * Looks for rebuilds that should be running and carries them out, all of them at once. One that another worker carries
 * is left to it; when that worker dies, its lock goes with it, and the next look takes the rebuild over.
 */
import { setInterval as every } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import type { ReadLog } from '../read-models/batch.ts'
import type { Projector } from '../read-models/projection.ts'
import { attemptRebuild } from '../read-models/rebuild/attempt.ts'
import type { RebuildToCarry } from '../read-models/rebuild/carry-out.ts'
import { runningRebuilds } from '../read-models/rebuild/requests.ts'
import { createBackoff } from './backoff.ts'

const LOOK_MS = 500

export type RebuildsOptions = {
  readonly sql: Sql
  readonly databaseUrl: string
  readonly readLog: ReadLog
  readonly projectors: readonly Projector[]
  readonly signal: AbortSignal
  readonly lookMs?: number
}

/** Runs until `signal` aborts and the batches in hand are finished. What is not finished then goes on elsewhere. */
export const carryRebuilds = async ({
  sql,
  databaseUrl,
  readLog,
  projectors,
  signal,
  lookMs = LOOK_MS,
}: RebuildsOptions): Promise<void> => {
  const backoff = createBackoff()
  const carried = new Map<number, Promise<void>>()

  const carry = async (rebuild: RebuildToCarry): Promise<void> => {
    const about = { rebuild: rebuild.id, projector: rebuild.projector.name, purpose: rebuild.purpose }
    const attempt = await attemptRebuild(sql, rebuild, { databaseUrl, readLog, signal })
    if (attempt.result === 'interrupted') {
      const retryInMs = backoff.failed(String(rebuild.id))
      log.warn({ err: attempt.error, ...about, retryInMs }, 'A rebuild was interrupted')
      return
    }
    backoff.succeeded(String(rebuild.id))
    if (attempt.result === 'failed') log.error({ err: attempt.error, ...about }, 'A rebuild has failed')
    else if (attempt.result !== 'busy')
      log.info({ ...about, result: attempt.result }, 'A rebuild has ended here')
  }

  const look = async (): Promise<void> => {
    for (const { id, projector: name, purpose } of await runningRebuilds(sql)) {
      const projector = projectors.find((one) => one.name === name)
      if (!projector || carried.has(id) || !backoff.mayTry(String(id))) continue
      const carrying = carry({ id, projector, purpose })
        .catch((err: unknown) => log.warn({ err, rebuild: id }, 'A rebuild could not be ended'))
        .finally(() => carried.delete(id))
      carried.set(id, carrying)
    }
  }

  try {
    for await (const _ of every(lookMs, undefined, { signal }))
      await look().catch((err: unknown) => log.warn({ err }, 'Cannot look for rebuilds'))
  } catch (err) {
    if (!signal.aborted) throw err
  }
  await Promise.all(carried.values())
}
