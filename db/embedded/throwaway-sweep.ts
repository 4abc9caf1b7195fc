/** Removes the throw-away clusters whose owners were killed before they could. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { isAlive, type ProcessRecord } from './process-lock.mjs'

export const THROWAWAY_PREFIX = 'passbook-postgres-'

export const sweepThrowaways = async (): Promise<void> => {
  const folders = [...new Set([tmpdir(), '/tmp', '/var/tmp', '/dev/shm'])].flatMap((parent) => {
    try {
      return readdirSync(parent)
        .filter((name) => name.startsWith(THROWAWAY_PREFIX))
        .map((name) => join(parent, name))
    } catch {
      return []
    }
  })
  for (const home of folders) {
    if (!isAbandoned(home)) continue
    const server = findPostmaster(home)
    if (server) await stopPostmaster(server, 2_000)
    try {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    } catch {
      // Another sweep is at it, or the next one will be.
    }
  }
}

/** A folder that does not say whose it is may be in the making; after a while it is what a deletion has left. */
const ABANDONED_AFTER_MS = 10 * 60_000

const isAbandoned = (home: string): boolean => {
  try {
    return !isAlive(JSON.parse(readFileSync(join(home, 'owner.json'), 'utf8')) as ProcessRecord)
  } catch (error) {
    // Another user's folder is that user's to remove.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return false
    const made = statSync(home, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    return Date.now() - made > ABANDONED_AFTER_MS
  }
}
