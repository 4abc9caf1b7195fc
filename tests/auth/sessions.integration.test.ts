/** Sessions: what their cookies look like, how long they last, and that signing out ends them at once, everywhere. */
import { describe, expect, test, vi } from 'vitest'
import { createSessions } from '../../server/auth/sessions.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const overHttps = await startTestBank({ config: { publicUrl: 'https://bank.example' } })

const person = (email: string) => ({
  email,
  password: 'a long password',
  firstName: 'Carol',
  lastName: 'Example',
})

describe('the session cookie', () => {
  test('over plain HTTP: HttpOnly, SameSite, no prefix that browsers would refuse', async () => {
    const response = await bank.client().post('/api/auth/sign-up/email', person('http@example.com'))
    const cookies = response.headers.getSetCookie()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(
      /^passbook\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('over HTTPS: __Host- and Secure', async () => {
    const response = await overHttps.client().post('/api/auth/sign-up/email', person('https@example.com'))
    const cookies = response.headers.getSetCookie()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(
      /^__Host-passbook\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  test('signed in for this visit only: no Max-Age', async () => {
    const response = await bank
      .client()
      .post('/api/auth/sign-up/email', { ...person('visit@example.com'), rememberMe: false })
    for (const cookie of response.headers.getSetCookie()) expect(cookie).not.toContain('Max-Age')
  })

  test('one that was tampered with, or signed with another secret, is nobody', async () => {
    const alice = await bank.customer('Alice')
    const value = alice.cookies.get('passbook.session_token')!
    const mallory = bank.client()
    for (const forged of [
      value.replace(/^./, (first) => (first === 'x' ? 'y' : 'x')),
      value.split('.')[0]!,
      `${value.split('.')[0]}.c2lnbmF0dXJl`,
      '%%%',
    ]) {
      mallory.cookies.set('passbook.session_token', forged)
      expect((await mallory.query('session.me')).status).toBe(401)
    }
  })
})

describe('signing out', () => {
  test('ends the session at once, also for a copy of the cookie', async () => {
    const alice = await bank.customer('Alice')
    const copy = bank.client()
    copy.cookies = new Map(alice.cookies)
    expect((await copy.query('session.me')).status).toBe(200)

    expect((await alice.post('/api/auth/sign-out', {})).status).toBe(200)
    expect(alice.cookies.size).toBe(0)
    expect((await copy.query('session.me')).status).toBe(401)
    expect((await alice.query('session.me')).status).toBe(401)
  })

  test('works without a body, as from curl', async () => {
    const alice = await bank.customer('Alice')
    expect((await alice.fetch('/api/auth/sign-out', { method: 'POST' })).status).toBe(200)
    expect((await alice.query('session.me')).status).toBe(401)
  })

  test('ends it in other processes as well', async () => {
    const alice = await bank.customer('Alice')
    const sessionId = await sessionIdOf(alice.cookies)
    const findSession = vi.fn(async () => ({
      headers: new Headers(),
      response: { session: { id: sessionId, createdAt: new Date() }, user: { id: 'x', role: 'teller' } },
    }))
    const { bus, config } = bank.bank
    const listeners = await listenerCount()
    const elsewhere = createSessions({ findSession, database: bank.database.connectAgain(), bus, config })
    await expect.poll(listenerCount).toBe(listeners + 1)

    const find = () => elsewhere.find('passbook.session_token=remembered')
    await find()
    await find()
    expect(findSession).toHaveBeenCalledTimes(1)
    await alice.post('/api/auth/sign-out', {})
    await expect.poll(async () => (await find()) && findSession.mock.calls.length).toBe(2)
    await elsewhere.stop()
  })

  test('leaves the sessions of other people alone', async () => {
    const [alice, bob] = [await bank.customer('Alice'), await bank.customer('Bob')]
    await alice.post('/api/auth/sign-out', {})
    expect((await bob.query('session.me')).status).toBe(200)
  })
})

describe('a session', () => {
  test('is looked up once for many requests', async () => {
    const alice = await bank.customer('Alice')
    await alice.query('session.me')
    await bank.database.sql`UPDATE auth_users SET name = 'Changed' WHERE id = ${await userIdOf(alice)}`
    const names = await Promise.all(
      Array.from({ length: 20 }, async () => (await alice.ask<{ name: string }>('session.me')).name),
    )
    expect(new Set(names)).toEqual(new Set(['Alice Example']))
  })

  test('is prolonged by a visit, and the browser told so', async () => {
    const alice = await bank.customer('Alice')
    const id = await sessionIdOf(alice.cookies)
    await bank.database.sql`UPDATE auth_sessions SET expires_at = now() + interval '1 hour' WHERE id = ${id}`
    const { headers } = await alice.query('session.me')
    expect(headers.getSetCookie().join()).toContain('Max-Age=43200')
    const [row] = await bank.database.sql<{ prolonged: boolean }[]>`
      SELECT expires_at > now() + interval '11 hours' AS prolonged FROM auth_sessions WHERE id = ${id}`
    expect(row?.prolonged).toBe(true)
  })

  test.each([
    ['when it has not been used for long', "expires_at = now() - interval '1 second'"],
    ['a week after the sign-in, however often it was used', "created_at = now() - interval '8 days'"],
  ])('ends %s', async (_, change) => {
    const alice = await bank.customer('Alice')
    await bank.database.sql.unsafe(
      `UPDATE auth_sessions SET ${change} WHERE id = '${await sessionIdOf(alice.cookies)}'`,
    )
    expect((await alice.query('session.me')).status).toBe(401)
  })
})

async function sessionIdOf(cookies: Map<string, string>): Promise<string> {
  const token = decodeURIComponent(cookies.get('passbook.session_token')!).split('.')[0]!
  const [row] = await bank.database.sql<{ id: string }[]>`SELECT id FROM auth_sessions WHERE token = ${token}`
  return row!.id
}

const userIdOf = async (client: { ask: <Data>(path: string) => Promise<Data> }) =>
  (await client.ask<{ userId: string }>('session.me')).userId

async function listenerCount(): Promise<number> {
  const [row] = await bank.database.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE query ILIKE 'listen%session_ended%' AND datname = current_database()`
  return row!.count
}
