/** Statements: each month of an account, proved by the event that closed its books. */
import { monthSchema } from '../../domain/calendar/business-dates.ts'
import { accountIdSchema } from '../../domain/ids.ts'
import { getStatement } from '../../read-models/statements/one-statement.ts'
import { listStatements } from '../../read-models/statements/queries.ts'
import { badInput, notFound } from '../errors.ts'
import { ownerFilter, paging, reading, router } from '../procedures.ts'

export const statementsRouter = router({
  /** Newest first, the month that is open included. */
  list: reading(['statements', 'transactions'], { ...paging, accountId: accountIdSchema }).query(
    async ({ ctx: { services, signedIn }, input: { accountId, limit, cursor } }) => {
      const query = { accountId, limit, cursor, customerId: ownerFilter(signedIn) }
      const { timeZone } = services.bank
      const page = await listStatements(services.sql, query, { now: new Date(), timeZone })
      if (!page) throw notFound()
      return page
    },
  ),

  /** `limit` and `cursor` are about its lines, oldest first. */
  get: reading(['statements', 'transactions'], {
    ...paging,
    accountId: accountIdSchema,
    month: monthSchema,
  }).query(async ({ ctx: { services, signedIn }, input: { accountId, month, limit, cursor } }) => {
    const query = { accountId, month, limit, cursor, customerId: ownerFilter(signedIn) }
    const { timeZone } = services.bank
    const found = await getStatement(services.sql, query, { now: new Date(), timeZone })
    if (found.outcome === 'noAccount') throw notFound()
    if (found.outcome === 'noMonth')
      throw badInput([{ path: 'month', reason: 'has no statement: the account was not open in it' }])
    const { version, data, nextCursor } = found
    return { version, data, nextCursor }
  }),
})
