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
    const baseURL = `http://localhost:${port}`
    doing('waiting until everything written can be read')
    await untilRead(baseURL)
    return { baseURL, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Figures in pictures should not be those of half the bank's life. */
const untilRead = async (baseURL: string): Promise<void> => {
  for (let tries = 0; tries < 240; tries += 1) {
    const { projectors } = (await fetch(`${baseURL}/api/health`).then((answer) => answer.json())) as {
      projectors?: { lag: number }[]
    }
    if (projectors?.every(({ lag }) => lag === 0)) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The worker of the demo bank does not catch up.')
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
