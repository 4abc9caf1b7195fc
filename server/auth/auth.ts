/** Identity as one part: the endpoints, the sessions, and better-auth behind both. */
import type { Database } from '../../db/client.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import type { Config } from '../config.ts'
import { createBetterAuth } from './better-auth.ts'
import { type AuthHandler, createAuthHandler } from './handler.ts'
import { createSessions, type Sessions } from './sessions.ts'

export type Auth = { readonly handle: AuthHandler; readonly sessions: Sessions }

export type AuthParts = {
  readonly database: Database
  readonly bus: CommandBus
  readonly config: Pick<Config, 'publicUrl' | 'authSecret'>
}

export const createAuth = ({ database, bus, config }: AuthParts): Auth => {
  const sessions = createSessions({
    findSession: (headers) => betterAuth.api.getSession({ headers, returnHeaders: true }),
    database,
    bus,
    config,
  })
  const betterAuth = createBetterAuth({ database, config, onSessionEnded: sessions.ended })
  return { handle: createAuthHandler({ auth: betterAuth, database, bus, config }), sessions }
}
