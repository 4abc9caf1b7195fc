/** The log, for the engine room: what is new in it, and an event in all its versions. Its pages are `audit.search`. */
import { z } from 'zod'
import { newEvents } from '../../engine-room/new-events.ts'
import { eventInVersions } from '../../engine-room/stored-event.ts'
import { mistakeInRange } from '../../read-models/audit-trail/filter.ts'
import { transactionAt } from '../../read-models/transactions/queries.ts'
import { auditFilter } from '../audit-filter.ts'
import { badInput } from '../errors.ts'
import { engineRoomProcedure, inputOf, ownerFilter, paging } from '../procedures.ts'

/** What the filters leave of that which came after a position, newest first. */
export const newEventsProcedure = engineRoomProcedure
  .input(
    inputOf({
      ...auditFilter,
      after: z.int('must be a whole number').min(0, 'must be at least 0'),
      limit: paging.limit,
    }),
  )
  .query(({ ctx, input }) => {
    const mistake = mistakeInRange(input, new Date())
    if (mistake) throw badInput([mistake])
    return newEvents(ctx.services.sql, input)
  })

/** One event, and the transaction that it made, when that is the asker's own or the asker works here. */
export const storedEventProcedure = engineRoomProcedure
  .input(inputOf({ position: z.int('must be a whole number').min(1, 'must be at least 1') }))
  .query(async ({ ctx: { services, signedIn }, input: { position } }) => {
    const { head: version, found } = await eventInVersions(services.sql, position)
    if (!found)
      throw badInput([
        { path: 'position', reason: `must not lie beyond the log's head, which is ${version}` },
      ])
    const { event } = found
    const accountId = makesTransactions.has(event.type) ? event.streamId.slice('BankAccount-'.length) : null
    const transaction =
      accountId !== null &&
      (await transactionAt(services.sql, { accountId, position, customerId: ownerFilter(signedIn) }))
    return { version, data: { ...found, transaction: transaction ? { accountId, position } : null } }
  })

const makesTransactions: ReadonlySet<string> = new Set(['MoneyDeposited', 'MoneyWithdrawn'])
