/**
 * The web server: one Node HTTP server that secures every answer, refuses what comes from another origin, and hands the
 * rest on: `/api/trpc` to tRPC, `/api/auth` to better-auth, `/api/health`, and everything else to the pages.
 */

import { randomUUIDv7 } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Auth } from '../auth/auth.ts'
import type { Config } from '../config.ts'
import { log } from '../log.ts'
import type { createApiHandler } from '../trpc/http-handler.ts'
import type { drawingPages } from '../trpc/this-page.ts'
import { type ErrorAnswer, sendError, sendJson } from './answer.ts'
import { BodyIncomplete, BodyTooLarge, readBody } from './body.ts'
import type { Endpoints } from './endpoint.ts'
import type { HealthReport } from './health.ts'
import { isFromElsewhere } from './origin.ts'
import type { Pages } from './pages.ts'
import { commonHeaders, dataPolicy, newNonce, pagePolicy } from './security-headers.ts'

export type WebParts = {
  readonly auth: Auth
  readonly api: ReturnType<typeof createApiHandler>
  readonly health: () => Promise<HealthReport>
  /** Beside tRPC, by path. */
  readonly endpoints: Endpoints
  readonly pages: Pick<Pages, 'handle'>
  /** Lets pages know for whom they are drawn. */
  readonly drawing: ReturnType<typeof drawingPages>
}

export type WebServer = {
  readonly server: Server
  /** Takes no more connections, lets running requests finish (for `graceMs` at most), then ends what is left. */
  readonly stop: (graceMs?: number) => Promise<void>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const reads = new Set(['GET', 'HEAD'])

export const createWebServer = (
  config: Pick<Config, 'publicUrl' | 'development'>,
  { api, auth, health, endpoints, pages, drawing }: WebParts,
): WebServer => {
  const policy = { https: config.publicUrl.startsWith('https://'), development: config.development }
  const headers = Object.entries(commonHeaders(policy))

  let stopping = false
  const upgraded = new Set<Duplex>()

  const serve = async (request: IncomingMessage, response: ServerResponse, correlationId: string) => {
    const method = request.method ?? 'GET'
    const path = pathOf(request.url)
    const refuse = (answer: ErrorAnswer) => sendError(response, answer, correlationId)
    if (path === undefined) return refuse(answers.badUrl)
    if (request.headers.host === undefined && request.httpVersion === '1.1') return refuse(answers.noHost)
    if (isFromElsewhere(method, request.headers, config.publicUrl)) return refuse(answers.otherOrigin)

    if (path === '/api/health/live') return sendJson(response, 200, { status: 'ok' })
    if (path === '/api/health') {
      const report = await health()
      return sendJson(response, report.status === 'down' ? 503 : 200, report)
    }
    if (path.startsWith('/api/trpc/')) {
      if (!reads.has(method)) {
        if (!isJson(request)) return refuse(answers.notJson)
        Object.assign(request, { body: await readBody(request) })
      }
      return api({ request, response, path: path.slice('/api/trpc/'.length), correlationId })
    }
    if (path.startsWith('/api/auth/')) {
      const answer = await auth.handle({
        method,
        path: path.slice('/api/auth'.length),
        cookie: request.headers.cookie,
        contentType: request.headers['content-type'],
        body: reads.has(method) ? '' : await readBody(request),
        address: request.socket.remoteAddress ?? '',
      })
      return sendResponse(response, answer)
    }
    const endpoint = endpoints[path]
    if (endpoint) {
      if (method !== endpoint.method)
        return refuse(endpoint.method === 'GET' ? answers.onlyGet : answers.onlyPost)
      if (method === 'POST' && !isJson(request)) return refuse(answers.notJson)
      const body = method === 'POST' ? await readBody(request) : ''
      return endpoint.answer({ request, response, query: queryOf(request.url), body, correlationId })
    }
    if (path === '/api' || path.startsWith('/api/')) return refuse(answers.noSuchEndpoint)
    // The dev server has endpoints of its own that it POSTs to.
    if (!reads.has(method) && !config.development) return refuse(answers.notAllowed)
    return servePage(request, response, path, correlationId)
  }

  const servePage = (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    correlationId: string,
  ) => {
    // Files under this folder have their content's hash in their names and stay cacheable; so may other plain files.
    if (path.startsWith('/_next/static/') || /\.\w{2,11}$/.test(path)) {
      response.removeHeader('Cache-Control')
      return pages.handle(request, response)
    }
    const nonce = newNonce()
    const contentSecurityPolicy = pagePolicy(nonce, policy)
    response.setHeader('Content-Security-Policy', contentSecurityPolicy)
    // Next.js takes the nonce for its own scripts from the request's header; the layout reads the other one.
    request.headers['content-security-policy'] = contentSecurityPolicy
    request.headers['x-nonce'] = nonce
    return drawing({ request, response, correlationId }, () => pages.handle(request, response))
  }

  /** The headers of every answer; what is in the request that nobody may say is taken out. Gives the correlation id. */
  const secure = (request: IncomingMessage, response: ServerResponse): string => {
    const given = request.headers['x-correlation-id']
    const correlationId = typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : randomUUIDv7()
    // What only a trusted proxy or this server itself may say.
    for (const name of untrustedHeaders) delete request.headers[name]
    for (const [name, value] of headers) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', dataPolicy)
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Correlation-Id', correlationId)
    if (stopping) response.setHeader('Connection', 'close')
    return correlationId
  }

  const server = createServer(
    {
      // Node's own refusal would have none of the headers.
      requireHostHeader: false,
      // The dev server reloads pages over a web socket; the bank itself has none, and ignores the wish, as HTTP asks.
      shouldUpgradeCallback: () => config.development,
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
    },
    (request, response) => {
      const correlationId = secure(request, response)
      serve(request, response, correlationId).catch((error: unknown) => {
        if (error instanceof BodyIncomplete) return response.destroy()
        if (error instanceof BodyTooLarge) {
          // The rest of the body is not read, so the connection cannot be used again.
          response.setHeader('Connection', 'close')
          return sendError(response, answers.tooLarge, correlationId)
        }
        log.error({ err: error, correlationId }, 'a request failed')
        return sendError(response, answers.fault, correlationId)
      })
    },
  )
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    sendError(response, answers.unknownExpectation, secure(request, response)),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
    const status = statusOfClientError[error.code ?? ''] ?? 400
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
      `Content-Security-Policy: ${dataPolicy}`,
      'Cache-Control: no-store',
      'Content-Length: 0',
      'Connection: close',
    ]
    socket.end(`${lines.join('\r\n')}\r\n\r\n`)
  })

  server.on('upgrade', (_request, socket: Duplex) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
  })

  const stop = async (graceMs = 10_000) => {
    if (!server.listening) return
    stopping = true
    // Connections that are kept alive become idle only when their running request has been answered.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
    for (const socket of upgraded) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    clearInterval(sweep)
    clearTimeout(deadline)
  }
  return { server, stop }
}

