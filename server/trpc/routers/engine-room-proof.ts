/** Tamper evidence, for the engine room: the chain of seals, its verification in small parts, and a forgery on a copy. */
import { z } from 'zod'
import { forgers, forgery } from '../../engine-room/forgery.ts'
import { sealChain } from '../../engine-room/seal-chain.ts'
import { badInput, notFound } from '../errors.ts'
import { engineRoomProcedure, inputOf, paging } from '../procedures.ts'
import { verifySeals } from '../seal-queries.ts'

const position = z.int('must be a whole number').min(1, 'must be at least 1')
/** Some 30 ms of work, so that nobody else's request waits for long. */
const MOST_VERIFIED = 2_000
const LONGEST_DATA = 8_000

/** Newest first, and how far the log is sealed at all. */
export const sealsProcedure = engineRoomProcedure
  .input(inputOf(paging))
  .query(({ ctx, input }) => sealChain(ctx.services.sql, input))

/** A part of the log at a time, as `seals.verify` does it for those who control the bank. */
export const verifyProcedure = engineRoomProcedure
  .input(
    inputOf({
      from: position.default(1),
      limit: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(MOST_VERIFIED, `must be at most ${MOST_VERIFIED}`)
        .default(MOST_VERIFIED),
    }),
  )
  .query(({ ctx, input }) => verifySeals(ctx.services.sql, input))

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** What would come of it if an event said something else. Nothing is written. */
export const forgeryProcedure = engineRoomProcedure
  .input(
    inputOf({
      position: position.optional().describe('The newest sealed event about money, when left out.'),
      data: z
        .string('must be text')
        .max(LONGEST_DATA, `must have at most ${LONGEST_DATA} characters`)
        .refine(isJsonObject, 'must be a JSON object')
        .optional()
        .describe('What it is to say. As it is, when left out.'),
      forger: z.enum(forgers, { error: `must be one of ${forgers.join(', ')}` }).default('event'),
    }),
  )
  .query(async ({ ctx, input }) => {
    const answer = await forgery(ctx.services.sql, {
      position: input.position,
      data: input.data,
      forger: input.forger,
    }).catch((error: unknown) => {
      // Of parts within parts: there is no writing them out.
      if (error instanceof RangeError) throw badInput([{ path: 'data', reason: 'is nested too deeply' }])
      throw error
    })
    if (!answer) throw notFound('No seal covers such an event yet.')
    return answer
  })
