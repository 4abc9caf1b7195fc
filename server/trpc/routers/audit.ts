/** What has happened in the bank: every event, with who, when and why. */
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { isAboutPerson } from '../../domain/events.ts'
import { type AuditedEvent, toAuditedEvent } from '../../read-models/audit-trail/audited-event.ts'
import { type CausedCommand, causationOf } from '../../read-models/audit-trail/causation.ts'
import { mistakeInRange } from '../../read-models/audit-trail/filter.ts'
import { auditEvent, searchAudit } from '../../read-models/audit-trail/queries.ts'
import { auditFilter, streamIdSchema } from '../audit-filter.ts'
import { auditStream } from '../audit-stream.ts'
import type { Context } from '../context.ts'
import { badInput, notFound } from '../errors.ts'
import {
  inputOf,
  openInDemo,
  ownerFilter,
  paging,
  reading,
  readingOpenInDemo,
  router,
} from '../procedures.ts'

const auditor = ['auditor'] as const
const position = z.int('must be a whole number').min(1, 'must be at least 1')

export const auditRouter = router({
  /** Auditors read every stream; tellers and approvers all but people's own; customers what is theirs. */
  stream: reading([], { ...paging, streamId: streamIdSchema, position: position.optional() }).query(
    async ({ ctx, input }) => {
      const { role } = ctx.signedIn.actor
      if ((role === 'teller' || role === 'approver') && isAboutPerson(input.streamId))
        throw new TRPCError({ code: 'FORBIDDEN', message: 'Your role may not do this.' })
      const events = await auditStream(ctx.services.sql, { ...input, customerId: ownerFilter(ctx.signedIn) })
      if (!events) throw notFound()
      return events
    },
  ),

  /** All events that the filters leave, newest first unless asked otherwise. */
  search: readingOpenInDemo(auditor, ['audit-trail'], {
    ...paging,
    ...auditFilter,
    order: z.enum(['newest', 'oldest'], { error: 'must be newest or oldest' }).default('newest'),
  }).query(async ({ ctx, input: { afterVersion: _, ...search } }) => {
    const mistake = mistakeInRange(search, new Date())
    if (mistake) throw badInput([mistake])
    const page = await searchAudit(ctx.services.sql, search)
    if (!page) throw notFound('There is no such stream.')
    return { ...page, data: page.data.map(toAuditedEvent) }
  }),

  event: openInDemo(auditor)
    .input(inputOf({ globalPosition: position }))
    .query(async ({ ctx, input: { globalPosition } }) => {
      const { version, event } = await eventAt(ctx, globalPosition)
      return { version, data: toAuditedEvent(event) }
    }),

  /** The tree of commands that the event hangs in. Waits until the trail has reached the event. */
  causation: openInDemo(auditor)
    .input(inputOf({ globalPosition: position }))
    .query(async ({ ctx, input: { globalPosition }, signal }) => {
      const { event } = await eventAt(ctx, globalPosition)
      await ctx.services.versions.waitForVersion(['audit-trail'], globalPosition, { signal })
      const { version, root, isTruncated } = await causationOf(ctx.services.sql, event)
      return { version, data: { root: toWireCommand(root), isTruncated } }
    }),
})

const eventAt = async ({ services }: Context, globalPosition: number) => {
  const { head, event } = await auditEvent(services.sql, globalPosition)
  if (!event)
    throw badInput([
      { path: 'globalPosition', reason: `must not lie beyond the log's head, which is ${head}` },
    ])
  return { version: head, event }
}

export type AuditedCommand = { commandId: string; events: AuditedEvent[]; effects: AuditedCommand[] }

const toWireCommand = ({ commandId, events, effects }: CausedCommand): AuditedCommand => ({
  commandId,
  events: events.map(toAuditedEvent),
  effects: effects.map(toWireCommand),
})
