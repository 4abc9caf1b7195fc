/**
 * Playwright's global setup: one throw-away Postgres per run, with one filled demo bank in it that each Playwright
 * worker's own bank is copied from.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startThrowaway } from '../../db/embedded/index.ts'
import { migrate } from '../../db/migrate.ts'
import { bankEnvironment } from './server.ts'

const root = join(import.meta.dirname, '../..')

export default async () => {
  const server = await startThrowaway({ durable: false, settings: { max_connections: '200' } })
  try {
    await migrate(server.url)
    const env = bankEnvironment(server.url)
    await succeed(fork(join(root, 'db/demo/main.ts'), [], { cwd: root, execArgv: [], env, silent: true }))
  } catch (error) {
    await server.stop()
    throw error
  }
  process.env.PASSBOOK_E2E_POSTGRES = server.url
  process.env.PASSBOOK_E2E_POSTGRES_ADMIN = server.adminUrl
  return () => server.stop()
}

const succeed = async (child: ReturnType<typeof fork>): Promise<void> => {
  let output = ''
  child.stderr?.on('data', (data) => {
    output += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The demo bank could not be filled: ${output}`)
}
