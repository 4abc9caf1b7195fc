/** The worker carries every commit to the read models, whatever gets lost on the way. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { jobFigures } from '../../server/engine-room/job-figures.ts'
import { countFailedJobs, listFailedJobs } from '../../server/read-models/dead-letters/failed-jobs.ts'
import { listDeadLetters } from '../../server/read-models/dead-letters/queries.ts'
import { retryDeadLetter } from '../../server/read-models/dead-letters/resolve.ts'
import { projectionVersions } from '../../server/read-models/health.ts'
import { pauseProjectors, resumeProjectors } from '../../server/read-models/pause.ts'
import {
  ALL_PROJECTORS_QUEUE,
  createBoss,
  projectorQueues,
  startBoss,
} from '../../server/read-models/queues.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { createVersionWatch, type VersionWatch } from '../../server/read-models/wait.ts'
import { startWakeUp } from '../../server/read-models/wake-up.ts'
import { startWorker, type Worker, type WorkerOptions } from '../../server/worker/worker.ts'
import {
  createProjectedBank,
  FAR_AHEAD,
  livedInBank,
  type ProjectedBank,
  readModelRows,
} from '../read-models/projected-bank.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const NEVER_MS = 3_600_000
const all = projectors.map(({ name }) => name)

let database: TestDatabase
let versions: VersionWatch
let bank: ProjectedBank
let running: { stop: () => Promise<void> }[]

beforeEach(async () => {
  database = await createTestDatabase()
  versions = createVersionWatch(database.sql, { pollMs: 20 })
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
  running = []
})
afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()))
  await versions.stop()
  await database.close()
})

const worker = async (options: Partial<WorkerOptions> = {}): Promise<Worker> => {
  const applicationName = options.applicationName ?? 'passbook-worker'
  const started = await startWorker({
    database: database.connectAgain({ applicationName }),
    applicationName,
    sweepMs: NEVER_MS,
    ...options,
  })
  running.push(started)
  return started
}

const reached = (version: number, names: readonly string[] = all) =>
  versions.waitForVersion(names, version, { timeoutMs: 20_000 })

const queues = projectorQueues(projectors)

/**
 * Until no projector is called for or looks at the log's end by itself: what is written then is noticed by nobody unless
 * told.
 */
const quiet = () =>
  vi.waitFor(
    async () => {
      const [row] = await database.sql<{ jobs: number; looking: number }[]>`
        SELECT (SELECT count(*)::int FROM pgboss.job
                WHERE name LIKE 'project-%' AND state IN ('created', 'active')) AS jobs,
               (SELECT count(*)::int FROM pg_stat_activity
                WHERE datname = current_database() AND query = 'SELECT last_position FROM event_log_head'
                  AND query_start > clock_timestamp() - interval '100 milliseconds') AS looking`
      expect(row).toEqual({ jobs: 0, looking: 0 })
    },
    { interval: 20, timeout: 10_000 },
  )

const deposit = async () => bank.deposit(await bank.account(await bank.customer('Ada', 'Lovelace')), '5.00')

const asRebuilt = async () => {
  const lived = await readModelRows(database)
  await bank.rebuild()
  expect(await readModelRows(database)).toEqual(lived)
}

test('what was written before it started is there soon after', async () => {
  await livedInBank(bank)
  const version = await deposit()
  await worker()
  await reached(version)
  await asRebuilt()
})

test('a commit wakes it, and is enough', async () => {
  const wakeUp = startWakeUp({ databaseUrl: database.url })
  running.push(wakeUp)
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD, onCommitted: wakeUp.wake })
  await worker()
  await quiet()
  await reached(await deposit())
  await quiet()
  await reached(await deposit())
})

test('however many commits, at most one job waits, for all projectors together', async () => {
  const wakeUp = startWakeUp({ databaseUrl: database.url })
  running.push(wakeUp)
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD, onCommitted: wakeUp.wake })
  const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
  for (let i = 0; i < 50; i++) await bank.deposit(account, '1.00')
  await vi.waitFor(
    async () => {
      const jobs = await database.sql<{ name: string; jobs: number }[]>`
        SELECT name, count(*)::int AS jobs FROM pgboss.job WHERE name LIKE 'project-%' GROUP BY name ORDER BY name`
      expect([...jobs]).toEqual([{ name: ALL_PROJECTORS_QUEUE, jobs: 1 }])
    },
    { interval: 20, timeout: 10_000 },
  )
})

