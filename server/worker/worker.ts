/**
 * The worker: projectors on pg-boss, the sweep, schedules. Any number of them may run at once, and any of them may be
 * killed at any moment: rows and checkpoints move together, and the log is the queue.
 */

import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as delay, setInterval as every } from 'node:timers/promises'
import type { Database } from '../../db/client.ts'
import type { ClearingHouse } from '../clearing/clearing-house.ts'
import { createSimulatedHouse } from '../clearing/simulation.ts'
import { createCommandBus } from '../command-bus/command-bus.ts'
import { readEntries } from '../event-store/read.ts'
import { houseWithFaults } from '../fault-injection/clearing.ts'
import { interfereWithProjectors, throwingOnDemand } from '../fault-injection/projecting.ts'
import type { FaultWatch } from '../fault-injection/watch.ts'
import { log } from '../log.ts'
import { processInstances } from '../read-models/processes/projection.ts'
import { welcomeNewProcesses } from '../read-models/processes/queries.ts'
import { processes } from '../read-models/processes/registry.ts'
import type { Projector } from '../read-models/projection.ts'
import {
  ALL_PROJECTORS_QUEUE,
  createBoss,
  keepFailedJobs,
  projectorQueue,
  projectorQueues,
  startBoss,
} from '../read-models/queues.ts'
import { createRecollection } from '../read-models/recollection.ts'
import { projectors as allProjectors, type ProjectorName } from '../read-models/registry.ts'
import type { ProjectionRuntime } from '../read-models/runner.ts'
import { createVersionWatch } from '../read-models/wait.ts'
import { coalesce, MIN_INTERVAL_MS } from '../read-models/wake-up.ts'
import { createBackoff } from './backoff.ts'
import { keepClearing } from './clearing.ts'
import { createClearingGateway } from './clearing-gateway.ts'
import { scheduleForgetting } from './forgetting.ts'
import { createHeadWatch } from './head-watch.ts'
import { createProcessRunner } from './process-runner.ts'
import { keepProcesses } from './processes.ts'
import { createProjectorRuns, LINGER_MS } from './projectors.ts'
import { carryRebuilds } from './rebuilds.ts'
import { schedulePurge } from './receipts.ts'
import { keepSealing } from './sealing.ts'
import { sharedReading } from './shared-reading.ts'
import { scheduleSnapshots } from './snapshots.ts'
import { createSweep, SWEEP_MS } from './sweep.ts'

export type Worker = {
  /** Finishes the batches in hand and lets go of pg-boss; the database is the caller's. */
  readonly stop: () => Promise<void>
}

export type WorkerOptions = {
  readonly database: Database
  readonly applicationName: string
  readonly projectors?: readonly Projector<ProjectorName>[]
  readonly runtime?: Partial<ProjectionRuntime>
  readonly sweepMs?: number
  readonly sealMs?: number
  /** A projector that is moved on by those who append. */
  readonly inlineProjection?: string | null
  /** Of the bank's business dates. */
  readonly timeZone?: string
  /** By which things are due. */
  readonly clock?: () => Date
  /** Through which other banks are paid; the simulated one, unless it is given. */
  readonly house?: ClearingHouse
  /** Of a demo bank alone: what somebody has let go wrong. */
  readonly faults?: FaultWatch | undefined
  /** Called with faults whenever a batch has been read. */
  readonly onBatch?: () => void
}

const HEAD_POLL_MS = 4
/**
 * Whoever calls projectors waits no longer than this for them: so what fails at once is kept as a job that has failed, and
 * one that takes its time keeps the next wake-up from the others for no more than a moment.
 */
const CALL_MS = LINGER_MS + 150
const STOP_WITHIN_MS = 15_000

