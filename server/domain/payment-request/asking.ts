/**
 * Asking others for money: one of them, or several for their shares of a bill. Whoever is asked is named by one of their
 * accounts, and nothing is said about it beyond that somebody has it: a frozen one answers like one that is open, a closed
 * one like one that never was.
 */
import { z } from 'zod'
import { descriptionSchema } from '../bank-account/commands.ts'
import {
  accountRef,
  type BankAccount,
  type Existing,
  isInternal,
  keptIn,
  mayAct,
  notFound,
  notOpen,
} from '../bank-account/decider.ts'
import { type Actor, accepted, defineCommand, rejected, type StreamRef } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  type CustomerId,
  chosen,
  type PaymentRequestId,
  paymentRequestIdSchema,
  type SplitId,
  splitIdSchema,
} from '../ids.ts'
import { amountSchema, type Money, money as moneyOf, toWire } from '../money.ts'
import { type PaymentRequest, paymentRequestRef } from './decider.ts'
import type { PaymentRequested } from './events.ts'
import { shareOut } from './shares.ts'

export const MAX_PEOPLE = 20
const MAX_PARTS = 100
const MAX_DAYS = 90
/** How many requests may wait for an answer from the same person to the same one. */
export const MAX_OPEN_REQUESTS = 20
/** How long an answer is waited for if nobody says how long. */
export const REQUEST_DAYS = 14

const daysSchema = z
  .int('must be a whole number of days')
  .min(1, 'must be at least 1')
  .max(MAX_DAYS, `must be at most ${MAX_DAYS}`)
  .default(REQUEST_DAYS)
const partsFrom = (least: 0 | 1) =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(MAX_PARTS, `must be at most ${MAX_PARTS}`)

const terms = {
  toAccountId: accountIdSchema,
  money: amountSchema,
  description: descriptionSchema,
  expiresInDays: daysSchema,
}
/** How many parts of the bill somebody has, one if nobody says; or exactly how much, of all of them or of none. */
export const personShare = { parts: partsFrom(1).optional(), money: amountSchema.optional() }
type Shared = { readonly parts?: number | undefined; readonly money?: Money | undefined }
export const peopleSchema = <Person extends z.ZodType<Shared>>(person: Person) =>
  z
    .array(
      person.refine(({ parts, money }) => parts === undefined || money === undefined, {
        path: ['money'],
        message: 'must not be given together with parts',
      }),
      { error: 'must be a list of people' },
    )
    .min(1, 'must name somebody')
    .max(MAX_PEOPLE, `must have at most ${MAX_PEOPLE} people`)
    .refine((people) => new Set(people.map(({ money }) => money === undefined)).size <= 1, {
      message: 'must all have money, or none of them',
    })

const expiry = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000).toISOString()

/** Asks another customer for money. */
export const requestMoney = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    requestId: chosen(paymentRequestIdSchema).optional(),
    ...terms,
    payerAccountId: accountIdSchema,
  }),
  prepare: ({ requestId, expiresInDays, ...rest }, { newId, at, already }) => ({
    ...rest,
    already,
    requestId: requestId ?? (newId() as PaymentRequestId),
    expiresAt: expiry(at, expiresInDays),
  }),
  streams: ({ requestId, toAccountId, payerAccountId }) => ({
    request: paymentRequestRef(requestId),
    to: accountRef(toAccountId),
    payer: accountRef(payerAccountId),
  }),
  decide: (command, { request, to, payer }, actor) => {
    if (request.status !== 'none')
      return rejected({ reason: 'PaymentRequestAlreadyExists', field: 'requestId' })
    const payee = receiving(to, command.money, actor)
    if ('outcome' in payee) return payee
    const asked = askedOf(payer, payee, 'payer')
    if ('outcome' in asked) return asked
    if (command.already >= MAX_OPEN_REQUESTS) return tooMany()
    return accepted(requested(command, { payee, asked, split: null }))
  },
  answer: ({ requestId, expiresAt }) => ({ requestId, expiresAt }),
})

