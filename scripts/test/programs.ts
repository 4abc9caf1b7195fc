/** The programs that check the project, each in a process of its own that ends with us. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endGroup } from '../process-group.mjs'
import { root } from '../root.mjs'
import { type Failure, type VitestReport, vitestFailures } from './failures.ts'
import { quickEnvironment } from './quick-environment.ts'

export type Outcome = {
  readonly ok: boolean
  /** Of parts that run tests. */
  readonly tests?: { readonly passed: number; readonly failed: number }
  /** What failed, and why: told again at the end, below thousands of lines about what did not. */
  readonly failures?: readonly Failure[]
  /** Of a program that was `unheard`. */
  readonly said?: string
}

export type ProgramOptions = {
  readonly env?: NodeJS.ProcessEnv
  /** Another one is being listened to: what it says is kept. */
  readonly unheard?: boolean
}

/** `file` is a JavaScript file below node_modules. Its output is ours, unless it is `unheard`. */
export const program = (
  file: string,
  args: readonly string[],
  { env = process.env, unheard = false }: ProgramOptions = {},
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const output = unheard ? 'pipe' : 'inherit'
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...env, ...quickEnvironment(env) },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += data))
    const end = () => endGroup(child.pid, 'SIGINT')
    process.once('exit', end)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('exit', end)
      resolve({ ok: code === 0, ...(unheard && { said }) })
    })
  })

export const vitest = async (project: string, report: string): Promise<Outcome> => {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // What the user has set for the bank is not for its tests.
  const { DATABASE_URL: _, PORT: __, ...env } = process.env
  const { ok } = await program('vitest/vitest.mjs', ['run', '--project', project, ...reporters], {
    env: { ...env, NODE_ENV: 'test' },
  })
  const told = read<VitestReport>(report)
  return {
    ...counted(ok, told?.numPassedTests ?? 0, told?.numFailedTests ?? 0),
    failures: told ? vitestFailures(told) : [],
  }
}

/** A failed run without a failed test (a file that does not load) counts as one failure. */
export const counted = (ok: boolean, passed: number, failed: number): Outcome => {
  const really = ok && passed > 0 && failed === 0
  return { ok: really, tests: { passed, failed: really ? 0 : Math.max(failed, 1) } }
}

export const read = <T>(report: string): T | null => {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as T
  } catch {
    return null
  }
}
