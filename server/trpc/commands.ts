/** Every wire command as a mutation of its own name, made and typed from the command registry. */
import type { TRPCMutationProcedure } from '@trpc/server'
import type { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import type { SignedIn } from '../auth/sessions.ts'
import type { CommandContext, CommandResult } from '../command-bus/command-bus.ts'
import { accountNumberOf, isOwnNumber } from '../domain/account-number.ts'
import { openAccount } from '../domain/bank-account/commands.ts'
import {
  type CommandAnswer,
  type CommandData,
  type CommandInput,
  type WireCommandName,
  wireCommands,
} from '../domain/commands.ts'
import { forgetCustomer } from '../domain/customer/commands.ts'
import type { Actor, FieldProblem } from '../domain/decider.ts'
import { type AccountId, commandIdSchema } from '../domain/ids.ts'
import { addPayee } from '../domain/payee/commands.ts'
import { countAccounts, findAccountByNumber } from '../read-models/account-summaries/queries.ts'
import { countActiveOrders } from '../read-models/standing-orders/queries.ts'
import { closeAccountProcedure } from './account-closing.ts'
import { countLookups, requestMoneyProcedure, splitBillProcedure } from './asking.ts'
import { categoriseTransactionProcedure, forgetCategoryRuleProcedure } from './categories.ts'
import type { Context } from './context.ts'
import { badInput, rejection } from './errors.ts'
import { noteTransactionProcedure } from './notes.ts'
import { markNotificationsReadProcedure } from './notifications.ts'
import { procedureFor, router } from './procedures.ts'

type CommandProcedures = {
  [Name in WireCommandName]: TRPCMutationProcedure<{
    input: CommandInput<Name> & { commandId?: string | undefined }
    output: { version: number } & CommandAnswer<Name>
    meta: object
  }>
}

/** A client makes the id once per form, so that sending the form again does nothing. */
export const envelope = { commandId: commandIdSchema.optional() }

/** What this procedure needs of a definition, whichever command it is. */
type AnyDefinition = {
  readonly roles: readonly string[]
  readonly input: z.ZodObject<Record<never, never>>
  missing?(data: object, actor: Actor): FieldProblem | undefined
}

/** What nobody may have without end, and how much of it there is before the command; its rule says how much is too much. */
const counts: {
  readonly [Name in WireCommandName]?: (sql: Sql, data: CommandData<Name>, actor: Actor) => Promise<number>
} = {
  createStandingOrder: async (sql, _, { customerId }) =>
    customerId === null ? 0 : countActiveOrders(sql, customerId),
}
type Count = (sql: Sql, data: object, actor: Actor) => Promise<number>

/** Gives a command as it came in, and answers as every mutation of a command does. Throws what the caller is to be told. */
export const giveCommand = async <Name extends WireCommandName>(
  { ctx, input }: GivenCommand,
  name: Name,
  execute: Execute<Name>,
): Promise<{ version: number } & CommandAnswer<Name>> => {
  const definition = wireCommands[name] as unknown as AnyDefinition
  const count = counts[name] as Count | undefined
  const { actor } = ctx.signedIn
  const { commandId, ...data } = input
  const problem = definition.missing?.(data, actor)
  if (problem) throw badInput([{ path: problem.field, reason: problem.reason }])
  const result = await execute(name, data as CommandData<Name>, {
    actor,
    commandId,
    correlationId: ctx.correlationId,
    already: await count?.(ctx.services.sql, data, actor),
    arrivedAt: ctx.arrivedAt,
  })
  if (result.outcome === 'rejected') throw rejection(result.rejection)
  return { version: result.version, ...result.answer }
}

type GivenCommand = {
  readonly ctx: Context & { readonly signedIn: SignedIn }
  readonly input: { readonly commandId?: string | undefined }
}
type Execute<Name extends WireCommandName> = (
  name: Name,
  data: CommandData<Name>,
  context: CommandContext,
) => Promise<CommandResult<Name>>

const commandProcedure = (name: WireCommandName) => {
  const definition = wireCommands[name] as unknown as AnyDefinition
  return procedureFor(definition.roles)
    .input(definition.input.extend(envelope))
    .mutation(({ ctx, input }) => giveCommand({ ctx, input }, name, ctx.services.bus.execute))
}

/** The account behind a number of this bank is looked up; what the rules say of it they say on the write side's state. */
const addPayeeProcedure = procedureFor(addPayee.roles)
  .input(addPayee.input.omit({ accountId: true }).extend(envelope))
  .mutation(async ({ ctx, input }) => {
    const { commandId, ...data } = input
    const { actor } = ctx.signedIn
    const problem = addPayee.missing?.(data, actor)
    if (problem) throw badInput([{ path: problem.field, reason: problem.reason }])
    if (isOwnNumber(data.number)) await countLookups(ctx)
    const account = isOwnNumber(data.number)
      ? await findAccountByNumber(ctx.services.sql, data.number)
      : undefined
    const result = await ctx.services.bus.execute(
      'addPayee',
      { ...data, accountId: account?.data.accountId as AccountId | undefined },
      { actor, commandId, correlationId: ctx.correlationId },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })

/** A number follows from its account's id: where the caller chooses that, whose number it is already is looked up. */
const openAccountProcedure = procedureFor(openAccount.roles)
  .input(openAccount.input.omit({ numberOf: true }).extend(envelope))
  .mutation(async ({ ctx, input }) => {
    const { commandId, ...data } = input
    const { actor } = ctx.signedIn
    const problem = openAccount.missing?.(data, actor)
    if (problem) throw badInput([{ path: problem.field, reason: problem.reason }])
    const { sql, bus } = ctx.services
    const holder = data.accountId && (await findAccountByNumber(sql, accountNumberOf(data.accountId)))
    const owner = data.customerId ?? actor.customerId
    const result = await bus.execute(
      'openAccount',
      { ...data, numberOf: holder?.data.accountId as AccountId | undefined },
      {
        actor,
        commandId,
        correlationId: ctx.correlationId,
        already: owner === null ? 0 : await countAccounts(sql, owner),
      },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })

/** Like the others to its callers; behind it there is more to do than to write an event. */
const forgetCustomerProcedure = procedureFor(forgetCustomer.roles)
  .input(forgetCustomer.input.omit({ accountIds: true }).extend(envelope))
  .mutation(async ({ ctx, input }) => {
    const { commandId, ...request } = input
    const { actor } = ctx.signedIn
    const result = await ctx.services.forgetCustomer(request, {
      actor,
      commandId,
      correlationId: ctx.correlationId,
    })
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })

const names = Object.keys(wireCommands) as WireCommandName[]

export const commandsRouter = router({
  ...(Object.fromEntries(
    names.map((name) => [name, commandProcedure(name)]),
  ) as unknown as CommandProcedures),
  openAccount: openAccountProcedure,
  addPayee: addPayeeProcedure,
  closeAccount: closeAccountProcedure,
  requestMoney: requestMoneyProcedure,
  splitBill: splitBillProcedure,
  categoriseTransaction: categoriseTransactionProcedure,
  forgetCategoryRule: forgetCategoryRuleProcedure,
  noteTransaction: noteTransactionProcedure,
  forgetCustomer: forgetCustomerProcedure,
  markNotificationsRead: markNotificationsReadProcedure,
})
