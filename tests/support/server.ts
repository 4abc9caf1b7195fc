/**
 * A real bank for end-to-end tests: its own database with the demo bank in it, web and worker as processes of their own,
 * on a free port. The worker can be taken away and brought back.
 */
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { dial } from '../../db/address.ts'
import { freePort } from '../../db/embedded/postmaster.ts'
import { bankEnvironment, endProcess, startProcess } from './bank-processes.ts'

export type TestBank = {
  readonly baseURL: string
  /** For looking into the log or the read models. */
  readonly databaseUrl: string
  readonly worker: {
    /** It drains first, as in a deployment. */
    readonly stop: () => Promise<void>
    /** It dies in the middle of whatever it does. */
    readonly kill: () => Promise<void>
    readonly start: () => Promise<void>
  }
  readonly stop: () => Promise<void>
}

/** Needs the global setup of `e2e-cluster.ts`. */
export const startTestBank = async (): Promise<TestBank> => {
  const database = await copyDemoBank()
  const running = new Set<ChildProcess>()
  const stop = async () => {
    await Promise.all([...running].map((child) => endProcess(child, 'SIGTERM')))
    await database.drop()
  }
  try {
    const port = await freePort()
    const env = {
      ...bankEnvironment(database.url),
      PORT: String(port),
      // Where the production build of `app/` lies, relative to the project.
      PASSBOOK_DIST_DIR: process.env.PASSBOOK_DIST_DIR || '.next',
    }
    const start = async (entry: string): Promise<ChildProcess> => {
      const { child, ready } = startProcess(entry, env)
      running.add(child)
      child.once('exit', () => running.delete(child))
      await ready
      return child
    }
    const [, firstWorker] = await Promise.all([start('server/web/main.ts'), start('server/worker/main.ts')])
    let worker = firstWorker
    const baseURL = `http://localhost:${port}`
    return {
      baseURL,
      databaseUrl: database.url,
      worker: {
        stop: () => endProcess(worker, 'SIGTERM'),
        kill: () => endProcess(worker, 'SIGKILL'),
        start: async () => {
          if (running.has(worker)) return
          worker = await start('server/worker/main.ts')
        },
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const copyDemoBank = async () => {
  const { PASSBOOK_E2E_POSTGRES: demo = '', PASSBOOK_E2E_POSTGRES_ADMIN: admin = '' } = process.env
  const name = `e2e_${randomBytes(6).toString('hex')}`
  const asAdmin = async (statement: string) => {
    const sql = postgres(...dial(admin, { max: 1, onnotice: () => undefined }))
    await sql.unsafe(statement).finally(() => sql.end())
  }
  const url = new URL(demo)
  const template = url.pathname.slice(1)
  url.pathname = `/${name}`
  await asAdmin(`CREATE DATABASE ${name} OWNER passbook TEMPLATE ${template} STRATEGY FILE_COPY`)
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`) }
}
