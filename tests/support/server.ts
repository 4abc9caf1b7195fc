/**
 * A real bank for end-to-end tests: its own database with the demo bank in it, web and worker as processes of their own,
 * on a free port. The worker can be taken away and brought back.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import postgres from 'postgres'
import { freePort } from '../../db/embedded/postmaster.ts'

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

const root = join(import.meta.dirname, '../..')

/** For a process of the bank. */
export const bankEnvironment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  BETTER_AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  BETTER_AUTH_URL: '',
  PASSBOOK_DEMO: '1',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
})

/** Needs the global setup of `e2e-cluster.ts`. */
export const startTestBank = async (): Promise<TestBank> => {
  const database = await copyDemoBank()
  const running = new Set<ChildProcess>()
  const stop = async () => {
    await Promise.all([...running].map((child) => end(child, 'SIGTERM')))
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
      const child = fork(join(root, entry), [], {
        cwd: root,
        execArgv: [],
        env,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      running.add(child)
      child.once('exit', () => running.delete(child))
      await ready(child, entry)
      return child
    }
    const [, firstWorker] = await Promise.all([start('server/web/main.ts'), start('server/worker/main.ts')])
    let worker = firstWorker
    const baseURL = `http://localhost:${port}`
    await untilRead(baseURL)
    return {
      baseURL,
      databaseUrl: database.url,
      worker: {
        stop: () => end(worker, 'SIGTERM'),
        kill: () => end(worker, 'SIGKILL'),
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

const ready = (child: ChildProcess, entry: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
        resolve()
    })
    child.once('exit', (code, signal) =>
      reject(new Error(`${entry} ended with ${signal ?? code} before it was ready`)),
    )
  })

/** The demo's two years are read by the worker only now; a test should not watch its figures run through them. */
const untilRead = async (baseURL: string): Promise<void> => {
  for (;;) {
    const { projectors } = (await (await fetch(`${baseURL}/api/health`)).json()) as {
      projectors?: { lag: number }[]
    }
    if (projectors?.every(({ lag }) => lag === 0)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const copyDemoBank = async () => {
  const { PASSBOOK_E2E_POSTGRES: demo = '', PASSBOOK_E2E_POSTGRES_ADMIN: admin = '' } = process.env
  const name = `e2e_${randomBytes(6).toString('hex')}`
  const asAdmin = async (statement: string) => {
    const sql = postgres(admin, { max: 1, onnotice: () => undefined })
    await sql.unsafe(statement).finally(() => sql.end())
  }
  const url = new URL(demo)
  const template = url.pathname.slice(1)
  url.pathname = `/${name}`
  await asAdmin(`CREATE DATABASE ${name} OWNER passbook TEMPLATE ${template} STRATEGY FILE_COPY`)
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`) }
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