export const startWorker = async ({
  database,
  applicationName,
  projectors: real = allProjectors,
  runtime,
  sweepMs = SWEEP_MS,
  sealMs,
  inlineProjection = null,
  timeZone = 'UTC',
  clock = () => new Date(),
  faults,
  house = faults
    ? houseWithFaults(faults, { sql: database.sql, clock })
    : createSimulatedHouse({ sql: database.sql, clock }),
  onBatch = () => undefined,
}: WorkerOptions): Promise<Worker> => {
  const { sql, url } = database
  const projectors = faults ? real.map((one) => throwingOnDemand(one, faults)) : real
  const stopping = new AbortController()
  const backoff = createBackoff()
  const { run, ended } = createProjectorRuns({
    runtime: {
      database,
      readLog: sharedReading(readEntries),
      recollection: createRecollection(),
      ...(faults && { interference: interfereWithProjectors(faults, onBatch) }),
      ...runtime,
    },
    headWatch: createHeadWatch(sql, { pollMs: HEAD_POLL_MS }),
    backoff,
    signal: stopping.signal,
    inlineProjection,
  })
  const boss = createBoss({ databaseUrl: url, applicationName })
  const wake = (projector: Projector<ProjectorName>) => boss.send(projectorQueue(projector))
  const wakeAll = () => boss.send(ALL_PROJECTORS_QUEUE)
  const clearJobs = (projector: Projector<ProjectorName>) =>
    Promise.all([ALL_PROJECTORS_QUEUE, projectorQueue(projector)].map((queue) => boss.deleteAllJobs(queue)))
  const call = (called: readonly Projector<ProjectorName>[]) =>
    noLongerThan(CALL_MS, Promise.all(called.map(run)))
  const sweep = createSweep({ sql, projectors, backoff, call, wake, clearJobs })

  // What was on before this process began is on in it, too.
  await faults?.ready
  // 1 queues; what a killed worker has left in them would keep them shut
  await startBoss(boss, projectors)
  await Promise.all(projectorQueues(projectors).map((queue) => boss.deleteAllJobs(queue)))
  // 2 handlers
  await boss.work(ALL_PROJECTORS_QUEUE, { pollingIntervalSeconds: 0.5 }, () => call(projectors))
  for (const projector of projectors)
    await boss.work(projectorQueue(projector), { pollingIntervalSeconds: 0.5 }, () => call([projector]))
  await schedulePurge(boss, sql)
  await scheduleForgetting(boss, database)
  await scheduleSnapshots(boss, sql, stopping.signal)
  // 3 processes, with a bus of their own
  const wakeUp = coalesce(wakeAll, MIN_INTERVAL_MS)
  const bus = createCommandBus({ sql, clock, newId: randomUUIDv7, timeZone, onCommitted: wakeUp.wake })
  const { done: processing } = await keepProcesses({
    sql,
    boss,
    runner: createProcessRunner({ sql, bus, clock, timeZone }),
    clock,
    signal: stopping.signal,
    projector: processInstances.name,
  })
  // 4 other banks
  const versions = createVersionWatch(sql, { listen: false })
  const clearing = keepClearing(createClearingGateway({ sql, bus, house, versions }), {
    signal: stopping.signal,
  })
  await keepFailedJobs(boss)
  await welcomeNewProcesses(sql, { name: processInstances.name, processes })
  // 5 whatever has been written while nobody worked
  await wakeAll()
  const sweeping = sweepUntil(stopping.signal, sweep, sweepMs)
  const sealing = keepSealing(sql, { signal: stopping.signal, sealMs })
  const rebuilding = carryRebuilds({
    sql,
    databaseUrl: url,
    readLog: runtime?.readLog ?? readEntries,
    projectors: real,
    signal: stopping.signal,
  }).catch((err: unknown) => log.fatal({ err }, 'Rebuilds are not carried out any more'))

  return {
    stop: async () => {
      stopping.abort()
      await processing
      await versions.stop()
      await clearing
      await bus.stop()
      await wakeUp.stop()
      await boss.stop({ timeout: STOP_WITHIN_MS })
      await ended()
      await Promise.all([sweeping, sealing, rebuilding])
    },
  }
}

/** What is not done by then goes on by itself, and nobody hears of how it ends. */
const noLongerThan = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const enough = new AbortController()
  const timeIsUp = delay(ms, undefined, { signal: enough.signal }).catch(() => undefined)
  await Promise.race([work, timeIsUp]).finally(() => enough.abort())
}

const sweepUntil = async (
  signal: AbortSignal,
  sweep: () => Promise<void>,
  sweepMs: number,
): Promise<void> => {
  try {
    for await (const _ of every(sweepMs, undefined, { signal })) await sweep()
  } catch (err) {
    if (!signal.aborted) log.fatal({ err }, 'The sweep has ended')
  }
}
