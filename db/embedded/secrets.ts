/**
 * The secrets of a bank with an embedded database: made once, kept in its data folder, readable by its owner only.
 * A bank whose secrets were lost gets new ones; its customers have to sign in again. Only the master key has no
 * replacement: without it the names in the log cannot be read, which the bank says when it starts.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Passwords } from './cluster.ts'

type Secrets = Readonly<Record<'session' | 'postgres' | 'passbook' | 'master', string>>

const names = ['session', 'postgres', 'passbook', 'master'] as const

const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

const keptSecrets = (dataDir: string): Secrets => {
  const path = join(dataDir, 'secrets.json')
  let kept: Partial<Secrets> = {}
  try {
    kept = JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>
    if (names.every((name) => isSecret(kept[name]))) return kept as Secrets
  } catch (error) {
    // Missing or damaged: made anew. Kept from us is another matter.
    if (error instanceof Error && 'code' in error && error.code !== 'ENOENT') throw error
  }
  const or = (value: unknown) => (isSecret(value) ? value : randomBytes(32).toString('hex'))
  const secrets = Object.fromEntries(names.map((name) => [name, or(kept[name])])) as Secrets
  mkdirSync(dataDir, { recursive: true })
  // Renamed into place: a full disk leaves the old file or none, never half of one.
  const making = `${path}.${process.pid}`
  writeFileSync(making, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(making, path)
  return secrets
}

export const keptPasswords = (dataDir: string): Passwords => {
  const { postgres, passbook } = keptSecrets(dataDir)
  return { superuser: postgres, passbook }
}

/** 32 bytes in hex. */
export const keptMasterKey = (dataDir: string): string => keptSecrets(dataDir).master

export const keptSessionSecret = (dataDir: string): string => keptSecrets(dataDir).session
