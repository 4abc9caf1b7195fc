/** `bank projections` as an operator meets it, with and without a worker. */
import { beforeAll, expect, test, vi } from 'vitest'
import { cancelRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createProjectedBank, livedInBank, readModelRows } from '../read-models/projected-bank.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'
import { runCommand, startCommand } from './bank-process.ts'

const database = await createTestDatabase()
const bank = createProjectedBank(database)
let people: Awaited<ReturnType<typeof livedInBank>>
const keys = { PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex') }
const start = (...args: string[]) => startCommand(database.url, ['projections', ...args], keys)
const command = (...args: string[]) => runCommand(database.url, 'projections', ...args)

beforeAll(async () => {
  people = await livedInBank(bank)
  await bank.project()
})

test('without a worker it rebuilds by itself, and says where it has come to', async () => {
  const rows = await readModelRows(database)
  await database.sql`DELETE FROM transfers`
  const { code, stdout, stderr } = await command('rebuild', 'transfers', 'transactions', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject([
    { projector: 'transactions', status: 'done', requestedBy: 'operator' },
    { projector: 'transfers', status: 'done' },
  ])
  expect(await readModelRows(database)).toEqual(rows)
})

test('what differs from the log is said, with exit code 1, and a rebuild mends it', async () => {
  expect(await command('verify', 'account-summaries')).toMatchObject({ code: 0 })
  await database.sql`UPDATE account_summaries SET status = 'closed' WHERE name = 'Travel'`
  const found = await command('verify')
  expect(found.code).toBe(1)
  expect(found.stdout).toMatch(/account_summaries .*, status \(changed\): stands closed, should stand open/)
  expect(found.stdout).toMatch(/transfers: all \d+ rows are as the log says/)
  expect(found.stderr.trim()).toBe('Not as the log says: account-summaries.')
  const { accountId } = people.yen
  expect(await command('rebuild', '--key', accountId)).toMatchObject({ code: 0, stderr: '' })
  expect(await command('verify')).toMatchObject({ code: 0, stderr: '' })
})

test('Ctrl-C leaves it where it is; the same command goes on with it, and cancel gives it up', async () => {
  const lock = Promise.withResolvers<void>()
  const held = database.connectAgain({ max: 1 }).sql.begin(async (tx) => {
    await tx`SELECT FROM transfers`
    await lock.promise
  })
  const stopped = start('rebuild', 'transfers')
  const phase = async () =>
    (await database.sql`SELECT phase, status FROM projection_rebuilds ORDER BY id DESC LIMIT 1`)[0]
  await vi.waitFor(async () => expect(await phase()).toEqual({ phase: 'replacing', status: 'running' }), {
    timeout: 15_000,
  })
  stopped.child.kill('SIGINT')
  expect(await stopped.ended).toMatchObject({ code: 130 })
  const status = await command('status')
  expect(status.stdout).toMatch(/transfers +\d+ +0 +rebuild replacing/)
  lock.resolve()
  await held
  expect(await command('rebuild', 'transfers')).toMatchObject({ code: 0 })

  expect((await command('cancel')).stdout).toBe('Nothing is being rebuilt or verified.\n')
  expect(await cancelRebuilds(database.sql, projectors)).toEqual([])
})

test.each<[string[], number, string]>([
  [['rebuild'], 2, 'name the read models to rebuild, or say --all'],
  [['rebuild', '--key', 'alice'], 2, 'It must be a UUID.'],
  [['rebuild', 'weather'], 2, 'It must be one of account-summaries, '],
])('%j is a mistake and is said in one sentence', async (args, code, sentence) => {
  const result = await command(...args)
  expect(result).toMatchObject({ code, stdout: '' })
  expect(result.stderr).toContain(sentence)
})
