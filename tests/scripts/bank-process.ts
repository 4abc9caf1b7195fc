/**
 * The real command line on a test's database: as a process of its own where its process is the subject, and otherwise
 * in the test's, because a second for each would be minutes for all.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { vi } from 'vitest'
import { runCommand as runHere } from '../../scripts/bank/run-command.ts'
import { TEST_MASTER_KEY } from '../support/database.ts'

const root = resolve(import.meta.dirname, '../..')

const environmentFor = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
  LOG_LEVEL: 'silent',
})

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
      ...environmentFor(databaseUrl),
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

export const runCommand = async (databaseUrl: string, ...args: string[]) => {
  const said = { stdout: '', stderr: '' }
  const into = (name: keyof typeof said) =>
    new Writable({
      decodeStrings: false,
      write: (text, _, written) => {
        said[name] += text
        written()
      },
    })
  const code = await runHere(args, {
    env: { ...process.env, ...environmentFor(databaseUrl) },
    stdout: into('stdout'),
    stderr: into('stderr'),
    stop: new AbortController().signal,
  })
  return { code, ...said }
}

/** Of JSON Lines. */
export const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
