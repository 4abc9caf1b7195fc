/** Answers that the web server gives itself, in the API's shape for errors. */
import type { ServerResponse } from 'node:http'

export type ErrorAnswer = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly retryAfterSeconds?: number
  /** Bad input, one entry per field. */
  readonly fields?: readonly { readonly path: string; readonly reason: string }[] | undefined
  /** Which of several causes of one status, and how far the bank had come. */
  readonly reason?: string | undefined
  readonly reached?: number | undefined
}

export const sendJson = (response: ServerResponse, status: number, body: object): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.statusCode = status
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(body))
}

export const sendError = (
  response: ServerResponse,
  { status, code, message, retryAfterSeconds, ...details }: ErrorAnswer,
  correlationId: string,
): void => {
  if (retryAfterSeconds !== undefined && !response.headersSent)
    response.setHeader('Retry-After', String(retryAfterSeconds))
  sendJson(response, status, {
    error: { message, data: { code, httpStatus: status, correlationId, ...details } },
  })
}
