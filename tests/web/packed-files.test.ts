/** Scripts and styles, packed by the build and sent to who can unpack them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as ask, createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { packStatic } from '../../scripts/bank/pack-static.ts'
import { readPackedFiles, sendPacked } from '../../server/web/packed-files.ts'

const script = `${'console.log("a line that comes again")\n'.repeat(100)}`
const folder = mkdtempSync(join(tmpdir(), 'passbook-packed-'))
let port = 0
const server = createServer((request, response) => {
  if (!sendPacked(readPackedFiles(folder), request, response)) response.writeHead(404).end('as it is')
})

beforeAll(async () => {
  mkdirSync(join(folder, 'static/chunks'), { recursive: true })
  writeFileSync(join(folder, 'static/chunks/large.js'), script)
  writeFileSync(join(folder, 'static/chunks/small.js'), 'short')
  writeFileSync(join(folder, 'static/chunks/font.woff2'), script)
  await packStatic(join(folder, 'static'))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  port = (server.address() as { port: number }).port
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const get = (path: string, encoding: string, method = 'GET') =>
  new Promise<{ answer: IncomingMessage; body: Buffer }>((resolve, reject) => {
    ask({ port, path, method, headers: { 'accept-encoding': encoding } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => resolve({ answer, body: Buffer.concat(parts) }))
    })
      .on('error', reject)
      .end()
  })

const large = '/_next/static/chunks/large.js'

test('a packed file is what it was, and is kept for ever', async () => {
  const { answer, body } = await get(`${large}?v=1`, 'gzip, deflate, br, zstd')
  expect(answer.headers).toMatchObject({
    'content-type': 'application/javascript; charset=UTF-8',
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  })
  expect(body.length).toBeLessThan(script.length / 10)
  expect(brotliDecompressSync(body).toString()).toBe(script)
})

test('only its size is told to who asks for no more', async () => {
  const { answer, body } = await get(large, 'br', 'HEAD')
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(0)
  expect(body).toHaveLength(0)
})

it.each([
  ['who cannot unpack it', large, 'gzip'],
  ['who will not have it', large, 'gzip, br;q=0'],
  ['what is small', '/_next/static/chunks/small.js', 'br'],
  ['what is packed already', '/_next/static/chunks/font.woff2', 'br'],
  ['what is not there', '/_next/static/chunks/../../package.json', 'br'],
])('leaves %s to the pages', async (_, path, encoding) => {
  expect((await get(path, encoding)).body.toString()).toBe('as it is')
})
