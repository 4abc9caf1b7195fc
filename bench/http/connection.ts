/**
 * A kept-alive HTTP/1.1 connection for one request at a time. Node's own client takes about as long for a request as
 * the server does, and would measure itself on a machine of two cores.
 */
import { once } from 'node:events'
import { connect } from 'node:net'

export type Answer = { readonly status: number; readonly headers: string; readonly body: string }

export type Connection = {
  /** False once the server has closed it, as it does with one that nobody has used for a while. */
  readonly isOpen: () => boolean
  readonly send: (request: string) => Promise<Answer>
  readonly close: () => void
}

export const openConnection = async (port: number): Promise<Connection> => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let received = ''
  let waiting: { resolve: (answer: Answer) => void; reject: (error: unknown) => void } | undefined
  const settle = () => {
    const parsed = parseAnswer(received)
    if (!parsed || !waiting) return
    received = ''
    const { resolve } = waiting
    waiting = undefined
    resolve(parsed)
  }
  let isOpen = true
  const fail = (error: unknown) => {
    isOpen = false
    waiting?.reject(error)
    waiting = undefined
  }
  // Latin-1 keeps one character per byte, so that lengths can be compared; all that is looked at is ASCII.
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    settle()
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The server has closed the connection')))
  return {
    isOpen: () => isOpen,
    send: (request) =>
      new Promise((resolve, reject) => {
        if (!isOpen) return reject(new Error('The server has closed the connection'))
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** `undefined` while it is not complete. */
export const parseAnswer = (text: string): Answer | undefined => {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const headers = text.slice(0, end)
  const rest = text.slice(end + 4)
  const length = /\r\ncontent-length: (\d+)/i.exec(headers)?.[1]
  const body = length === undefined ? unchunk(rest) : rest.length < Number(length) ? undefined : rest
  return body === undefined ? undefined : { status: Number(headers.slice(9, 12)), headers, body }
}

const unchunk = (text: string): string | undefined => {
  let body = ''
  for (let at = 0; ; ) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const size = Number.parseInt(text.slice(at, lineEnd), 16)
    const next = lineEnd + 2 + size + 2
    if (text.length < next) return undefined
    if (size === 0) return body
    body += text.slice(lineEnd + 2, lineEnd + 2 + size)
    at = next
  }
}

export const requestFor =
  (port: number, cookie = '') =>
  (method: 'GET' | 'POST', path: string, body?: object): string => {
    const content = body ? JSON.stringify(body) : ''
    return [
      `${method} ${path} HTTP/1.1`,
      `Host: localhost:${port}`,
      ...(cookie ? [`Cookie: ${cookie}`] : []),
      ...(body ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(content)}`] : []),
      '',
      content,
    ].join('\r\n')
  }
