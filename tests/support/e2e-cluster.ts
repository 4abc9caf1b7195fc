/**
 * Playwright's global setup: one throw-away Postgres per run, with one filled demo bank in it that each Playwright
 * worker's own bank is copied from, its two years read by the worker already: no test watches its figures run through
 * them.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { connect } from '../../db/client.ts'
import { startThrowaway } from '../../db/embedded/index.ts'
import { migrate } from '../../db/migrate.ts'
import { readHead } from '../../server/event-store/read.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createVersionWatch } from '../../server/read-models/wait.ts'
import { bankEnvironment, endProcess, startProcess } from './bank-processes.ts'

const root = join(import.meta.dirname, '../..')

export default async () => {
  const server = await startThrowaway({ durable: false, settings: { max_connections: '200' } })
  try {
    await migrate(server.url)
    const env = bankEnvironment(server.url)
    await succeed(fork(join(root, 'db/demo/main.ts'), [], { cwd: root, execArgv: [], env, silent: true }))
    await haveRead(server.url)
  } catch (error) {
    await server.stop()
    throw error
  }
  process.env.PASSBOOK_E2E_POSTGRES = server.url
  process.env.PASSBOOK_E2E_POSTGRES_ADMIN = server.adminUrl
  return () => server.stop()
}

/** Above what reading takes, by far. */
const READ_MS = 60_000

const haveRead = async (url: string): Promise<void> => {
  const database = connect(url, { applicationName: 'e2e-cluster', max: 2 })
  const versions = createVersionWatch(database.sql)
  const worker = startProcess('server/worker/main.ts', bankEnvironment(url))
  try {
    await worker.ready
    const names = projectors.map(({ name }) => name)
    await versions.waitForVersion(names, await readHead(database.sql), { timeoutMs: READ_MS })
  } finally {
    await endProcess(worker.child, 'SIGTERM')
    await versions.stop()
    await database.close()
  }
}

const succeed = async (child: ReturnType<typeof fork>): Promise<void> => {
  let output = ''
  child.stderr?.on('data', (data) => {
    output += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The demo bank could not be filled: ${output}`)
}
