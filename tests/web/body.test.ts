/** What becomes of a body that does not come whole, over a real connection. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BodyIncomplete, BodyTooLarge, readBody } from '../../server/web/body.ts'

const LIMIT = 100
const server = createServer()
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** What has come of reading the body of a request, of which `said` bytes were announced. */
const reading = async (said: number, body: string, then: (socket: Socket) => unknown): Promise<unknown> => {
  const arrived = once(server, 'request')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`POST / HTTP/1.1\r\nHost: bank\r\nContent-Length: ${said}\r\n\r\n${body}`)
  const [request] = (await arrived) as [IncomingMessage]
  const result = readBody(request, LIMIT).catch((error: unknown) => error)
  then(socket)
  try {
    return await result
  } finally {
    socket.destroy()
  }
}

test('a whole one is its text', async () => expect(await reading(6, 'eé€', () => undefined)).toBe('eé€'))

test.each<[string, (socket: Socket) => unknown]>([
  ['ends', (socket) => socket.end()],
  ['is cut', (socket) => socket.destroy()],
  ['is reset', (socket) => socket.resetAndDestroy()],
])('a client whose connection %s has not sent it', async (_, then) =>
  expect(await reading(20, 'half of it', then)).toBeInstanceOf(BodyIncomplete),
)

test('one that is announced as too large is not waited for', async () =>
  expect(await reading(LIMIT + 1, '', () => undefined)).toBeInstanceOf(BodyTooLarge))
