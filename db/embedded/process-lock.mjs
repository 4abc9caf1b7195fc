/**
 * A lock between processes: a file that names its holder. A holder that died, by `kill -9` or with the machine, loses
 * the lock to the next one who asks. Plain JavaScript on Node's own modules, because it also guards the installation
 * of everything else.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** When the process began, in a form that only serves to be compared; null when there is no such process. */
export const startOf = (pid) => {
  if (!Number.isInteger(pid) || pid <= 0) return null
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (error.code !== 'EPERM') return null
  }
  if (process.platform === 'linux') {
    try {
      // The name in parentheses may hold anything; the fields after it may not.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      // A zombie waits for its parent to notice and runs nothing any more.
      return fields[0] === 'Z' ? null : fields[19]
    } catch {
      return null
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** Process ids are used again: a process is the same one only if it also began at the same time. */
export const self = () => ({ pid: process.pid, started: startOf(process.pid) })

export const isAlive = ({ pid, started }) => {
  const start = startOf(pid)
  return start !== null && (started === undefined || started === null || start === started)
}

const holderOf = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    try {
      // Made a moment ago and not written yet, or its writer died between the two.
      return Date.now() - statSync(path).mtimeMs < 2_000 ? { pid: process.pid, started: null } : { pid: -1 }
    } catch {
      return null
    }
  }
}

/** The function that gives the lock back, or the living holder's record. */
export const tryLock = (path, note = {}) => {
  mkdirSync(dirname(path), { recursive: true })
  const mine = JSON.stringify({ ...self(), ...note })
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o644 })
      return { release: () => readIfThere(path) === mine && rmSync(path, { force: true }) }
    } catch (error) {
      if (error.code !== 'EEXIST') {
        // A full disk takes the name and not the content.
        if (readIfThere(path) === '') rmSync(path, { force: true })
        throw error
      }
    }
    const holder = holderOf(path)
    if (holder && isAlive(holder)) return { holder }
    // Set aside by renaming, so that of two processes that both find it stale only one removes it.
    const aside = `${path}.${process.pid}`
    try {
      renameSync(path, aside)
      rmSync(aside, { force: true })
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
  return { holder: holderOf(path) ?? { pid: -1 } }
}

const readIfThere = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Waits its turn; `onWait` is told once about the process it waits for. */
export const lock = async (path, { onWait, note } = {}) => {
  for (let told = false; ; told = true) {
    const result = tryLock(path, note)
    if (result.release) return result.release
    if (!told) onWait?.(result.holder)
    await pause(50)
  }
}

export const withLock = async (path, work, options) => {
  const release = await lock(path, options)
  try {
    return await work()
  } finally {
    release()
  }
}
