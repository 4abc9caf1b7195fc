/**
 * What the consistency lab needs beyond the API that everybody has: a transfer whose commit brings the balances along. It
 * is the bank's own command in all else, with its schema, its rules, its roles and its id; only the bus is another one.
 */
import { wireCommands } from '../../domain/commands.ts'
import type { CommittedProjection } from '../../engine-room/synchronous-bus.ts'
import { envelope, giveCommand } from '../commands.ts'
import { inputOf, procedureInDemoFor, router } from '../procedures.ts'

const { roles, input } = wireCommands.transferMoney

export const labRouter = router({
  /** Makes ready what `transferMoney` needs, so that the first one does not take longer than those after it. */
  open: procedureInDemoFor(roles)
    .input(inputOf({}))
    .mutation(async ({ ctx }) => {
      await ctx.services.synchronousBus.open()
      return { at: new Date().toISOString() }
    }),

  transferMoney: procedureInDemoFor(roles)
    .input(input.extend(envelope))
    .mutation(async ({ ctx, input }) => {
      let projection: CommittedProjection | null = null
      const answer = await giveCommand({ ctx, input }, 'transferMoney', async (...command) => {
        const done = await ctx.services.synchronousBus.execute(...command)
        projection = done.projection
        return done.result
      })
      return { ...answer, projection: projection as CommittedProjection | null }
    }),
})
