/** A projector that is slowed makes its batches wait, and nobody else; in the end its rows are what they always are. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fault } from '../../server/fault-injection/faults.ts'
import { clearFault, listFaults, setFault } from '../../server/fault-injection/store.ts'
import { createFaultWatch, type FaultWatch } from '../../server/fault-injection/watch.ts'
import { requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { projectionStatus } from '../../server/read-models/rebuild/status.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createVersionWatch, type VersionWatch } from '../../server/read-models/wait.ts'
import { startWorker, type Worker } from '../../server/worker/worker.ts'
import {
  createProjectedBank,
  FAR_AHEAD,
  livedInBank,
  type ProjectedBank,
  readModelRows,
} from '../read-models/projected-bank.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { PATIENCE } from '../support/patience.ts'

const MODEL = 'account-summaries'
const all = projectors.map(({ name }) => name)
const others = all.filter((name) => name !== MODEL)

let database: TestDatabase
let versions: VersionWatch
let bank: ProjectedBank
let faults: FaultWatch
let worker: Worker | undefined

beforeEach(async () => {
  database = await createTestDatabase()
  versions = createVersionWatch(database.sql, { pollMs: 20 })
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
  worker = undefined
})
afterEach(async () => {
  await worker?.stop()
  await faults.stop()
  await versions.stop()
  await database.close()
})

const start = async () => {
  const pool = database.connectAgain({ applicationName: 'passbook-worker' })
  faults = createFaultWatch({ sql: pool.sql })
  worker = await startWorker({ database: pool, applicationName: 'passbook-worker', sweepMs: 100, faults })
}
const slow = (delayMs: number): Fault => ({ kind: 'slowProjector', projector: MODEL, delayMs })
const set = (delayMs: number) =>
  setFault(database.sql, slow(delayMs), { by: randomUUID(), now: new Date(), seconds: 60 })
const reached = (version: number, names: readonly string[] = all) =>
  versions.waitForVersion(names, version, { timeoutMs: 30_000 })
const positionOf = async (name: string) => {
  const { data } = await projectionStatus(database.sql)
  return data.find((one) => one.name === name)!.position
}
const deposit = async () => bank.deposit(await bank.account(await bank.customer('Ada', 'Lovelace')), '5.00')

test('its batches wait, those of others do not, and turning it off ends the wait', async () => {
  await livedInBank(bank)
  const version = await deposit()
  const { id } = await set(5_000)
  await start()
  await reached(version, others)
  // The others have read everything meanwhile, and this one waits before its first batch.
  expect(await positionOf(MODEL)).toBe(0)
  await vi.waitFor(
    async () => expect(await listFaults(database.sql)).toMatchObject([{ effects: { batches: 1 } }]),
    PATIENCE,
  )
  const turnedOffAt = performance.now()
  await clearFault(database.sql, id, new Date())
  await reached(version)
  expect(performance.now() - turnedOffAt).toBeLessThan(4_000)

  const lived = await readModelRows(database)
  await bank.rebuild()
  expect(await readModelRows(database)).toEqual(lived)
})

test('it holds nothing while it waits, and a worker that is to stop does not wait for it', async () => {
  await deposit()
  await set(5_000)
  await start()
  await vi.waitFor(
    async () => expect(await listFaults(database.sql)).toMatchObject([{ effects: { batches: 1 } }]),
    PATIENCE,
  )
  const [held] = await database.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'`
  expect(held!.count).toBe(0)
  const before = performance.now()
  await worker!.stop()
  worker = undefined
  expect(performance.now() - before).toBeLessThan(4_000)
  expect(await positionOf(MODEL)).toBe(0)
})

test('a rebuild is not slowed', async () => {
  const version = await deposit()
  await start()
  await reached(version)
  await set(5_000)
  await requestRebuilds(database.sql, { projectors: [MODEL], purpose: 'verify', requestedBy: randomUUID() })
  await vi.waitFor(async () => {
    const { data } = await projectionStatus(database.sql)
    expect(data.find(({ name }) => name === MODEL)!.rebuild).toMatchObject({ status: 'done' })
  }, PATIENCE)
  expect(await listFaults(database.sql)).toMatchObject([{ effects: {} }])
})
