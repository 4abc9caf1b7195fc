/** Users who are made rather than sign up, and what the sign-in page shows of them. */
import { describe, expect, test } from 'vitest'
import { createUser, createUsers, type NewUser } from '../../server/auth/users.ts'
import { startTestBank } from '../web/test-bank.ts'

const demoBank = await startTestBank({
  config: { demo: true, bankTimeZone: 'Europe/Berlin' },
  realPasswords: true,
})
const bank = await startTestBank({ realPasswords: true })

const demoUser = (name: string, role: NewUser['role']): NewUser => ({
  email: `${name}@demo.passbook.test`,
  password: 'passbook-demo',
  firstName: 'Demo',
  lastName: name,
  role,
})

describe('users', () => {
  test('can sign in, and have the role they were given', async () => {
    const [teller] = await createUsers(bank.database, [
      demoUser('teller', 'teller'),
      demoUser('approver', 'approver'),
    ])
    const client = bank.client()
    await client.post('/api/auth/sign-in/email', { email: teller!.email, password: 'passbook-demo' })
    expect(await client.ask('session.me')).toMatchObject({
      userId: teller!.userId,
      role: 'teller',
      name: 'Demo teller',
      customerId: null,
    })
  })

  test('who is there already stays as they are', async () => {
    const first = await createUser(bank.database, demoUser('auditor', 'auditor'))
    const second = await createUser(bank.database, {
      ...demoUser('auditor', 'teller'),
      password: 'another password',
    })
    expect(second).toEqual(first)
    const { email } = first
    const signIn = (password: string) => bank.client().post('/api/auth/sign-in/email', { email, password })
    expect((await signIn('another password')).status).toBe(401)
    expect((await signIn('passbook-demo')).status).toBe(200)
  })
})

describe('the sign-in page', () => {
  test('is told the demo logins in demo mode, customers first and in order', async () => {
    await createUsers(demoBank.database, [
      demoUser('auditor', 'auditor'),
      ...[10, 2, 1].map((number) => demoUser(`customer${number}`, 'customer')),
    ])
    await demoBank.customer('Alice')
    expect(await demoBank.client().ask('system.info')).toEqual({
      name: 'Passbook',
      demo: true,
      bankTimeZone: 'Europe/Berlin',
      demoUsers: ['customer1', 'customer2', 'customer10', 'auditor'].map((name) => ({
        email: `${name}@demo.passbook.test`,
        name: `Demo ${name}`,
        role: name === 'auditor' ? 'auditor' : 'customer',
      })),
    })
  })

  test('is told nobody otherwise', async () => {
    expect(await bank.client().ask('system.info')).toMatchObject({ demo: false, demoUsers: [] })
  })
})
