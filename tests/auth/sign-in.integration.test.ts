/** Signing in: how often one may guess, and that nothing tells who has an account here. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createSignInLimit } from '../../server/auth/sign-in-limit.ts'
import { PASSWORD, startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
await bank.customer('Alice')
const email = 'alice.1@example.com'

const signIn = (password: string, account = email) =>
  bank.client().post('/api/auth/sign-in/email', { email: account, password })
const statusesOf = async (attempts: Promise<Response>[]) =>
  (await Promise.all(attempts)).map(({ status }) => status)
const times = <Result>(count: number, make: (i: number) => Result) =>
  Array.from({ length: count }, (_, i) => make(i))

beforeEach(async () => {
  await bank.database.sql`DELETE FROM auth_sign_in_failures`
})

describe('signing in', () => {
  test('with the right password, in whatever case the address is written', async () => {
    expect((await signIn(PASSWORD)).status).toBe(200)
    expect((await signIn(PASSWORD, 'Alice.1@Example.COM')).status).toBe(200)
  })

  test('a wrong password and an address without an account are answered alike', async () => {
    const wrong = await signIn('wrong password')
    const unknown = await signIn('wrong password', 'nobody@example.com')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.json()).toEqual(await unknown.json())
  })

  test('fifty times in a row and at once with the right password', async () => {
    expect(new Set(await statusesOf(times(50, () => signIn(PASSWORD))))).toEqual(new Set([200]))
  })
})

describe('the limit', () => {
  test('ten wrong guesses close the account to this address, even for the right password', async () => {
    for (let i = 0; i < 10; i++) expect((await signIn('wrong password')).status).toBe(401)
    const refused = await signIn(PASSWORD)
    expect(refused.status).toBe(429)
    const retryAfter = Number(refused.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(290)
    expect(retryAfter).toBeLessThanOrEqual(300)
  })

  test('holds as well for an address without an account', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 11; i++) statuses.push((await signIn('wrong password', 'nobody@example.com')).status)
    expect(statuses).toEqual([...times(10, () => 401), 429])
  })

  test('guesses that are sent all at once are counted like those one after another', async () => {
    const statuses = await statusesOf(times(30, () => signIn('wrong password')))
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  })

  test('the right password makes up for wrong ones before it', async () => {
    for (let i = 0; i < 9; i++) await signIn('wrong password')
    expect((await signIn(PASSWORD)).status).toBe(200)
    for (let i = 0; i < 9; i++) expect((await signIn('wrong password')).status).toBe(401)
    expect((await signIn(PASSWORD)).status).toBe(200)
  })

  test('ends with its window', async () => {
    for (let i = 0; i < 10; i++) await signIn('wrong password')
    expect((await signIn(PASSWORD)).status).toBe(429)
    await bank.database.sql`UPDATE auth_sign_in_failures SET window_ends_at = now()`
    expect((await signIn(PASSWORD)).status).toBe(200)
  })

  test('bad input is no guess', async () => {
    for (let i = 0; i < 12; i++) expect((await signIn('')).status).toBe(400)
    expect((await signIn(PASSWORD)).status).toBe(200)
  })

  test('asking at sign-up who has an account is counted too', async () => {
    const signUp = () =>
      bank
        .client()
        .post('/api/auth/sign-up/email', { email, password: PASSWORD, firstName: 'A', lastName: 'B' })
    for (let i = 0; i < 10; i++) expect((await signUp()).status).toBe(422)
    expect((await signUp()).status).toBe(429)
  })
})

describe('limits over addresses and accounts', () => {
  const limit = createSignInLimit({ sql: bank.database.sql, secret: 'secret' })
  const isRefused = async (account: string, address: string) =>
    (await limit.begin({ email: account, address })).retryAfterSeconds !== undefined

  test('one address may fail a hundred times over all accounts', async () => {
    for (let i = 0; i < 100; i++) expect(await isRefused(`person.${i}@example.com`, '192.0.2.1')).toBe(false)
    expect(await isRefused('another@example.com', '192.0.2.1')).toBe(true)
    expect(await isRefused('another@example.com', '192.0.2.2')).toBe(false)
  })

  test('one account may be failed a hundred times from all addresses', async () => {
    for (let i = 0; i < 100; i++) expect(await isRefused('victim@example.com', `10.0.0.${i}`)).toBe(false)
    expect(await isRefused('victim@example.com', '10.0.1.1')).toBe(true)
    expect(await isRefused('another@example.com', '10.0.1.1')).toBe(false)
  })

  test('what is refused is not counted on top', async () => {
    for (let i = 0; i < 10; i++) await limit.begin({ email: 'locked@example.com', address: '192.0.2.9' })
    for (let i = 0; i < 200; i++) expect(await isRefused('locked@example.com', '192.0.2.9')).toBe(true)
    expect(await isRefused('another@example.com', '192.0.2.9')).toBe(false)
  })

  test('keeps no addresses, neither of people nor of machines', async () => {
    await limit.begin({ email: 'somebody@example.com', address: '192.0.2.77' })
    const rows = await bank.database.sql`SELECT * FROM auth_sign_in_failures`
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/somebody|192\.0\.2/)
  })
})
