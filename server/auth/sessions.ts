/**
 * Who is asking: from a request's cookie to an actor, as cheaply as a bank can allow itself.
 *
 * What a cookie stands for is remembered for 5 s, so that a busy client costs one lookup and not thousands. better-auth's
 * own cookie cache would be cheaper still, but a signed copy in the browser stays valid after signing out; this memory
 * is emptied the moment a session is deleted, in this process directly and in all others by NOTIFY.
 */
import { LRUCache } from 'lru-cache'
import type { Database } from '../../db/client.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import type { Config } from '../config.ts'
import type { Actor } from '../domain/decider.ts'
import { log } from '../log.ts'
import { readCookie, sessionCookieName } from './cookies.ts'
import { type AuthUser, ensureCustomer } from './customer-registration.ts'
import { createLastingSessions, LONGEST_SESSION_MS } from './lasting-sessions.ts'

export type Role = Exclude<Actor['role'], 'system'>

/** Somebody who has signed in. */
export type SignedIn = {
  readonly sessionId: string
  readonly actor: Actor & { readonly role: Role }
  readonly name: string
}

export type Sessions = {
  /** `setCookies`: what the answer to this request must set, when the session was prolonged by it. */
  readonly find: (
    cookieHeader: string | undefined,
  ) => Promise<{ signedIn: SignedIn | null; setCookies: string[] }>
  /**
   * A signal that aborts when the session ends: at once when somebody ends it, in whatever process, and within
   * {@link CHECK_MS} when it runs out. Given up when `until` aborts.
   */
  readonly endOf: (sessionId: string, until: AbortSignal) => AbortSignal
  /** Forgets a session in every process; called when it has been deleted. */
  readonly ended: (sessionId: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const REMEMBERED_MS = 5_000
/** Carries the id of a session that has been deleted. */
export const SESSION_ENDED = 'session_ended'
/** How often it is looked whether the sessions of those who stay connected still stand. */
const CHECK_MS = 30_000

type FoundSession = {
  headers: Headers | null | undefined
  response: { session: { id: string; createdAt: Date }; user: { id: string } } | null
}

export type SessionsOptions = {
  /** better-auth's own lookup: checks the signature, prolongs the session when it is time. */
  readonly findSession: (headers: Headers) => Promise<FoundSession>
  readonly database: Database
  readonly bus: CommandBus
  readonly config: Pick<Config, 'publicUrl'>
  readonly checkMs?: number
}

export const createSessions = ({
  findSession,
  database,
  bus,
  config,
  checkMs = CHECK_MS,
}: SessionsOptions): Sessions => {
  const cookieName = sessionCookieName(config.publicUrl)
  // The lookup is remembered, not its result: so a session that ends while it is being looked up is forgotten as well.
  const remembered = new LRUCache<string, Lookup>({ max: 10_000, ttl: REMEMBERED_MS })

  const lasting = createLastingSessions(database.sql, checkMs)
  const forget = (sessionId: string) => {
    for (const [cookie, lookup] of remembered.entries())
      if (lookup.sessionId === undefined || lookup.sessionId === sessionId) remembered.delete(cookie)
    lasting.ended(sessionId)
  }
  // Whenever it begins to listen, after a lost connection too, it may have missed something.
  const listening = database.sql
    .listen(SESSION_ENDED, forget, () => {
      remembered.clear()
      void lasting.check()
    })
    .catch((error) => {
      log.warn(
        { err: error },
        'cannot hear of sessions ended by other processes; they last up to 5 s longer here',
      )
    })

  const lookUp = async (cookie: string, entry: Lookup): Promise<string[]> => {
    const headers = new Headers({ cookie: `${cookieName}=${cookie}` })
    const { headers: answered, response } = await findSession(headers)
    if (!response || Date.now() - response.session.createdAt.getTime() > LONGEST_SESSION_MS) {
      remembered.delete(cookie)
      return []
    }
    const user = response.user as unknown as AuthUser
    entry.sessionId = response.session.id
    const customerId = await ensureCustomer({ database, bus }, user)
    entry.signedIn = {
      sessionId: response.session.id,
      actor: { userId: user.id, role: user.role, customerId },
      name: user.name,
    }
    return answered?.getSetCookie() ?? []
  }

  return {
    find: async (cookieHeader) => {
      const cookie = readCookie(cookieHeader, cookieName)
      if (!cookie) return { signedIn: null, setCookies: [] }
      const known = remembered.get(cookie)
      if (known) {
        await known.done
        return { signedIn: known.signedIn, setCookies: [] }
      }
      const entry: Lookup = { sessionId: undefined, signedIn: null, done: Promise.resolve() }
      const lookup = lookUp(cookie, entry).catch((error) => {
        remembered.delete(cookie)
        throw error
      })
      entry.done = lookup
      remembered.set(cookie, entry)
      const setCookies = await lookup
      return { signedIn: entry.signedIn, setCookies }
    },
    endOf: lasting.endOf,
    ended: async (sessionId) => {
      forget(sessionId)
      await database.sql.notify(SESSION_ENDED, sessionId)
    },
    stop: async () => {
      lasting.stop()
      await (await listening)?.unlisten()
    },
  }
}

type Lookup = { sessionId: string | undefined; signedIn: SignedIn | null; done: Promise<unknown> }
