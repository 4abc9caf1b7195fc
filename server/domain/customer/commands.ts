/**
 * A customer's beginning and end, and what they choose in between. Registering is done by the bank itself when somebody signs up. Forgetting is asked for
 * by an approver; the bank adds which accounts the customer has had, so that the rule can look at all of them.
 */
import { z } from 'zod'
import { accountRef, type BankAccount } from '../bank-account/decider.ts'
import { accepted, defineCommand, rejected, type StreamRef } from '../decider.ts'
import { accountIdSchema, type CustomerId, customerIdSchema } from '../ids.ts'
import { forgetPayees, payeesRef } from '../payee/decider.ts'
import { forgetSearches, savedSearchesRef } from '../saved-search/decider.ts'
import { lineSchema } from '../text.ts'
import { undoSecondsSchema } from '../transfer/undo-window.ts'
import { customerRef } from './decider.ts'

export const personNameSchema = lineSchema(1, 60)

/** Makes somebody a customer, when they sign up. */
export const registerCustomer = defineCommand({
  roles: ['system'],
  input: z.object({
    customerId: customerIdSchema,
    firstName: personNameSchema,
    lastName: personNameSchema,
    email: z.email('must be an email address').max(254),
  }),
  prepare: (data) => data,
  streams: ({ customerId }) => ({ customer: customerRef(customerId) }),
  decide: (data, { customer }) =>
    customer.status !== 'none'
      ? rejected({ reason: 'CustomerAlreadyExists' })
      : accepted({ type: 'CustomerRegistered', data }),
  answer: ({ customerId }) => ({ customerId }),
})

/** Chooses for how long the customer's own transfers can be called back; 0 sends them at once. */
export const setUndoWindow = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ customerId: customerIdSchema.optional(), seconds: undoSecondsSchema }),
  missing: ({ customerId }, actor) =>
    customerId === undefined && actor.customerId === null
      ? { field: 'customerId', reason: 'is required: whose is it?' }
      : undefined,
  prepare: ({ customerId, seconds }, { actor }) => ({
    // `missing` has made sure that one of the two is there.
    customerId: customerId ?? (actor.customerId as CustomerId),
    seconds,
  }),
  streams: ({ customerId }) => ({ customer: customerRef(customerId) }),
  decide: (data, { customer }, actor) => {
    const isOwn = actor.role !== 'customer' || actor.customerId === data.customerId
    return customer.status !== 'registered' || !isOwn
      ? rejected({ reason: 'CustomerNotFound', field: 'customerId' })
      : accepted({ type: 'UndoWindowChanged', data })
  },
  answer: ({ seconds }) => ({ seconds }),
})

/** Erases who a customer is, for ever. */
export const forgetCustomer = defineCommand({
  roles: ['approver', 'system'],
  input: z.object({
    customerId: customerIdSchema,
    /** It stays in the log for ever. */
    reason: lineSchema(1, 200),
    /** Every account that the customer has ever opened. */
    accountIds: z.array(accountIdSchema, { error: 'must be a list of account ids' }),
  }),
  // Asking again is the same request, whatever more the bank has found by then.
  asked: ({ accountIds: _, ...request }) => request,
  prepare: (data) => data,
  streams: ({ customerId, accountIds }) => {
    const accounts: Record<string, StreamRef<BankAccount>> = {}
    for (const id of accountIds) accounts[id] = accountRef(id)
    return {
      ...accounts,
      customer: customerRef(customerId),
      payees: payeesRef(customerId),
      searches: savedSearchesRef(customerId),
    }
  },
  // As long as there is an account, the bank must know whose it is: closing it comes first.
  decide: ({ customerId, reason, accountIds }, { customer, payees, searches, ...others }) => {
    const accounts: Readonly<Record<string, BankAccount>> = others
    if (customer.status === 'none') return rejected({ reason: 'CustomerNotFound', field: 'customerId' })
    if (customer.status === 'forgotten') return rejected({ reason: 'CustomerAlreadyForgotten' })
    const open = accountIds.filter((id) => accounts[id]?.status !== 'closed')
    if (open.length > 0) return rejected({ reason: 'CustomerHasAccounts', accountIds: open })
    return accepted(
      { type: 'CustomerForgotten', data: { customerId, reason } },
      ...forgetPayees(payees, customerId),
      ...forgetSearches(searches, customerId),
    )
  },
  answer: ({ customerId }) => ({ customerId }),
})
