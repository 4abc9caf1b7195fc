/** Rebuilds in worker processes: asked for in the database, carried by whoever lives. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { getTableName } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { newestRebuilds, requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { projectorHealth } from '../../server/web/projector-health.ts'
import { createProjectedBank, FAR_AHEAD, livedInBank, readModelRows } from '../read-models/projected-bank.ts'
import { quickNode } from '../support/bank-processes.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'

const database = await createTestDatabase()
const processes: ChildProcess[] = []
afterEach(() => {
  for (const child of processes) child.kill('SIGKILL')
})

const startWorkerProcess = async () => {
  const child = fork(new URL('../../server/worker/main.ts', import.meta.url), [], {
    env: {
      ...quickNode(),
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      BETTER_AUTH_SECRET: 'a secret that is only good for tests',
      PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  processes.push(child)
  await once(child, 'message')
  return child
}

const states = async () =>
  [...(await newestRebuilds(database.sql)).values()].map(({ projector, phase, status }) => [
    projector,
    phase,
    status,
  ])
/** What the health check says of them. */
const rebuilding = async () => new Set((await projectorHealth(database.sql)).map((one) => one.rebuilding))
const all = (phase: string, status: string) => projectors.map(({ name }) => [name, phase, status])

test('all of them at once; killed before the swap, they are finished by the worker that comes next', async () => {
  const bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
  await livedInBank(bank)
  await bank.project()
  const rows = await readModelRows(database)
  await database.sql`DELETE FROM transactions`

  // Somebody reads for long, so that no swap can take place.
  const done = Promise.withResolvers<void>()
  const longReader = database.connectAgain({ max: 1 }).sql.begin(async (tx) => {
    for (const { parts } of projectors) await tx`SELECT FROM ${tx(getTableName(parts[0]!.table))} LIMIT 1`
    await done.promise
  })
  const first = await startWorkerProcess()
  await requestRebuilds(database.sql, {
    projectors: projectors.map(({ name }) => name),
    purpose: 'replace',
    requestedBy: 'ada',
  })
  await vi.waitFor(async () => expect(await states()).toEqual(all('replacing', 'running')), {
    timeout: 20_000,
  })
  expect(await rebuilding()).toEqual(new Set([true]))
  first.kill('SIGKILL')
  await once(first, 'exit')
  done.resolve()
  await longReader
  expect(await states()).toEqual(all('replacing', 'running'))

  await startWorkerProcess()
  await vi.waitFor(async () => expect(await states()).toEqual(all('replacing', 'done')), { timeout: 20_000 })
  expect(await readModelRows(database)).toEqual(rows)
  expect(await rebuilding()).toEqual(new Set([false]))
})
