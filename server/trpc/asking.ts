/**
 * The commands that name somebody by an account or its number. A number is looked up here, which is counted: so many a
 * minute, or whose accounts there are could be found out. What the rules say they say on the write side's state.
 */
import { z } from 'zod'
import { accountNumberSchema } from '../domain/account-number.ts'
import { type AccountId, accountIdSchema, commandIdSchema } from '../domain/ids.ts'
import { peopleSchema, personShare, requestMoney, splitBill } from '../domain/payment-request/asking.ts'
import { findAccountByNumber, ownersOfAccounts } from '../read-models/account-summaries/queries.ts'
import { mostOpenRequests } from '../read-models/payment-requests/queries.ts'
import type { Context } from './context.ts'
import { rejection } from './errors.ts'
import { procedureFor } from './procedures.ts'

type SignedInContext = Context & { readonly signedIn: NonNullable<Context['signedIn']> }

/** Counts what a customer looks up. The staff may see every account. */
export const countLookups = async ({ services, signedIn }: SignedInContext, numbers = 1): Promise<void> => {
  const { actor } = signedIn
  if (actor.role === 'customer' && numbers > 0) await services.numberLookups.count(actor.userId, numbers)
}

const named = { accountId: accountIdSchema.optional(), number: accountNumberSchema.optional() }
type Named = { readonly accountId?: AccountId | undefined; readonly number?: string | undefined }
const mustBePerson = { error: 'must be an object with number or accountId' }
const eitherWay = <Schema extends z.ZodType<Named>>(schema: Schema): Schema =>
  schema.refine(({ accountId, number }) => (accountId === undefined) !== (number === undefined), {
    message: 'must have one of number and accountId',
  })
const payerSchema = eitherWay(z.object(named, mustBePerson))
const personSchema = eitherWay(z.object({ ...named, ...personShare }, mustBePerson))

/** Throws what an account that is not there is answered with, at the field that names it. */
const accountsOf = async (
  ctx: SignedInContext,
  people: readonly (readonly [field: string, Named])[],
): Promise<AccountId[]> => {
  await countLookups(ctx, people.filter(([, { number }]) => number !== undefined).length)
  const accounts: AccountId[] = []
  for (const [field, { accountId, number }] of people) {
    const found =
      accountId ?? (number && (await findAccountByNumber(ctx.services.sql, number))?.data.accountId)
    const unknown = { reason: 'AccountNotFound' as const, field }
    if (!found) throw rejection(unknown)
    accounts.push(found as AccountId)
  }
  return accounts
}

const alreadyAsked = async (
  { services: { sql }, signedIn: { actor } }: SignedInContext,
  accounts: readonly AccountId[],
): Promise<number> =>
  actor.customerId === null
    ? 0
    : mostOpenRequests(sql, {
        customerId: actor.customerId,
        payers: await ownersOfAccounts(sql, accounts),
      })

const envelope = { commandId: commandIdSchema.optional() }

export const requestMoneyProcedure = procedureFor(requestMoney.roles)
  .input(requestMoney.input.omit({ payerAccountId: true }).extend({ ...envelope, payer: payerSchema }))
  .mutation(async ({ ctx, input: { commandId, payer, ...data } }) => {
    const [payerAccountId] = (await accountsOf(ctx, [['payer', payer]])) as [AccountId]
    const already = await alreadyAsked(ctx, [payerAccountId])
    const result = await ctx.services.bus.execute(
      'requestMoney',
      { ...data, payerAccountId },
      { actor: ctx.signedIn.actor, commandId, correlationId: ctx.correlationId, already },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })

export const splitBillProcedure = procedureFor(splitBill.roles)
  .input(splitBill.input.omit({ people: true }).extend({ ...envelope, people: peopleSchema(personSchema) }))
  .mutation(async ({ ctx, input: { commandId, people, ...data } }) => {
    const accounts = await accountsOf(
      ctx,
      people.map((one, index) => [`people.${index}`, one] as const),
    )
    const already = await alreadyAsked(ctx, accounts)
    const result = await ctx.services.bus.execute(
      'splitBill',
      {
        ...data,
        people: people.map(({ parts, money }, index) => ({
          ...{ payerAccountId: accounts[index]!, parts, money },
        })),
      },
      { actor: ctx.signedIn.actor, commandId, correlationId: ctx.correlationId, already },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })
