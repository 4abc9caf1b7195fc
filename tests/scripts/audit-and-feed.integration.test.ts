/** `audit export` and `feed consumers`, as a person or a program meets them. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createConsumer } from '../../server/read-models/feed/consumers.ts'
import { createAuditedLog, fillAuditedLog } from '../support/audited-log.ts'
import { createTestDatabase } from '../support/database.ts'
import { PATIENCE } from '../support/patience.ts'
import { waitingForLock } from '../support/postgres-store.ts'
import { jsonLines, runCommand, startCommand } from './bank-process.ts'

const database = await createTestDatabase()
const log = createAuditedLog(database)
const folder = mkdtempSync(join(tmpdir(), 'passbook-export-'))
const out = (name: string) => join(folder, name)
const bank = (...args: string[]) => runCommand(database.url, ...args)
beforeAll(() => fillAuditedLog(log))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the whole trail and a part of it are written to files', async () => {
  const events = await log.events()
  const all = await bank('--json', 'audit', 'export', '--format', 'jsonl', '--out', out('all.jsonl'))
  expect(all).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(all.stdout)).toMatchObject({ events: events.length, version: events.length })
  expect(jsonLines(readFileSync(out('all.jsonl'), 'utf8')).map(({ position }) => position)).toEqual(
    events.map(({ globalPosition }) => globalPosition),
  )
  const some = await bank(
    'audit',
    'export',
    '--format',
    'csv',
    '--type',
    'AccountOpened',
    '--out',
    out('some.csv'),
  )
  expect(some.stdout).toMatch(/^3 events, up to position \d+, are in /)
  expect(readFileSync(out('some.csv'), 'utf8').split('\r\n')).toHaveLength(1 + 3 + 1)
})

test.each<[string, string[], number]>([
  ['There is no stream', ['--format', 'csv', '--stream', `Transfer-${randomUUID()}`], 1],
  ['--from must not lie in the future', ['--format', 'csv', '--from', '2999-01-01T00:00:00Z'], 1],
  ['It must be an ISO 8601 instant', ['--format', 'csv', '--to', 'tomorrow'], 2],
  ['Allowed choices are csv, jsonl', ['--format', 'pdf'], 2],
])('%s', async (sentence, args, code) => {
  const ended = await bank('audit', 'export', ...args, '--out', out('never.csv'))
  expect(ended).toMatchObject({ code, stdout: '' })
  expect(ended.stderr).toContain(sentence)
  expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([])
  expect(existsSync(out('never.csv'))).toBe(false)
})

test('Ctrl-C ends an export with 130 and leaves no file behind, and what was there before as it was', async () => {
  writeFileSync(out('kept.csv'), 'before')
  const connection = await database.sql.reserve()
  await connection`BEGIN`
  // Keeps the export from its first page until it has been told to stop.
  await connection`LOCK TABLE audit_entries IN ACCESS EXCLUSIVE MODE`
  const exporting = startCommand(database.url, [
    'audit',
    'export',
    '--format',
    'csv',
    '--out',
    out('kept.csv'),
  ])
  await vi.waitFor(() => expect(existsSync(out('kept.csv.part'))).toBe(true), {
    timeout: 15_000,
    interval: 10,
  })
  await vi.waitFor(async () => expect(await waitingForLock(database.sql)).toBe(1), {
    ...PATIENCE,
    interval: 10,
  })
  exporting.child.kill('SIGINT')
  await vi.waitFor(() => expect(exporting.child.killed).toBe(true), PATIENCE)
  await connection`COMMIT`
  connection.release()
  expect(await exporting.ended).toMatchObject({ code: 130, stdout: '' })
  expect(existsSync(out('kept.csv.part'))).toBe(false)
  expect(readFileSync(out('kept.csv'), 'utf8')).toBe('before')
})

test('a folder that is not there is one sentence', async () => {
  const ended = await bank('audit', 'export', '--format', 'csv', '--out', join(folder, 'nowhere', 'a.csv'))
  expect(ended.code).toBe(1)
  expect(ended.stderr).toMatch(/a\.csv cannot be written: .*\n$/)
})

test('consumers are listed with how far they have come', async () => {
  expect((await bank('feed', 'consumers')).stdout).toBe('Nobody follows the bank.\n')
  await createConsumer(database.sql, { name: 'ledger', position: 3, createdBy: 'ada' })
  const { stdout } = await bank('--json', 'feed', 'consumers')
  const head = (await log.events()).length
  expect(JSON.parse(stdout)).toMatchObject([{ name: 'ledger', position: 3, lag: head - 3, createdBy: 'ada' }])
})
