/** The archive at the terminal: moved, listed, verified and brought back, and a damaged file named. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'
import { jsonLines, runCommand, startCommand } from './bank-process.ts'

const database = await createTestDatabase()
const alice = newAccount()
const directory = await mkdtemp(join(tmpdir(), 'passbook-archive-'))
afterAll(() => rm(directory, { recursive: true }))
const bank = (...args: string[]) => runCommand(database.url, ...args)
let path: string

beforeAll(async () => {
  for (const [from, name] of ['2024-01', '2024-02'].entries())
    await append(
      database.sql,
      batchOf(
        accountEvents(alice, { from: from * 5, count: 5, createdAt: new Date(`${name}-15T12:00:00Z`) }),
      ),
    )
  await append(database.sql, batchOf(accountEvents(alice, { from: 10, createdAt: new Date() })))
})

test('moves what is old, and shows a stream as before', async () => {
  const show = async () =>
    jsonLines((await bank('stream', 'show', accountStream(alice.accountId), '--json')).stdout)
  const before = await show()
  const { code, stdout } = await bank('archive', 'run', '--dir', directory, '--json')
  expect(code).toBe(0)
  const moved = JSON.parse(stdout)
  expect(moved).toMatchObject([
    { month: '2024-01', from: 1, to: 5 },
    { month: '2024-02', from: 6, to: 10 },
  ])
  path = moved[0].path
  expect((await readdir(directory)).toSorted()).toEqual(
    moved.flatMap((file: { path: string }) => [
      basename(file.path).replace('.jsonl.zst', '.json'),
      basename(file.path),
    ]),
  )
  expect(await show()).toEqual(before)
  expect((await bank('archive', 'list')).stdout).toContain(`2024-01  events 1 to 5   ${path}`)
  expect((await bank('archive', 'verify')).code).toBe(0)
})

test('names a damaged file, and brings nothing back from it', async () => {
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, 20))
  const verified = await bank('archive', 'verify')
  expect(verified).toMatchObject({ code: 1, stderr: 'Not every file can be used.\n' })
  expect(verified.stdout).toContain(`The archive ${path} cannot be used`)
  const sentence = {
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(`^The archive ${path} cannot be used: .+\\.\n$`),
  }
  expect(await bank('archive', 'restore')).toMatchObject(sentence)
  // In a process that has not read the file while it was whole.
  const { ended } = startCommand(database.url, ['stream', 'replay', accountStream(alice.accountId)])
  expect(await ended).toMatchObject(sentence)
  await writeFile(path, bytes)
})

test('brings back what is wanted', async () => {
  const { code, stdout } = await bank('archive', 'restore', '--from', '2024-02', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([{ month: '2024-02' }])
  expect((await bank('archive', 'restore', '--from', '2024-13')).code).toBe(2)
})
