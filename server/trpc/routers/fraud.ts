/** What helps the bank's people to see where money goes. */
import { z } from 'zod'
import { fraudRules, severities } from '../../domain/fraud/finding.ts'
import { accountIdSchema, customerIdSchema, transferIdSchema } from '../../domain/ids.ts'
import { listAlerts } from '../../read-models/fraud-alerts/queries.ts'
import { MAX_DEPTH, readGraph } from '../../read-models/payment-graph/queries.ts'
import { badInput } from '../errors.ts'
import { paging, readingAs, router } from '../procedures.ts'

const STAFF = ['teller', 'approver', 'auditor'] as const

export const fraudRouter = router({
  graph: readingAs(STAFF, ['payment-graph'], {
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

  /** What the rules have found, the newest first. */
  alerts: readingAs(STAFF, ['fraud-alerts'], {
    ...paging,
    rule: z.enum(fraudRules, { error: `must be one of ${fraudRules.join(', ')}` }).optional(),
    severity: z.enum(severities, { error: `must be one of ${severities.join(', ')}` }).optional(),
    accountId: accountIdSchema.optional(),
    customerId: customerIdSchema.optional(),
    transferId: transferIdSchema.optional(),
  }).query(({ ctx, input: { afterVersion: _, ...query } }) => listAlerts(ctx.services.sql, query)),
})
