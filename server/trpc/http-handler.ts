/** tRPC on Node's own HTTP server, in front of everything else that serves requests. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TRPCError } from '@trpc/server'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Auth } from '../auth/auth.ts'
import { log } from '../log.ts'
import type { Context, Services } from './context.ts'
import { Refusal, refusalFor } from './errors.ts'
import { inOnePiece } from './in-one-piece.ts'
import { appRouter } from './router.ts'

export type ApiRequest = {
  readonly request: IncomingMessage & { body?: string }
  readonly response: ServerResponse
  /** Below /api/trpc/, still encoded. */
  readonly path: string
  readonly correlationId: string
}

/** A screen asks for a handful of things at once; more than this is no screen. */
const MAX_CALLS_PER_REQUEST = 50

// By their whole paths, which its type does not say.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>

const isSubscription = (path: string): boolean =>
  Object.hasOwn(procedures, path) && procedures[path]?._def.type === 'subscription'

export const createApiHandler = (services: Services, auth: Auth) => {
  const createContext = async (
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
    arrivedAt: number,
  ): Promise<Context> => {
    // Looking a session up may give a command: the registration that a sign-up could not finish.
    const { signedIn, setCookies } = await auth.sessions.find(request.headers.cookie).catch((error) => {
      throw refusalFor(error) ?? error
    })
    if (setCookies.length > 0) response.setHeader('Set-Cookie', setCookies)
    return { services, signedIn, correlationId, arrivedAt }
  }

  return ({ request, response, path, correlationId }: ApiRequest): Promise<void> => {
    const arrivedAt = performance.now()
    // What is pushed must not wait.
    if (!isSubscription(path)) inOnePiece(response)
    let refused: TRPCError | undefined
    return nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path,
      createContext: () => createContext(request, response, correlationId, arrivedAt),
      allowBatching: true,
      maxBatchSize: MAX_CALLS_PER_REQUEST,
      // Queries may be POSTed, so that nothing sensitive needs to stand in a URL.
      allowMethodOverride: true,
      responseMeta: ({ errors: answered, type }) => {
        // tRPC tells a subscriber of a refusal in an event of its own; who reads only the status is to hear of it too.
        const errors = type === 'subscription' && refused ? [refused] : answered
        const waits = errors.flatMap(({ cause }) =>
          cause instanceof Refusal ? (cause.details.retryAfterSeconds ?? []) : [],
        )
        const retryAfter = waits.length > 0 ? { 'retry-after': String(Math.max(...waits)) } : undefined
        if (type !== 'subscription') return retryAfter ? { headers: new Headers(retryAfter) } : {}
        return {
          headers: new Headers({ ...retryAfter, 'cache-control': 'no-store' }),
          ...(refused && { status: getHTTPStatusCodeFromError(refused) }),
        }
      },
      onError: ({ error, path: procedure }) => {
        refused = error
        if (error.code !== 'INTERNAL_SERVER_ERROR') return
        // Whoever has left the page wants no answer any more, and that is nobody's fault.
        if (response.destroyed && error.cause?.name === 'AbortError') return
        log.error({ err: error.cause ?? error, procedure, correlationId }, 'a request failed')
      },
    })
  }
}
