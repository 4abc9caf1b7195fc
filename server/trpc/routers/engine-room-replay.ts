/** A stream as a film, for the engine room: its outline, the steps around a place, what is sought in it, and what if. */
import { z } from 'zod'
import { eventDefinitions } from '../../domain/events.ts'
import { findInFilm, outlineOf, type Sought, windowOf } from '../../engine-room/replay.ts'
import { withoutEvent } from '../../engine-room/without-event.ts'
import { streamIdSchema } from '../audit-filter.ts'
import { badInput } from '../errors.ts'
import { lookingBack } from '../history.ts'
import { engineRoomProcedure, inputOf, router } from '../procedures.ts'

/** How many events one call searches; the next one goes on behind them. */
const SEARCHED_AT_ONCE = 10_000

const position = (least: number) =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(2 ** 31 - 2, 'is too large')
const types = Object.keys(eventDefinitions)

const soughtSchema = z.discriminatedUnion(
  'what',
  [
    z.object({
      what: z.enum(['balanceBelow', 'balanceAbove']),
      amount: z
        .string('must be a decimal number')
        .regex(/^-?\d{1,20}(\.\d{1,8})?$/, 'must be a decimal number, such as "0" or "12.50"'),
    }),
    z.object({ what: z.literal('status'), status: z.enum(['open', 'frozen', 'closed']) }),
    z.object({
      what: z.literal('event'),
      type: z.enum(types as [string, ...string[]], 'must be a type of event'),
    }),
  ],
  { error: 'must say what is sought: balanceBelow, balanceAbove, status or event' },
)

const soughtOf = (
  given: z.output<typeof soughtSchema>,
  { aggregate }: { aggregate: { name: string } },
): Sought => {
  if (given.what === 'event') return { eventType: given.type }
  if (aggregate.name !== 'BankAccount')
    throw badInput([{ path: 'sought.what', reason: 'is something that only an account has' }])
  return given.what === 'status'
    ? { condition: { path: 'status', is: 'equals', value: given.status } }
    : {
        condition: {
          path: 'balance',
          is: given.what === 'balanceBelow' ? 'below' : 'above',
          value: given.amount,
        },
      }
}

const streamId = streamIdSchema

export const replayRouter = router({
  /** How long the stream is, how its balance went, and which of its states are kept. */
  outline: engineRoomProcedure.input(inputOf({ streamId })).query(async ({ ctx, input }) => {
    const { sql } = ctx.services
    const { version, answer } = await lookingBack(sql, { ...input, customerId: undefined }, (stream) =>
      outlineOf(sql, stream),
    )
    return { version, data: answer }
  }),

  /** Events from a place on, each with the state after it; none while there is a long way left to fold until there. */
  window: engineRoomProcedure
    .input(
      inputOf({
        streamId,
        from: position(0),
        limit: z
          .int('must be a whole number')
          .min(1, 'must be at least 1')
          .max(200, 'must be at most 200')
          .default(50),
      }),
    )
    .query(async ({ ctx, input, signal }) => {
      const { sql } = ctx.services
      const scope = { streamId: input.streamId, customerId: undefined }
      const { version, answer } = await lookingBack(sql, scope, (stream) => {
        const { from, limit } = input
        return windowOf(sql, stream, { from, limit, signal })
      })
      return { version, data: answer }
    }),

  /** The first event behind a place from which on something holds, among the next 10,000. */
  find: engineRoomProcedure
    .input(inputOf({ streamId, sought: soughtSchema, after: position(-1).default(-1) }))
    .query(async ({ ctx, input, signal }) => {
      const { sql } = ctx.services
      const scope = { streamId: input.streamId, customerId: undefined }
      const { version, answer } = await lookingBack(sql, scope, (stream) => {
        const sought = soughtOf(input.sought, stream)
        return findInFilm(sql, stream, { sought, after: input.after, atMost: SEARCHED_AT_ONCE, signal })
      })
      return { version, data: answer }
    }),

  /** The stream without one of its events, as far as 10,000 events from there or from where the last answer ended. */
  without: engineRoomProcedure
    .input(
      inputOf({
        streamId,
        leftOut: position(0),
        carried: z
          .object({
            streamPosition: position(0),
            state: z.string('must be what the last answer said').max(500_000, 'is too long'),
          })
          .optional()
          .describe('To go on: where the last answer ended, and its `carry`.'),
      }),
    )
    .query(async ({ ctx, input, signal }) => {
      const { sql } = ctx.services
      const { leftOut, carried } = input
      const scope = { streamId: input.streamId, customerId: undefined }
      const { version, answer } = await lookingBack(sql, scope, (stream) =>
        withoutEvent(sql, stream, { leftOut, carried, signal }),
      )
      return { version, data: answer }
    }),
})
