/** Signing up makes a user and a customer: both, once, whatever happens in between. */
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { customerIdOf, ensureCustomer } from '../../server/auth/customer-registration.ts'
import { authSessions, authUsers } from '../../server/auth/tables.ts'
import { createUser } from '../../server/auth/users.ts'
import { BusBusy } from '../../server/command-bus/errors.ts'
import { customerStream } from '../../server/domain/ids.ts'
import { readStream } from '../../server/event-store/read.ts'
import { PASSWORD, startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank({ realPasswords: true })
afterEach(() => vi.restoreAllMocks())

let people = 0
const newPerson = () => {
  people += 1
  return { email: `person.${people}@example.com`, password: PASSWORD, firstName: 'Zoë', lastName: "O'Neill" }
}
const userWith = async (email: string) => {
  const [user] = await bank.database.db.select().from(authUsers).where(eq(authUsers.email, email))
  return user!
}
const registrationsOf = async (userId: string) => {
  const events = await readStream(bank.database.sql, customerStream(customerIdOf(userId)))
  return events.filter(({ type }) => type === 'CustomerRegistered')
}

describe('signing up', () => {
  test('makes the customer, and signs in', async () => {
    const person = newPerson()
    const client = bank.client()
    expect((await client.post('/api/auth/sign-up/email', person)).status).toBe(200)

    const user = await userWith(person.email)
    expect(user).toMatchObject({ role: 'customer', name: "Zoë O'Neill", customerId: customerIdOf(user.id) })
    expect((await registrationsOf(user.id)).map(({ data }) => data)).toEqual([
      { customerId: user.customerId, firstName: 'Zoë', lastName: "O'Neill", email: person.email },
    ])
    expect(await client.ask('session.me')).toEqual({
      userId: user.id,
      name: "Zoë O'Neill",
      role: 'customer',
      customerId: user.customerId,
      demo: false,
      engineRoom: false,
    })
  })

  test('what was interrupted before the customer was made is made good at the next request', async () => {
    const person = newPerson()
    const client = bank.client()
    vi.spyOn(bank.bank.bus, 'execute').mockRejectedValueOnce(new BusBusy('full'))
    expect((await client.post('/api/auth/sign-up/email', person)).status).toBe(200)
    const user = await userWith(person.email)
    expect(user.customerId).toBeNull()
    expect(await registrationsOf(user.id)).toEqual([])

    vi.spyOn(bank.bank.bus, 'execute').mockRejectedValueOnce(new BusBusy('still full'))
    const stillBusy = await client.query('session.me')
    expect(stillBusy.status).toBe(503)
    expect(stillBusy.headers.get('retry-after')).toBe('1')

    const me = await client.ask<{ customerId: string }>('session.me')
    expect(me.customerId).toBe(customerIdOf(user.id))
    expect(await registrationsOf(user.id)).toHaveLength(1)
  })

  test('what was interrupted after it is made good at the next sign-in, with the same customer', async () => {
    const person = newPerson()
    await bank.client().post('/api/auth/sign-up/email', person)
    const { id } = await userWith(person.email)
    await bank.database.db.update(authUsers).set({ customerId: null }).where(eq(authUsers.id, id))

    const { email, password } = person
    expect((await bank.client().post('/api/auth/sign-in/email', { email, password })).status).toBe(200)
    expect((await userWith(email)).customerId).toBe(customerIdOf(id))
    expect(await registrationsOf(id)).toHaveLength(1)
  })

  test('also when the receipt of the command has long been deleted', async () => {
    const person = newPerson()
    await bank.client().post('/api/auth/sign-up/email', person)
    const { id } = await userWith(person.email)
    await bank.database.db.update(authUsers).set({ customerId: null }).where(eq(authUsers.id, id))
    await bank.database.sql`DELETE FROM command_receipts`
    expect(await ensureCustomer(bank.bank, await userWith(person.email))).toBe(customerIdOf(id))
    expect(await registrationsOf(id)).toHaveLength(1)
  })

  test('many at once end in one customer', async () => {
    const person = { ...newPerson(), role: 'customer' as const }
    const { userId } = await createUser(bank.database, person)
    const user = await userWith(person.email)
    const ids = await Promise.all(Array.from({ length: 8 }, () => ensureCustomer(bank.bank, user)))
    expect(new Set(ids)).toEqual(new Set([customerIdOf(userId)]))
    expect(await registrationsOf(userId)).toHaveLength(1)
  })

  test('the same address cannot sign up twice, in whatever case', async () => {
    const person = newPerson()
    await bank.client().post('/api/auth/sign-up/email', person)
    const again = await bank.client().post('/api/auth/sign-up/email', {
      ...person,
      email: person.email.toUpperCase(),
    })
    expect(again.status).toBe(422)
  })

  test('nobody makes themself a teller', async () => {
    const person = newPerson()
    const client = bank.client()
    const response = await client.post('/api/auth/sign-up/email', {
      ...person,
      role: 'teller',
      customerId: customerIdOf('somebody else'),
      emailVerified: true,
    })
    expect(response.status).toBe(200)
    const user = await userWith(person.email)
    expect(user).toMatchObject({ role: 'customer', customerId: customerIdOf(user.id), emailVerified: false })
  })

  test("nobody takes one of the demo bank's addresses, which the sign-in page shows to everybody", async () => {
    const response = await bank
      .client()
      .post('/api/auth/sign-up/email', { ...newPerson(), email: 'Mallory@demo.passbook.test' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ fields: [{ path: 'email' }] })
  })

  test('bad input names every field', async () => {
    const response = await bank.client().post('/api/auth/sign-up/email', {
      email: 'not an address',
      password: 'short',
      firstName: '  ',
    })
    expect(response.status).toBe(400)
    const { fields } = (await response.json()) as { fields: { path: string; reason: string }[] }
    expect(fields).toEqual([
      { path: 'email', reason: 'must be an email address' },
      { path: 'password', reason: 'must have at least 10 characters' },
      { path: 'firstName', reason: 'must not be empty' },
      { path: 'lastName', reason: 'must be text' },
    ])
  })

  test('broken JSON is 400', async () => {
    expect((await bank.client().post('/api/auth/sign-up/email', '{"email":')).status).toBe(400)
  })
})

test('passwords are kept as scrypt hashes, sessions without address and browser', async () => {
  const person = newPerson()
  await bank.client().post('/api/auth/sign-up/email', person)
  const { id } = await userWith(person.email)
  const [account] = await bank.database.sql<{ password: string }[]>`
    SELECT password FROM auth_accounts WHERE user_id = ${id}`
  expect(account?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/)
  const sessions = await bank.database.db.select().from(authSessions).where(eq(authSessions.userId, id))
  expect(sessions).toHaveLength(1)
  for (const { ipAddress, userAgent } of sessions)
    expect([ipAddress ?? '', userAgent ?? '']).toEqual(['', ''])
})

test.each([
  '/update-user',
  '/change-email',
  '/delete-user',
  '/list-sessions',
  '/reset-password',
  '/sign-in/social',
])('better-auth offers %s, Passbook does not', async (path) => {
  const alice = await bank.customer('Alice')
  expect((await alice.post(`/api/auth${path}`, {})).status).toBe(404)
  expect((await alice.fetch(`/api/auth${path}`)).status).toBe(404)
})
