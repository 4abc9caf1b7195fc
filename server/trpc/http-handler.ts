/** tRPC on Node's own HTTP server, in front of everything else that serves requests. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import type { Auth } from '../auth/auth.ts'
import { log } from '../log.ts'
import type { Context, Services } from './context.ts'
import { Refusal, refusalFor } from './errors.ts'
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

export const createApiHandler = (services: Services, auth: Auth) => {
  const createContext = async (
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
  ): Promise<Context> => {
    // Looking a session up may give a command: the registration that a sign-up could not finish.
    const { signedIn, setCookies } = await auth.sessions.find(request.headers.cookie).catch((error) => {
      throw refusalFor(error) ?? error
    })
    if (setCookies.length > 0) response.setHeader('Set-Cookie', setCookies)
    return { services, signedIn, correlationId }
  }

  return ({ request, response, path, correlationId }: ApiRequest): Promise<void> => {
    // Headers, body and end leave in one piece, which saves every answer a system call.
    response.cork()
    return nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res: response,
      path,
      createContext: () => createContext(request, response, correlationId),
      allowBatching: true,
      maxBatchSize: MAX_CALLS_PER_REQUEST,
      // Queries may be POSTed, so that nothing sensitive needs to stand in a URL.
      allowMethodOverride: true,
      responseMeta: ({ errors }) => {
        const waits = errors.flatMap(({ cause }) =>
          cause instanceof Refusal ? (cause.details.retryAfterSeconds ?? []) : [],
        )
        return waits.length > 0 ? { headers: new Headers({ 'retry-after': String(Math.max(...waits)) }) } : {}
      },
      onError: ({ error, path: procedure }) => {
        if (error.code !== 'INTERNAL_SERVER_ERROR') return
        log.error({ err: error.cause ?? error, procedure, correlationId }, 'a request failed')
      },
    })
  }
}
