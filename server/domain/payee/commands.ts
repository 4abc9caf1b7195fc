/** What customers do with their payees. Each has a list of their own; somebody else's is not there for them. */
import { z } from 'zod'
import { accountNumberOf, accountNumberSchema, isOwnNumber } from '../account-number.ts'
import { accountRef, isInternal } from '../bank-account/decider.ts'
import { customerRef } from '../customer/decider.ts'
import { type Actor, accepted, type Decision, defineCommand, rejected } from '../decider.ts'
import { ibanSchema } from '../iban.ts'
import {
  accountIdSchema,
  type CustomerId,
  chosen,
  customerIdSchema,
  type PayeeId,
  payeeIdSchema,
} from '../ids.ts'
import { lineSchema } from '../text.ts'
import { countSaved, type Payee, payeesRef, payeeWithNumber, savedPayee, wasEverSaved } from './decider.ts'
import type { PayeeEvent } from './events.ts'

/** More than anybody pays, and few enough to be looked through at every command. */
export const MAX_PAYEES = 500
/** More than anybody removes in a life: a list is read from its beginning, and may not be made endless. */
export const MAX_PAST_PAYEES = 2_000

/** A customer's first and last name fit in it. */
const payeeNameSchema = lineSchema(1, 121)

/** A number of this bank or an IBAN of another one, as typed, to its stored form. */
export const payeeNumberSchema = z
  .string({ error: 'must be an account number' })
  .transform((text, context) => {
    const typed = text.trim().toUpperCase()
    const parsed = (isOwnNumber(typed) ? accountNumberSchema : ibanSchema).safeParse(typed)
    if (parsed.success) return parsed.data
    for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** Only the bank itself gives commands for somebody else, and must say for whom. */
const owner = { customerId: customerIdSchema.optional() }
const missing = ({ customerId }: { customerId?: CustomerId | undefined }, actor: Actor) =>
  customerId === undefined && actor.customerId === null
    ? { field: 'customerId', reason: 'is required: whose payee is it?' }
    : undefined
// `missing` has made sure that one of the two is there.
const ownerOf = ({ customerId }: { customerId?: CustomerId | undefined }, actor: Actor) =>
  customerId ?? (actor.customerId as CustomerId)
const isOwn = (customerId: CustomerId, actor: Actor) =>
  actor.role !== 'customer' || actor.customerId === customerId

/** Saves an account to pay into, at this bank or another one. */
export const addPayee = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    ...owner,
    payeeId: chosen(payeeIdSchema).optional(),
    name: payeeNameSchema,
    number: payeeNumberSchema,
    bank: lineSchema(1, 60).nullish(),
    /** Whose number it is, when it is one of this bank's; the bank looks it up. */
    accountId: accountIdSchema.nullish(),
  }),
  asked: ({ accountId: _, ...request }) => request,
  missing,
  prepare: ({ payeeId, accountId, bank, ...rest }, { actor, newId, at }) => ({
    ...rest,
    customerId: ownerOf(rest, actor),
    payeeId: payeeId ?? (newId() as PayeeId),
    accountId: isOwnNumber(rest.number) ? (accountId ?? null) : null,
    bank: isOwnNumber(rest.number) ? null : (bank ?? null),
    addedAt: at.toISOString(),
  }),
  streams: ({ customerId, accountId }) => ({
    customer: customerRef(customerId),
    payees: payeesRef(customerId),
    ...(accountId !== null && { account: accountRef(accountId) }),
  }),
  decide: (data, { customer, payees, account }, actor) => {
    const { customerId, payeeId, number, accountId } = data
    if (customer.status !== 'registered' || !isOwn(customerId, actor))
      return rejected({ reason: 'CustomerNotFound', field: 'customerId' })
    if (wasEverSaved(payees, payeeId)) return rejected({ reason: 'PayeeAlreadyExists', field: 'payeeId' })
    if (isOwnNumber(number)) {
      const isKnown = accountId !== null && account !== undefined && account.status !== 'none'
      if (!isKnown || isInternal(account) || accountNumberOf(accountId) !== number)
        return rejected({ reason: 'AccountNotFound', field: 'number' })
      if (account.owner === customerId) return rejected({ reason: 'OwnAccount', field: 'number' })
      if (account.status === 'closed') return rejected({ reason: 'AccountClosed', field: 'number' })
    }
    const already = payeeWithNumber(payees, number)
    if (already) return rejected({ reason: 'PayeeAlreadySaved', field: 'number', payeeId: already })
    if (countSaved(payees) >= MAX_PAYEES) return rejected({ reason: 'TooManyPayees', limit: MAX_PAYEES })
    if (payees.past.length >= MAX_PAST_PAYEES)
      return rejected({ reason: 'TooManyPastPayees', limit: MAX_PAST_PAYEES })
    return accepted({ type: 'PayeeAdded', data })
  },
  answer: ({ payeeId }) => ({ payeeId }),
})

const onePayee = z.object({ ...owner, payeeId: payeeIdSchema })
const notSaved = () => rejected({ reason: 'PayeeNotFound', field: 'payeeId' })

/** Calls a payee otherwise. */
export const renamePayee = defineCommand({
  roles: ['customer', 'system'],
  input: onePayee.extend({ name: payeeNameSchema }),
  missing,
  prepare: (data, { actor }) => ({ ...data, customerId: ownerOf(data, actor) }),
  streams: ({ customerId }) => ({ payees: payeesRef(customerId) }),
  decide: (data, { payees }, actor) => {
    if (!isOwn(data.customerId, actor) || !savedPayee(payees, data.payeeId)) return notSaved()
    return accepted({ type: 'PayeeRenamed', data })
  },
  answer: () => ({}),
})

/** What is done to a payee in the list, and needs no more than its id: only the rule tells these apart. */
const payeeCommand = <Result extends Decision<PayeeEvent, { reason: string }>>(
  change: (data: { payeeId: PayeeId; customerId: CustomerId }, payee: Payee, at: string) => Result,
) =>
  defineCommand({
    roles: ['customer', 'system'],
    input: onePayee,
    missing,
    prepare: (data, { actor, at }) => ({ ...data, customerId: ownerOf(data, actor), at: at.toISOString() }),
    streams: ({ customerId }) => ({ payees: payeesRef(customerId) }),
    decide: ({ at, ...data }, { payees }, actor) => {
      const payee = savedPayee(payees, data.payeeId)
      return isOwn(data.customerId, actor) && payee ? change(data, payee, at) : notSaved()
    },
    answer: () => ({}),
  })

/** Vouches for a payee: a day later the limit for new payees no longer holds for it. */
export const trustPayee = payeeCommand((data, { trustedAt }, at) =>
  trustedAt !== null
    ? rejected({ reason: 'PayeeAlreadyTrusted', field: 'payeeId' })
    : accepted({ type: 'PayeeTrusted', data: { ...data, trustedAt: at } }),
)

/** Takes back that a payee is vouched for. */
export const untrustPayee = payeeCommand((data, { isTrusted }) =>
  isTrusted
    ? accepted({ type: 'PayeeUntrusted', data })
    : rejected({ reason: 'PayeeNotTrusted', field: 'payeeId' }),
)

/** Takes a payee off the list. */
export const removePayee = payeeCommand((data) => accepted({ type: 'PayeeRemoved', data }))
