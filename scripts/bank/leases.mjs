/**
 * Which parts of this clone's bank are running: one file each in `.data/run`, naming the process. Whoever uses the
 * embedded Postgres holds one; the last to go stops it, so it is never pulled away from a process that works with it.
 * A killed process's file counts for nothing.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, self, tryLock } from '../../db/embedded/process-lock.mjs'
import { runDir } from '../root.mjs'

const PART = /^part-\d+\.json$/

/** The living ones, without this process. */
export const otherParts = (folder = runDir) => {
  let names
  try {
    names = readdirSync(folder).filter((name) => PART.test(name))
  } catch {
    return []
  }
  return names.flatMap((name) => {
    const path = join(folder, name)
    try {
      const part = JSON.parse(readFileSync(path, 'utf8'))
      if (part.pid === process.pid) return []
      if (isAlive(part)) return [part]
    } catch {
      // Damaged, or gone in this moment.
    }
    rmSync(path, { force: true })
    return []
  })
}

/** `part` says what runs: { mode, port, embedded }. */
export const register = (part, folder = runDir) => {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `part-${process.pid}.json`)
  writeFileSync(path, JSON.stringify({ ...self(), ...part }))
  return { unregister: () => rmSync(path, { force: true }) }
}

/** One `npm start` or `npm run dev` per clone and database: its lock, or the part that holds it. */
export const claimBank = (part, folder = runDir) => tryLock(join(folder, 'bank.lock'), part)
