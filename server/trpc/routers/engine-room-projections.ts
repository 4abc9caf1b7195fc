/** A read model's rows beside the events that made them, for the engine room. */
import { z } from 'zod'
import { rowsBesideEvents } from '../../engine-room/rows-beside-events.ts'
import { type ProjectorName, projectors } from '../../read-models/registry.ts'
import { streamIdSchema } from '../audit-filter.ts'
import { notFound } from '../errors.ts'
import { engineRoomProcedure, inputOf } from '../procedures.ts'

const names = projectors.map(({ name }) => name) as [ProjectorName, ...ProjectorName[]]

export const rowsBesideEventsProcedure = engineRoomProcedure
  .input(
    inputOf({
      projector: z.enum(names, `must be one of ${names.join(', ')}`),
      streamId: streamIdSchema.optional().describe('The stream that wrote last for it, when left out.'),
    }),
  )
  .query(async ({ ctx, input: { projector, streamId } }) => {
    const answer = await rowsBesideEvents(
      ctx.services.sql,
      projectors.find(({ name }) => name === projector)!,
      streamId,
    )
    if (!answer) throw notFound('There is no such stream.')
    return answer
  })
