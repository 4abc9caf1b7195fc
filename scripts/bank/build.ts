/**
 * Builds `app/` when its inputs have changed. The stamp that says so is written last: a build that was interrupted has
 * none, and is made again.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { withLock } from '../../db/embedded/process-lock.mjs'
import { endGroup } from '../process-group.mjs'
import { logsDir, root, runDir } from '../root.mjs'
import { DISK_FULL, diskIsFull, Sentence } from '../sentence.mjs'
import { hashBuildInputs } from './build-inputs.ts'
import { packStatic } from './pack-static.ts'

export type Build = {
  /** Relative to the project folder. */
  readonly distDir: string
  readonly doing?: (text: string) => void
  readonly signal?: AbortSignal
  /** Lets everything else on the machine go first. */
  readonly gently?: boolean
}

const stampOf = (distDir: string) => join(root, distDir, 'passbook-build.json')

export const isFresh = (distDir: string, inputs = hashBuildInputs(root)): boolean => {
  try {
    return JSON.parse(readFileSync(stampOf(distDir), 'utf8')).inputs === inputs
  } catch {
    return false
  }
}

/** Says whether it had to build. Two processes that want the same build wait for each other. */
export const ensureBuild = async ({ distDir, doing, signal, gently = false }: Build): Promise<boolean> => {
  if (isFresh(distDir)) return false
  const onWait = ({ pid }: { pid: number }) => doing?.(`waiting for process ${pid}, which is building`)
  return withLock(
    join(runDir, `build${distDir.replaceAll('/', '-')}.lock`),
    async () => {
      const inputs = hashBuildInputs(root)
      if (isFresh(distDir, inputs)) return false
      doing?.('building app/')
      rmSync(stampOf(distDir), { force: true })
      await nextBuild({ distDir, signal, gently })
      doing?.('packing what browsers load')
      await packStatic(join(root, distDir, 'static'))
      writeFileSync(stampOf(distDir), JSON.stringify({ inputs }))
      return true
    },
    { onWait },
  )
}

const nextBuild = ({ distDir, signal, gently = false }: Build): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PASSBOOK_DIST_DIR: distDir,
      },
    })
    if (gently && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
    const stop = () => endGroup(child.pid)
    signal?.addEventListener('abort', stop, { once: true })
    process.once('exit', stop)
    child.once('error', reject)
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop)
      process.off('exit', stop)
      if (code === 0) return resolve()
      reject(diskIsFull(output) ? new Sentence(DISK_FULL) : new Sentence(whyFailed(output)))
    })
  })

const whyFailed = (output: string): string => {
  mkdirSync(logsDir, { recursive: true })
  writeFileSync(join(logsDir, 'build.log'), output)
  return `${output.trimEnd().split('\n').slice(-30).join('\n')}\n\nThe build of app/ failed; everything it said is in .data/logs/build.log.`
}
