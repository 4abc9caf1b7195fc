/**
 * Closing an account, for the API: what its open month has earned and cost so far is read from the log first. Where a day
 * ends between that and the decision, it is read once more: the account ends with every day that it has had.
 */
import { closeAccount } from '../domain/bank-account/closing.ts'
import { commandIdSchema } from '../domain/ids.ts'
import { accrualOf } from './account-accrual.ts'
import { rejection } from './errors.ts'
import { procedureFor } from './procedures.ts'

type Outcome =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'rejected'; readonly rejection: { readonly reason: string } }

/** Gives the command with what has been looked up, and once more where a day has ended since. */
export const asOfTheDay = async <Found, Result extends Outcome>(
  lookUp: () => Promise<Found>,
  give: (found: Found) => Promise<Result>,
): Promise<Result> => {
  const result = await give(await lookUp())
  const isOfYesterday = result.outcome === 'rejected' && result.rejection.reason === 'DayHasEnded'
  return isOfYesterday ? give(await lookUp()) : result
}

export const closeAccountProcedure = procedureFor(closeAccount.roles)
  .input(closeAccount.input.omit({ accrual: true }).extend({ commandId: commandIdSchema.optional() }))
  .mutation(async ({ ctx: { services, signedIn, correlationId }, input: { commandId, ...data } }) => {
    const { timeZone } = services.bank
    const { actor } = signedIn
    const result = await asOfTheDay(
      () => accrualOf(services.sql, { accountId: data.accountId, timeZone, actor }),
      (accrual) =>
        services.bus.execute('closeAccount', { ...data, accrual }, { actor, commandId, correlationId }),
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })
