/** A customer's own payees, and whether a name belongs to a number. */
import { payeeNumberSchema } from '../../domain/payee/commands.ts'
import { matchNames } from '../../domain/payee/name-match.ts'
import { lineSchema } from '../../domain/text.ts'
import { lookUpNumber, type Payee } from '../../read-models/account-summaries/queries.ts'
import { ERASED_NAME } from '../../read-models/display-name.ts'
import { listPayees } from '../../read-models/payees/queries.ts'
import type { Answer } from '../../read-models/version.ts'
import { ownerFilter, paging, reading, readingAs, router } from '../procedures.ts'

export type NameCheck =
  | { result: 'match' | 'noMatch' }
  /** So that the payer can see what is different. */
  | { result: 'closeMatch'; name: string }
  /** Not an account of this bank that can be paid into: nothing is known about the name. */
  | { result: 'unknown' }

export const payeesRouter = router({
  list: readingAs(['customer'], ['payees'], paging).query(({ ctx, input: { limit, cursor } }) =>
    // Only customers may ask, and for them there always is a filter.
    listPayees(ctx.services.sql, { limit, cursor, customerId: String(ownerFilter(ctx.signedIn)) }),
  ),

  /** Whether the name is that of the account's holder. */
  checkName: reading(['account-summaries'], {
    number: payeeNumberSchema,
    name: lineSchema(1, 121),
  }).query(async ({ ctx, input: { number, name } }): Promise<Answer<NameCheck>> => {
    await ctx.services.nameChecks.count(ctx.signedIn.actor.userId)
    const { version, data: account } = await lookUpNumber(ctx.services.sql, number)
    return { version, data: checkName(name, account) }
  }),
})

const checkName = (name: string, account: Payee | null): NameCheck => {
  const isKnown = account !== null && account.status !== 'closed' && account.ownerName !== ERASED_NAME
  if (!isKnown) return { result: 'unknown' }
  const result = matchNames(name, account.ownerName)
  return result === 'closeMatch' ? { result, name: account.ownerName } : { result }
}
