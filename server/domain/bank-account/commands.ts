/** The commands on one bank account: their wire shapes, who may give them, and their rules in order. */
import { z } from 'zod'
import { customerRef } from '../customer/decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { type AccountId, accountIdSchema, type CustomerId, chosen, customerIdSchema } from '../ids.ts'
import { limitKinds, maximumLimits } from '../limits/amounts.ts'
import { changesTo } from '../limits/in-force.ts'
import { amountSchema, currencySchema, limitSchema } from '../money.ts'
import { lineSchema } from '../text.ts'
import { isReserved } from '../the-bank.ts'
import {
  accountRef,
  openAccount as decideOpening,
  deposit,
  type Existing,
  keptIn,
  type Movement,
  mayAct,
  notFound,
  notOpen,
  withdraw,
} from './decider.ts'
import { productSchema } from './events.ts'
import { limitRefused } from './overdraft.ts'

export const descriptionSchema = lineSchema(0, 140)
export const reasonSchema = lineSchema(1, 200)
const accountNameSchema = lineSchema(1, 60)

/** Of one customer, those that are closed left out. */
export const MAX_ACCOUNTS = 100

/** Opens an account for a customer. */
export const openAccount = defineCommand({
  roles: ['customer', 'teller', 'system'],
  input: z.object({
    accountId: chosen(accountIdSchema).optional(),
    customerId: customerIdSchema.optional(),
    product: productSchema,
    currency: currencySchema,
    name: accountNameSchema,
    /** Who has the number that this id stands for already; the bank looks it up. */
    numberOf: accountIdSchema.nullish(),
  }),
  asked: ({ numberOf: _, ...request }) => request,
  missing: ({ customerId }, actor) =>
    customerId === undefined && actor.customerId === null
      ? { field: 'customerId', reason: 'is required: whose account is it to be?' }
      : undefined,
  prepare: ({ accountId, customerId, numberOf, ...rest }, { actor, newId, already }) => ({
    ...rest,
    already,
    numberOf: numberOf ?? null,
    accountId: accountId ?? (newId() as AccountId),
    // `missing` has made sure that one of the two is there.
    customerId: customerId ?? (actor.customerId as CustomerId),
  }),
  streams: ({ accountId, customerId }) => ({
    account: accountRef(accountId),
    customer: customerRef(customerId),
  }),
  decide: (command, { account, customer }, actor) => {
    const isOwn = actor.role !== 'customer' || actor.customerId === command.customerId
    if (customer.status !== 'registered' || !isOwn)
      return rejected({ reason: 'CustomerNotFound', field: 'customerId' })
    // Whoever may choose the id chooses the number with it, and could choose somebody else's.
    const isTaken = command.numberOf !== null && command.numberOf !== command.accountId
    if (isTaken || isReserved(command.accountId))
      return rejected({ reason: 'AccountAlreadyExists', field: 'accountId' })
    const opening = decideOpening(command, account)
    return opening.outcome === 'accepted' && command.already >= MAX_ACCOUNTS
      ? rejected({ reason: 'TooManyAccounts', limit: MAX_ACCOUNTS })
      : opening
  },
  answer: ({ accountId }) => ({ accountId }),
})

const movementInput = z.object({
  accountId: accountIdSchema,
  money: amountSchema,
  description: descriptionSchema,
})

/** At the counter: only the account's own rule for the movement tells the two apart. */
const movementCommand = <Result extends ReturnType<typeof deposit | typeof withdraw>>(
  move: (movement: Movement, account: Existing) => Result,
) =>
  defineCommand({
    roles: ['teller', 'system'],
    input: movementInput,
    prepare: (data) => data,
    streams: ({ accountId }) => ({ account: accountRef(accountId) }),
    decide: (command, { account }, actor) => {
      if (!mayAct(account, actor)) return notFound('accountId')
      const problem = notOpen(account, 'accountId')
      return problem ? rejected(problem) : move({ ...command, transfer: null }, account)
    },
    answer: () => ({}),
  })

/** Pays money in at the counter. */
export const depositMoney = movementCommand(deposit)
/** Pays money out at the counter. */
export const withdrawMoney = movementCommand(withdraw)

const statusInput = z.object({ accountId: accountIdSchema, reason: reasonSchema })

/** Stops all movements on an account. */
export const freezeAccount = defineCommand({
  roles: ['teller', 'approver', 'system'],
  input: statusInput,
  prepare: (data) => data,
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  decide: (data, { account }, actor) => {
    if (!mayAct(account, actor)) return notFound('accountId')
    const problem = notOpen(account, 'accountId')
    return problem ? rejected(problem) : accepted({ type: 'AccountFrozen', data })
  },
  answer: () => ({}),
})

