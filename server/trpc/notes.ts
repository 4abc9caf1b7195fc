/** Writing notes, for the API. A client names a movement by its position; only of one's own is anything looked up. */
import { z } from 'zod'
import { commandIdSchema } from '../domain/ids.ts'
import { notedPositionSchema, noteSchema, noteTransaction } from '../domain/note/commands.ts'
import { findMovement } from '../read-models/transactions/movement.ts'
import { notFound, rejection } from './errors.ts'
import { procedureFor } from './procedures.ts'

export const noteTransactionProcedure = procedureFor(noteTransaction.roles)
  .input(
    z.object({
      position: notedPositionSchema,
      /** Empty to take it away. */
      note: noteSchema,
      commandId: commandIdSchema.optional(),
    }),
  )
  .mutation(async ({ ctx, input: { commandId, position, note } }) => {
    const { services, signedIn, correlationId } = ctx
    const { actor } = signedIn
    if (actor.customerId === null) throw notFound()
    const { customerId } = actor
    const found = await findMovement(services.sql, { position, customerId })
    if (!found) throw notFound()
    const result = await services.bus.execute(
      'noteTransaction',
      { customerId, accountId: found.movement.accountId, position, note },
      { actor, commandId, correlationId },
    )
    if (result.outcome === 'rejected') throw rejection(result.rejection)
    return { version: result.version, ...result.answer }
  })
