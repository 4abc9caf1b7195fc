/**
 * The embedded Postgres. `startEmbedded` runs the cluster of a data folder: made when missing, recovered when its last
 * owner was killed, taken over when it is still running. `startThrowaway` runs one in a temporary folder, for tests
 * and benchmarks. Both give the application's address, whose user is an ordinary one: what the log refuses, it refuses
 * to the bank too. All problems are PostgresFailure, one sentence each.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  adminUrl,
  applicationUrl,
  fingerprint,
  hasCluster,
  makeCluster,
  type Passwords,
  prepareDatabase,
  resetSuperuserPassword,
} from './cluster.ts'
import { explain, PostgresFailure } from './failure.ts'
import { bankPlace, type Place, throwawayPlace } from './place.ts'
import {
  findPostmaster,
  logFile,
  type Postmaster,
  pgdata,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts'
import { isAlive, self } from './process-lock.mjs'
import { keptPasswords } from './secrets.ts'
import { bySocket } from './socket.ts'
import { sweepThrowaways, THROWAWAY_PREFIX } from './throwaway-sweep.ts'

export { PostgresFailure } from './failure.ts'

export type EmbeddedPostgres = {
  /** For the application: user and database `passbook`. */
  readonly url: string
  /** For tests that make their own databases: the superuser, in database `postgres`. */
  readonly adminUrl: string
  readonly port: number
  readonly pid: number
  /** Where the cluster and its log lie. */
  readonly home: string
  readonly isRunning: () => boolean
  /** What keeps it from working, when its log since then tells: a full disk, say. One sentence. */
  readonly trouble: () => string | null
  readonly stop: () => Promise<void>
}

export type StartEmbeddedOptions = {
  /** The clone's data folder, `.data`. */
  readonly dataDir: string
  readonly port?: number
  /** Called before each thing that takes a moment, with its name. */
  readonly onProgress?: (doing: string) => void
}

/** For a laptop that also runs other things. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // In the data's own folder, where nobody else gets. Node knows no such sockets on Windows.
  unix_socket_directories: process.platform === 'win32' ? '' : '.',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // Short transactions by the thousand: compiling a plan or spreading it over processes never pays here.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
}

export const startEmbedded = async (options: StartEmbeddedOptions): Promise<EmbeddedPostgres> => {
  const place = bankPlace(options.dataDir)
  const passwords = keptPasswords(options.dataDir)
  return withDiskExplained(place, async () => {
    const taken = await takeOver(place, passwords)
    if (taken) return handle(place, taken, passwords)
    return await start(place, passwords, { ...options, settings: SETTINGS, sync: true })
  })
}

export type ThrowawayOptions = {
  /** False: writes may be lost in a power cut, which is fine for tests and several times faster. */
  readonly durable: boolean
  readonly settings?: Readonly<Record<string, string>>
}

/** Gone with everything in it after `stop()`, at the end of this process, or at the next start of another one. */
export const startThrowaway = async ({ durable, settings }: ThrowawayOptions): Promise<EmbeddedPostgres> => {
  await sweepThrowaways()
  const place = throwawayPlace(THROWAWAY_PREFIX)
  writeFileSync(join(place.home, 'owner.json'), JSON.stringify(self()))
  const passwords = { superuser: secret(), passbook: secret() }
  const remove = () => rmSync(place.home, { recursive: true, force: true, maxRetries: 5 })
  try {
    const server = await withDiskExplained(place, () =>
      start(place, passwords, {
        settings: {
          ...SETTINGS,
          // Nobody guesses a password that was drawn by lot, and gone tomorrow; and each connection has to reckon it.
          scram_iterations: '1',
          ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
          ...settings,
        },
        sync: durable,
      }),
    )
    const atExit = () => {
      kill(server.pid)
      remove()
    }
    process.once('exit', atExit)
    return {
      ...server,
      stop: async () => {
        process.off('exit', atExit)
        await server.stop()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

const secret = () => randomBytes(24).toString('hex')

const kill = (pid: number) => {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // Already gone.
  }
}

type Start = Omit<StartEmbeddedOptions, 'dataDir'> & {
  readonly settings: Readonly<Record<string, string>>
  readonly sync: boolean
}

const start = async (place: Place, passwords: Passwords, { onProgress, port, settings, sync }: Start) => {
  const wanted = fingerprint(passwords)
  const isNew = !hasCluster(place)
  const isPrepared = !isNew && readNote(place)?.passwords === wanted
  if (isNew) {
    onProgress?.('making the database cluster')
    await makeCluster(place, passwords, { sync })
  } else if (!isPrepared) {
    onProgress?.('setting new database passwords')
    resetSuperuserPassword(place, passwords)
  }
  onProgress?.('starting Postgres')
  const server = await startPostmaster(place, { port, settings })
  try {
    if (!isPrepared) await prepareDatabase(server.port, passwords)
    writeNote(place, { passwords: wanted, running: runs(place) })
  } catch (error) {
    await stopPostmaster(server)
    throw error
  }
  return handle(place, server, passwords)
}

const handle = (place: Place, server: Postmaster, passwords: Passwords): EmbeddedPostgres => ({
  url: bySocket(applicationUrl(server.port, passwords), pgdata(place.home)),
  adminUrl: bySocket(adminUrl(server.port, passwords), pgdata(place.home)),
  port: server.port,
  pid: server.pid,
  home: place.home,
  isRunning: () => isAlive(server),
  trouble: troubleSince(place.home),
  stop: () => stopPostmaster(server),
})

/** A server left over by a killed bank is used as it is, if this very version of the programs and settings started it. */
const takeOver = async (place: Place, passwords: Passwords): Promise<Postmaster | null> => {
  const found = findPostmaster(place.home)
  if (!found) return null
  const note = readNote(place)
  const usable =
    found.status === 'ready' && note?.running === runs(place) && note.passwords === fingerprint(passwords)
  if (usable) return found
  await stopPostmaster(found)
  return null
}

/** Beside the data: which passwords it has, and what runs it. */
type Note = { readonly passwords: string; readonly running: string }
const noteFile = (place: Place) => join(place.home, 'cluster.json')

const readNote = (place: Place): Note | null => {
  try {
    return JSON.parse(readFileSync(noteFile(place), 'utf8')) as Note
  } catch {
    return null
  }
}
const writeNote = (place: Place, note: Note) =>
  writeFileSync(noteFile(place), JSON.stringify(note), { mode: 0o600 })

const runs = ({ binaries }: Place): string =>
  createHash('sha256')
    .update(`${binaries.folder} ${binaries.version} ${JSON.stringify(SETTINGS)}`)
    .digest('hex')

/** Node and Postgres both say "no space left on device", each in its own way. */
const withDiskExplained = async <T>(place: Place, work: () => Promise<T>): Promise<T> => {
  const trouble = troubleSince(place.home)
  try {
    return await work()
  } catch (error) {
    if (error instanceof PostgresFailure) throw error
    const sentence = explain(String(error), place.home) ?? trouble()
    throw sentence ? new PostgresFailure(sentence) : error
  }
}

const troubleSince = (home: string) => {
  const before = statSync(logFile(home), { throwIfNoEntry: false })?.size ?? 0
  return () => explain(logOf(home, before), home)
}

const logOf = (home: string, from: number): string => {
  try {
    return readFileSync(logFile(home)).subarray(from).toString().slice(-10_000)
  } catch {
    return ''
  }
}
