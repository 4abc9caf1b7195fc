/** A projector that is slowed makes its batches wait, and nobody else; in the end its rows are what they always are. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { projectionStatus } from '../../server/read-models/rebuild/status.ts'
import { livedInBank } from '../read-models/projected-bank.ts'
import { PATIENCE } from '../support/patience.ts'
import { type BankWithFaults, bankWithFaults, MODEL, OTHERS } from './bank-with-faults.ts'

let it: BankWithFaults
beforeEach(async () => {
  it = await bankWithFaults()
})
afterEach(() => it.end())

const set = (delayMs: number) => it.set({ kind: 'slowProjector', projector: MODEL, delayMs })
const waiting = () =>
  vi.waitFor(async () => expect(await it.effects('slowProjector')).toEqual({ batches: 1 }), PATIENCE)

test('its batches wait, those of others do not, and turning it off ends the wait', async () => {
  await livedInBank(it.bank)
  const version = await it.deposit()
  const fault = await set(5_000)
  await it.startWorker()
  await it.reached(version, OTHERS)
  // The others have read everything meanwhile, and this one waits before its first batch.
  expect(await it.positionOf(MODEL)).toBe(0)
  await waiting()
  const turnedOffAt = performance.now()
  await it.clear(fault)
  await it.reached(version)
  expect(performance.now() - turnedOffAt).toBeLessThan(4_000)
  await it.isAsRebuilt()
})

test('it holds nothing while it waits, and a worker that is to stop does not wait for it', async () => {
  await it.deposit()
  await set(5_000)
  await it.startWorker()
  await waiting()
  const [held] = await it.database.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'`
  expect(held!.count).toBe(0)
  const before = performance.now()
  await it.stopWorker()
  expect(performance.now() - before).toBeLessThan(4_000)
  expect(await it.positionOf(MODEL)).toBe(0)
})

test('a rebuild is not slowed', async () => {
  const version = await it.deposit()
  await it.startWorker()
  await it.reached(version)
  await set(5_000)
  const { sql } = it.database
  await requestRebuilds(sql, { projectors: [MODEL], purpose: 'verify', requestedBy: randomUUID() })
  await vi.waitFor(async () => {
    const { data } = await projectionStatus(sql)
    expect(data.find(({ name }) => name === MODEL)!.rebuild).toMatchObject({ status: 'done' })
  }, PATIENCE)
  expect(await it.effects('slowProjector')).toEqual({})
})
