/** Rebuilding read models, verifying them, and how far that is. All of it is done by the worker; here it is asked for. */
import { z } from 'zod'
import { rebuildKey } from '../../read-models/rebuild/one-key.ts'
import { cancelRebuilds, requestRebuilds } from '../../read-models/rebuild/requests.ts'
import { projectionStatus } from '../../read-models/rebuild/status.ts'
import type { Purpose } from '../../read-models/rebuild/table.ts'
import { type ProjectorName, projectors } from '../../read-models/registry.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { inputOf, openInDemo } from '../procedures.ts'

const names = projectors.map(({ name }) => name)
const chosen = {
  projectors: z
    .array(z.enum(names as [ProjectorName, ...ProjectorName[]], `must be one of ${names.join(', ')}`))
    .min(1, 'must name at least one read model')
    .default(names)
    .describe('All of them when left out.'),
}

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
}
