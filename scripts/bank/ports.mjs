/** Is a port free, and if not, who has it? Looked at before anything that takes long. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { Sentence } from '../sentence.mjs'

const DEFAULT_PORT = 3000

/** The wording for other values is that of the server's own configuration, which is not loaded yet. */
export const portOf = (env) => {
  const given = env.PORT?.trim()
  if (!given) return DEFAULT_PORT
  const port = Number(given)
  if (/^\d+$/.test(given) && port >= 1 && port <= 65_535) return port
  throw new Sentence(`PORT must be a whole number from 1 to 65535, and is ${JSON.stringify(given)}.`)
}

const tryToListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })

/** Null when it is free. A listener on one address only does not stop another on all of them everywhere, so each is tried. */
export const whyTaken = async (port) => {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    const code = await tryToListen(port, host)
    if (code === 'EADDRINUSE' || code === 'EACCES') return code
  }
  return null
}

export const demandFree = async (port) => {
  const code = await whyTaken(port)
  if (code === 'EACCES') {
    throw new Sentence(
      `Port ${port} may only be used by root: choose another one, for example PORT=3000 npm start.`,
    )
  }
  if (code) {
    const who = listenerOn(port)
    throw new Sentence(
      `Port ${port} is taken${who ? ` by ${who.name} (process ${who.pid})` : ''}: stop that, or choose another one, for example PORT=${port + 1} npm start.`,
    )
  }
}

/** The process that listens there, as far as we may see it. */
export const listenerOn = (port) => {
  try {
    return process.platform === 'linux' ? fromProc(port) : fromLsof(port)
  } catch {
    return null
  }
}

const LISTENING = '0A'

const fromProc = (port) => {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
      linesOf(table)
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => state === LISTENING && local?.endsWith(suffix))
        .map((fields) => `socket:[${fields[9]}]`),
    ),
  )
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of entriesOf(`/proc/${pid}/fd`)) {
      if (sockets.has(linkOf(`/proc/${pid}/fd/${descriptor}`))) {
        return { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() }
      }
    }
  }
  return null
}

const fromLsof = (port) => {
  const fields = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const pid = fields.match(/^p(\d+)$/m)?.[1]
  return pid ? { pid: Number(pid), name: fields.match(/^c(.+)$/m)?.[1] ?? 'a process' } : null
}

const orElse = (work, otherwise) => {
  try {
    return work()
  } catch {
    return otherwise
  }
}
const linesOf = (path) => orElse(() => readFileSync(path, 'utf8').split('\n'), [])
const entriesOf = (path) => orElse(() => readdirSync(path), [])
const linkOf = (path) => orElse(() => readlinkSync(path), '')
