/** Closing an account, for the API: what its open month has earned and cost so far is read from the log first. */
import { closeAccount } from '../domain/bank-account/closing.ts'
import { commandIdSchema } from '../domain/ids.ts'
import { accrualOf } from './account-accrual.ts'
import { rejection } from './errors.ts'
import { procedureFor } from './procedures.ts'

export const closeAccountProcedure = procedureFor(closeAccount.roles)
  .input(closeAccount.input.omit({ accrual: true }).extend({ commandId: commandIdSchema.optional() }))
  .mutation(async ({ ctx: { services, signedIn, correlationId }, input: { commandId, ...data } }) => {
    const { timeZone } = services.bank
    const { actor } = signedIn
    const accrual = await accrualOf(services.sql, { accountId: data.accountId, timeZone, actor })
    const result = await services.bus.execute(
      'closeAccount',
      { ...data, accrual },
      { actor, commandId, correlationId },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })
