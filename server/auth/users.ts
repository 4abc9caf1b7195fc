/** Users who do not sign up themselves: the demo bank's, and staff. */
import { randomUUIDv7 } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { inArray, like } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import type { CustomerId } from '../domain/ids.ts'
import type { Role } from './sessions.ts'
import { authAccounts, authUsers } from './tables.ts'

export type NewUser = {
  /** Made when left out. */
  readonly userId?: string
  readonly email: string
  readonly password: string
  readonly firstName: string
  readonly lastName: string
  readonly role: Role
  /** Of a customer who is in the log already. Left out, the customer is registered at the first sign-in. */
  readonly customerId?: CustomerId | null
}

export type CreatedUser = { readonly userId: string; readonly email: string }

/**
 * Answers in the given order. Who exists already (by email) is left as they are. Equal passwords share one hash, because
 * hashing is made to be slow; give passwords that anybody may know only to users that anybody may be.
 */
export const createUsers = async (database: Database, users: readonly NewUser[]): Promise<CreatedUser[]> => {
  const hashes = new Map(
    await Promise.all(
      [...new Set(users.map(({ password }) => password))].map(
        async (password) => [password, await hashPassword(password)] as const,
      ),
    ),
  )
  return database.db.transaction(async (transaction) => {
    const emails = users.map(({ email }) => email.toLowerCase())
    const inserted = await transaction
      .insert(authUsers)
      .values(
        users.map(({ userId, email, firstName, lastName, role, customerId }) => ({
          id: userId ?? randomUUIDv7(),
          name: `${firstName} ${lastName}`,
          email: email.toLowerCase(),
          firstName,
          lastName,
          role,
          customerId: customerId ?? null,
        })),
      )
      .onConflictDoNothing({ target: authUsers.email })
      .returning({ userId: authUsers.id, email: authUsers.email })
    const passwordOf = new Map(users.map(({ email, password }) => [email.toLowerCase(), password]))
    if (inserted.length > 0)
      await transaction.insert(authAccounts).values(
        inserted.map(({ userId, email }) => ({
          id: randomUUIDv7(),
          userId,
          accountId: userId,
          providerId: 'credential',
          password: hashes.get(passwordOf.get(email)!)!,
        })),
      )
    const all = await transaction
      .select({ userId: authUsers.id, email: authUsers.email })
      .from(authUsers)
      .where(inArray(authUsers.email, emails))
    const byEmail = new Map(all.map((user) => [user.email, user]))
    return emails.map((email) => byEmail.get(email)!)
  })
}

export const createUser = async (database: Database, user: NewUser): Promise<CreatedUser> =>
  (await createUsers(database, [user]))[0]!

export const DEMO_DOMAIN = 'demo.passbook.test'

export type DemoUser = { readonly email: string; readonly name: string; readonly role: Role }

/** The logins that demo mode shows to everybody: customers first, in the order of their numbers. */
export const demoUsers = async (database: Database): Promise<DemoUser[]> => {
  const users = await database.db
    .select({ email: authUsers.email, name: authUsers.name, role: authUsers.role })
    .from(authUsers)
    .where(like(authUsers.email, `%@${DEMO_DOMAIN}`))
  const inOrder = new Intl.Collator('en', { numeric: true })
  return users.sort(
    (a, b) =>
      Number(b.role === 'customer') - Number(a.role === 'customer') || inOrder.compare(a.email, b.email),
  )
}
