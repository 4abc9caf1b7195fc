/** What has happened to one account, transfer or customer: every event, with who, when and why. */
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { auditStream } from '../audit-stream.ts'
import { notFound } from '../errors.ts'
import { ownerFilter, paging, reading, router } from '../procedures.ts'

const streamIdSchema = z
  .string('must be a stream id')
  .regex(
    /^(BankAccount|Transfer|Customer)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be BankAccount-, Transfer- or Customer- and a UUID',
  )

export const auditRouter = router({
  /** Auditors read every stream; tellers and approvers all but people's own; customers what is theirs. */
  stream: reading([], { ...paging, streamId: streamIdSchema }).query(async ({ ctx, input }) => {
    const { role } = ctx.signedIn.actor
    if ((role === 'teller' || role === 'approver') && input.streamId.startsWith('Customer-'))
      throw new TRPCError({ code: 'FORBIDDEN', message: 'Your role may not do this.' })
    const events = await auditStream(ctx.services.sql, { ...input, customerId: ownerFilter(ctx.signedIn) })
    if (!events) throw notFound()
    return events
  }),
})
