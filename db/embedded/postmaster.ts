/**
 * One Postgres server process: started so that the terminal's Ctrl-C does not reach it, waited for until it accepts
 * connections, found again by its pid file when whoever started it is gone, and stopped without losing anything.
 */
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { program, programEnvironment } from './binaries.ts'
import { failed } from './failure.ts'
import { identity } from './owner.ts'
import type { Place } from './place.ts'
import { isAlive, startOf } from './process-lock.mjs'

export type Postmaster = {
  readonly pid: number
  readonly started: string | null
  readonly port: number
  /** What the server says about itself: starting, ready, stopping. */
  readonly status: string
}

export const pgdata = (home: string) => join(home, 'data')
export const logFile = (home: string) => join(home, 'postgres.log')
const pidFile = (home: string) => join(pgdata(home), 'postmaster.pid')

/** The server that runs on this folder's data, whoever started it; null when there is none. */
export const findPostmaster = (home: string): Postmaster | null => {
  let lines: string[]
  try {
    lines = readFileSync(pidFile(home), 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number(lines[0])
  const started = startOf(pid)
  if (started === null || !serves(pid, home, lines[1] ?? '')) return null
  return { pid, started, port: Number(lines[3]), status: (lines[7] ?? 'starting').trim() }
}

/** After a crash the pid in the file may belong to anything; and a copied folder brings the original's pid file along. */
const serves = (pid: number, home: string, recordedFolder: string): boolean => {
  if (!/^(\S*\/)?postgres(\0|\s|$)/.test(commandLine(pid))) return false
  try {
    const recorded = statSync(recordedFolder, { throwIfNoEntry: false })
    const ours = statSync(pgdata(home))
    return !recorded || (recorded.dev === ours.dev && recorded.ino === ours.ino)
  } catch {
    return false
  }
}

const commandLine = (pid: number): string => {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

export type StartOptions = {
  readonly port?: number
  readonly settings: Readonly<Record<string, string>>
}

/** Throws PostgresFailure. There must be no server on this data. */
export const startPostmaster = async (
  place: Place,
  { port, settings }: StartOptions,
): Promise<Postmaster> => {
  for (let attempt = 1; ; attempt++) {
    const chosen = attempt === 1 && port ? port : await freePort()
    const outcome = await tryToStart(place, chosen, settings)
    if (typeof outcome !== 'string') return outcome
    // Somebody took the port in between; or a killed server's last processes have not gone yet.
    const passes = /could not bind|Address already in use/.test(outcome)
      ? attempt < 5
      : /still in use|lock file .* already exists/.test(outcome) && attempt < 40
    if (!passes) throw failed('start', outcome, place.home)
    if (/lock file .* already exists/.test(outcome) && !findPostmaster(place.home)) {
      rmSync(pidFile(place.home), { force: true })
    }
    await pause(attempt * 25)
  }
}

const tryToStart = async (
  place: Place,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster | string> => {
  const log = logFile(place.home)
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(log, `${log}.old`)
  // A file, not a pipe: the server may outlive us, and a full pipe would stop it.
  const output = openSync(log, 'a', 0o600)
  const logBefore = statSync(log).size
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(
    program(place.binaries, 'postgres'),
    ['-D', pgdata(place.home), '-p', String(port), ...flags],
    {
      ...identity(place.owner),
      cwd: pgdata(place.home),
      detached: true,
      stdio: ['ignore', output, output],
      env: programEnvironment,
    },
  )
  closeSync(output)
  let problem: string | undefined
  child.once('error', (error) => {
    problem = String(error)
  })
  child.unref()
  while (problem === undefined && child.exitCode === null && child.signalCode === null) {
    const found = findPostmaster(place.home)
    if (found?.pid === child.pid && found?.status === 'ready') return found
    await pause(15)
  }
  return problem ?? readFileSync(log).subarray(logBefore).toString()
}

/**
 * Sessions are ended and everything is written. A server that has not gone after `patienceMs` is stopped the hard way,
 * which loses nothing either, but makes the next start slower.
 */
export const stopPostmaster = async (server: Postmaster, patienceMs = 30_000): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const deadline = Date.now() + patienceMs
    try {
      process.kill(server.pid, signal)
    } catch {
      return
    }
    while (Date.now() < deadline) {
      if (!isAlive(server)) return
      await pause(15)
    }
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
