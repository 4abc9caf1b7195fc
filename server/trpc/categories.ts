/**
 * Choosing categories, for the API. A client names a movement by its position; what else the rules and the totals need
 * is read here, and only of movements that are the caller's own.
 */
import { z } from 'zod'
import { categorySchema } from '../domain/categories/category.ts'
import { categoriseTransaction, forgetCategoryRule } from '../domain/categories/commands.ts'
import { otherSideSchema } from '../domain/categories/events.ts'
import { type AccountId, commandIdSchema } from '../domain/ids.ts'
import { accountsOfCustomer } from '../read-models/account-summaries/queries.ts'
import { findMovement } from '../read-models/transactions/movement.ts'
import type { Context } from './context.ts'
import { badInput, notFound, rejection } from './errors.ts'
import { procedureFor } from './procedures.ts'

const envelope = { commandId: commandIdSchema.optional() }

const ownCustomer = ({ actor }: NonNullable<Context['signedIn']>) => {
  if (actor.customerId === null) throw notFound()
  return actor.customerId
}

export const categoriseTransactionProcedure = procedureFor(categoriseTransaction.roles)
  .input(
    z.object({
      position: z.int('must be a whole number').min(1, 'must be at least 1'),
      /** `null` takes back what was chosen before. */
      category: categorySchema.nullable(),
      remember: z.boolean('must be true or false').default(false),
      ...envelope,
    }),
  )
  .mutation(async ({ ctx, input: { commandId, position, category, remember } }) => {
    const { services, signedIn, correlationId } = ctx
    const customerId = ownCustomer(signedIn)
    if (remember && category === null)
      throw badInput([{ path: 'remember', reason: 'needs a category to remember' }])
    const found = await findMovement(services.sql, { position, customerId })
    if (!found) throw notFound()
    const accounts = remember ? (await accountsOfCustomer(services.sql, customerId)).data : []
    const rememberOn = remember ? [...new Set([found.movement.accountId, ...(accounts as AccountId[])])] : []
    const result = await services.bus.execute(
      'categoriseTransaction',
      { ...found, category, rememberOn },
      { actor: signedIn.actor, commandId, correlationId },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })

export const forgetCategoryRuleProcedure = procedureFor(forgetCategoryRule.roles)
  .input(z.object({ ruleId: otherSideSchema, ...envelope }))
  .mutation(async ({ ctx: { services, signedIn, correlationId }, input: { commandId, ruleId } }) => {
    const result = await services.bus.execute(
      'forgetCategoryRule',
      { customerId: ownCustomer(signedIn), otherSide: ruleId },
      { actor: signedIn.actor, commandId, correlationId },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })
