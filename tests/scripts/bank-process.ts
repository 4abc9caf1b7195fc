/** The real command line as a process of its own, on a test's database. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { vi } from 'vitest'
import { TEST_MASTER_KEY } from '../support/database.ts'

const root = resolve(import.meta.dirname, '../..')

export const startCommand = (
  databaseUrl: string,
  args: readonly string[],
  env: Record<string, string> = {},
) => {
  const child = spawn(process.execPath, [join(root, 'scripts/bank/command-line.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
      LOG_LEVEL: 'silent',
      ...env,
    },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data) => {
    stdout += data
  })
  child.stderr.on('data', (data) => {
    stderr += data
  })
  return {
    child,
    says: (pattern: RegExp) =>
      vi.waitFor(
        () => {
          if (!pattern.test(stdout)) throw new Error(`It has not said ${pattern}, but:\n${stdout}${stderr}`)
        },
        { timeout: 15_000, interval: 10 },
      ),
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr })),
  }
}

export const runCommand = (databaseUrl: string, ...args: string[]) => startCommand(databaseUrl, args).ended

/** Of JSON Lines. */
export const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
