/** Processes of the bank for tests: started until they say that they are ready, ended until they have exited. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What even a process needs that is to know nothing else of us: without it, it compiles the whole bank once more. */
export const quickNode = (): Readonly<Record<string, string | undefined>> => {
  const { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_OPTIONS, NODE_COMPILE_CACHE }
}

export const bankEnvironment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  BETTER_AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  BETTER_AUTH_URL: '',
  PASSBOOK_DEMO: '1',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
})

/** `entry` is its file. It is there to be ended before it is ready. */
export const startProcess = (entry: string, env: NodeJS.ProcessEnv) => {
  const child = fork(join(root, entry), [], {
    cwd: root,
    execArgv: [],
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
        resolve()
    })
    child.once('exit', (code, signal) =>
      reject(new Error(`${entry} ended with ${signal ?? code} before it was ready`)),
    )
  })
  return { child, ready }
}

export const endProcess = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
