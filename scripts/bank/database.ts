/**
 * The database of one running part of the bank: the embedded Postgres, shared with the other parts of this clone, or
 * the server behind DATABASE_URL. With the embedded one, the first part starts it and the last one stops it; should it
 * die in between, whichever part notices first starts it again.
 */
import { join, relative } from 'node:path'
import { type EmbeddedPostgres, startEmbedded } from '../../db/embedded/index.ts'
import { withLock } from '../../db/embedded/process-lock.mjs'
import { dataDir, root, runDir } from '../root.mjs'
import { Sentence } from '../sentence.mjs'
import { checkServer } from './external-server.ts'
import { otherParts, type Part, register } from './leases.mjs'

export type Watch = {
  /** It had to be started at another address. */
  readonly onMoved: () => void
  readonly onGivenUp: (reason: unknown) => void
}

export type BankDatabase = {
  /** Its outcome is what the database is, for the terminal. Throws one sentence. */
  readonly open: (doing: (text: string) => void) => Promise<string>
  readonly url: () => string
  /** Notices when the embedded server dies; gives the function that ends the watch. */
  readonly watch: (watch: Watch) => () => void
  /** What keeps the embedded server from working, when it has said so. One sentence. */
  readonly trouble: () => string | null
  readonly release: () => Promise<void>
}

type Use = { readonly part: Part; readonly url: string | undefined; readonly note: (text: string) => void }

export const openDatabase = ({ part, url, note }: Use): BankDatabase =>
  url ? external(part, url) : embedded(part, note)

const external = (part: Part, url: string): BankDatabase => {
  let unregister = () => {}
  return {
    open: async (doing) => {
      doing('asking the server')
      const version = await checkServer(url)
      unregister = register(part).unregister
      return `Postgres ${version}, from DATABASE_URL`
    },
    url: () => url,
    // Whether somebody else's server runs is for the web and the worker to notice, and to wait for.
    watch: () => () => {},
    trouble: () => null,
    release: async () => unregister(),
  }
}

const WATCH_EVERY_MS = 500
/** More deaths than this within a minute are not bad luck. */
const DEATHS_A_MINUTE = 5

/** Starting and stopping take turns, so that nobody attaches to a server that is just being stopped. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => withLock(join(runDir, 'postgres.lock'), work)

const embedded = (part: Part, note: (text: string) => void): BankDatabase => {
  let server: EmbeddedPostgres | null = null
  let unregister = () => {}
  const deaths: number[] = []

  const revive = async ({ onMoved }: Watch): Promise<void> => {
    const died = server
    if (!died) return
    deaths.push(Date.now())
    const cause = died.trouble()
    if (cause || deaths.filter((at) => at > Date.now() - 60_000).length > DEATHS_A_MINUTE) {
      throw new Sentence(cause ?? `Postgres keeps dying; its log is ${died.home}/postgres.log.`)
    }
    note('Postgres has died; it is started again.')
    server = await inTurn(() => startEmbedded({ dataDir, port: died.port }))
    if (server.url !== died.url) onMoved()
  }

  return {
    open: (doing) =>
      inTurn(async () => {
        unregister = register(part).unregister
        server = await startEmbedded({ dataDir, onProgress: doing })
        const place = relative(root, server.home)
        return `embedded, in ${place.startsWith('..') ? server.home : place}`
      }),
    url: () => {
      if (!server) throw new Error('The database is not open yet.')
      return server.url
    },
    watch: (watch) => {
      let busy = false
      const timer = setInterval(() => {
        if (busy || server?.isRunning()) return
        busy = true
        revive(watch)
          .catch(watch.onGivenUp)
          .finally(() => {
            busy = false
          })
      }, WATCH_EVERY_MS)
      return () => clearInterval(timer)
    },
    trouble: () => server?.trouble() ?? null,
    release: async () => {
      const stopIfLast = async () => {
        unregister()
        if (server && !otherParts().some((other) => other.embedded)) await server.stop()
      }
      // On a full disk no lock can be taken, and the server must be stopped all the same.
      await inTurn(stopIfLast).catch(stopIfLast)
    },
  }
}
