/** Runs the real supervisor with stand-ins for web and worker, in a data folder of its own, and looks at what it leaves. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { startEmbedded } from '../../db/embedded/index.ts'
import { findPostmaster, freePort, stopPostmaster } from '../../db/embedded/postmaster.ts'
import { startOf } from '../../db/embedded/process-lock.mjs'
import { migrate } from '../../db/migrate.ts'

const root = resolve(import.meta.dirname, '../..')
const standIn = join(import.meta.dirname, 'stand-ins/process.mjs')
const PATIENCE = { timeout: 20_000, interval: 20 }

export type Bank = {
  readonly process: ChildProcess
  /** Everything it has written so far. */
  readonly output: () => string
  readonly exited: Promise<{ code: number | null; stderr: string }>
  readonly says: (pattern: RegExp) => Promise<void>
}

export type Clone = {
  readonly dataDir: string
  readonly port: number
  /** As `npm run dev`, which needs no build, unless another mode is named. */
  readonly start: (env?: Record<string, string>, mode?: 'start' | 'dev') => Bank
  /** What the stand-ins have noted: started, drained, orphaned. */
  readonly journal: () => ReadonlyArray<{ readonly event: string; readonly pid: number }>
  readonly postgresPid: () => number | undefined
  /** Waits for the processes to be gone. */
  readonly gone: (...pids: ReadonlyArray<number | undefined>) => Promise<void>
}

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'passbook-supervised-'))
  // Whoever runs Postgres, when root runs the tests, has to pass through.
  chmodSync(folder, 0o755)
  return folder
}

/** A data folder as an earlier bank has left it, in order: for clones whose making is not the subject. */
export const madeBefore = async () => {
  const folder = newFolder()
  const dataDir = join(folder, '.data')
  const server = await startEmbedded({ dataDir })
  try {
    await migrate(server.url)
  } finally {
    await server.stop()
  }
  return { dataDir, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** With a copy of the data in `from`; a new one without. */
export const startedClone = async ({ from }: { from?: string } = {}): Promise<Clone> => {
  const folder = newFolder()
  const dataDir = join(folder, '.data')
  // By `cp`, which leaves the files to their owner.
  if (from) execFileSync('cp', ['-a', from, dataDir])
  const journalFile = join(folder, 'journal')
  const port = await freePort()
  const postmaster = () => findPostmaster(join(dataDir, 'postgres'))
  const banks: Bank[] = []

  onTestFinished(async () => {
    for (const { process, exited } of banks) {
      if (process.exitCode === null && process.signalCode === null) process.kill('SIGTERM')
      await exited
    }
    const left = postmaster()
    if (left) await stopPostmaster(left)
    rmSync(folder, { recursive: true, force: true })
  })

  const start: Clone['start'] = (env = {}, mode = 'dev') => {
    const { DATABASE_URL: _, ...inherited } = process.env
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), mode], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited,
        PORT: String(port),
        PASSBOOK_DATA_DIR: dataDir,
        PASSBOOK_DEMO: '0',
        PASSBOOK_WEB_ENTRY: standIn,
        PASSBOOK_WORKER_ENTRY: standIn,
        STAND_IN_JOURNAL: journalFile,
        ...env,
      },
    })
    let output = ''
    let stderr = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.stderr.on('data', (data) => {
      output += data
      stderr += data
    })
    const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }))
    const says = (pattern: RegExp) =>
      vi.waitFor(() => {
        if (!pattern.test(output)) throw new Error(`It has not said ${pattern}, but:\n${output}`)
      }, PATIENCE)
    const bank = { process: child, output: () => output, exited, says }
    banks.push(bank)
    return bank
  }

  const journal = () => {
    try {
      return readFileSync(journalFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([event = '', pid]) => ({ event, pid: Number(pid) }))
    } catch {
      return []
    }
  }

  const gone = (...pids: ReadonlyArray<number | undefined>) =>
    vi.waitFor(() => {
      const left = pids.filter((pid) => pid !== undefined && startOf(pid) !== null)
      if (left.length > 0) throw new Error(`Still running: ${left.join(', ')}`)
    }, PATIENCE)

  return { dataDir, port, start, journal, postgresPid: () => postmaster()?.pid, gone }
}
