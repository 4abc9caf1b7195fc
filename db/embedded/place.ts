/**
 * Where a cluster's files and programs lie, such that the user who runs Postgres can reach them. Normally that is the
 * clone itself. When root runs a clone under a folder that Postgres' user cannot enter (/root, say), both go to
 * /var/lib/passbook: the programs once per version, the data once per clone, remembered in a file of the clone.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Binaries, locateBinaries, program } from './binaries.ts'
import { PostgresFailure } from './failure.ts'
import { canEnter, canRun, type Owner, otherOwner } from './owner.ts'

const SHARED_FOLDER = '/var/lib/passbook'

export type Place = {
  /** The folder of one cluster: `data` is Postgres' own, its log and our notes lie beside it. */
  readonly home: string
  readonly binaries: Binaries
  /** Null when Postgres runs as the user who started us. */
  readonly owner: Owner | null
}

/** `dataDir` is the clone's data folder; the cluster lies in its `postgres`, or elsewhere as said above. */
export const bankPlace = (dataDir: string): Place => {
  const wanted = join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true })
  const owner = otherOwner([join(bankHome(dataDir), 'data'), dirname(dataDir)])
  // Postgres' user must pass through, and need not list.
  if (owner) chmodSync(dataDir, statSync(dataDir).mode | 0o711)
  const binaries = runnableBinaries(owner)
  const known = bankHome(dataDir)
  if (isReachable(known, owner)) return { home: known, binaries, owner }
  if (existsSync(join(wanted, 'data'))) {
    throw new PostgresFailure(
      `The bank's data in ${wanted} cannot be reached by ${owner?.name ?? 'you'}, who would run Postgres: let that user enter every folder on the way (chmod o+x), or start as the user who owns the data.`,
    )
  }
  const home = join(SHARED_FOLDER, `bank-${randomBytes(4).toString('hex')}`)
  mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 })
  if (!isReachable(home, owner)) {
    throw new PostgresFailure(
      `Neither ${wanted} nor ${SHARED_FOLDER} can be used by ${owner?.name ?? 'you'}, who would run Postgres: let that user enter the folder of this clone (chmod o+x), or give DATABASE_URL.`,
    )
  }
  writeFileSync(homeRecord(dataDir), `${home}\n`)
  return { home, binaries, owner }
}

const homeRecord = (dataDir: string) => join(dataDir, 'postgres-home')

/** The folder of the bank's cluster, whether or not it exists yet. */
export const bankHome = (dataDir: string): string => {
  const record = homeRecord(dataDir)
  if (!existsSync(record)) return join(dataDir, 'postgres')
  const home = readFileSync(record, 'utf8').trim()
  // The record decides what a reset deletes, so it is not believed blindly.
  if (dirname(home) !== SHARED_FOLDER) {
    throw new PostgresFailure(
      `${record} names ${home}, which is not a folder of ${SHARED_FOLDER}: delete that file.`,
    )
  }
  return home
}

/** Deletes the cluster and all that is in it. It must not be running. */
export const removeBank = (dataDir: string): void => {
  rmSync(bankHome(dataDir), { recursive: true, force: true })
  rmSync(homeRecord(dataDir), { force: true })
}

/** A new folder in the system's own for temporary files. */
export const throwawayPlace = (prefix: string): Place => {
  const owner = otherOwner([])
  const binaries = runnableBinaries(owner)
  for (const parent of [tmpdir(), '/tmp', '/var/tmp']) {
    const home = mkdtempSync(join(parent, prefix))
    if (isReachable(home, owner)) return { home, binaries, owner }
    rmSync(home, { recursive: true, force: true })
  }
  throw new PostgresFailure(`${owner?.name ?? 'Postgres'} can use no folder for temporary files: set TMPDIR.`)
}

const isReachable = (home: string, owner: Owner | null): boolean => {
  const isNew = !existsSync(home)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (owner) chownSync(home, owner.uid, owner.gid)
  const reachable = canEnter(owner, home)
  if (isNew && !reachable) rmSync(home, { recursive: true, force: true })
  return reachable
}

const runnableBinaries = (owner: Owner | null): Binaries => {
  const packaged = locateBinaries()
  const runs = (binaries: Binaries) => canRun(owner, program(binaries, 'postgres'), ['--version'])
  if (runs(packaged)) return packaged
  if (owner) {
    const copied = copyBinaries(packaged)
    if (runs(copied)) return copied
  }
  throw new PostgresFailure(
    'The embedded Postgres does not run on this system: give DATABASE_URL with a Postgres 15 or newer instead.',
  )
}

const copyBinaries = (packaged: Binaries): Binaries => {
  const folder = join(SHARED_FOLDER, `postgres-${packaged.version}`)
  if (!existsSync(folder)) {
    mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 })
    const making = mkdtempSync(join(SHARED_FOLDER, 'making-'))
    cpSync(packaged.folder, making, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    })
    openToAll(making)
    try {
      renameSync(making, folder)
    } catch {
      // Another process has put its copy there first.
      rmSync(making, { recursive: true, force: true })
    }
  }
  return { ...packaged, folder }
}

const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}
