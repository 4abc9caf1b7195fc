/**
 * One process of the bank (web or worker), kept running: started again when it dies, later each time, and given up on
 * when it keeps dying at once. It leads its own process group, so the terminal's Ctrl-C reaches it only through us and
 * it can finish its work first.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { nodeFlags } from '../../server/node-flags.ts'
import { Sentence } from '../sentence.mjs'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8_000
/** A process that lived this long was well; what happened then is a new story. */
const WELL_AFTER_MS = 20_000
const QUICK_DEATHS = 5
/** Draining takes a moment; a process that takes longer will not end by itself. */
const PATIENCE_MS = 10_000
const LOG_LIMIT_BYTES = 10_000_000

export type ChildOptions = {
  readonly name: string
  readonly entry: string
  readonly env: () => NodeJS.ProcessEnv
  /** Where its output goes; null leaves it on our own. */
  readonly logFile: string | null
  readonly onDeath: (what: string) => void
  readonly onGivenUp: (reason: Sentence) => void
}

export type Child = {
  /** The first time that it can serve. */
  readonly ready: Promise<void>
  readonly restart: () => Promise<void>
  /** `hurry` aborts the wait for its work to be finished. */
  readonly stop: (hurry?: AbortSignal) => Promise<void>
}

export const keepRunning = (options: ChildOptions): Child => {
  const { name, entry, env, logFile, onDeath, onGivenUp } = options
  let current: ChildProcess | null = null
  let stopping = false
  let restarting = false
  let deaths = 0
  let pause: NodeJS.Timeout | undefined
  const { promise: ready, resolve: nowReady, reject: neverReady } = Promise.withResolvers<void>()
  ready.catch(() => undefined)

  const start = () => {
    const startedAt = Date.now()
    const output = logFile === null ? 'inherit' : openLog(logFile)
    const child = fork(entry, [], {
      execArgv: nodeFlags,
      env: env(),
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    })
    if (output !== 'inherit') closeSync(output)
    current = child
    child.on('message', (message) => isReady(message) && nowReady())
    child.once('error', () => undefined)
    child.once('exit', (code, signal) => {
      if (current === child) current = null
      if (stopping || restarting) return
      deaths = Date.now() - startedAt > WELL_AFTER_MS ? 1 : deaths + 1
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
      if (deaths >= QUICK_DEATHS) {
        const reason = new Sentence(`The ${name} ${how} ${deaths} times in a row${lastWords(logFile)}.`)
        neverReady(reason)
        return onGivenUp(reason)
      }
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (deaths - 1), LONGEST_PAUSE_MS)
      onDeath(`The ${name} ${how}; it is started again.`)
      pause = setTimeout(start, pauseMs)
    })
  }

  const end = async (hurry?: AbortSignal) => {
    clearTimeout(pause)
    const child = current
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    const kill = () => child.kill('SIGKILL')
    const patience = setTimeout(kill, PATIENCE_MS)
    hurry?.addEventListener('abort', kill, { once: true })
    if (hurry?.aborted) kill()
    child.kill('SIGTERM')
    await exited
    clearTimeout(patience)
    hurry?.removeEventListener('abort', kill)
  }

  start()
  return {
    ready,
    restart: async () => {
      if (stopping || restarting) return
      restarting = true
      await end()
      restarting = false
      deaths = 0
      if (!stopping) start()
    },
    stop: async (hurry) => {
      stopping = true
      await end(hurry)
    },
  }
}

const isReady = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'

/** A file and not a pipe: the process must be able to write after we were killed. */
const openLog = (path: string): number => {
  mkdirSync(dirname(path), { recursive: true })
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES)
    renameSync(path, `${path}.old`)
  return openSync(path, 'a', 0o600)
}

/** The last thing that a dying process said: an error's first line, if its log has one. */
const lastWords = (logFile: string | null): string => {
  if (logFile === null) return ''
  const lines = readFileSync(logFile, 'utf8').slice(-8_000).trimEnd().split('\n')
  const complaint =
    lines.findLast((line) => /"level":(50|60)|^\w*Error\b|^\s*throw /.test(line)) ?? lines.at(-1) ?? ''
  return `, and its last words were: ${messageOf(complaint).slice(0, 300)} (more in ${logFile})`
}

const messageOf = (line: string): string => {
  try {
    const entry = JSON.parse(line) as { msg?: string; err?: { message?: string } }
    return [entry.msg, entry.err?.message].filter(Boolean).join(': ') || line
  } catch {
    return line
  }
}