describe('the sweep', () => {
  test('makes up for a wake-up that was lost', async () => {
    await worker({ sweepMs: 50 })
    await quiet()
    await reached(await deposit())
  })

  test('gets past a job that a killed worker has left active', async () => {
    await worker({ sweepMs: 100 })
    await quiet()
    // Somebody takes a job of each queue and is never seen again.
    const dead = createBoss({ databaseUrl: database.url, applicationName: 'dead', sendsOnly: true })
    running.push({ stop: () => dead.stop({ graceful: false }) })
    await startBoss(dead, projectors)
    await vi.waitFor(
      async () => {
        for (const queue of queues) {
          await dead.send(queue)
          await dead.fetch(queue)
        }
        const [row] = await database.sql<{ jobs: number }[]>`
          SELECT count(*)::int AS jobs FROM pgboss.job WHERE name LIKE 'project-%' AND state = 'active'`
        expect(row!.jobs).toBe(queues.length)
      },
      { interval: 10, timeout: 10_000 },
    )
    await reached(await deposit())
    // And wake-ups get through again; the other jobs may stand there until they expire, since nobody needs them.
    await vi.waitFor(
      async () => {
        const [row] = await database.sql<{ jobs: number }[]>`
          SELECT count(*)::int AS jobs FROM pgboss.job
          WHERE name = ${ALL_PROJECTORS_QUEUE} AND state IN ('created', 'active')`
        expect(row!.jobs).toBe(0)
      },
      { interval: 20, timeout: 10_000 },
    )
  })
})

test('a worker that starts clears what a killed one has left', async () => {
  const dead = createBoss({ databaseUrl: database.url, applicationName: 'dead', sendsOnly: true })
  running.push({ stop: () => dead.stop({ graceful: false }) })
  await startBoss(dead, projectors)
  for (const queue of queues) {
    await dead.send(queue)
    expect(await dead.fetch(queue)).toHaveLength(1)
  }
  const version = await deposit()
  await worker()
  await reached(version)
})

test('a projector that fails stops no other, and goes on when its trouble is over', async () => {
  await worker({ sweepMs: 100 })
  await quiet()
  await database.sql.unsafe(`
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'Out of order'; END $$;
    CREATE TRIGGER trouble BEFORE INSERT ON transfer_accounts FOR EACH ROW EXECUTE FUNCTION trouble()`)
  const version = await deposit()
  await reached(version, ['account-summaries', 'transactions'])
  await expect(versions.waitForVersion(['transfers'], version, { timeoutMs: 50 })).rejects.toThrow()
  await database.sql.unsafe('DROP FUNCTION trouble CASCADE')
  await reached(version)
  await asRebuilt()
})

test('an event that fails is parked after some tries, and everybody goes on', async () => {
  const [movements, ...lookups] = transactions.parts
  if (movements?.kind !== 'append') throw new Error('The first part of transactions appends')
  const poisoned = await bank.account(await bank.customer('Ada', 'Lovelace'))
  const poison = await bank.deposit(poisoned, '13.00')
  const rowsOf: typeof movements.rowsOf = (event) => {
    if (event.globalPosition === poison) throw new Error('A mistake in a handler')
    return movements.rowsOf(event)
  }
  const broken = { ...transactions, parts: [{ ...movements, rowsOf }, ...lookups] }
  await worker({
    sweepMs: 100,
    projectors: projectors.map((one) => (one.name === broken.name ? broken : one)),
    runtime: { retryDelaysMs: [1, 1, 1, 1] },
  })
  await bank.deposit(poisoned, '1.00')
  await reached(await deposit())
  const { data } = await listDeadLetters(database.sql, { limit: 10 })
  expect(data.map(({ position, projector }) => [position, projector])).toEqual([
    [poison, 'transactions'],
    [poison + 1, 'transactions'],
  ])
  expect(await retryDeadLetter(database.sql, data[0]!.id, { by: 'ada' })).toMatchObject({ applied: 2 })
  // It would take part in the rebuilding, with its mistake.
  await running.pop()!.stop()
  await asRebuilt()
})

