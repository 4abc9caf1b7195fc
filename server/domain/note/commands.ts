/** Writing notes. The caller names a transaction by its position; on whose account that is the bank has looked up. */
import { z } from 'zod'
import { accountRef, notFound } from '../bank-account/decider.ts'
import { customerRef } from '../customer/decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { accountIdSchema, customerIdSchema } from '../ids.ts'
import { lineSchema } from '../text.ts'
import { noteRef } from './decider.ts'

/** An empty one takes away what was written before. */
export const noteSchema = lineSchema(0, 280)
export const notedPositionSchema = z.int('must be a whole number').min(1, 'must be at least 1')

/** Writes a note on one of the customer's transactions, changes it or takes it away. */
export const noteTransaction = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    customerId: customerIdSchema,
    accountId: accountIdSchema,
    position: notedPositionSchema,
    note: noteSchema,
  }),
  prepare: (data) => data,
  streams: ({ customerId, accountId, position }) => ({
    customer: customerRef(customerId),
    account: accountRef(accountId),
    note: noteRef(position),
  }),
  decide: (data, { customer, account, note }, actor) => {
    const isOwn = actor.role !== 'customer' || actor.customerId === data.customerId
    if (account.status === 'none' || account.owner !== data.customerId || !isOwn) return notFound('accountId')
    // After that there is nobody left who could read it.
    if (customer.status !== 'registered') return rejected({ reason: 'CustomerNotFound', field: 'customerId' })
    return note.text === data.note
      ? rejected({ reason: 'NoteUnchanged' })
      : accepted({ type: 'TransactionNoted', data })
  },
  answer: () => ({}),
})
