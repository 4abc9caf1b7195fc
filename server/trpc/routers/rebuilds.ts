/**
 * Rebuilding read models, verifying them, pausing them, and how far all that is. The worker does the work; here it is
 * asked for.
 */
import { z } from 'zod'
import { pauseProjectors, resumeProjectors } from '../../read-models/pause.ts'
import { rebuildKey } from '../../read-models/rebuild/one-key.ts'
import { cancelRebuilds, requestRebuilds } from '../../read-models/rebuild/requests.ts'
import { projectionStatus } from '../../read-models/rebuild/status.ts'
import type { Purpose } from '../../read-models/rebuild/table.ts'
import { type ProjectorName, projectors } from '../../read-models/registry.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { inputOf, openInDemo } from '../procedures.ts'

const names = projectors.map(({ name }) => name)
const byName = z
  .array(z.enum(names as [ProjectorName, ...ProjectorName[]], `must be one of ${names.join(', ')}`))
  .min(1, 'must name at least one read model')
const chosen = { projectors: byName.default(names).describe('All of them when left out.') }

const named = ({ projectors: wanted }: Chosen) => projectors.filter(({ name }) => wanted.includes(name))
type Chosen = { readonly projectors: ProjectorName[] }

const ask = async ({ services, signedIn }: Asking, { projectors }: Chosen, purpose: Purpose) => ({
  rebuilds: await requestRebuilds(services.sql, { projectors, purpose, requestedBy: signedIn.actor.userId }),
})
type Asking = Context & { readonly signedIn: NonNullable<Context['signedIn']> }

export const rebuildProcedures = {
  status: openInDemo(['teller', 'approver', 'auditor'])
    .input(inputOf({}))
    .query(({ ctx }) => projectionStatus(ctx.services.sql)),
  /** With a key, an account's id say, its rows alone and at once. */
  rebuild: openInDemo(['approver'])
    .input(inputOf({ ...chosen, key: z.uuid('must be a UUID').toLowerCase().optional() }))
    .mutation(async ({ ctx, input }) => {
      if (input.key === undefined) return { ...(await ask(ctx, input, 'replace')), keys: [] }
      const keys = await rebuildKey(ctx.services.sql, named(input), input.key)
      if (keys.length === 0) throw notFound('None of these read models has rows by that key.')
      return { rebuilds: [], keys }
    }),
  verify: openInDemo(['approver', 'auditor'])
    .input(inputOf(chosen))
    .mutation(({ ctx, input }) => ask(ctx, input, 'verify')),
  cancelRebuild: openInDemo(['approver'])
    .input(inputOf(chosen))
    .mutation(async ({ ctx, input }) => ({
      rebuilds: await cancelRebuilds(ctx.services.sql, named(input)),
    })),
  /** Nothing moves them from then on, over every restart, until they are resumed. */
  pause: openInDemo(['approver'])
    .input(inputOf({ projectors: byName }))
    .mutation(async ({ ctx: { services, signedIn }, input }) => ({
      projectors: await pauseProjectors(services.sql, input.projectors, { by: signedIn.actor.userId }),
    })),
  resume: openInDemo(['approver'])
    .input(inputOf({ projectors: byName }))
    .mutation(async ({ ctx: { services }, input }) => {
      const resumed = await resumeProjectors(services.sql, input.projectors)
      services.wakeProjectors()
      return { projectors: resumed }
    }),
}
