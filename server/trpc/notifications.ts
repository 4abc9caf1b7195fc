/** Marking notifications as read, for the API: only one's own, and only as far as any can have been shown. */
import { z } from 'zod'
import { commandIdSchema } from '../domain/ids.ts'
import { markNotificationsRead, upToSchema } from '../domain/inbox/commands.ts'
import { readCheckpoints } from '../read-models/checkpoint.ts'
import { badInput, notFound, rejection } from './errors.ts'
import { procedureFor } from './procedures.ts'

export const markNotificationsReadProcedure = procedureFor(markNotificationsRead.roles)
  .input(z.object({ upTo: upToSchema, commandId: commandIdSchema.optional() }))
  .mutation(async ({ ctx: { services, signedIn, correlationId }, input: { commandId, upTo } }) => {
    const { actor } = signedIn
    if (actor.customerId === null) throw notFound()
    const position = (await readCheckpoints(services.sql)).get('notifications') ?? 0
    if (upTo > position) throw badInput([{ path: 'upTo', reason: `must not lie after ${position}` }])
    const result = await services.bus.execute(
      'markNotificationsRead',
      { customerId: actor.customerId, upTo },
      { actor, commandId, correlationId },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })
