/**
 * Fills the demo bank the first time, and completes it when that was interrupted; in a process of its own, because it
 * takes some seconds of full work and loads much that is never needed again.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { connect } from '../../db/client.ts'
import { demoState } from '../../db/demo/state.ts'
import { endGroup } from '../process-group.mjs'
import { root } from '../root.mjs'
import { Sentence } from '../sentence.mjs'

export const fillDemo = async (
  env: NodeJS.ProcessEnv,
  doing: (text: string) => void,
  signal: AbortSignal,
): Promise<string> => {
  const state = await stateOf(env.DATABASE_URL ?? '')
  if (state === 'complete') return 'up to date'
  if (state === 'other') return 'left alone: this bank has a life of its own'
  doing('opening accounts')
  await fill(env, doing, signal)
  return 'filled'
}

const stateOf = async (url: string) => {
  const database = connect(url, { applicationName: 'start', max: 1 })
  try {
    return (await demoState(database.sql)).status
  } finally {
    await database.close()
  }
}

const fill = (env: NodeJS.ProcessEnv, doing: (text: string) => void, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = fork(join(root, 'db/demo/main.ts'), [], {
      cwd: root,
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data) => {
        output += data
      })
    }
    child.on('message', (message) => {
      if (isProgress(message))
        doing(`living two years, ${Math.floor((100 * message.done) / message.total)} %`)
    })
    const stop = () => endGroup(child.pid)
    signal.addEventListener('abort', stop, { once: true })
    child.once('error', reject)
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(new Sentence(`The demo bank could not be filled: ${output.trim().split('\n').at(-1)}`))
    })
  })

const isProgress = (message: unknown): message is { done: number; total: number } =>
  typeof message === 'object' && message !== null && 'done' in message && 'total' in message
