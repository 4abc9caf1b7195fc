/** The worker as a process: started, killed, started again, ended properly. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { workerConnected } from '../../server/read-models/health.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createVersionWatch, type VersionWatch } from '../../server/read-models/wait.ts'
import {
  createProjectedBank,
  FAR_AHEAD,
  livedInBank,
  type ProjectedBank,
  readModelRows,
} from '../read-models/projected-bank.ts'
import { quickNode } from '../support/bank-processes.ts'
import { createTestDatabase, TEST_MASTER_KEY, type TestDatabase } from '../support/database.ts'

const all = projectors.map(({ name }) => name)

let database: TestDatabase
let versions: VersionWatch
let bank: ProjectedBank
let processes: ChildProcess[]

beforeEach(async () => {
  database = await createTestDatabase()
  versions = createVersionWatch(database.sql, { pollMs: 20 })
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
  processes = []
})
afterEach(async () => {
  for (const child of processes)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await versions.stop()
  await database.close()
})

const startProcess = (env: Record<string, string> = {}): ChildProcess => {
  const child = fork(new URL('../../server/worker/main.ts', import.meta.url), [], {
    env: {
      ...quickNode(),
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      BETTER_AUTH_SECRET: 'a secret that is only good for tests',
      PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
      LOG_LEVEL: 'silent',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  processes.push(child)
  return child
}

const ready = async (child: ChildProcess) => {
  const [message] = await once(child, 'message')
  expect(message).toEqual({ type: 'ready' })
  return child
}

const reached = (version: number) => versions.waitForVersion(all, version, { timeoutMs: 20_000 })

test('killed in the middle of its work and started again, it has lost nothing and done nothing twice', async () => {
  expect(await workerConnected(database.sql)).toBe(false)
  const first = await ready(startProcess())
  const killed = once(first, 'exit')
  expect(await workerConnected(database.sql)).toBe(true)

  const { current, bobs } = await livedInBank(bank)
  let version = 0
  for (let i = 0; i < 30; i++) {
    ;({ version } = await bank.transfer(current, bobs, '1.00'))
    if (i === 15) first.kill('SIGKILL')
  }
  expect(await killed).toEqual([null, 'SIGKILL'])
  await vi.waitFor(async () => expect(await workerConnected(database.sql)).toBe(false), { timeout: 10_000 })

  await ready(startProcess())
  await reached(version)
  const lived = await readModelRows(database)
  await bank.rebuild()
  expect(await readModelRows(database)).toEqual(lived)
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it properly', async (signal) => {
  const child = await ready(startProcess())
  child.kill(signal)
  expect(await once(child, 'exit')).toEqual([0, null])
  await vi.waitFor(async () => expect(await workerConnected(database.sql)).toBe(false), { timeout: 10_000 })
})

test('the end of its parent ends it properly', async () => {
  const child = await ready(startProcess())
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

/** Whatever is wrong with what it was given, it says so in one sentence and ends. */
const saidAtItsEnd = async (env: Record<string, string>): Promise<string> => {
  const child = startProcess(env)
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  expect(await once(child, 'close')).toEqual([1, null])
  return said
}

test('a missing setting is one sentence and an exit', async () => {
  expect(await saidAtItsEnd({ DATABASE_URL: '' })).toMatch(/^DATABASE_URL is missing.*\n$/)
})

test('a master key that is not the bank’s is one sentence and an exit', async () => {
  await bank.customer('Ada', 'Lovelace')
  expect(await saidAtItsEnd({ PASSBOOK_MASTER_KEY: '0'.repeat(64) })).toMatch(
    /^The customers’ keys were encrypted under master key .*\n$/,
  )
})
