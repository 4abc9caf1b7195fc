/**
 * Makes `node_modules` what `package-lock.json` says. Node's own modules only: nothing else is there yet.
 *
 * npm writes `node_modules/.package-lock.json` as its last act, so a half-finished install has none; its content, not
 * its date, is compared with the lock file.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { delimiter, join } from 'node:path'
import { withLock } from '../../db/embedded/process-lock.mjs'
import { endGroup } from '../process-group.mjs'
import { root, runDir } from '../root.mjs'
import { DISK_FULL, diskIsFull, Sentence } from '../sentence.mjs'

/** Null when everything is there, or else why not. */
export const whatIsMissing = (folder = root) => {
  const wanted = readPackages(join(folder, 'package-lock.json'))
  const installed = readPackages(join(folder, 'node_modules', '.package-lock.json'))
  if (!wanted)
    throw new Sentence(
      'package-lock.json is missing or damaged: get it back with git checkout package-lock.json.',
    )
  if (!installed) return 'not installed'
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue
    const found = installed[path]
    if (!found && mayBeAbsent(entry)) continue
    if (!found) return `${nameOf(path)} is missing`
    if (found.version !== entry.version || found.integrity !== entry.integrity)
      return 'older than package-lock.json'
  }
  const lost = Object.keys(installed).find((path) => path && !existsSync(join(folder, path)))
  if (lost) return `${nameOf(lost)} is missing`
  return existsSync(join(folder, 'node_modules', '.bin', 'node')) ? null : 'the pinned Node is missing'
}

const nameOf = (path) => path.replace(/^.*node_modules\//, '')

/** Packages for other systems are left out by npm; those for this one must be there, though they count as optional. */
const mayBeAbsent = ({ optional, peer, os, cpu, libc }) => {
  if (!optional) return peer === true
  const forThisSystem = os?.includes(platform()) && cpu?.includes(arch()) && !libc
  return !forThisSystem
}

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/** Two at once on one clone take turns; the second then finds nothing to do. Says whether it has installed anything. */
export const installIfNeeded = async (doing, abort) => {
  if (!whatIsMissing()) return false
  mkdirSync(runDir, { recursive: true })
  const onWait = ({ pid }) => doing(`waiting for process ${pid}, which is installing`)
  return withLock(
    join(runDir, 'install.lock'),
    async () => {
      const reason = whatIsMissing()
      if (!reason) return false
      doing(`npm ci (${reason})`)
      await npmCi(abort)
      const still = whatIsMissing()
      if (still) {
        throw new Sentence(
          `npm ci has ended but ${still}: if npm is set to ignore install scripts, run npm ci --ignore-scripts=false.`,
        )
      }
      return true
    },
    { onWait },
  )
}

const npmCi = (abort) =>
  new Promise((resolve, reject) => {
    // The Node in node_modules is about to be deleted, so npm must not run on it.
    const path = (process.env.PATH ?? '')
      .split(delimiter)
      .filter((entry) => !entry.endsWith(join('node_modules', '.bin')) && !entry.includes('node-gyp-bin'))
      .join(delimiter)
    const { npm_execpath: npmCli, npm_node_execpath: npmNode } = process.env
    const [command, ...first] = npmCli && npmNode && existsSync(npmNode) ? [npmNode, npmCli] : ['npm']
    const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
    const child = spawn(command, [...first, ...flags], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutNpmLifecycle(process.env), PATH: path },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => (output = (output + data).slice(-20_000)))
    }
    const stop = () => endGroup(child.pid)
    abort?.addEventListener('abort', stop, { once: true })
    child.once('error', () =>
      reject(new Sentence('npm was not found: install Node.js with npm, from https://nodejs.org.')),
    )
    child.once('close', (code) => {
      abort?.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(new Sentence(whyNpmFailed(output)))
    })
  })

/** What npm tells the scripts that it runs would confuse an npm run by such a script. */
const withoutNpmLifecycle = (env) =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        !/^npm_(package|lifecycle|command|config_(omit|production|include|global|prefix|local_prefix))/.test(
          name,
        ),
    ),
  )

const whyNpmFailed = (output) => {
  if (diskIsFull(output)) return DISK_FULL
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output)) {
    return 'npm ci could not reach the package registry: check the network connection, then start again.'
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `npm ci may not write to ${join(root, 'node_modules')}: start as the user who owns this folder.`
  }
  const lines = output.split('\n').filter((line) => line.trim() && !/A complete log|debug-0\.log/.test(line))
  return `npm ci failed: ${lines.slice(-8).join('\n')}`
}
