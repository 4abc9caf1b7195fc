/**
 * Fills the demo bank the first time, in a process of its own: that takes some seconds of full work, and loads much
 * that is never needed again.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import postgres from 'postgres'
import { endGroup } from '../process-group.mjs'
import { root } from '../root.mjs'
import { Sentence } from '../sentence.mjs'

export const fillIfEmpty = async (
  env: NodeJS.ProcessEnv,
  doing: (text: string) => void,
  signal: AbortSignal,
): Promise<string> => {
  if (!(await isEmpty(env.DATABASE_URL ?? ''))) return 'up to date'
  doing('opening accounts, paying salaries')
  await fill(env, signal)
  return 'filled'
}

const isEmpty = async (url: string): Promise<boolean> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const [head] = await sql`SELECT last_position::int AS position FROM event_log_head`
    return head?.position === 0
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const fill = (env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const entry = process.env.PASSBOOK_DEMO_ENTRY ?? join(root, 'db/demo/main.ts')
    const child = spawn(process.execPath, [entry], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
    const stop = () => endGroup(child.pid)
    signal.addEventListener('abort', stop, { once: true })
    child.once('error', reject)
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else
        reject(
          new Sentence(
            `The demo bank could not be filled:\n${output.trimEnd().split('\n').slice(-15).join('\n')}`,
          ),
        )
    })
  })
