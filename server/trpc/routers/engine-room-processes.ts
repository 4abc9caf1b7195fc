/** The bank's processes and the worker's queues, for the engine room: to be looked at, and nothing else. */
import { z } from 'zod'
import { jobFigures } from '../../engine-room/job-figures.ts'
import { processFigures, processInstances } from '../../engine-room/process-overview.ts'
import { processes } from '../../read-models/processes/registry.ts'
import { engineRoomProcedure, inputOf, paging, router } from '../procedures.ts'

const names = processes.map(({ process }) => process.name) as [string, ...string[]]

export const processesRouter = router({
  /** How many instances each process has, and what is due. */
  overview: engineRoomProcedure
    .input(inputOf({}))
    .query(({ ctx: { services } }) =>
      processFigures(services.sql, { now: new Date(), timeZone: services.bank.timeZone }),
    ),

  /** Of one process: those with a deadline, the earliest first, or all by their id. */
  instances: engineRoomProcedure
    .input(
      inputOf({
        ...paging,
        process: z.enum(names, `must be one of ${names.join(', ')}`),
        order: z.enum(['deadline', 'id'], 'must be deadline or id').default('deadline'),
      }),
    )
    .query(({ ctx: { services }, input: { process, ...input } }) =>
      processInstances(services.sql, {
        ...input,
        name: process,
        now: new Date(),
        timeZone: services.bank.timeZone,
      }),
    ),

  /** The queues with their figures, and when what is scheduled comes next. */
  queues: engineRoomProcedure
    .input(inputOf({}))
    .query(async ({ ctx }) => ({ data: await jobFigures(ctx.services.sql, new Date()) })),
})
