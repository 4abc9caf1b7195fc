/** A command's way through the bank, for the engine room: which there are, one of them, and what it changed. */
import { z } from 'zod'
import { commandIdSchema } from '../../domain/ids.ts'
import { commandFlow, eventsOf, recentCommands } from '../../engine-room/command-flow.ts'
import { rowsAround } from '../../engine-room/rows-around.ts'
import { projectors } from '../../read-models/registry.ts'
import { notFound } from '../errors.ts'
import { engineRoomProcedure, inputOf } from '../procedures.ts'

const MOST_LISTED = 100

export const recentCommandsProcedure = engineRoomProcedure
  .input(
    inputOf({
      limit: z
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(MOST_LISTED, `must be at most ${MOST_LISTED}`)
        .default(20),
    }),
  )
  .query(({ ctx: { services }, input }) =>
    recentCommands({ sql: services.sql, ...services.recording }, input),
  )

export const commandFlowProcedure = engineRoomProcedure
  .input(inputOf({ commandId: commandIdSchema }))
  .query(async ({ ctx: { services }, input: { commandId } }) => {
    const answer = await commandFlow({ sql: services.sql, ...services.recording }, commandId)
    if (!answer) throw notFound('There is no such command.')
    return answer
  })

export const commandRowsProcedure = engineRoomProcedure
  .input(inputOf({ commandId: commandIdSchema }))
  .query(async ({ ctx: { services }, input: { commandId } }) => {
    const { sql, recording } = services
    const events = await eventsOf(sql, commandId, recording.recorder.find(commandId) ?? null)
    return { version: events.at(-1)?.globalPosition ?? 0, data: await rowsAround(sql, projectors, events) }
  })
