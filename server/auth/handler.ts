/**
 * `/api/auth/*`: the five endpoints of better-auth that Passbook offers, and no other. Input is checked and rebuilt here,
 * so that better-auth sees a request with a cookie and a body and nothing else that a client could have put into it.
 */
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import type { Config } from '../config.ts'
import { personNameSchema } from '../domain/customer/commands.ts'
import { log } from '../log.ts'
import { type BetterAuth, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './better-auth.ts'
import { type AuthUser, ensureCustomer } from './customer-registration.ts'
import { createLane, LaneFull } from './password-lane.ts'
import { createSignInLimit, type SignInAttempt } from './sign-in-limit.ts'
import { DEMO_DOMAIN } from './users.ts'

export type AuthRequest = {
  readonly method: string
  /** Below /api/auth, with its leading slash. */
  readonly path: string
  readonly cookie: string | undefined
  readonly contentType: string | undefined
  readonly body: string
  /** The client's address, from the connection. */
  readonly address: string
}

export type AuthHandler = (request: AuthRequest) => Promise<Response>

export type AuthHandlerOptions = {
  readonly auth: BetterAuth
  readonly database: Database
  readonly bus: CommandBus
  readonly config: Pick<Config, 'publicUrl' | 'authSecret'>
}

const email = z.email('must be an email address').max(254, 'must have at most 254 characters').toLowerCase()

const signUpSchema = z.object({
  // The sign-in page shows these to everybody, as logins that anybody may use.
  email: email.refine((address) => !address.endsWith(`@${DEMO_DOMAIN}`), 'belongs to the demo bank'),
  password: z
    .string('must be text')
    .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
    .max(MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`),
  firstName: personNameSchema,
  lastName: personNameSchema,
  rememberMe: z.boolean('must be true or false').optional(),
})

const signInSchema = z.object({
  email,
  // No least length: who has a password signs in with it, whatever the rules are by then.
  password: z.string('must be text').min(1, 'must not be empty').max(MAX_PASSWORD_LENGTH, 'is too long'),
  rememberMe: z.boolean('must be true or false').optional(),
})

export const createAuthHandler = ({ auth, database, bus, config }: AuthHandlerOptions): AuthHandler => {
  const limit = createSignInLimit({ sql: database.sql, secret: config.authSecret })
  const inLane = createLane()

  const ask = (request: AuthRequest, body?: object) =>
    auth.handler(
      new Request(`${config.publicUrl}/api/auth${request.path}`, {
        method: request.method,
        headers: {
          ...(request.cookie && { cookie: request.cookie }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )

  /** Asks for a place in the lane, then for leave to try; an answer that is no wrong guess is taken back. */
  const counted = (
    { address }: AuthRequest,
    account: string,
    isNoGuess: (status: number) => boolean,
    work: (attempt: SignInAttempt) => Promise<Response>,
  ) =>
    inLane(async () => {
      const attempt = await limit.begin({ email: account, address })
      if (attempt.retryAfterSeconds !== undefined)
        return refusal(429, 'TOO_MANY_SIGN_INS', 'Too many failed sign-ins. Please wait a while.', {
          retryAfterSeconds: attempt.retryAfterSeconds,
        })
      const response = await work(attempt).catch(async (error) => {
        await attempt.takeBack()
        throw error
      })
      if (isNoGuess(response.status)) await attempt.takeBack()
      return response
    })

  /** A customer that cannot be made now is made at the next request, so it is no reason to fail the sign-in. */
  const registerCustomer = async (response: Response) => {
    const { user } = (await response.clone().json()) as { user: AuthUser }
    await ensureCustomer({ database, bus }, user).catch((err) =>
      log.warn({ err, userId: user.id }, 'a customer could not be registered yet'),
    )
  }

  // Signing up with an address that is taken says so; it is counted like a failed sign-in, so that nobody can ask often.
  const signUp = (request: AuthRequest, input: z.output<typeof signUpSchema>) =>
    counted(
      request,
      input.email,
      (status) => status !== 422,
      async () => {
        const name = `${input.firstName} ${input.lastName}`
        const response = await ask(request, { ...input, name })
        if (response.ok) await registerCustomer(response)
        return response
      },
    )

  const signIn = (request: AuthRequest, input: z.output<typeof signInSchema>) =>
    counted(
      request,
      input.email,
      (status) => status !== 401,
      async (attempt) => {
        const response = await ask(request, input)
        if (response.ok) await Promise.all([attempt.succeeded(), registerCustomer(response)])
        return response
      },
    )

  const endpoints: Record<string, (request: AuthRequest) => Promise<Response> | Response> = {
    'POST /sign-up/email': (request) => withInput(request, signUpSchema, signUp),
    'POST /sign-in/email': (request) => withInput(request, signInSchema, signIn),
    'POST /sign-out': (request) => ask(request, {}),
    'GET /get-session': (request) => ask(request),
    'GET /ok': (request) => ask(request),
  }

  return async (request) => {
    const endpoint = endpoints[`${request.method} ${request.path}`]
    if (!endpoint) return refusal(404, 'NOT_FOUND', 'There is no such endpoint.')
    try {
      return await endpoint(request)
    } catch (error) {
      if (!(error instanceof LaneFull)) throw error
      const { retryAfterSeconds } = error
      return refusal(503, 'BUSY', 'Too many people are signing in. Please try again.', { retryAfterSeconds })
    }
  }
}

const withInput = async <Schema extends z.ZodType>(
  request: AuthRequest,
  schema: Schema,
  then: (request: AuthRequest, input: z.output<Schema>) => Promise<Response>,
): Promise<Response> => {
  if (request.contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Please send application/json.')
  let given: unknown
  try {
    given = JSON.parse(request.body)
  } catch {
    return refusal(400, 'BAD_REQUEST', 'The request is not valid JSON.')
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success)
    return refusal(400, 'BAD_REQUEST', 'The input has mistakes; see the fields.', {
      fields: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message })),
    })
  return then(request, parsed.data)
}

/** In better-auth's own shape, `code` and `message`, so that its client shows it. */
const refusal = (
  status: number,
  code: string,
  message: string,
  { retryAfterSeconds, ...details }: { retryAfterSeconds?: number; fields?: object[] } = {},
): Response =>
  Response.json(
    { code, message, ...details },
    {
      status,
      headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    },
  )
