/** Kills the process that it runs in, once for each time that somebody asks, in the middle of a batch when there is one. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { claimFault } from './store.ts'
import type { ActiveFault, FaultWatch } from './watch.ts'

/**
 * A process that has lived for less is left alone: whoever starts it again would take it for one that keeps dying, and
 * give it up (WELL_AFTER_MS in scripts/bank/child.ts).
 */
export const WELL_AFTER_MS = 25_000
/** So long it is waited for a batch. */
const BATCH_WITHIN_MS = 2_000

export type KillingOptions = {
  readonly sql: Sql
  readonly faults: FaultWatch
  /** Ends the process without a word. Left out where nobody would start it again. */
  readonly kill?: (() => void) | undefined
  readonly livedForMs?: () => number
}

/** Answers what is to be called when a batch begins. */
export const killOnDemand = ({
  sql,
  faults,
  kill,
  livedForMs = () => process.uptime() * 1_000,
}: KillingOptions): (() => void) => {
  let batch: PromiseWithResolvers<void> | undefined
  const carryOut = async ({ id, over }: ActiveFault, now: () => void): Promise<void> => {
    await delay(Math.max(0, WELL_AFTER_MS - livedForMs()), undefined, { signal: over })
    batch = Promise.withResolvers()
    await Promise.race([batch.promise, delay(BATCH_WITHIN_MS, undefined, { signal: over })])
    // Written down first, by the end of which the batch is being folded or written: whoever is started in its place must not die of the same wish.
    if (await claimFault(sql, id, { what: 'kills', now: new Date() })) now()
  }
  if (kill)
    faults.whenFound('killedWorker', (fault) => {
      carryOut(fault, kill).catch((err: unknown) => {
        if (!fault.over.aborted) log.warn({ err }, 'The worker was to be killed, and lives')
      })
    })
  return () => batch?.resolve()
}