/** Lets money move on a frozen account again. */
export const unfreezeAccount = defineCommand({
  roles: ['teller', 'approver', 'system'],
  input: statusInput,
  prepare: (data) => data,
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  decide: (data, { account }, actor) => {
    if (!mayAct(account, actor)) return notFound('accountId')
    if (account.status === 'closed') return rejected({ reason: 'AccountClosed', field: 'accountId' })
    if (account.status === 'open') return rejected({ reason: 'AccountNotFrozen', field: 'accountId' })
    return accepted({ type: 'AccountUnfrozen', data })
  },
  answer: () => ({}),
})

/** Calls an account otherwise. */
export const renameAccount = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ accountId: accountIdSchema, name: accountNameSchema }),
  prepare: (data) => data,
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  decide: (data, { account }, actor) => {
    if (!mayAct(account, actor)) return notFound('accountId')
    if (account.status === 'closed') return rejected({ reason: 'AccountClosed', field: 'accountId' })
    return accepted({ type: 'AccountRenamed', data })
  },
  answer: () => ({}),
})

/** Says how far an account may be overdrawn; customers can only lower it. */
export const setOverdraftLimit = defineCommand({
  roles: ['customer', 'teller', 'approver', 'system'],
  input: z.object({ accountId: accountIdSchema, limit: limitSchema }),
  prepare: (data) => data,
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  decide: (data, { account }, actor) => {
    if (!mayAct(account, actor)) return notFound('accountId')
    const problem = limitRefused(data.limit, account, actor)
    return problem ? rejected(problem) : accepted({ type: 'OverdraftLimitSet', data })
  },
  answer: () => ({}),
})

/** Says below which balance the owner of an account is told; null for not at all. */
export const setLowBalanceAlert = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({ accountId: accountIdSchema, threshold: limitSchema.nullable() }),
  prepare: (data) => data,
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  decide: (data, { account }, actor) => {
    if (!mayAct(account, actor)) return notFound('accountId')
    if (account.status === 'closed') return rejected({ reason: 'AccountClosed', field: 'accountId' })
    const { threshold } = data
    if (threshold !== null && threshold.currency !== account.balance.currency)
      return rejected(keptIn(account, 'threshold'))
    return threshold?.amountMinor === account.lowBalanceAlert?.amountMinor
      ? rejected({ reason: 'LowBalanceAlertUnchanged', field: 'threshold' })
      : accepted({ type: 'LowBalanceAlertSet' as const, data })
  },
  answer: ({ accountId }) => ({ accountId }),
})

/** Changes how much may leave an account by transfer: what is lowered holds at once, what is raised after 24 hours. */
export const changeTransferLimits = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    accountId: accountIdSchema,
    perTransfer: limitSchema.optional(),
    perDay: limitSchema.optional(),
    newPayee: limitSchema.optional(),
  }),
  missing: (data) =>
    limitKinds.every((kind) => data[kind] === undefined)
      ? {
          field: 'perTransfer',
          reason: `is required, unless there is one of ${limitKinds.slice(1).join(', ')}`,
        }
      : undefined,
  prepare: ({ accountId, ...limits }, { at }) => ({ accountId, limits, at: at.toISOString() }),
  streams: ({ accountId }) => ({ account: accountRef(accountId) }),
  decide: ({ accountId, limits, at }, { account }, actor) => {
    if (!mayAct(account, actor)) return notFound('accountId')
    if (account.status === 'closed') return rejected({ reason: 'AccountClosed', field: 'accountId' })
    const { currency } = account.balance
    for (const kind of limitKinds) {
      const wanted = limits[kind]
      if (wanted === undefined) continue
      if (wanted.currency !== currency) return rejected(keptIn(account, kind))
      const maximum = maximumLimits[currency][kind]
      if (wanted.amountMinor > maximum.amountMinor)
        return rejected({ reason: 'LimitTooHigh', field: kind, maximum })
    }
    const changes = changesTo(limits, { chosen: account.limits, currency, at })
    if (changes.length === 0) return rejected({ reason: 'LimitsUnchanged', field: 'accountId' })
    return accepted(
      ...changes.map((change) => ({
        type: 'TransferLimitsChanged' as const,
        data: { accountId, ...change },
      })),
    )
  },
  answer: ({ accountId }) => ({ accountId }),
})
