/** Verifying at the terminal, and with two files where there is no bank at all. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { sealLog } from '../../server/event-store/seals/seals.ts'
import { createTestDatabase } from '../support/database.ts'
import { createForger } from '../support/forger.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'
import { runCommand } from './bank-process.ts'

const database = await createTestDatabase()
const forger = createForger(database.adminUrl)
const [alice, bob] = [newAccount(), newAccount()]
const [alices, bobs] = [accountStream(alice.accountId), accountStream(bob.accountId)]
const folder = await mkdtemp(join(tmpdir(), 'passbook-seals-'))
afterAll(() => rm(folder, { recursive: true }))
const [sealsFile, logFile] = [join(folder, 'seals.jsonl'), join(folder, 'log.jsonl')]
const bank = (...args: string[]) => runCommand(database.url, ...args)

/** The checker that needs no bank: it gets no address of one. */
const check = (...files: string[]) => {
  const script = resolve(import.meta.dirname, '../../docs/examples/verify-seals.ts')
  return new Promise<{ code: number; text: string }>((resolve) => {
    execFile(process.execPath, [script, ...files], { env: { NODE_ENV: 'test' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    )
  })
}

beforeAll(async () => {
  const { sql } = database
  await append(sql, batchOf(accountEvents(alice, { count: 6 })))
  await sealLog(sql)
  await append(sql, batchOf(accountEvents(bob, { count: 6 })))
  await sealLog(sql)
  const { code } = await bank('audit', 'seals', '--out', sealsFile, '--log-out', logFile)
  expect(code).toBe(0)
})

describe('with two files and no bank', () => {
  let lines: string[]
  beforeAll(async () => {
    lines = (await readFile(logFile, 'utf8')).trim().split('\n')
  })
  const checkLog = async (...log: string[]) => {
    const file = join(folder, 'other-log.jsonl')
    await writeFile(file, `${log.join('\n')}\n`)
    return check(sealsFile, file)
  }

  test('the log that was exported is what was sealed', async () => {
    expect((await readdir(folder)).sort()).toEqual(['log.jsonl', 'seals.jsonl'])
    expect(lines).toHaveLength(12)
    const { code, text } = await check(sealsFile, logFile)
    expect({ code, text }).toMatchObject({
      code: 0,
      text: expect.stringContaining('0 findings in events 1 to 12'),
    })
  })

  test('and so is one whose keys stand in another order', async () => {
    const turned = lines.map((line) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse())),
    )
    expect(await checkLog(...turned)).toMatchObject({ code: 0 })
  })

  test('what was edited, removed and inserted is named', async () => {
    const edited = lines.map((line) => JSON.parse(line))
    edited[2].data.balanceAfter.amountMinor = '999'
    edited[8].metadata.userId = 'mallory'
    edited.push({ ...edited[11], global_position: 13, stream_position: 6 })
    edited.splice(4, 1)
    const { code, text } = await checkLog(...edited.map((event) => JSON.stringify(event)))
    expect(code).toBe(1)
    expect(text).toContain(`edited: 3 ${alices}`)
    expect(text).toContain(`removed: 5 ${alices}`)
    expect(text).toContain(`edited: 9 ${bobs}`)
    expect(text).toContain('3 findings')
  })

  test.each<[string, (lines: string[]) => string[], string]>([
    ['that is cut off', ([first = '']) => [first.slice(0, 50)], 'Line 1 is not JSON'],
    ['that is no event', () => ['{"global_position":1}'], 'Line 1 is no event: it has no stream_id'],
    ['out of order', (all) => all.toReversed(), 'Line 2 is out of order: position 11 after 12'],
  ])('a line %s is refused by its number', async (_what, change, sentence) => {
    const { code, text } = await checkLog(...change(lines))
    expect(code).toBe(2)
    expect(text).toContain(sentence)
  })
})

describe('audit verify', () => {
  test('finds nothing in an honest log', async () => {
    const { code, stdout } = await bank('audit', 'verify')
    expect(code).toBe(0)
    expect(stdout).toContain('Events 1 to 12 were held against their seals.')
    expect(stdout).toContain('Nothing was edited, removed, inserted or moved.')
  })

  test('names what was edited behind its back, and fails', async () => {
    await forger.does(`UPDATE events SET data = data || '{"x": 1}' WHERE global_position = 3`)
    const { code, stdout, stderr } = await bank('audit', 'verify')
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'The log is not what was sealed.\n' })
    expect(stdout).toMatch(new RegExp(`edited +event 3 +${alices}`))
  })

  test('believes seals from elsewhere, when the bank’s own were made anew', async () => {
    await forger.does('DELETE FROM seals')
    await sealLog(database.sql)
    expect(await bank('audit', 'verify')).toMatchObject({ code: 0 })
    const { code, stdout } = await bank('audit', 'verify', '--seals', sealsFile, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout).findings).toMatchObject([
      { kind: 'seal edited', position: 3, to: 3 },
      { kind: 'edited', position: 3, to: 3, streamId: alices },
    ])
  })

  test.each<[string[], number, string]>([
    [['--seals', join(folder, 'nowhere')], 1, 'There is no file '],
    [['--seals', logFile], 1, 'Line 1 is no seal: from'],
    [['--from', '99'], 1, '--from 99 is beyond the last seal, which ends at 12.'],
    [['--to', '99'], 1, "--to 99 is beyond the log's head, which is 12."],
    [['--from', '7', '--to', '5'], 1, '--to 5 is before --from 7.'],
    [['--from', '0'], 2, 'It must be a whole number, at least 1.'],
  ])('%j is a mistake, said in a sentence', async (args, exitCode, sentence) => {
    const { code, stderr } = await bank('audit', 'verify', ...args)
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: expect.stringContaining(sentence) })
  })
})

test('a file that cannot be written is said, and nothing is left', async () => {
  const { code, stderr } = await bank('audit', 'seals', '--out', join(folder, 'no', 'such', 'folder'))
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('cannot be written.') })
})
