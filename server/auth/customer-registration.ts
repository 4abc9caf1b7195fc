/**
 * Makes the customer of a user who has signed up: the event in the log first, the user's `customerId` after it. Both ids
 * follow from the user's, so a crash between the two, or two requests at once, end in one customer: whoever comes next
 * does it again, which does nothing, and writes the id down.
 */
import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import type { CommandBus } from '../command-bus/command-bus.ts'
import type { CustomerId } from '../domain/ids.ts'
import { theBankItself } from '../domain/the-bank.ts'
import { derivedId } from './derived-id.ts'
import { authUsers } from './tables.ts'

export type AuthUser = typeof authUsers.$inferSelect

/** The bank itself, registering those who sign up. */

export const customerIdOf = (userId: string) => derivedId('customer of user', userId) as CustomerId

/** Answers the user's customer id; `null` for staff, who have none. Safe to be called again and at the same time. */
export const ensureCustomer = async (
  { database, bus }: { database: Database; bus: CommandBus },
  user: Pick<AuthUser, 'id' | 'role' | 'customerId' | 'firstName' | 'lastName' | 'email'>,
): Promise<CustomerId | null> => {
  if (user.role !== 'customer') return null
  if (user.customerId) return user.customerId as CustomerId

  const customerId = customerIdOf(user.id)
  const { firstName, lastName, email } = user
  const result = await bus.execute(
    'registerCustomer',
    { customerId, firstName, lastName, email },
    { actor: theBankItself, commandId: derivedId('registration of user', user.id) },
  )
  // When the receipt is gone after its 30 days, the customer's own stream still knows.
  if (result.outcome === 'rejected' && result.rejection.reason !== 'CustomerAlreadyExists')
    throw new Error(`A user could not be registered as a customer: ${JSON.stringify(result.rejection)}`)

  await database.db
    .update(authUsers)
    .set({ customerId })
    .where(and(eq(authUsers.id, user.id), isNull(authUsers.customerId)))
  return customerId
}
