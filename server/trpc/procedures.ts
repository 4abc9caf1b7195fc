/**
 * The kinds of procedure. Each router says with the one it picks who may call and what is waited for; nothing else
 * decides access by role.
 */
import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { Role } from '../auth/sessions.ts'
import type { ProjectorName } from '../read-models/registry.ts'
import type { Context } from './context.ts'
import { describeError, type ErrorDetails, refusalFor } from './errors.ts'

const t = initTRPC.context<Context>().create({
  // Stack traces stay on the server, in development too: they are in the log, by correlation id.
  isDev: false,
  // A client that hears nothing for this long knows that its line is dead, and comes back.
  sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 25_000 } },
  errorFormatter: ({ shape, error, ctx }) => {
    const { message, details } = describeError(error)
    const { code, httpStatus, path } = shape.data
    const data: typeof shape.data & ErrorDetails = { code, httpStatus, path, ...details }
    if (ctx) data.correlationId = ctx.correlationId
    return { code: shape.code, message, data }
  },
})

export const router = t.router

type Bank = Context['services']['bank']

/** What the parts of the bank throw becomes what callers are told; the rest stays a fault. */
const inWireTerms = <Result extends { ok: true } | { ok: false; error: TRPCError }>(
  result: Result,
): Result => {
  const refusal = result.ok ? undefined : refusalFor(result.error.cause)
  if (refusal) throw refusal
  return result
}

/** Anybody, signed in or not. */
export const publicProcedure = t.procedure.use(async ({ next }) => inWireTerms(await next()))

// All of it is one middleware, because tRPC copies the context for each one.
const admitting = (mayCall: (role: Role, bank: Bank) => boolean) =>
  t.procedure.use(async ({ ctx: { signedIn, services }, next }) => {
    if (!signedIn) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' })
    if (!mayCall(signedIn.actor.role, services.bank))
      throw new TRPCError({ code: 'FORBIDDEN', message: 'Your role may not do this.' })
    return inWireTerms(await next({ ctx: { signedIn } }))
  })

/** Anybody who has signed in. */
export const signedInProcedure = admitting(() => true)

/** Only these roles; others are told so before their input is looked at. */
export const procedureFor = (roles: readonly string[]) => admitting((role) => roles.includes(role))

/** Only these roles; in a demo bank, whose money and people are made up, everybody who has signed in. */
export const openInDemo = (roles: readonly Role[]) =>
  admitting((role, { demo }) => demo || roles.includes(role))

/** Everybody who has signed in to a demo bank; in any other nobody, whatever their role. */
export const onlyInDemo = admitting((_, { demo }) => demo)

/** Only these roles, and only in a demo bank. */
export const procedureInDemoFor = (roles: readonly string[]) =>
  admitting((role, { demo }) => demo && roles.includes(role))

/** What the engine room shows is everybody's. */
const ENGINE_ROOM: readonly Role[] = ['auditor']

export const mayEnterEngineRoom = (role: Role, { demo }: Bank): boolean => demo || ENGINE_ROOM.includes(role)

/** The engine room's own: for auditors, and in a demo bank for everybody. */
export const engineRoomProcedure = openInDemo(ENGINE_ROOM)

/** Whose things a query may answer with: a customer's own, or everybody's (`undefined`) for the bank's staff. */
export const ownerFilter = ({ actor }: NonNullable<Context['signedIn']>): string | undefined =>
  actor.role === 'customer' ? (actor.customerId ?? NOBODY) : undefined

/** A customer who is not registered yet owns nothing. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

export const afterVersion = z
  .int('must be a whole number')
  .min(0, 'must be at least 0')
  .optional()
  .describe('Wait, at most 5 s, until the read model has reached this version.')

/** An object with these fields. Leaving the whole input out means giving none of them. */
export const inputOf = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const fields = z.object(shape, { error: 'must be an object' })
  // To TypeScript the preprocessing would make the input `unknown`; what is inside says what it really is.
  return z.preprocess((given) => given ?? {}, fields) as unknown as typeof fields
}

/** A query on read models: waits, when asked to, until all of them have reached `afterVersion`. */
export const reading = <Shape extends z.ZodRawShape>(projectors: readonly ProjectorName[], shape: Shape) =>
  readingBy(signedInProcedure, projectors, shape)

/** The same, for these roles alone. */
export const readingAs = <Shape extends z.ZodRawShape>(
  roles: readonly Role[],
  projectors: readonly ProjectorName[],
  shape: Shape,
) => readingBy(procedureFor(roles), projectors, shape)

/** The same, for these roles, and in a demo bank for everybody. */
export const readingOpenInDemo = <Shape extends z.ZodRawShape>(
  roles: readonly Role[],
  projectors: readonly ProjectorName[],
  shape: Shape,
) => readingBy(openInDemo(roles), projectors, shape)

/** A query of the engine room's on read models. */
export const engineRoomReading = <Shape extends z.ZodRawShape>(
  projectors: readonly ProjectorName[],
  shape: Shape,
) => readingBy(engineRoomProcedure, projectors, shape)

const readingBy = <Shape extends z.ZodRawShape>(
  procedure: typeof signedInProcedure,
  projectors: readonly ProjectorName[],
  shape: Shape,
) =>
  procedure.input(inputOf({ ...shape, afterVersion })).use(async ({ ctx, input, signal, next }) => {
    const version = (input as { afterVersion?: number | undefined }).afterVersion
    if (version !== undefined) await ctx.services.versions.waitForVersion(projectors, version, { signal })
    return next()
  })

/** What every list takes. */
export const paging = {
  limit: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(200, 'must be at most 200')
    .default(50),
  cursor: z.string('must be a cursor from an earlier answer').max(500, 'is too long').optional(),
}
