/**
 * What makes tests quick without making them others: their clusters and browsers' profiles lie in memory where there is
 * enough of it, and what Node has compiled once it need not compile again for each of the hundred processes they start.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'
import { runDir } from '../root.mjs'

/** Linux's own file system in memory. */
const IN_MEMORY = '/dev/shm'
/** In bytes: what a run takes at most, several times over, so that two of them find room. */
const ROOM = 4 * 1024 ** 3
const MEMORY = 8 * 1024 ** 3

/** What the user has said stands. */
export const quickEnvironment = (env: NodeJS.ProcessEnv): Readonly<Record<string, string>> => ({
  ...(env.TMPDIR || !hasRoom() ? {} : { TMPDIR: IN_MEMORY }),
  NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --import=${import.meta.resolve('../../server/quick-imports.mjs')}`,
  ...(env.NODE_COMPILE_CACHE ? {} : { NODE_COMPILE_CACHE: join(runDir, 'compiled') }),
})

const hasRoom = (): boolean => {
  if (freemem() < MEMORY) return false
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize >= ROOM && runsPrograms(IN_MEMORY)
  } catch {
    return false
  }
}

/** Some tests write a program and run it, which a folder may be mounted not to allow. */
const runsPrograms = (parent: string): boolean => {
  const folder = mkdtempSync(join(parent, 'passbook-'))
  try {
    const program = join(folder, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    return spawnSync(program).status === 0
  } finally {
    rmSync(folder, { recursive: true })
  }
}
