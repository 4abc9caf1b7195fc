/**
 * From whatever Node and npm the machine has to a script under the pinned Node with all its dependencies. Ctrl-C in
 * between stops the installation and leaves nothing behind that the next start would take for complete.
 */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../root.mjs'
import { Sentence, say } from '../sentence.mjs'
import { createSteps } from '../steps.mjs'
import { installIfNeeded } from './dependencies.mjs'
import { pinnedVersion, runPinned, whenParentDies } from './pinned-node.mjs'

const OLDEST_NODE = [20, 9]
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

const demandNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new Sentence(
    `This is Node ${process.versions.node} and Passbook needs ${OLDEST_NODE.join('.')} or newer: install one from https://nodejs.org.`,
  )
}

/**
 * `check` refuses, by throwing, what could only fail later. `announce: false` says nothing unless something has to be
 * installed. `mayStop`: to be stopped is no failure of this script, and it listens for signals itself once it runs.
 */
export const bootstrap = async (script, args, { check, announce = true, mayStop = false } = {}) => {
  const abort = new AbortController()
  const stop = () => abort.abort()
  const stoppedCode = mayStop ? 0 : 130
  for (const signal of SIGNALS) process.on(signal, stop)
  try {
    demandNode()
    await check?.()
    const installed = await dependencies(announce, abort.signal)
    // A signal that has come during the checks is delivered in this turn.
    await new Promise(setImmediate)
    if (abort.signal.aborted) process.exit(stoppedCode)
    // From here on a signal ends this process as usual, unless the script says otherwise.
    const end = () => process.exit(stoppedCode)
    for (const signal of SIGNALS) process.on(signal, end).off(signal, stop)
    if (installed || process.version !== pinnedVersion()) return runPinned(script, args, stoppedCode)
    process.argv = [process.execPath, join(root, script), ...args]
    whenParentDies(() => process.kill(process.pid, 'SIGTERM'))
    await import(pathToFileURL(join(root, script)).href)
  } catch (error) {
    if (abort.signal.aborted) process.exit(stoppedCode)
    process.stderr.write(`${say(error)}\n`)
    process.exitCode = 1
  }
}

const dependencies = async (announce, signal) => {
  let installed = false
  const steps = createSteps()
  const work = async (doing) => {
    installed = await installIfNeeded(doing, signal)
    return installed ? 'installed' : 'up to date'
  }
  const step = steps.begin('Dependencies', work)
  if (announce) await step.shown()
  else {
    // Only an installation takes longer than this.
    const quick = await Promise.race([
      step.done,
      new Promise((resolve) => setTimeout(resolve, 1_000).unref()),
    ])
    if (quick === undefined) await step.shown()
  }
  return installed
}
