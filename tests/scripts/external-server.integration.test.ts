import { createServer } from 'node:net'
import { expect, inject, onTestFinished, test } from 'vitest'
import { freePort } from '../../db/embedded/postmaster.ts'
import { checkServer, demandVersion } from '../../scripts/bank/external-server.ts'

const server = () => new URL(inject('postgres').url)

test('a server that is well is named by its version', async () => {
  expect(await checkServer(server().href)).toMatch(/^18\./)
})

test('an old server is refused, a new one is not', () => {
  expect(() => demandVersion(140_012, '14.12', 'old.test/bank')).toThrow(
    'The server at old.test/bank (DATABASE_URL) is Postgres 14.12 and Passbook needs 15 or newer: update it, or unset DATABASE_URL to use the embedded one.',
  )
  expect(() => demandVersion(150_000, '15.0', 'new.test/bank')).not.toThrow()
})

test.each<[string, (url: URL) => unknown, string]>([
  ['a wrong password', (url) => Object.assign(url, { password: 'hidden' }), 'user or password are wrong'],
  [
    'a missing database',
    (url) => Object.assign(url, { pathname: '/nothing' }),
    'it has no such database: create it first',
  ],
])('%s is said in one sentence, which never shows the password', async (_, spoil, reason) => {
  const url = server()
  const password = url.password
  spoil(url)

  const refusal = await checkServer(url.href).catch((error: Error) => error.message)

  expect(refusal).toBe(`The database at ${url.host}${url.pathname} (DATABASE_URL) cannot be used: ${reason}.`)
  expect(refusal).not.toContain(password)
  expect(refusal).not.toContain('hidden')
})

test('something that is no Postgres is said to be so', async () => {
  const port = await freePort()
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
    port,
    '127.0.0.1',
  )
  onTestFinished(() => void other.close())

  await expect(checkServer(`postgres://me@127.0.0.1:${port}/bank`, 1)).rejects.toThrow(
    /cannot be used: .+\.$/,
  )
})
