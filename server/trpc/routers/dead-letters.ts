/** What read models could not take in: for the bank's staff to see, and for approvers to do something about. */
import { z } from 'zod'
import { isAboutPerson } from '../../domain/events.ts'
import { listFailedJobs } from '../../read-models/dead-letters/failed-jobs.ts'
import { getDeadLetter, listDeadLetters } from '../../read-models/dead-letters/queries.ts'
import { retryDeadLetter, skipDeadLetter } from '../../read-models/dead-letters/resolve.ts'
import { projectors } from '../../read-models/registry.ts'
import { inputOf, mayEnterEngineRoom, openInDemo, paging, router } from '../procedures.ts'

const readers = openInDemo(['teller', 'approver', 'auditor'])
const deciders = openInDemo(['approver'])

const id = z.int('must be the id of a dead letter').min(1, 'must be at least 1')
const reason = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(500, 'must have at most 500 characters')
const names = projectors.map(({ name }) => name)

export const deadLettersRouter = router({
  /** Parked ones, oldest first; with `status` those that somebody has dealt with. */
  list: readers
    .input(
      inputOf({
        ...paging,
        projector: z.enum(names, `must be one of ${names.join(', ')}`).optional(),
        status: z
          .enum(['parked', 'applied', 'skipped'], 'must be one of parked, applied, skipped')
          .optional(),
        key: z.string('must be text').max(200, 'must have at most 200 characters').optional(),
      }),
    )
    .query(({ ctx, input }) => listDeadLetters(ctx.services.sql, input)),

  /** With the event as it is stored. What people's own events say is for whom the audit is open to. */
  get: readers.input(inputOf({ id })).query(async ({ ctx, input }) => {
    const letter = await getDeadLetter(ctx.services.sql, input.id)
    const isHidden =
      isAboutPerson(letter.streamId) && !mayEnterEngineRoom(ctx.signedIn.actor.role, ctx.services.bank)
    return { ...letter, data: isHidden ? null : letter.data }
  }),

  /** Tries it again, and all that wait behind it. */
  retry: deciders
    .input(inputOf({ id }))
    .mutation(({ ctx, input }) =>
      retryDeadLetter(ctx.services.sql, input.id, { by: ctx.signedIn.actor.userId }),
    ),

  /** Leaves it out for good, and tries those that wait behind it. */
  skip: deciders.input(inputOf({ id, reason })).mutation(({ ctx, input }) =>
    skipDeadLetter(ctx.services.sql, input.id, {
      by: ctx.signedIn.actor.userId,
      reason: input.reason,
    }),
  ),

  /** Jobs of the worker that have failed for good, newest first. */
  failedJobs: readers
    .input(inputOf(paging))
    .query(({ ctx, input }) => listFailedJobs(ctx.services.sql, input)),
})
