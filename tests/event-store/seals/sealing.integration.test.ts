/** Sealing: one chain, whoever makes it, however it is interrupted, and whatever Postgres does to the JSON. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import postgres from 'postgres'
import { beforeEach, expect, test, vi } from 'vitest'
import { dial } from '../../../db/address.ts'
import { append } from '../../../server/event-store/append.ts'
import { logToVerify, sealsFrom } from '../../../server/event-store/seals/bank-log.ts'
import { canonicalJson } from '../../../server/event-store/seals/canonical-json.ts'
import { CHAIN_START, chainOver, contentHash } from '../../../server/event-store/seals/chain.ts'
import { readRawEvents } from '../../../server/event-store/seals/raw-events.ts'
import {
  LogHasHole,
  MAX_SEALED_AT_ONCE,
  readSealHead,
  readSealingState,
  sealLog,
} from '../../../server/event-store/seals/seals.ts'
import { verifyLog } from '../../../server/event-store/seals/verify.ts'
import { sealingHealth } from '../../../server/web/projector-health.ts'
import { startWorker } from '../../../server/worker/worker.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { createForger } from '../../support/forger.ts'
import { accountEvents, batchOf, newAccount } from '../../support/log.ts'
import { waitingForLock } from '../../support/postgres-store.ts'
import { fc, runs } from '../../support/property.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})

const appendSome = (count: number) => append(database.sql, batchOf(accountEvents(newAccount(), { count })))

/** Sealed to the head, by nothing but the log's own content, each event once. */
const expectSealed = async () => {
  const { sql } = database
  const { position, hash, head, unsealed } = await readSealHead(sql)
  expect({ position, unsealed }).toEqual({ position: head, unsealed: 0 })
  const events = await readRawEvents(sql, { after: 0, upTo: head, limit: head })
  const streamIds = events.map(({ streamId }) => streamId)
  expect(hash).toBe(chainOver(CHAIN_START, 1, events.map(contentHash), streamIds))
  const verification = await verifyLog({ log: await logToVerify(sql), seals: sealsFrom(sql) })
  expect(verification).toMatchObject({ findings: [], to: head })
}

test('health hears of a log that is not sealed, as long as there is a worker who should', async () => {
  const { sql } = database
  expect(await sealingHealth(sql)).toEqual({ unsealed: 0, stalledSeconds: 0 })
  await appendSome(3)
  const { oldestSeconds } = await readSealingState(sql)
  expect(oldestSeconds).toBeGreaterThan(60)
  expect(await sealingHealth(sql)).toEqual({ unsealed: 3, stalledSeconds: 0 })
  // Since it came, and no longer: before, nobody could have.
  const worker = database.connectAgain({ applicationName: 'passbook-worker' })
  await worker.sql`SELECT`
  const { stalledSeconds } = await sealingHealth(sql)
  expect(stalledSeconds).toBeGreaterThan(0)
  expect(stalledSeconds).toBeLessThan(60)
  await sealLog(sql)
  expect(await sealingHealth(sql)).toEqual({ unsealed: 0, stalledSeconds: 0 })
  // A hole stops it, and from the last seal on the time runs.
  await appendSome(3)
  const { position } = await readSealHead(sql)
  await createForger(database.adminUrl).does(`DELETE FROM events WHERE global_position = ${position + 1}`)
  await expect(sealLog(sql)).rejects.toThrow(LogHasHole)
  const holed = await readSealingState(sql)
  expect(holed).toMatchObject({ unsealed: 3, oldestSeconds: expect.any(Number) })
  expect(holed.sealedSecondsAgo).toBeLessThan(60)
  expect((await sealingHealth(sql)).stalledSeconds).toBeCloseTo(holed.sealedSecondsAgo!, 0)
})

test('nothing is sealed in an empty log', async () => {
  expect(await sealLog(database.sql)).toMatchObject({ position: 0, hash: CHAIN_START })
  expect(await readSealHead(database.sql)).toMatchObject({
    position: 0,
    head: 0,
    unsealed: 0,
    sealedAt: null,
  })
})

test('a long log is sealed in runs of a bounded length, and again nothing is', async () => {
  await appendSome(MAX_SEALED_AT_ONCE)
  await appendSome(3)
  await sealLog(database.sql)
  const first = await Array.fromAsync(sealsFrom(database.sql))
  expect(first.map(({ from, to }) => [from, to])).toEqual([
    [1, MAX_SEALED_AT_ONCE],
    [MAX_SEALED_AT_ONCE + 1, MAX_SEALED_AT_ONCE + 3],
  ])
  await sealLog(database.sql)
  expect(await Array.fromAsync(sealsFrom(database.sql))).toEqual(first)
  await expectSealed()
})

