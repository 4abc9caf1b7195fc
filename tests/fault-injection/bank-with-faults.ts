/** A small bank with its worker and what both know of faults, for the tests of what each fault does. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Fault, FaultKind } from '../../server/fault-injection/faults.ts'
import { createPutRight, retryForgotten } from '../../server/fault-injection/put-right.ts'
import { clearFault, type InjectedFault, listFaults, setFault } from '../../server/fault-injection/store.ts'
import { createFaultWatch, type FaultWatch } from '../../server/fault-injection/watch.ts'
import { readCheckpoints } from '../../server/read-models/checkpoint.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createVersionWatch } from '../../server/read-models/wait.ts'
import { startWorker, type Worker, type WorkerOptions } from '../../server/worker/worker.ts'
import { createProjectedBank, FAR_AHEAD, readModelRows } from '../read-models/projected-bank.ts'
import { createTestDatabase } from '../support/database.ts'

export const MODEL = 'account-summaries'
export const ALL = projectors.map(({ name }) => name)
export const OTHERS = ALL.filter((name) => name !== MODEL)
export const WORKER = 'passbook-worker'

export type BankWithFaults = Awaited<ReturnType<typeof bankWithFaults>>

export const bankWithFaults = async () => {
  const database = await createTestDatabase()
  const versions = createVersionWatch(database.sql, { pollMs: 20 })
  const bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
  const watches: FaultWatch[] = []
  let worker: Worker | undefined

  /** What a process of the bank knows, putting right included. */
  const watch = async (sql = database.sql, lookMs = 100) => {
    const putRight = createPutRight({ sql, wakeProjectors: () => undefined })
    const atStart = (unended: readonly InjectedFault[]) => retryForgotten(sql, unended)
    const one = createFaultWatch({ sql, lookMs, putRight, atStart })
    watches.push(one)
    await one.ready
    return one
  }
  const stopWorker = async () => {
    await worker?.stop()
    worker = undefined
  }
  return {
    database,
    bank,
    watch,
    startWorker: async (options: Partial<WorkerOptions> = {}) => {
      const pool = database.connectAgain({ applicationName: WORKER, max: 8 })
      const faults = await watch(pool.sql)
      worker = await startWorker({
        database: pool,
        applicationName: WORKER,
        sweepMs: 100,
        faults,
        ...options,
      })
      return { faults, pool }
    },
    stopWorker,
    set: (fault: Fault, seconds = 60, now = new Date()) =>
      setFault(database.sql, fault, { by: randomUUID(), now, seconds }),
    clear: ({ id }: InjectedFault) => clearFault(database.sql, id, new Date()),
    last: async (kind: FaultKind) =>
      (await listFaults(database.sql)).find(({ fault }) => fault.kind === kind)!,
    effects: async (kind: FaultKind) =>
      (await listFaults(database.sql)).find(({ fault }) => fault.kind === kind)!.effects,
    deposit: async () => bank.deposit(await bank.account(await bank.customer('Ada', 'Lovelace')), '5.00'),
    reached: (version: number, names: readonly string[] = ALL) =>
      versions.waitForVersion(names, version, { timeoutMs: 30_000 }),
    positionOf: async (name: string) => (await readCheckpoints(database.sql)).get(name) ?? 0,
    /** The read models hold what they would hold if nothing had ever gone wrong. */
    isAsRebuilt: async () => {
      const lived = await readModelRows(database)
      await bank.rebuild()
      expect(await readModelRows(database)).toEqual(lived)
    },
    end: async () => {
      await stopWorker()
      await Promise.all(watches.map((one) => one.stop()))
      await versions.stop()
      await database.close()
    },
  }
}
