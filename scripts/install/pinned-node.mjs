/**
 * The Node that the bank runs on is a dependency like any other. Whatever Node starts a script, the script goes on
 * under that one.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'

export const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node')

export const pinnedVersion = () =>
  `v${JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8')).version}`

/**
 * Runs a script to its end and becomes its exit code; `stoppedCode` if a signal ended it that we passed on. The script
 * learns over its channel when we are gone.
 */
export const runPinned = (script, args, stoppedCode) => {
  const child = spawn(pinnedNode, [join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
  })
  let asked = false
  const pass = (signal) => {
    asked = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    const before = process.listeners(signal)
    process.on(signal, pass)
    for (const listener of before) process.off(signal, listener)
  }
  whenParentDies(() => pass('SIGTERM'))
  child.once('exit', (code) => process.exit(code ?? (asked ? stoppedCode : 1)))
}

/** npm that was killed takes nobody along; so what npm has started looks whether npm is still there. */
export const whenParentDies = (callback) => {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callback()
  }, 500)
  timer.unref()
}
