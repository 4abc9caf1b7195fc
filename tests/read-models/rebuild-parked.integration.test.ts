/** Rebuilds and dead letters at the same time: nothing is lost between the two, and what is parked can be tried again. */
import { beforeEach, expect, test, vi } from 'vitest'
import { inTransaction } from '../../db/transaction.ts'
import { readEntries } from '../../server/event-store/read.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import { raiseGeneration } from '../../server/read-models/checkpoint.ts'
import { getDeadLetter, listDeadLetters } from '../../server/read-models/dead-letters/queries.ts'
import {
  BeingRebuilt,
  DeadLetterNotFound,
  type Resolver,
  retryDeadLetter,
  skipDeadLetter,
} from '../../server/read-models/dead-letters/resolve.ts'
import { carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import { requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { drain } from '../../server/read-models/runner.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  beginLog,
  createFailingProjector,
  createTables,
  expectedRows,
  expectSoundRows,
  type FailingProjector,
  parkedRowsOf,
  rowsOf,
  type WrittenLog,
} from './failing-projector.ts'

let database: TestDatabase
let failing: FailingProjector
let resolver: Resolver

beforeEach(async () => {
  database = await createTestDatabase()
  await createTables(database)
  failing = createFailingProjector('test')
  resolver = { by: 'ada', projectors: [failing.projector] }
  return () => database.close()
})

const parked = async (log: string, faulty: readonly number[]): Promise<WrittenLog> => {
  const written = await beginLog(database, failing, log, faulty)
  await drain({ database, readLog: readEntries, retryDelaysMs: [] }, failing.projector)
  return written
}
const request = async () => {
  const [asked] = await requestRebuilds(database.sql, {
    projectors: ['test'],
    purpose: 'replace',
    requestedBy: 'ada',
  })
  return asked!.id
}
const carry = (id: number, readLog: ReadLog = readEntries) =>
  carryOut(
    { id, projector: failing.projector, purpose: 'replace' },
    { databaseUrl: database.url, readLog, retryDelaysMs: [], batchSize: 4 },
  )
const letters = async () => (await listDeadLetters(database.sql, { limit: 50 })).data
const sound = (written: WrittenLog, skipped?: ReadonlySet<number>) =>
  expectSoundRows(database, failing, written, skipped)

test('what had been parked and can be applied now is in the new rows, and waits no more', async () => {
  const written = await parked('a b a ab b', [0])
  failing.faults.clear()
  expect(await carry(await request())).toBe('done')
  await sound(written)
  expect(await letters()).toEqual([])
})

test('what still fails is parked by the rebuild in its place; what was skipped stays so', async () => {
  const written = await parked('a b a c ab c', [0, 3])
  const [, , skippable] = await letters()
  await skipDeadLetter(database.sql, skippable!.id, { ...resolver, reason: 'Never happened' })
  const skipped = new Set([skippable!.position])
  const before = await letters()
  expect(await carry(await request())).toBe('done')
  await sound(written, skipped)
  const after = await letters()
  expect(after.map(({ position, behind }) => [position, behind])).toEqual(
    before.map(({ position, behind }) => [position, behind]),
  )
  failing.faults.clear()
  await retryDeadLetter(database.sql, after[0]!.id, resolver)
  await sound(written, skipped)
})

test('retried while it is under way, an event is in the live rows at once; what the rebuild has parked waits again', async () => {
  const written = await parked('a b a', [0])
  const broken = [...failing.faults]
  let isRetried = false
  const id = await request()
  const readLog: ReadLog = async (sql, range) => {
    const [ofRebuild] = await database.sql<{ id: number }[]>`
      SELECT id FROM parked_events WHERE projector_name <> 'test' ORDER BY id LIMIT 1`
    if (ofRebuild && !isRetried) {
      isRetried = true
      // What the rebuild has put aside is nobody's yet.
      const [live, waiting, ...others] = await letters()
      expect([live?.projector, waiting?.projector, others]).toEqual(['test', 'test', []])
      await expect(getDeadLetter(database.sql, ofRebuild.id)).rejects.toThrow(DeadLetterNotFound)
      await expect(retryDeadLetter(database.sql, ofRebuild.id, resolver)).rejects.toThrow(DeadLetterNotFound)
      await expect(skipDeadLetter(database.sql, live!.id, { ...resolver, reason: '.' })).rejects.toThrow(
        BeingRebuilt,
      )
      failing.faults.clear()
      expect(await retryDeadLetter(database.sql, live!.id, resolver)).toMatchObject({ applied: 2, parked: 0 })
      const { rows } = expectedRows(written.log, written.first, { faults: new Set() })
      expect(await rowsOf(database)).toEqual(rows)
    }
    return readEntries(sql, range)
  }
  expect(await carry(id, readLog)).toBe('done')
  expect(isRetried).toBe(true)
  for (const position of broken) failing.faults.add(position)
  await sound(written)
  failing.faults.clear()
  await retryDeadLetter(database.sql, (await letters())[0]!.id, resolver)
  await sound(written)
})

test('a retry in pieces and the swap in between leave nothing out and nothing twice', async () => {
  const written = await parked(Array.from({ length: 60 }, () => 'a ab').join(' '), [0])
  const [first] = await letters()
  failing.faults.clear()
  const id = await request()
  await Promise.all([retryDeadLetter(database.sql, first!.id, { ...resolver, chunkSize: 3 }), carry(id)])
  await sound(written)
  expect(await parkedRowsOf(database)).toEqual([])
})

test('a rebuild is asked for before a skip, which is then refused, or after it; never in between', async () => {
  await parked('a b', [0])
  let asked: Promise<number> | undefined
  await inTransaction(database.sql, async (tx) => {
    // As a skip does that has yet to look for rebuilds.
    await raiseGeneration(tx, 'test')
    asked = request()
    await vi.waitFor(
      async () => {
        const waiting = await database.sql`
          SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
        expect(waiting).toHaveLength(1)
      },
      { interval: 5, timeout: 10_000 },
    )
    expect(await tx`SELECT FROM projection_rebuilds`).toHaveLength(0)
  })
  expect(await asked).toBeGreaterThan(0)
})
