/** Other systems that follow the bank by name. What they follow is `/api/feed`. */
import { z } from 'zod'
import {
  advanceConsumer,
  createConsumer,
  deleteConsumer,
  listConsumers,
} from '../../read-models/feed/consumers.ts'
import { badInput, notFound } from '../errors.ts'
import { inputOf, paging, procedureFor, router } from '../procedures.ts'

const follower = ['auditor'] as const
const position = z.int('must be a whole number').min(0, 'must be at least 0')

export const consumerName = z
  .string('must be a name')
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 small letters, digits and dashes')

export const feedRouter = router({
  /** By name, each with how far it has come. */
  list: procedureFor(follower)
    .input(inputOf({ ...paging, name: consumerName.optional() }))
    .query(({ ctx, input }) => listConsumers(ctx.services.sql, input)),

  /** At the log's beginning, unless a position is given. */
  create: procedureFor(follower)
    .input(inputOf({ name: consumerName, position: position.default(0) }))
    .mutation(({ ctx, input }) =>
      createConsumer(ctx.services.sql, { ...input, createdBy: ctx.signedIn.actor.userId }),
    ),

  /** From where the caller believes it to stand; backwards only with `rewind`. */
  advance: procedureFor(follower)
    .input(
      inputOf({
        name: consumerName,
        from: position,
        to: position,
        rewind: z.boolean('must be true or false').default(false),
      }),
    )
    .mutation(async ({ ctx, input: { rewind, ...move } }) => {
      if (move.to < move.from && !rewind)
        throw badInput([{ path: 'to', reason: 'must not lie before from, unless rewind is true' }])
      return (await advanceConsumer(ctx.services.sql, move)) ?? noSuchConsumer()
    }),

  delete: procedureFor(follower)
    .input(inputOf({ name: consumerName }))
    .mutation(async ({ ctx, input: { name } }) => {
      if (!(await deleteConsumer(ctx.services.sql, name))) noSuchConsumer()
      return { name }
    }),
})

const noSuchConsumer = (): never => {
  throw notFound('There is no such consumer.')
}
