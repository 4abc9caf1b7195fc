/** A demo bank to be looked at: a database of its own, web and worker, on a free port, all gone afterwards. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startThrowaway } from '../../db/embedded/index.ts'
import { freePort } from '../../db/embedded/postmaster.ts'
import { migrate } from '../../db/migrate.ts'
import { fillDemo } from '../bank/demo.ts'
import { root } from '../root.mjs'

export const startDemoBank = async (distDir: string, doing: (text: string) => void) => {
  const postgres = await startThrowaway({ durable: false })
  const running: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(running.map(end))
    await postgres.stop()
  }
  try {
    await migrate(postgres.url)
    const port = await freePort()
    const env = {
      ...process.env,
      NODE_ENV: 'production' as const,
      DATABASE_URL: postgres.url,
      BETTER_AUTH_SECRET: 'only-for-screenshots-only-for-screenshots',
      BETTER_AUTH_URL: '',
      PASSBOOK_DEMO: '1',
      PASSBOOK_DIST_DIR: distDir,
      LOG_LEVEL: 'error',
      PORT: String(port),
    }
    await fillDemo(env, doing, new AbortController().signal)
    doing('opening the bank')
    const start = async (entry: string) => {
      const child = fork(join(root, entry), [], {
        cwd: root,
        execArgv: [],
        env,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      running.push(child)
      await once(child, 'message')
    }
    await Promise.all([start('server/web/main.ts'), start('server/worker/main.ts')])
    return { baseURL: `http://localhost:${port}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
