/** The bank about itself, the person signed in, and how far the read models have come. */
import { TRPCError, tracked } from '@trpc/server'
import { z } from 'zod'
import type { Sql } from '../../../db/client.ts'
import { projectionVersions } from '../../read-models/health.ts'
import type { SeenUpdate } from '../../read-models/live-updates.ts'
import { projectors } from '../../read-models/registry.ts'
import { badInput } from '../errors.ts'
import {
  inputOf,
  mayEnterEngineRoom,
  ownerFilter,
  publicProcedure,
  reading,
  router,
  signedInProcedure,
} from '../procedures.ts'
import { rebuildProcedures } from './rebuilds.ts'

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
    /** Whether the engine room is open to them. */
    engineRoom: mayEnterEngineRoom(signedIn.actor.role, services.bank),
  })),
})

export const projectionsRouter = router({
  ...rebuildProcedures,
  versions: reading(
    projectors.map(({ name }) => name),
    {},
  ).query(({ ctx }) => projectionVersions(ctx.services.sql)),

  /**
   * How far the read models have come, and which of one's own accounts have changed, pushed as server-sent events until
   * the session ends. `lastEventId`, sent by the browser when it comes back, resumes where it was cut off.
   */
  watch: signedInProcedure
    .input(
      inputOf({
        lastEventId: z
          .string()
          .regex(/^\d{1,15}$/, 'must be the id of an earlier event')
          .optional(),
      }),
    )
    .subscription(async ({ ctx: { services, signedIn }, input, signal }) => {
      if (signal?.aborted) throw new TRPCError({ code: 'CLIENT_CLOSED_REQUEST' })
      const after = Number(input.lastEventId ?? 0)
      if (after > (await reachedAtMost(services.sql)))
        throw badInput([{ path: 'lastEventId', reason: 'is beyond the end of the log' }])
      // Aborts when the stream is over, whoever has ended it.
      const over = new AbortController()
      signal?.addEventListener('abort', () => over.abort(), { once: true })
      const updates = services.live.watch({
        userId: signedIn.actor.userId,
        customerId: ownerFilter(signedIn),
        after,
        signal: AbortSignal.any([over.signal, services.sessions.endOf(signedIn.sessionId, over.signal)]),
      })
      return withIds(updates, over)
    }),
})

const reachedAtMost = async (sql: Sql): Promise<number> => {
  const { data } = await projectionVersions(sql)
  return Math.max(0, ...data.map(({ head }) => head))
}

async function* withIds(updates: AsyncGenerator<SeenUpdate, void>, over: AbortController) {
  try {
    for await (const { seen, update } of updates) yield tracked(String(seen), update)
  } finally {
    over.abort()
  }
}
