/**
 * Which user of the machine runs Postgres. For an ordinary user the answer is that user. Postgres refuses root, so
 * root hands its files to, in this order: whoever owns the data already, the owner of the clone, the user `postgres`
 * (made when missing), `nobody`.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { PostgresFailure } from './failure.ts'

export type Owner = { readonly uid: number; readonly gid: number; readonly name: string }

const accounts = (): Owner[] => {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .filter((fields) => fields.length >= 4)
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  } catch {
    return []
  }
}

const ownerOf = (path: string): Owner | null => {
  const { uid, gid } = statSync(path, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 }
  if (uid === 0) return null
  return accounts().find((account) => account.uid === uid) ?? { uid, gid, name: `user ${uid}` }
}

const named = (name: string): Owner | null =>
  accounts().find((account) => account.name === name && account.uid > 0) ?? null

const made = (): Owner | null => {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/sh', 'postgres'], {
    stdio: 'ignore',
  })
  return named('postgres')
}

/** Null for an ordinary user. `existing`: folders whose owner has a claim, the strongest first. */
export const otherOwner = (existing: readonly string[]): Owner | null => {
  if (process.getuid?.() !== 0) return null
  for (const path of existing) {
    const owner = ownerOf(path)
    if (owner) return owner
  }
  const owner = named('postgres') ?? made() ?? named('nobody')
  if (!owner) {
    throw new PostgresFailure(
      'Postgres refuses to run as root and there is no other user to run it: add one with useradd --system postgres, or start as an ordinary user.',
    )
  }
  return owner
}

/** What spawn needs to become that user. */
export const identity = (owner: Owner | null) => (owner ? { uid: owner.uid, gid: owner.gid } : {})

/** Tried, not computed: mode bits alone do not know about access lists or mount options. */
export const canRun = (owner: Owner | null, command: string, args: readonly string[]): boolean => {
  const result = spawnSync(command, args, { ...identity(owner), cwd: '/', stdio: 'ignore', timeout: 20_000 })
  if (owner && result.error && 'code' in result.error && result.error.code === 'EPERM') {
    throw new PostgresFailure(
      `Postgres refuses to run as root, and root may not become ${owner.name} here: start as an ordinary user, or give DATABASE_URL.`,
    )
  }
  return result.status === 0
}

export const canEnter = (owner: Owner | null, folder: string): boolean =>
  owner === null || canRun(owner, '/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder])
