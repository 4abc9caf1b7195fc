/** The bank's own processes, as children of a benchmark. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { nodeFlags } from '../server/node-flags.ts'

export type BenchProcess = { readonly child: ChildProcess; readonly stop: () => Promise<void> }

/** Benchmarks write in their own process what these then read. */
export const BENCH_MASTER_KEY = Buffer.alloc(32, 'benchmark')
const SECRET = 'only-for-benchmarks-only-for-benchmarks'

export const bankEnvironment = (
  databaseUrl: string,
  { port = 0, demo = false }: { port?: number; demo?: boolean } = {},
): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  BETTER_AUTH_SECRET: SECRET,
  PASSBOOK_MASTER_KEY: BENCH_MASTER_KEY.toString('hex'),
  BETTER_AUTH_URL: '',
  PASSBOOK_DEMO: demo ? '1' : '0',
  PORT: String(port),
  LOG_LEVEL: 'error',
})

/** `entry` is relative to this folder; started as the bank starts its own processes. Resolves when the process says that it is ready. */
export const startProcess = async (entry: string, env: NodeJS.ProcessEnv): Promise<BenchProcess> => {
  const child = fork(join(import.meta.dirname, entry), [], {
    env,
    execArgv: nodeFlags,
    // Whatever it prints must not get between the lines of the result.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const exited = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await exited
  }
  const ready = once(child, 'message')
  await Promise.race([
    ready,
    exited.then(([code]) => {
      throw new Error(`${entry} ended with ${code} before it was ready`)
    }),
  ])
  return { child, stop }
}