/** Asks several customers for their shares of a bill, in parts or by amount; together with one's own they add up to it. */
export const splitBill = defineCommand({
  roles: ['customer', 'system'],
  input: z.object({
    splitId: chosen(splitIdSchema).optional(),
    ...terms,
    people: peopleSchema(z.object({ payerAccountId: accountIdSchema, ...personShare })),
    /** How many parts of it are one's own; 0 for none. Where shares are amounts, one's own is what is left. */
    ownParts: partsFrom(0).default(1),
  }),
  prepare: ({ splitId, people, ownParts, expiresInDays, ...rest }, { newId, at, already }) => {
    const { currency } = rest.money
    const [own = 0n, ...shares] = sharesOf(rest.money, ownParts, people)
    return {
      ...rest,
      /** Of whoever has the most of them. */
      already,
      splitId: splitId ?? (newId() as SplitId),
      expiresAt: expiry(at, expiresInDays),
      ownShare: moneyOf(own, currency),
      people: people.map(({ payerAccountId }, index) => ({
        payerAccountId,
        requestId: newId() as PaymentRequestId,
        money: people[index]!.money ?? moneyOf(shares[index]!, currency),
      })),
    }
  },
  streams: ({ toAccountId, people }) => {
    const refs: Record<string, StreamRef<BankAccount | PaymentRequest>> = {}
    for (const [index, { payerAccountId, requestId }] of people.entries()) {
      refs[`payer${index}`] = accountRef(payerAccountId)
      refs[`request${index}`] = paymentRequestRef(requestId)
    }
    return { ...refs, to: accountRef(toAccountId) }
  },
  decide: ({ people, splitId, ...command }, { to, ...others }, actor) => {
    const payee = receiving(to, command.money, actor)
    if ('outcome' in payee) return payee
    for (const [index, { money }] of people.entries())
      if (money.currency !== command.money.currency) return rejected(keptIn(payee, `people.${index}.money`))
    if (command.ownShare.amountMinor < 0n)
      return rejected({
        reason: 'SharesExceedBill',
        field: 'people',
        excess: moneyOf(-command.ownShare.amountMinor, command.money.currency),
      })
    const states: Readonly<Record<string, BankAccount | PaymentRequest>> = others
    const split = { splitId, total: command.money, people: people.length }
    const requests: PaymentRequested[] = []
    const owners = new Set<CustomerId>()
    for (const [index, person] of people.entries()) {
      const field = `people.${index}`
      const asked = askedOf(states[`payer${index}`] as BankAccount, payee, field)
      if ('outcome' in asked) return asked
      // Of whom one knows several accounts one still asks once; so one more each is all that `already` has to leave room for.
      if (owners.has(asked.owner)) return rejected({ reason: 'PersonTwice', field })
      owners.add(asked.owner)
      if (person.money.amountMinor === 0n) return rejected({ reason: 'ShareTooSmall', field })
      requests.push(requested({ ...command, ...person }, { payee, asked, split }))
    }
    return command.already >= MAX_OPEN_REQUESTS ? tooMany() : accepted(...requests)
  },
  answer: ({ splitId, expiresAt, ownShare, people }) => ({
    splitId,
    expiresAt,
    ownShare: toWire(ownShare),
    /** In the order in which they were named. */
    requests: people.map(({ requestId, money }) => ({ requestId, money: toWire(money) })),
  }),
})

/** One's own first, in minor units. What was said exactly is taken as it is, however much that is together. */
const sharesOf = (bill: Money, ownParts: number, people: readonly Shared[]): bigint[] => {
  const exact = people.flatMap(({ money }) => (money ? [money.amountMinor] : []))
  return exact.length > 0
    ? [bill.amountMinor - exact.reduce((sum, one) => sum + one, 0n), ...exact]
    : shareOut(bill.amountMinor, [ownParts, ...people.map(({ parts = 1 }) => parts)])
}

const tooMany = () => rejected({ reason: 'TooManyOpenRequests', limit: MAX_OPEN_REQUESTS })

/** The account that the money is to go to, or why it cannot go there. */
const receiving = (to: BankAccount, { currency }: Money, actor: Actor) => {
  if (!mayAct(to, actor)) return notFound('toAccountId')
  const closedOrFrozen = notOpen(to, 'toAccountId')
  if (closedOrFrozen) return rejected(closedOrFrozen)
  return currency === to.balance.currency ? to : rejected(keptIn(to, 'toAccountId'))
}

/** The account that names who is asked. Its state, its currency and what is on it are nobody else's business. */
const askedOf = (payer: BankAccount, payee: Existing, field: string) => {
  if (payer.status === 'none' || payer.status === 'closed' || isInternal(payer))
    return rejected({ reason: 'AccountNotFound', field })
  return payer.owner === payee.owner ? rejected({ reason: 'OwnAccount', field }) : payer
}

type Asking = Pick<
  PaymentRequested['data'],
  'requestId' | 'toAccountId' | 'payerAccountId' | 'money' | 'description' | 'expiresAt'
>

const requested = (
  { requestId, toAccountId, payerAccountId, money, description, expiresAt }: Asking,
  { payee, asked, split }: { payee: Existing; asked: Existing; split: PaymentRequested['data']['split'] },
): PaymentRequested => ({
  type: 'PaymentRequested',
  data: {
    requestId,
    customerId: payee.owner,
    payerCustomerId: asked.owner,
    money,
    toAccountId,
    payerAccountId: payerAccountId as AccountId,
    description,
    expiresAt,
    split,
  },
})
