/** The web process from outside: how it starts, how it ends, and what it writes to its log. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { projectors } from '../../server/read-models/registry.ts'
import { quickNode } from '../support/bank-processes.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'
import { Client } from './client.ts'
import { openStream } from './live-stream.ts'

const database = await createTestDatabase()
const entry = join(import.meta.dirname, 'serve-without-pages.ts')
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

const start = async (env: Record<string, string> = {}) => {
  const port = await freePort()
  const child = fork(entry, [], {
    silent: true,
    env: {
      ...quickNode(),
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: database.url,
      BETTER_AUTH_SECRET: 'a secret that is long enough for tests',
      PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
      ...env,
    },
  })
  children.push(child)
  const written = { text: '' }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (written.text += chunk))
  const exit = once(child, 'exit').then(([code]) => code as number)
  return { child, exit, written, url: `http://localhost:${port}` }
}

const startServing = async (env?: Record<string, string>) => {
  const web = await start(env)
  const [message] = await once(web.child, 'message')
  expect(message).toEqual({ type: 'ready' })
  return web
}

describe('starting', () => {
  test('serves when it says that it is ready; health tells that there is no worker', async () => {
    const { url } = await startServing()
    expect(await (await fetch(url)).text()).toBe('A page')
    expect((await fetch(`${url}/api/health/live`)).status).toBe(200)
    const health = await fetch(`${url}/api/health`)
    expect(health.status).toBe(503)
    expect(await health.json()).toEqual({
      status: 'down',
      checks: {
        database: 'ok',
        worker: 'missing',
        projections: 'ok',
        sealing: 'ok',
        jobs: 'ok',
        clearing: 'ok',
      },
      unsealed: 0,
      failedJobs: 0,
      projectors: projectors.map(({ name }) => ({
        name,
        lag: 0,
        parked: 0,
        rebuilding: false,
        paused: false,
      })),
    })
  })

  test('a taken port is one sentence and exit 1', async () => {
    const { url } = await startServing()
    const port = new URL(url).port
    const { exit, written } = await start({ PORT: port })
    expect(await exit).toBe(1)
    expect(written.text).toBe(
      `Port ${port} is already in use: stop what is using it, or choose another one with PORT.\n`,
    )
  })

  test('a missing secret is one sentence and exit 1', async () => {
    const { exit, written } = await start({ BETTER_AUTH_SECRET: '' })
    expect(await exit).toBe(1)
    expect(written.text).toMatch(/^BETTER_AUTH_SECRET is missing: .*\n$/)
  })
})

describe('stopping', () => {
  test('SIGTERM ends open live streams in order, and is not held up by them', async () => {
    const { child, exit, url } = await startServing()
    const ann = new Client(url)
    await ann.post('/api/auth/sign-up/email', person('ann@example.com'))
    const streams = [await openStream(ann), await openStream(ann)]
    for (const stream of streams) await stream.update()
    const from = performance.now()
    child.kill('SIGTERM')
    for (const stream of streams) expect((await stream.rest()).at(-1)?.event).toBe('return')
    expect(await exit).toBe(0)
    // Well within the ten seconds after which whoever still hangs on would be cut off.
    expect(performance.now() - from).toBeLessThan(5_000)
  })

  test('SIGTERM lets a running request finish and exits 0', async () => {
    const { child, exit, url } = await startServing()
    const alice = new Client(url)
    await alice.post('/api/auth/sign-up/email', person('alice@example.com'))
    // Waits for a version that never comes, until the process stops.
    const waiting = alice.query('accounts.list', { afterVersion: 1_000_000 })
    await expect.poll(async () => (await alice.query('session.me')).status).toBe(200)
    child.kill('SIGTERM')
    expect((await waiting).status).toBe(408)
    expect(await exit).toBe(0)
  })

  test('so does the end of its parent', async () => {
    const { child, exit } = await startServing()
    child.disconnect()
    expect(await exit).toBe(0)
  })
})

test('nothing personal is written to the log, also when things go wrong', async () => {
  const { child, exit, written, url } = await startServing({ LOG_LEVEL: 'trace' })
  const alice = new Client(url)
  await alice.post('/api/auth/sign-up/email', person('Agatha.Personal@example.com'))
  await alice.post('/api/auth/sign-up/email', person('Agatha.Personal@example.com'))
  await alice.post('/api/auth/sign-in/email', {
    email: 'Agatha.Personal@example.com',
    password: 'wrong secret',
  })
  await alice.post('/api/auth/sign-in/email', {
    email: 'Nobody.Personal@example.com',
    password: 'wrong secret',
  })
  const { accountId } = await alice.command<{ accountId: string }>('openAccount', {
    product: 'current',
    currency: 'USD',
    name: 'Holiday in Torquay',
  })
  await alice.mutate('commands.transferMoney', {
    fromAccountId: accountId,
    toAccountId: accountId,
    money: { amount: '1234.56', currency: 'USD' },
    description: 'A present',
  })
  // As a worker would: what is not known is not searched.
  await database.sql`
    INSERT INTO transaction_accounts (account_id, customer_id, number, currency, product)
    SELECT (data->>'accountId')::uuid, (data->>'customerId')::uuid, data->>'number', data->>'currency', 'current'
    FROM events WHERE event_type = 'AccountOpened' AND data->>'accountId' = ${accountId}`
  await alice.query('accounts.transactions', { accountId, search: 'Torquay' })

  // From here on every query on users and accounts is a fault.
  await database.sql`ALTER TABLE auth_users RENAME TO auth_users_gone`
  await database.sql`ALTER TABLE transactions RENAME TO transactions_gone`
  await database.sql`ALTER TABLE transaction_words RENAME TO transaction_words_gone`
  try {
    const faults = [
      await alice.post('/api/auth/sign-in/email', {
        email: 'Agatha.Personal@example.com',
        password: 'a long password',
      }),
      await alice.post('/api/auth/sign-up/email', person('Another.Personal@example.com')),
      await alice.post('/api/trpc/accounts.transactions', { accountId, search: 'Torquay' }),
    ]
    expect(faults.map(({ status }) => status)).toEqual([500, 500, 500])
    for (const fault of faults)
      expect(await fault.text()).not.toMatch(/auth_users|_gone|transaction_words|stack/)
  } finally {
    await database.sql`ALTER TABLE auth_users_gone RENAME TO auth_users`
    await database.sql`ALTER TABLE transactions_gone RENAME TO transactions`
    await database.sql`ALTER TABLE transaction_words_gone RENAME TO transaction_words`
  }

  child.kill('SIGTERM')
  await exit
  expect(written.text).toContain('a request failed')
  expect(written.text).not.toMatch(/personal|agatha|christie|torquay|present|1234|secret|password/i)
})

const person = (email: string) => ({
  email,
  password: 'a long password',
  firstName: 'Agatha',
  lastName: 'Christie',
})