test('a job that fails for good is kept to be looked at', async () => {
  await database.sql.unsafe(`
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'Out of order'; END $$;
    CREATE TRIGGER trouble BEFORE INSERT ON transfer_accounts FOR EACH ROW EXECUTE FUNCTION trouble()`)
  await deposit()
  expect((await listFailedJobs(database.sql, { limit: 10 })).data).toEqual([])
  await worker()
  const [failed] = await vi.waitFor(
    async () => {
      const { data: jobs } = await listFailedJobs(database.sql, { limit: 10 })
      expect(jobs).not.toEqual([])
      return jobs
    },
    { interval: 20, timeout: 10_000 },
  )
  expect(failed).toMatchObject({
    queue: ALL_PROJECTORS_QUEUE,
    tries: 1,
    error: expect.stringContaining('Out of order'),
  })
  // And stands among the queues as pg-boss tells them, with what the clock brings.
  const queues = new Map(
    (await jobFigures(database.sql, new Date('2026-03-01T12:00:30Z'))).map((one) => [one.name, one]),
  )
  expect([...queues.keys()].filter((name) => name.startsWith('__'))).toEqual([])
  expect(queues.get(ALL_PROJECTORS_QUEUE)).toMatchObject({ kind: 'projector', retries: 0, schedule: null })
  expect(queues.get('failed-jobs')).toMatchObject({ kind: 'failed', deadLetter: null })
  expect(queues.get('run-processes')).toMatchObject({
    kind: 'chore',
    deadLetter: 'failed-jobs',
    schedule: { cron: '* * * * *', nextAt: '2026-03-01T12:01:00.000Z' },
  })
  // Page by page, also where several have failed in the same moment.
  await running.pop()!.stop()
  await database.sql`
    INSERT INTO pgboss.job (name, source_name, source_retry_count, created_on)
    SELECT 'failed-jobs', 'clearing', 0, now() - make_interval(mins => n / 2) FROM generate_series(0, 4) AS n`
  const all = await listFailedJobs(database.sql, { limit: 200 })
  expect(all.nextCursor).toBeNull()
  expect(all.data.map(({ failedAt }) => failedAt)).toEqual(
    all.data.map(({ failedAt }) => failedAt).sort((a, b) => b.localeCompare(a)),
  )
  const paged: string[] = []
  for (let cursor: string | null = null; ; ) {
    const page: typeof all = await listFailedJobs(database.sql, { limit: 2, cursor })
    paged.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(paged).toEqual(all.data.map(({ id }) => id))
  await database.sql`DELETE FROM pgboss.job WHERE name = 'failed-jobs' AND source_name = 'clearing'`
  // Health counts a wake-up for five minutes, and anything else for a day.
  expect(await countFailedJobs(database.sql)).toBeGreaterThan(0)
  const age = (interval: string) =>
    database.sql`UPDATE pgboss.job SET created_on = created_on - ${interval}::interval WHERE name = 'failed-jobs'`
  await age('6 minutes')
  expect(await countFailedJobs(database.sql)).toBe(0)
  await database.sql`UPDATE pgboss.job SET source_name = 'finish-forgetting' WHERE name = 'failed-jobs'`
  expect(await countFailedJobs(database.sql)).toBeGreaterThan(0)
  await age('24 hours')
  expect(await countFailedJobs(database.sql)).toBe(0)
})

test('losing all its connections is survived', async () => {
  await worker({ sweepMs: 100 })
  await reached(await deposit())
  for (let i = 0; i < 3; i++) {
    await database.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'passbook-worker'`
    await reached(await deposit())
  }
  await asRebuilt()
})

test('two workers share the work and get in nobody’s way', async () => {
  const wakeUp = startWakeUp({ databaseUrl: database.url })
  running.push(wakeUp)
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD, onCommitted: wakeUp.wake })
  await Promise.all([worker({ sweepMs: 20 }), worker({ sweepMs: 30 })])
  const { current, bobs } = await livedInBank(bank)
  let version = 0
  for (let i = 0; i < 60; i++) ({ version } = await bank.transfer(current, bobs, '1.00'))
  await reached(version)
  await asRebuilt()
})

test('a paused projector stands still over restarts while the others go on, and catches up when it is resumed', async () => {
  const { name } = transactions
  const others = all.filter((other) => other !== name)
  const wakeUp = startWakeUp({ databaseUrl: database.url })
  running.push(wakeUp)
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD, onCommitted: wakeUp.wake })
  const first = await worker({ sweepMs: 20 })
  const before = await deposit()
  await reached(before)
  const [paused] = await pauseProjectors(database.sql, [name], { by: 'somebody' })
  await reached(await deposit(), others)
  await first.stop()
  await worker({ sweepMs: 20 })
  const last = await deposit()
  await reached(last, others)
  const { data } = await projectionVersions(database.sql)
  const standing = data.find((one) => one.name === name)
  expect(standing).toMatchObject({ position: paused!.position, pausedAt: expect.stringMatching(/Z$/) })
  await resumeProjectors(database.sql, [name])
  await reached(last)
  await asRebuilt()
})

test('stopping finishes the batch in hand and leaves no job active', async () => {
  const { stop } = await worker()
  await deposit()
  await stop()
  const active = await database.sql`SELECT name FROM pgboss.job WHERE state = 'active' ORDER BY name`
  expect([...active]).toEqual([])
})

test('old receipts are purged by schedule', async () => {
  await worker()
  const schedules = await database.sql<{ name: string }[]>`SELECT name FROM pgboss.schedule ORDER BY name`
  expect(schedules.map(({ name }) => name)).toContain('purge-receipts')
  await deposit()
  await database.sql`UPDATE command_receipts SET created_at = created_at - interval '31 days' WHERE version = 1`
  const boss = createBoss({ databaseUrl: database.url, applicationName: 'clock', sendsOnly: true })
  running.push({ stop: () => boss.stop({ graceful: false }) })
  await boss.start()
  await boss.send('purge-receipts')
  await vi.waitFor(
    async () => {
      const receipts = await database.sql<
        { version: number }[]
      >`SELECT version FROM command_receipts ORDER BY 1`
      expect(receipts.map(({ version }) => version)).toEqual([2, 3])
    },
    { interval: 50, timeout: 10_000 },
  )
})
