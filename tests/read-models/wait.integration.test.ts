/** Waiting for a version: told at once, told late, told no. */
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  createVersionWatch,
  VersionNotReached,
  type VersionWatchOptions,
} from '../../server/read-models/wait.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { PATIENCE } from '../support/patience.ts'
import { createProjectedBank, type ProjectedBank } from './projected-bank.ts'

let database: TestDatabase
let bank: ProjectedBank
let version: number

beforeAll(async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database)
})

/** Something that has happened and that no read model shows yet. */
beforeEach(async () => {
  await bank.project()
  version = await bank.execute('registerCustomer', {
    customerId: crypto.randomUUID() as never,
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@example.com',
  })
})

const LONG_MS = 60_000
const watchWith = (options: VersionWatchOptions, on: TestDatabase['sql'] = database.sql) => {
  const watch = createVersionWatch(on, options)
  onTestFinished(() => watch.stop())
  return watch
}

const seconds = (promise: Promise<unknown>) => {
  const from = performance.now()
  return promise.then(() => (performance.now() - from) / 1000)
}

test('a version that is there already is not waited for', async () => {
  await bank.project()
  const { waitForVersion } = watchWith({ pollMs: LONG_MS, listen: false })
  await waitForVersion(['account-summaries', 'transactions'], version)
  await waitForVersion(['transfers'], 1)
  await waitForVersion([], version + 1_000)
})

test('what was told before it could listen is not missed', async () => {
  const listening = Promise.withResolvers<void>()
  const slow = new Proxy(database.sql, {
    get: (sql, name) =>
      name === 'listen'
        ? async (...given: Parameters<typeof sql.listen>) => {
            await listening.promise
            return sql.listen(...given)
          }
        : Reflect.get(sql, name),
  })
  const { waitForVersion } = watchWith({ pollMs: LONG_MS }, slow)
  const waiting = waitForVersion(['transfers'], version)
  // It has looked, and seen nothing, when a look that began later has.
  await expect(waitForVersion(['transfers'], version, { timeoutMs: 50 })).rejects.toThrow(VersionNotReached)
  await bank.project('transfers')
  listening.resolve()
  await waiting
})

describe.each([
  ['told by LISTEN', { pollMs: LONG_MS }],
  ['by polling alone', { pollMs: 10, listen: false }],
])('%s', (_, options) => {
  test('it resolves when every projector has passed the version', async () => {
    const { waitForVersion } = watchWith(options)
    let settled = false
    const both = waitForVersion(['account-summaries', 'transactions'], version).then(() => {
      settled = true
    })
    const one = waitForVersion(['transactions'], version)
    await bank.project('transactions')
    await one
    expect(settled).toBe(false)
    await bank.project('account-summaries')
    await both
  })

  test('many wait at once', async () => {
    const { waitForVersion } = watchWith(options)
    const all = Array.from({ length: 200 }, () => waitForVersion(['transfers'], version))
    await bank.project('transfers')
    await Promise.all(all)
  })
})

test('polling goes on when the listening connection is dead', async () => {
  const pool = database.connectAgain({ applicationName: 'listener' })
  const { waitForVersion } = watchWith({ pollMs: 20 }, pool.sql)
  const first = waitForVersion(['transfers'], version)
  await bank.project('transfers')
  await first

  const next = await bank.customer('Grace', 'Hopper').then(() => version + 1)
  // The server closes it, and whoever comes next is not let in.
  await database.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query ILIKE 'listen%'`
  const second = waitForVersion(['transfers'], next)
  await bank.project('transfers')
  await second
})

// The driver listens again, mostly; when it does not, polling has to do.
test('waiting goes on after the listening connection was lost and made anew', async () => {
  const { waitForVersion } = watchWith({})
  const listeners = () => database.sql<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'listen%' ORDER BY pid`
  const first = waitForVersion(['transfers'], version)
  await vi.waitFor(async () => expect((await listeners()).length).toBeGreaterThan(0), {
    ...PATIENCE,
    interval: 10,
  })
  await bank.project('transfers')
  await first
  const before = await listeners()
  await database.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query ILIKE 'listen%'`
  await vi.waitFor(
    async () => {
      const after = await listeners()
      expect(after.length).toBeGreaterThan(0)
      expect(after.map(({ pid }) => pid)).not.toContain(before[0]!.pid)
    },
    { interval: 20, timeout: 10_000 },
  )
  const next = version + 1
  const second = waitForVersion(['transfers'], next, { timeoutMs: 10_000 })
  await bank.customer('Grace', 'Hopper')
  await bank.project('transfers')
  await second
})

test.each([
  ['that the read model is behind', () => version, () => version - 1],
  ['beyond the log’s head', () => version + 1_000, () => version - 1],
])('a version %s is given up in time, with how far it came', async (_, wanted, reached) => {
  const { waitForVersion } = watchWith({ pollMs: 10 })
  const waiting = waitForVersion(['transactions'], wanted(), { timeoutMs: 100 })
  await expect(waiting).rejects.toThrow(
    expect.objectContaining({ name: VersionNotReached.name, version: wanted(), reached: reached() }),
  )
})

test('a missing checkpoint has not caught up, not even with the log’s beginning', async () => {
  const fresh = await createTestDatabase()
  const { waitForVersion } = watchWith({ pollMs: 10 }, fresh.sql)
  for (const wanted of [0, 1])
    await expect(waitForVersion(['transfers'], wanted, { timeoutMs: 50 })).rejects.toThrow(
      expect.objectContaining({ name: VersionNotReached.name, reached: 0 }),
    )
})

test('a read model that is built anew is waited for, however far it once was', async () => {
  await bank.project()
  const { waitForVersion } = watchWith({ pollMs: 10, listen: false })
  await waitForVersion(['transfers'], version)
  await database.sql`UPDATE projector_checkpoints SET last_position = 0 WHERE projector_name = 'transfers'`
  await expect(waitForVersion(['transfers'], version, { timeoutMs: 50 })).rejects.toThrow(VersionNotReached)
})

test('whoever goes away stops waiting', async () => {
  const { waitForVersion } = watchWith({ pollMs: LONG_MS })
  const gone = new Error('The client has hung up')
  const leaving = new AbortController()
  const waiting = waitForVersion(['transfers'], version, { signal: leaving.signal })
  leaving.abort(gone)
  await expect(waiting).rejects.toBe(gone)
  await expect(waitForVersion(['transfers'], version, { signal: leaving.signal })).rejects.toBe(gone)
})

test('stopping tells those who still wait', async () => {
  const watch = createVersionWatch(database.sql, { pollMs: LONG_MS })
  const waiting = watch.waitForVersion(['transfers'], version, { timeoutMs: LONG_MS })
  const refused = expect(waiting).rejects.toThrow(VersionNotReached)
  await watch.stop()
  await refused
})

test('five seconds are waited, and no longer, unless told otherwise', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { waitForVersion } = watchWith({ pollMs: LONG_MS, listen: false })
  const waiting = waitForVersion(['transfers'], version)
  const refused = expect(waiting).rejects.toThrow(VersionNotReached)
  vi.advanceTimersByTime(5_000)
  await refused
  expect(await seconds(refused)).toBeLessThan(1)
})
