/** Ctrl-C in the middle of long work on the log: 130, nothing half done, and the same command again does all of it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test, vi } from 'vitest'
import { dial } from '../../db/address.ts'
import { listArchives } from '../../server/event-store/archive/archived.ts'
import { readAll } from '../../server/event-store/read.ts'
import { sealLog } from '../../server/event-store/seals/seals.ts'
import { auditTrail } from '../../server/read-models/audit-trail/projection.ts'
import { drain } from '../../server/read-models/runner.ts'
import { createTestDatabase } from '../support/database.ts'
import { expectSoundLog } from '../support/log.ts'
import { allOf, tableRows, writeOldMonths } from '../support/old-months.ts'
import { jsonLines, runCommand, startCommand } from './bank-process.ts'

const database = await createTestDatabase()
const { sql } = database
const folder = mkdtempSync(join(tmpdir(), 'passbook-interrupted-'))
afterAll(() => rmSync(folder, { recursive: true }))
const directory = join(folder, 'archive')
// The first month is more than one piece of a file.
const accounts = Object.values(await writeOldMonths(sql, { '2024-01': 1_300, '2024-02': 40, '2024-12': 2 }))
await sealLog(sql)
await drain({ database, readLog: readAll }, auditTrail)
const [before, rows] = [await allOf(sql, accounts), await tableRows(sql)]
const months = async () => (await listArchives(sql)).map(({ month }) => month)
const unfinished = () => readdirSync(directory).filter((name) => name.endsWith('.unfinished'))
const expectEverything = async () => {
  const { log, streams } = await allOf(sql, accounts)
  expectSoundLog(log)
  expect({ log, streams }).toEqual(before)
}

const connect = () => postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
const watcher = connect()
/** Two, so that what one holds can be handed over to the other. */
const holders = [connect(), connect()]
afterAll(() => Promise.all([watcher, ...holders].map((connection) => connection.end())))

const waiting = async (name: string): Promise<number> => {
  const [row] = await watcher<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = ${name}`
  return row!.count
}
const someoneWaits = (name: string) =>
  vi.waitFor(async () => expect(await waiting(name)).toBe(1), { timeout: 15_000, interval: 5 })

/**
 * Ctrl-C while the command waits for what is held. With `isThere` it is let go on, from one look at the table to the
 * next: whoever waits longest is first, so the next holder comes right after the command's own look.
 */
const interrupted = async (lock: string, args: readonly string[], isThere = () => true) => {
  let held = 0
  const take = async () => {
    await holders[held]!.unsafe('BEGIN')
    await holders[held]!.unsafe(lock)
  }
  await take()
  const command = startCommand(database.url, args)
  await someoneWaits('passbook-command-line')
  while (!isThere()) {
    const released = holders[held]!
    held = 1 - held
    const taken = take()
    await someoneWaits('postgres.js')
    await released.unsafe('COMMIT')
    await taken
    await someoneWaits('passbook-command-line')
  }
  command.child.kill('SIGINT')
  await holders[held]!.unsafe('COMMIT')
  const ended = await command.ended
  expect(ended).toMatchObject({ code: 130, stderr: '' })
  return ended
}

const RUN = ['archive', 'run', '--dir', directory, '--json']
const RESTORE = ['archive', 'restore', '--json']

test('archive run, in the middle of a file', async () => {
  const isInFile = () =>
    existsSync(directory) && unfinished().some((name) => statSync(join(directory, name)).size > 0)
  const { stdout } = await interrupted('LOCK TABLE events IN ACCESS EXCLUSIVE MODE', RUN, isInFile)
  expect(stdout).toBe('')
  expect(readdirSync(directory)).toEqual([])
  expect(await months()).toEqual([])
  expect(await tableRows(sql)).toEqual(rows)
})

test('archive run, while a month leaves the table: that month has moved, and the next run moves the others', async () => {
  await interrupted('LOCK TABLE archives IN SHARE MODE', RUN)
  expect(await months()).toEqual(['2024-01'])
  expect(unfinished()).toEqual([])
  await expectEverything()
  const { code, stdout } = await runCommand(database.url, ...RUN)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([{ month: '2024-02' }])
  expect(await months()).toEqual(['2024-01', '2024-02'])
  await expectEverything()
})

test('archive verify, audit verify and audit export, over archived months', async () => {
  const out = join(folder, 'audit.jsonl')
  const commands = {
    archive: ['archive', 'verify', '--json'],
    log: ['audit', 'verify', '--json'],
    trail: ['audit', 'export', '--format', 'jsonl', '--out', out, '--json'],
  }
  const seals = 'LOCK TABLE seals IN ACCESS EXCLUSIVE MODE'
  expect((await interrupted(seals, commands.archive)).stdout).toBe('')
  expect((await interrupted(seals, commands.log)).stdout).toBe('')
  const entries = 'LOCK TABLE audit_entries IN ACCESS EXCLUSIVE MODE'
  expect((await interrupted(entries, commands.trail)).stdout).toBe('')
  expect(readdirSync(folder)).toEqual(['archive'])

  const [archive, log, trail] = await Promise.all(
    Object.values(commands).map(async (args) => {
      const { code, stdout } = await runCommand(database.url, ...args)
      expect(code).toBe(0)
      return JSON.parse(stdout)
    }),
  )
  expect(archive).toMatchObject([{ damage: null }, { damage: null }])
  expect(log).toMatchObject({ findings: [], to: before.log.length, isComplete: true })
  expect(trail).toMatchObject({ events: before.log.length })
  expect(jsonLines(readFileSync(out, 'utf8')).map(({ position }) => position)).toEqual(
    before.log.map(({ globalPosition }) => globalPosition),
  )
})

test('archive restore, in the middle of a month, and between two of them', async () => {
  await interrupted('LOCK TABLE archives IN SHARE MODE', RESTORE)
  expect(await months()).toEqual(['2024-01'])
  await expectEverything()
  // The first of the month's two pieces has come back, and goes again.
  await interrupted('LOCK TABLE events IN SHARE MODE', RESTORE)
  expect(await months()).toEqual(['2024-01'])
  await expectEverything()
  const { code, stdout } = await runCommand(database.url, ...RESTORE)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([{ month: '2024-01' }])
  expect(await tableRows(sql)).toEqual(rows)
})
