/** Rebuilding read models, verifying them, and how far that is. All of it is done by the worker; here it is asked for. */
import { z } from 'zod'
import { cancelRebuilds, requestRebuilds } from '../../read-models/rebuild/requests.ts'
import { projectionStatus } from '../../read-models/rebuild/status.ts'
import type { Purpose } from '../../read-models/rebuild/table.ts'
import { type ProjectorName, projectors } from '../../read-models/registry.ts'
import { inputOf, procedureFor } from '../procedures.ts'

const names = projectors.map(({ name }) => name)
const chosen = {
  projectors: z
    .array(z.enum(names as [ProjectorName, ...ProjectorName[]], `must be one of ${names.join(', ')}`))
    .min(1, 'must name at least one read model')
    .default(names)
    .describe('All of them when left out.'),
}

const asking = (roles: readonly string[], purpose: Purpose) =>
  procedureFor(roles)
    .input(inputOf(chosen))
    .mutation(async ({ ctx: { services, signedIn }, input }) => ({
      rebuilds: await requestRebuilds(services.sql, {
        ...input,
        purpose,
        requestedBy: signedIn.actor.userId,
      }),
    }))

export const rebuildProcedures = {
  status: procedureFor(['teller', 'approver', 'auditor'])
    .input(inputOf({}))
    .query(({ ctx }) => projectionStatus(ctx.services.sql)),
  rebuild: asking(['approver'], 'replace'),
  verify: asking(['approver', 'auditor'], 'verify'),
  cancelRebuild: procedureFor(['approver'])
    .input(inputOf(chosen))
    .mutation(async ({ ctx, input }) => ({
      rebuilds: await cancelRebuilds(
        ctx.services.sql,
        projectors.filter(({ name }) => input.projectors.includes(name)),
      ),
    })),
}