const untrustedHeaders = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
  'forwarded',
  'x-nonce',
  'content-security-policy',
  'content-security-policy-report-only',
]

const statusOfClientError: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

const answers = {
  badUrl: { status: 400, code: 'BAD_REQUEST', message: 'The address of the request is not valid.' },
  noHost: { status: 400, code: 'BAD_REQUEST', message: 'The request has no Host header.' },
  otherOrigin: { status: 403, code: 'FORBIDDEN', message: 'Requests from another origin are not taken.' },
  noSuchEndpoint: { status: 404, code: 'NOT_FOUND', message: 'There is no such endpoint.' },
  notAllowed: { status: 405, code: 'METHOD_NOT_SUPPORTED', message: 'Pages can only be read.' },
  onlyGet: { status: 405, code: 'METHOD_NOT_SUPPORTED', message: 'This can only be read, with GET.' },
  onlyPost: {
    status: 405,
    code: 'METHOD_NOT_SUPPORTED',
    message: 'This is asked for with POST, so that nothing of it stands in an address.',
  },
  tooLarge: { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'The request is larger than 1 MiB.' },
  notJson: { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Please send application/json.' },
  unknownExpectation: {
    status: 417,
    code: 'EXPECTATION_FAILED',
    message: 'The Expect header asks for something that is not known here.',
  },
  fault: { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' },
} satisfies Record<string, ErrorAnswer>

/** The path without the query, or `undefined` when the address is none that a browser would send here. */
const pathOf = (url: string | undefined): string | undefined => {
  if (!url?.startsWith('/') || url.startsWith('//')) return undefined
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

const queryOf = (url = ''): URLSearchParams => {
  const query = url.indexOf('?')
  return new URLSearchParams(query < 0 ? '' : url.slice(query + 1))
}

const isJson = ({ headers }: IncomingMessage): boolean =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json'

const sendResponse = async (response: ServerResponse, answer: Response): Promise<void> => {
  response.statusCode = answer.status
  for (const [name, value] of answer.headers)
    if (name !== 'set-cookie' && name !== 'cache-control') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
  response.end(Buffer.from(await answer.arrayBuffer()))
}
