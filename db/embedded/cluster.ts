/**
 * A cluster's files. Made elsewhere and renamed into place when complete, so that a half-made one is never mistaken
 * for a bank; and no folder that holds data is ever deleted here.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { program, programEnvironment } from './binaries.ts'
import { failed, PostgresFailure } from './failure.ts'
import { identity } from './owner.ts'
import type { Place } from './place.ts'
import { pgdata } from './postmaster.ts'

/** The superuser's password is used for setting up only; the application is `passbook`, who owns its database. */
export type Passwords = { readonly superuser: string; readonly passbook: string }

const SUPERUSER = 'postgres'
export const APPLICATION = 'passbook'

export const adminUrl = (port: number, passwords: Passwords, database = 'postgres') =>
  `postgres://${SUPERUSER}:${passwords.superuser}@127.0.0.1:${port}/${database}`
export const applicationUrl = (port: number, passwords: Passwords, database = APPLICATION) =>
  `postgres://${APPLICATION}:${passwords.passbook}@127.0.0.1:${port}/${database}`

/** Throws when the data is of another major version. */
export const hasCluster = ({ home, binaries }: Place): boolean => {
  // initdb writes this file late: a folder without it holds no data, whatever else is there.
  if (!existsSync(join(pgdata(home), 'global', 'pg_control'))) return false
  const major = Number(readFileSync(join(pgdata(home), 'PG_VERSION'), 'utf8'))
  if (major === binaries.major) return true
  throw new PostgresFailure(
    `The data in ${home} was made by Postgres ${major} and this is Postgres ${binaries.major}: move it away, or make a fresh demo bank with npm run reset.`,
  )
}

/** Only where {@link hasCluster} says no. `sync: false` for clusters that need not survive a power cut. */
export const makeCluster = async (place: Place, passwords: Passwords, { sync }: { sync: boolean }) => {
  const { home, binaries, owner } = place
  const making = join(home, 'making')
  const passwordFile = join(home, 'password')
  // What an interrupted attempt has left.
  rmSync(making, { recursive: true, force: true })
  rmSync(pgdata(home), { recursive: true, force: true })
  try {
    writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 })
    if (owner) chownSync(passwordFile, owner.uid, owner.gid)
    const flags = [
      `--pgdata=${making}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Postgres' own locale: text sorts the same on every machine and after every system upgrade.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(sync ? [] : ['--no-sync']),
    ]
    await run(place, program(binaries, 'initdb'), flags)
    renameSync(making, pgdata(home))
  } catch (error) {
    throw error instanceof PostgresFailure ? error : notMade(String(error), home)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const notMade = (output: string, home: string): PostgresFailure =>
  failed('make its files', output, home, freeBytesAt(home))

const freeBytesAt = (folder: string): number | undefined => {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // Not there or not to be looked at: then that is the trouble, and no full disk.
    return undefined
  }
}

const run = (place: Place, command: string, args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(command, args, {
      ...identity(place.owner),
      cwd: place.home,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: programEnvironment,
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(notMade(output, place.home))))
  })

/** For a bank whose kept passwords were lost: the owner of the files may always set new ones. */
export const resetSuperuserPassword = (place: Place, passwords: Passwords): void => {
  const result = spawnSync(
    program(place.binaries, 'postgres'),
    ['--single', '-D', pgdata(place.home), 'postgres'],
    {
      ...identity(place.owner),
      cwd: pgdata(place.home),
      input: `ALTER ROLE ${SUPERUSER} PASSWORD '${passwords.superuser}';\n`,
      encoding: 'utf8',
      env: programEnvironment,
    },
  )
  if (result.status !== 0) throw failed('start', `${result.stderr}${result.error ?? ''}`, place.home)
}

/** The application's role and database, made when missing; the role's password set to the kept one. */
export const prepareDatabase = async (port: number, passwords: Passwords): Promise<void> => {
  const sql = postgres(adminUrl(port, passwords), { max: 1, onnotice: () => undefined })
  try {
    const [role] = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${APPLICATION}`
    await sql.unsafe(
      `${role ? 'ALTER' : 'CREATE'} ROLE ${APPLICATION} LOGIN PASSWORD '${passwords.passbook}'`,
    )
    const [database] = await sql`SELECT 1 FROM pg_database WHERE datname = ${APPLICATION}`
    if (!database) await sql.unsafe(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`)
  } finally {
    await sql.end()
  }
}

/** Which passwords a cluster has, without telling them. */
export const fingerprint = (passwords: Passwords): string =>
  createHash('sha256').update(`${passwords.superuser} ${passwords.passbook}`).digest('hex')
