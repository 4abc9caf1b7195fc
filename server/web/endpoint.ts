/**
 * What is read beside tRPC, mostly because it is streamed: an endpoint gets the request with its query, says who may ask
 * and what may be asked, and answers errors in the API's shape.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import type { Auth } from '../auth/auth.ts'
import type { Role, SignedIn } from '../auth/sessions.ts'
import { sendError } from './answer.ts'

export type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
  /** What was sent; empty where it is only read. */
  readonly body: string
  readonly correlationId: string
}

export type Endpoint = (exchange: Exchange) => Promise<void>

/** One that knows who asks. */
export type PersonalEndpoint = (exchange: Exchange & { readonly signedIn: SignedIn }) => Promise<void>

/**
 * By path. Called with GET, or with POST where what is asked for must not stand in an address: names, and words that are
 * searched for.
 */
export type Endpoints = Readonly<
  Record<string, { readonly method: 'GET' | 'POST'; readonly answer: Endpoint } | undefined>
>

export const got = (answer: Endpoint) => ({ method: 'GET', answer }) as const
/** Sent as JSON, and not from another origin. */
export const posted = (answer: Endpoint) => ({ method: 'POST', answer }) as const

/** Only for those who have signed in with one of these roles; others are told so before anything is looked at. */
export const onlyFor =
  (roles: readonly Role[], auth: Pick<Auth, 'sessions'>, endpoint: PersonalEndpoint): Endpoint =>
  async (exchange) => {
    const { request, response, correlationId } = exchange
    const { signedIn, setCookies } = await auth.sessions.find(request.headers.cookie)
    if (setCookies.length > 0) response.setHeader('Set-Cookie', setCookies)
    if (!signedIn) return sendError(response, answers.notSignedIn, correlationId)
    if (!roles.includes(signedIn.actor.role)) return sendError(response, answers.notAllowed, correlationId)
    return endpoint({ ...exchange, signedIn })
  }

/** What is wrong with a request, by field. */
export class BadQuery extends Error {
  override name = 'BadQuery'
  readonly fields: readonly { readonly path: string; readonly reason: string }[]
  constructor(fields: BadQuery['fields']) {
    super('The query has mistakes')
    this.fields = fields
  }
}

/** Throws {@link BadQuery}, also for a field given twice: which of the two was meant? */
export const parseQuery = <Query>(schema: z.ZodType<Query>, query: URLSearchParams): Query => {
  const twice = [...new Set(query.keys())].filter((path) => query.getAll(path).length > 1)
  if (twice.length > 0) throw new BadQuery(twice.map((path) => ({ path, reason: 'must be given once' })))
  return checked(schema, Object.fromEntries(query))
}

/** Throws {@link BadQuery}. */
export const parseBody = <Body>(schema: z.ZodType<Body>, body: string): Body => {
  try {
    return checked(schema, JSON.parse(body))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new BadQuery([{ path: '', reason: 'must be JSON' }])
  }
}

const checked = <Value>(schema: z.ZodType<Value>, given: unknown): Value => {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new BadQuery(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((path) => ({ path, reason: 'is not known here' }))
        : [{ path: issue.path.join('.'), reason: issue.message }],
    ),
  )
}

/** Answers what {@link parseQuery} and the like have thrown. */
export const answeringBadQueries =
  (endpoint: PersonalEndpoint): PersonalEndpoint =>
  async (exchange) => {
    try {
      await endpoint(exchange)
    } catch (error) {
      if (!(error instanceof BadQuery)) throw error
      sendError(exchange.response, { ...answers.badQuery, fields: error.fields }, exchange.correlationId)
    }
  }

const answers = {
  notSignedIn: { status: 401, code: 'UNAUTHORIZED', message: 'Please sign in.' },
  notAllowed: { status: 403, code: 'FORBIDDEN', message: 'Your role may not do this.' },
  badQuery: { status: 400, code: 'BAD_REQUEST', message: 'The input has mistakes; see the fields.' },
} as const
