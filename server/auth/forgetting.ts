/**
 * Forgetting a customer, in an order that a crash may interrupt anywhere:
 *
 * 1. The log says so (CustomerForgotten), if the rules allow it. Nothing is destroyed before that.
 * 2. In one transaction the key is destroyed and whoever could sign in as the customer is deleted, sessions included.
 *
 * Between the two the customer is forgotten and could still be read. Whoever asks again finishes it, and so does every
 * worker, when it starts and every few minutes.
 */
import type { Database } from '../../db/client.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { CommandBus, CommandContext, CommandResult } from '../command-bus/command-bus.ts'
import { type AccountId, type CustomerId, customerStream } from '../domain/ids.ts'
import { theBankItself } from '../domain/the-bank.ts'
import { accountsOpenedAfter, eraseCustomer, unfinishedErasures } from '../event-store/erasure.ts'
import { readStream } from '../event-store/read.ts'
import { log } from '../log.ts'
import { accountsOfCustomer } from '../read-models/account-summaries/queries.ts'
import { eraseRows } from '../read-models/erased-rows.ts'
import { customerIdOf } from './customer-registration.ts'
import { SESSION_ENDED } from './sessions.ts'

export type ForgetRequest = { readonly customerId: CustomerId; readonly reason: string }
/** The reason has the customer's own name or email in it, and would keep it for ever. */
export type ReasonNamesCustomer = { readonly reason: 'ReasonNamesCustomer'; readonly field: 'reason' }
export type ForgetResult =
  | CommandResult<'forgetCustomer'>
  | { readonly outcome: 'rejected'; readonly rejection: ReasonNamesCustomer }

export type ForgetCustomer = (request: ForgetRequest, context: CommandContext) => Promise<ForgetResult>

type Parts = { readonly database: Pick<Database, 'sql'>; readonly bus: Pick<CommandBus, 'execute'> }

export const createForgetCustomer =
  ({ database, bus }: Parts): ForgetCustomer =>
  async ({ customerId, reason }, context) => {
    if (await namesCustomer(database, customerId, reason))
      return { outcome: 'rejected', rejection: { reason: 'ReasonNamesCustomer', field: 'reason' } }
    const accountIds = await accountsEverOpened(database, customerId)
    const result = await bus.execute('forgetCustomer', { customerId, reason, accountIds }, context)
    // When it was done before, it may not have been done to the end.
    if (result.outcome === 'accepted' || result.rejection.reason === 'CustomerAlreadyForgotten')
      await finishForgetting(database, customerId)
    if (result.outcome === 'accepted') {
      // Opened between the look and the event. No more can be, and nothing can have happened on these yet.
      const opened = await accountsEverOpened(database, customerId)
      for (const accountId of opened.filter((id) => !accountIds.includes(id)))
        await closeAtOnce(bus, accountId, context)
    }
    return result
  }

const closeAtOnce = async (
  bus: Parts['bus'],
  accountId: AccountId,
  context: CommandContext,
): Promise<void> => {
  const { correlationId } = context
  const data = { accountId, reason: 'The customer has been forgotten' }
  const result = await bus.execute('closeAccount', data, { actor: theBankItself, correlationId })
  if (result.outcome === 'rejected')
    log.error({ accountId, reason: result.rejection.reason }, 'A forgotten customer still has an account')
}

/** Does nothing to a customer whom the log has not forgotten, nor to one who is forgotten altogether. */
export const finishForgetting = async (
  { sql }: Pick<Database, 'sql'>,
  customerId: CustomerId,
): Promise<void> => {
  const sessions = await inTransaction(sql, async (tx) => {
    if (!(await eraseCustomer(tx, customerId))) return []
    await eraseRows(tx, customerId)
    // Who signed up and never came back has not been given the customer's id; it follows from the user's.
    const waiting = await tx<{ id: string }[]>`
      SELECT id FROM auth_users WHERE customer_id IS NULL AND role = 'customer' ORDER BY id`
    const unlinked = waiting.filter(({ id }) => customerIdOf(id) === customerId).map(({ id }) => id)
    const users = tx`SELECT id FROM auth_users WHERE customer_id = ${customerId} OR id = ANY (${`{${unlinked.join(',')}}`}::text::uuid[])`
    await tx`
      DELETE FROM auth_verifications
      WHERE identifier IN (SELECT email FROM auth_users WHERE id IN (${users}))`
    const ended = await tx<
      { id: string }[]
    >`DELETE FROM auth_sessions WHERE user_id IN (${users}) RETURNING id`
    // Of all that they asked for: it may have been of what they wrote, and could be compared with guesses.
    await tx`DELETE FROM command_receipts WHERE actor IN (SELECT id::text FROM (${users}) AS gone)`
    await tx`DELETE FROM auth_users WHERE id IN (${users})`
    return ended
  })
  for (const { id } of sessions) await sql.notify(SESSION_ENDED, id)
}

/** What a crash has left half done; answers for how many customers. */
export const finishAllForgetting = async (database: Pick<Database, 'sql'>): Promise<number> => {
  const { sql } = database
  const stillUsers = await sql<{ customer_id: CustomerId }[]>`
    SELECT u.customer_id FROM auth_users u LEFT JOIN customer_keys k USING (customer_id)
    WHERE u.customer_id IS NOT NULL AND (k.customer_id IS NULL OR k.destroyed_at IS NOT NULL)
    ORDER BY u.customer_id`
  const customers = await unfinishedErasures(
    sql,
    stillUsers.map(({ customer_id }) => customer_id),
  )
  for (const customerId of customers) await finishForgetting(database, customerId)
  return customers.length
}

/** From the read model, and from the log what the read model has not seen yet. */
const accountsEverOpened = async (
  { sql }: Pick<Database, 'sql'>,
  customerId: CustomerId,
): Promise<AccountId[]> => {
  const { version, data } = await accountsOfCustomer(sql, customerId)
  const newest = await accountsOpenedAfter(sql, { customerId, after: version })
  return [...new Set([...data, ...newest])].sort() as AccountId[]
}

const namesCustomer = async (
  { sql }: Pick<Database, 'sql'>,
  customerId: CustomerId,
  reason: string,
): Promise<boolean> => {
  const [first] = await readStream(sql, customerStream(customerId), { limit: 1 })
  if (first?.type !== 'CustomerRegistered') return false
  const words = new Set(wordsOf(reason))
  const { firstName, lastName, email } = first.data
  return (
    (email !== '' && reason.toLowerCase().includes(email.toLowerCase())) ||
    wordsOf(`${firstName} ${lastName}`).some((word) => words.has(word))
  )
}

/** Short ones (van, de, of) name nobody. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}’'-]{4,}/gu) ?? []
