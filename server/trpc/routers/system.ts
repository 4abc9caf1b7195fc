/** The bank about itself, the person signed in, and how far the read models have come. */
import { z } from 'zod'
import { projectionVersions } from '../../read-models/health.ts'
import { projectors } from '../../read-models/registry.ts'
import { inputOf, publicProcedure, reading, router, signedInProcedure } from '../procedures.ts'

export const systemRouter = router({
  /** For the sign-in page. Demo logins are there to be shown; outside demo mode the list is empty. */
  info: publicProcedure.query(async ({ ctx }) => ({
    name: 'Passbook',
    demo: ctx.services.bank.demo,
    demoUsers: ctx.services.bank.demo ? await ctx.services.demoUsers() : [],
    bankTimeZone: ctx.services.bank.timeZone,
  })),

  /** Does nothing, through everything that a command passes but the bus: tells a client that its session stands. */
  ping: signedInProcedure
    .input(
      inputOf({ note: z.string('must be text').max(140, 'must have at most 140 characters').optional() }),
    )
    .mutation(() => ({ at: new Date().toISOString() })),
})

export const sessionRouter = router({
  me: signedInProcedure.query(({ ctx: { signedIn, services } }) => ({
    userId: signedIn.actor.userId,
    name: signedIn.name,
    role: signedIn.actor.role,
    customerId: signedIn.actor.customerId as string | null,
    demo: services.bank.demo,
  })),
})

export const projectionsRouter = router({
  versions: reading(
    projectors.map(({ name }) => name),
    {},
  ).query(({ ctx }) => projectionVersions(ctx.services.sql)),
})
