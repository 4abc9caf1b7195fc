/** Removes the throw-away clusters whose owners were killed before they could. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { isAlive, type ProcessRecord } from './process-lock.mjs'

export const THROWAWAY_PREFIX = 'passbook-postgres-'

export const sweepThrowaways = async (): Promise<void> => {
  const folders = [...new Set([tmpdir(), '/tmp', '/var/tmp'])].flatMap((parent) => {
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
    rmSync(home, { recursive: true, force: true })
  }
}

/** A folder without a readable owner is left alone: it is being made, or somebody else's. */
const isAbandoned = (home: string): boolean => {
  try {
    return !isAlive(JSON.parse(readFileSync(join(home, 'owner.json'), 'utf8')) as ProcessRecord)
  } catch {
    return false
  }
}
