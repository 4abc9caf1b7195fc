/**
 * better-auth, set up for exactly what Passbook uses of it: email and password, sessions in the database. What it would
 * do beyond that is switched off here or never reached (see handler.ts): its telemetry, its own counting of requests,
 * its reading of client addresses.
 */
import { randomUUIDv7 } from 'node:crypto'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Database } from '../../db/client.ts'
import type { Config } from '../config.ts'
import { log } from '../log.ts'
import { cookieOptions } from './cookies.ts'
import { authAccounts, authSessions, authUsers, authVerifications } from './tables.ts'

const HOUR = 60 * 60

export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 128

export type AuthOptions = {
  readonly database: Database
  readonly config: Pick<Config, 'publicUrl' | 'authSecret'>
  /** Told after a session has been deleted, by its id. */
  readonly onSessionEnded: (sessionId: string) => Promise<void>
}

export type BetterAuth = ReturnType<typeof createBetterAuth>

export const createBetterAuth = ({ database, config, onSessionEnded }: AuthOptions) =>
  betterAuth({
    appName: 'Passbook',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.authSecret,
    telemetry: { enabled: false },
    database: drizzleAdapter(database.db, {
      provider: 'pg',
      schema: {
        user: authUsers,
        session: authSessions,
        account: authAccounts,
        verification: authVerifications,
      },
      transaction: true,
    }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: {
      additionalFields: {
        firstName: { type: 'string', required: true },
        lastName: { type: 'string', required: true },
        role: { type: 'string', required: false, defaultValue: 'customer', input: false },
        customerId: { type: 'string', required: false, input: false },
      },
    },
    // Half a day without a visit ends a session; a visit prolongs it.
    session: { expiresIn: 12 * HOUR, updateAge: HOUR / 6 },
    // Failed sign-ins are counted by sign-in-limit.ts, per account and address, over all processes.
    rateLimit: { enabled: false },
    logger: { level: 'error', log: logProblem },
    // Faults come out of the handler as what they are, to be logged and answered like everybody else's.
    onAPIError: { throw: true },
    databaseHooks: { session: { delete: { after: ({ id }) => onSessionEnded(id) } } },
    advanced: {
      cookies: cookieOptions(config.publicUrl),
      useSecureCookies: false,
      // The web server has compared the origins of every request that changes something before this one is reached,
      // and, unlike better-auth, lets a request without an origin pass, which no browser sends.
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomUUIDv7() },
    },
  } satisfies BetterAuthOptions)

/** Its messages may name email addresses; only errors are kept, and of those what the log's own serializer lets through. */
function logProblem(level: string, _message: string, ...details: unknown[]) {
  if (level !== 'error') return
  const err = details.find((detail) => detail instanceof Error)
  log.error({ err }, 'better-auth reports an error')
}
