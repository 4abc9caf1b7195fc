/**
 * A real bank for end-to-end tests: its own Postgres, the demo bank, web and worker as processes of their own, on a free
 * port. The worker can be taken away and brought back.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startThrowaway } from '../../db/embedded/index.ts'
import { freePort } from '../../db/embedded/postmaster.ts'
import { migrate } from '../../db/migrate.ts'

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

export type TestBankOptions = {
  /** Where the production build of `app/` lies, relative to the project. */
  readonly distDir?: string
  readonly demo?: boolean
}

const root = join(import.meta.dirname, '../..')

export const startTestBank = async (options: TestBankOptions = {}): Promise<TestBank> => {
  const { distDir = process.env.PASSBOOK_DIST_DIR || '.next', demo = true } = options
  const server = await startThrowaway({ durable: false })
  const running = new Set<ChildProcess>()
  const stop = async () => {
    await Promise.all([...running].map((child) => end(child, 'SIGTERM')))
    await server.stop()
  }
  try {
    await migrate(server.url)
    const port = await freePort()
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: server.url,
      BETTER_AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      BETTER_AUTH_URL: '',
      PORT: String(port),
      PASSBOOK_DEMO: demo ? '1' : '0',
      PASSBOOK_DIST_DIR: distDir,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
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
    if (demo)
      await succeed(fork(join(root, 'db/demo/main.ts'), [], { cwd: root, execArgv: [], env, silent: true }))
    const [, firstWorker] = await Promise.all([start('server/web/main.ts'), start('server/worker/main.ts')])
    let worker = firstWorker
    return {
      baseURL: `http://localhost:${port}`,
      databaseUrl: server.url,
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

const succeed = async (child: ChildProcess): Promise<void> => {
  let output = ''
  child.stderr?.on('data', (data) => {
    output += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The demo bank could not be filled: ${output}`)
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
