/** A process that is killed while it moves months, or brings them back: nothing is lost or double, and the next goes on. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { dial } from '../../../db/address.ts'
import { archiveMonths, restoreMonths, verifyArchives } from '../../../server/event-store/archive/archive.ts'
import { listArchives } from '../../../server/event-store/archive/archived.ts'
import { logToVerify, sealsFrom } from '../../../server/event-store/seals/bank-log.ts'
import { verifyLog } from '../../../server/event-store/seals/verify.ts'
import { createTestDatabase } from '../../support/database.ts'
import { expectSoundLog } from '../../support/log.ts'
import { allOf, OLD_MONTHS, tableRows, writeOldMonths } from '../../support/old-months.ts'

const database = await createTestDatabase()
const { sql } = database
const directory = await mkdtemp(join(tmpdir(), 'passbook-archive-'))
afterAll(() => rm(directory, { recursive: true }))
// The first month is more than one piece of a file.
const accounts = Object.values(await writeOldMonths(sql, { '2025-01': 1_300, '2025-02': 40, '2025-12': 2 }))
const rows = await tableRows(sql)
const before = await allOf(sql, accounts)
const months = async () => (await listArchives(sql)).map(({ month }) => month)
const run = () => archiveMonths(sql, { ...OLD_MONTHS, directory })

/** Holds what a process in the middle of its work has to wait for. */
const holder = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
afterAll(() => holder.end())
// At the commit everything is done, and still nothing is there.
await holder.unsafe(`
  CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
  CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT OR DELETE ON archives
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`)

const start = (verb: 'run' | 'restore', ...args: string[]) => {
  const script = join(import.meta.dirname, '../../support/archive-process.ts')
  const child = spawn(process.execPath, [script, database.url, verb, directory, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = async () => {
    child.kill('SIGKILL')
    const [, signal] = await once(child, 'exit')
    expect(signal).toBe('SIGKILL')
  }
  return { child, kill }
}

const sessions = () => sql<{ waits: boolean }[]>`
  SELECT wait_event_type IS NOT DISTINCT FROM 'Lock' AS waits FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'archiving'`

/** Killed as soon as it waits for what `statement` holds. */
const killedAt = async (verb: 'run' | 'restore', statement: string): Promise<void> => {
  await holder.begin(async (tx) => {
    await tx.unsafe(statement)
    const { kill } = start(verb)
    await vi.waitFor(async () => expect((await sessions()).some(({ waits }) => waits)).toBe(true), {
      timeout: 15_000,
      interval: 10,
    })
    await kill()
  })
  await allSessionsEnded()
}

const allSessionsEnded = () =>
  vi.waitFor(async () => expect(await sessions()).toHaveLength(0), { timeout: 10_000, interval: 10 })

const expectEverything = async () => {
  const { log, streams } = await allOf(sql, accounts)
  expectSoundLog(log)
  expect({ log, streams }).toEqual(before)
  expect((await verifyArchives(sql)).map(({ damage }) => damage)).toEqual((await months()).map(() => null))
  const verified = await verifyLog({ log: await logToVerify(sql), seals: sealsFrom(sql) })
  expect(verified).toMatchObject({ findings: [], isComplete: true })
}

beforeEach(async () => {
  await restoreMonths(sql, {})
  expect(await tableRows(sql)).toEqual(rows)
})

const expectNextRunGoesOn = async () => {
  await run()
  expect(await months()).toEqual(['2025-01', '2025-02'])
  await expectEverything()
  // All that is left of the months is the newest event of the one who has been silent since.
  expect(await tableRows(sql)).toHaveLength(2 + 1)
}

test('while it writes a file', async () => {
  const { child, kill } = start('run', '1000')
  await once(child.stdout, 'data')
  await kill()
  await allSessionsEnded()
  expect(await months()).toEqual([])
  await expectEverything()
  await expectNextRunGoesOn()
})

test.each([
  ['when the file has its name', 'LOCK TABLE archives IN SHARE MODE', []],
  ['when the month is entered', 'LOCK TABLE archived_streams IN SHARE MODE', []],
  ['in the middle of the deletion', 'SELECT FROM events WHERE global_position = 900 FOR UPDATE', []],
  // Its commit has been asked for, so it counts.
  ['while it commits', 'SELECT pg_advisory_xact_lock(4711)', ['2025-01']],
])('%s', async (_when, statement, moved) => {
  await killedAt('run', statement)
  expect(await months()).toEqual(moved)
  await expectEverything()
  await expectNextRunGoesOn()
})

const OLDEST_ENTRY = `SELECT FROM archives WHERE month = '2025-01' FOR UPDATE`
test.each([
  ['before a row is back', 'LOCK TABLE events IN SHARE MODE', ['2025-01', '2025-02']],
  ['between two months, and when all rows are back', OLDEST_ENTRY, ['2025-01']],
  ['while it commits', 'SELECT pg_advisory_xact_lock(4711)', ['2025-01']],
])('restoring, %s', async (_when, statement, left) => {
  await run()
  await killedAt('restore', statement)
  expect(await months()).toEqual(left)
  await expectEverything()
  await restoreMonths(sql, {})
  expect(await tableRows(sql)).toEqual(rows)
  await expectEverything()
})

test('restoring, with the first of a month’s two pieces back', async () => {
  await run()
  await restoreMonths(sql, { month: '2025-02' })
  const { child, kill } = start('restore', '1000')
  await once(child.stdout, 'data')
  await kill()
  await allSessionsEnded()
  expect(await months()).toEqual(['2025-01'])
  await expectEverything()
  await restoreMonths(sql, {})
  expect(await tableRows(sql)).toEqual(rows)
})
