/** What helps the bank's people to see where money goes. */
import { z } from 'zod'
import { accountIdSchema, customerIdSchema } from '../../domain/ids.ts'
import { MAX_DEPTH, readGraph } from '../../read-models/payment-graph/queries.ts'
import { badInput } from '../errors.ts'
import { readingAs, router } from '../procedures.ts'

export const fraudRouter = router({
  graph: readingAs(['teller', 'approver', 'auditor'], ['payment-graph'], {
    accountId: accountIdSchema.optional(),
    customerId: customerIdSchema.optional(),
    depth: z
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(MAX_DEPTH, `must be at most ${MAX_DEPTH}`)
      .default(2),
  }).query(({ ctx, input: { accountId, customerId, depth } }) => {
    if ((accountId === undefined) === (customerId === undefined))
      throw badInput([{ path: 'accountId', reason: 'is required, or customerId, and not both' }])
    const start = accountId === undefined ? { customerId: String(customerId) } : { accountId }
    return readGraph(ctx.services.sql, { start, depth })
  }),
})