test('when everything is wrong the search is given up, and what it has seen is still told right', async () => {
  const { sql } = database
  await appendSome(6_000)
  await sealLog(sql)
  await createForger(database.adminUrl).does(
    'DELETE FROM events WHERE global_position = 3',
    'UPDATE events SET global_position = -global_position WHERE global_position > 3',
    'UPDATE events SET global_position = -global_position - 1 WHERE global_position < 0',
  )
  const { findings, to, isComplete } = await verifyLog({ log: await logToVerify(sql), seals: sealsFrom(sql) })
  expect(isComplete).toBe(false)
  expect(to).toBeLessThan(6_000)
  expect(findings).toMatchObject([
    { kind: 'removed', position: 3, to: 3 },
    { kind: 'reordered', position: 4, to },
  ])
})

test('many who seal while others append make one chain', async () => {
  const pools = Array.from({ length: 4 }, () => database.connectAgain({ max: 1 }))
  let isAppending = true
  const sealing = pools.map(async ({ sql }) => {
    while (isAppending) await sealLog(sql)
  })
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 10; i += 1) await appendSome(7)
    }),
  )
  isAppending = false
  await Promise.all(sealing)
  await sealLog(database.sql)
  await expectSealed()
})

test('the primary key alone keeps the chain one, when the lock does not', async () => {
  await appendSome(5)
  const { sql } = database
  // Both have read the same last seal; the second to commit writes nothing.
  const seal = async () => {
    const pool = database.connectAgain({ max: 1 })
    await pool.sql`SELECT set_config('search_path', 'unlocked, public, pg_catalog', false)`
    return sealLog(pool.sql)
  }
  await sql.unsafe(`
    CREATE SCHEMA unlocked;
    CREATE FUNCTION unlocked.pg_try_advisory_xact_lock(int) RETURNS bool LANGUAGE sql AS 'SELECT true'`)
  const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
  let both: Promise<unknown>
  try {
    await admin`BEGIN`
    await admin`LOCK TABLE seals IN SHARE ROW EXCLUSIVE MODE`
    both = Promise.all([seal(), seal()])
    await vi.waitFor(async () => expect(await waitingForLock(sql)).toBe(2), { timeout: 10_000 })
    await admin`COMMIT`
  } finally {
    await admin.end()
  }
  await both
  expect(await Array.fromAsync(sealsFrom(sql))).toHaveLength(1)
  await expectSealed()
})

test('a process that is killed just before it writes a seal leaves none, and the next one goes on', async () => {
  const { sql } = database
  await appendSome(10)
  await sealLog(sql)
  await appendSome(10)
  const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
  try {
    await admin`BEGIN`
    await admin`LOCK TABLE seals IN SHARE ROW EXCLUSIVE MODE`
    const script = join(import.meta.dirname, '../../support/seal-process.ts')
    const child = fork(script, [database.url], { execArgv: [] })
    const exited = once(child, 'exit')
    await vi.waitFor(async () => expect(await waitingForLock(sql)).toBe(1), { timeout: 20_000 })
    child.kill('SIGKILL')
    await exited
    await admin`COMMIT`
  } finally {
    await admin.end()
  }
  // Its session, and the lock with it, ends a moment later.
  await vi.waitFor(async () => expect((await sealLog(sql)).position).toBe(20), { timeout: 10_000 })
  await expectSealed()
})

test('workers follow the log by themselves', async () => {
  const workers = await Promise.all(
    ['one', 'two'].map((applicationName) =>
      startWorker({
        database: database.connectAgain({ applicationName }),
        applicationName,
        sealMs: 20,
        // Before anything in the log, so that no process finds something to do.
        clock: () => new Date(0),
      }),
    ),
  )
  try {
    for (const count of [3, 1, 8]) {
      const head = (await appendSome(count)) + count
      await vi.waitFor(async () => expect((await readSealHead(database.sql)).position).toBe(head), {
        timeout: 10_000,
      })
    }
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()))
  }
  await expectSealed()
})

test('what jsonb makes of a document has the canonical form of the document', async () => {
  const documents = fc.array(fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }), {
    minLength: 20,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(documents, async (values) => {
      const texts = values.map((value) => JSON.stringify(value))
      const rows = await database.sql<{ text: string }[]>`
        SELECT d::jsonb::text AS text FROM unnest(${texts}::text[]) WITH ORDINALITY AS t (d, n) ORDER BY n`
      expect(rows.map(({ text }) => canonicalJson(text))).toEqual(texts.map(canonicalJson))
    }),
    runs(25),
  )
})
