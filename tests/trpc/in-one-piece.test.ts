import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { inOnePiece } from '../../server/trpc/in-one-piece.ts'

let stop = () => {}
afterEach(() => stop())

/** As the API writes: a chunk at a time, and the next one when there is room again. */
const answering = async (chunks: readonly string[]): Promise<string> => {
  const answer = async (response: ServerResponse) => {
    inOnePiece(response)
    for (const chunk of chunks) if (!response.write(chunk)) await once(response, 'drain')
    response.end()
  }
  const server = createServer((_, response) => void answer(response))
  stop = () => void server.close()
  server.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://localhost:${port}`, { signal: AbortSignal.timeout(30_000) })
  return response.text()
}

it.each([
  ['a short one', ['{}']],
  ['one that just fits', ['x'.repeat(65_000)]],
  ['one that is larger than the buffer', ['x'.repeat(200_000)]],
  ['one that comes in many large pieces', Array.from({ length: 20 }, () => 'y'.repeat(100_000))],
])('%s arrives whole', async (_, chunks) => {
  expect(await answering(chunks)).toBe(chunks.join(''))
})
