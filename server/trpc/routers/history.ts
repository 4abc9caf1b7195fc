/** Looking back at one account, transfer or customer: its state then, what each event changed, and since when. */
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { conditionSchema } from '../../domain/condition.ts'
import type { Actor } from '../../domain/decider.ts'
import { isAboutPerson } from '../../domain/events.ts'
import { streamIdSchema } from '../audit-filter.ts'
import { badInput } from '../errors.ts'
import { type Scope, wireFind, wireReplay, wireStateAt } from '../history.ts'
import { ownerFilter, paging, reading, router } from '../procedures.ts'

const position = (least: number) =>
  z.int('must be a whole number').min(least, `must be at least ${least}`).max(Number.MAX_SAFE_INTEGER)
const instant = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 instant, such as 2026-01-31T12:00:00Z',
})

/** Auditors look into every stream; tellers and approvers into all but people's own; customers into what is theirs. */
const scopeOf = (
  signedIn: { actor: Actor } & Parameters<typeof ownerFilter>[0],
  input: { streamId: string; afterVersion?: number | undefined },
  signal: AbortSignal | undefined,
): Scope => {
  const { role } = signedIn.actor
  if ((role === 'teller' || role === 'approver') && isAboutPerson(input.streamId))
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Your role may not do this.' })
  return {
    streamId: input.streamId,
    customerId: ownerFilter(signedIn),
    afterVersion: input.afterVersion,
    signal,
  }
}

export const historyRouter = router({
  /** Exactly one of the three says when. */
  stateAt: reading([], {
    streamId: streamIdSchema,
    streamPosition: position(0).optional(),
    globalPosition: position(1).optional(),
    at: instant.optional(),
  }).query(({ ctx, input, signal }) => {
    const { streamPosition, globalPosition, at } = input
    const moments = [
      ...(streamPosition === undefined ? [] : [{ streamPosition }]),
      ...(globalPosition === undefined ? [] : [{ globalPosition }]),
      ...(at === undefined ? [] : [{ at: new Date(at) }]),
    ]
    const [moment] = moments
    if (!moment || moments.length > 1)
      throw badInput([{ path: '', reason: 'must have exactly one of streamPosition, globalPosition and at' }])
    return wireStateAt(ctx.services.sql, { ...scopeOf(ctx.signedIn, input, signal), moment })
  }),

  /** Oldest first. */
  replay: reading([], { ...paging, streamId: streamIdSchema }).query(({ ctx, input, signal }) =>
    wireReplay(ctx.services.sql, {
      ...scopeOf(ctx.signedIn, input, signal),
      limit: input.limit,
      cursor: input.cursor,
    }),
  ),

  /** The first event after which the condition holds. With the answer's cursor: the next one, or the search goes on. */
  find: reading([], {
    streamId: streamIdSchema,
    condition: conditionSchema,
    cursor: paging.cursor,
  }).query(({ ctx, input, signal }) =>
    wireFind(ctx.services.sql, {
      ...scopeOf(ctx.signedIn, input, signal),
      condition: input.condition,
      cursor: input.cursor,
    }),
  ),
})
