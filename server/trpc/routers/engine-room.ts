/** The engine room: the machinery of the bank, looked at while it runs. Each of its pages has a router of its own. */
import { z } from 'zod'
import { sources } from '../../engine-room/sources.ts'
import { notFound } from '../errors.ts'
import { engineRoomProcedure, inputOf, router } from '../procedures.ts'
import { faultsRouter } from './engine-room-faults.ts'
import { commandFlowProcedure, commandRowsProcedure, recentCommandsProcedure } from './engine-room-flow.ts'
import { invariantsProcedure } from './engine-room-invariants.ts'
import { labRouter } from './engine-room-lab.ts'
import { newEventsProcedure, storedEventProcedure } from './engine-room-log.ts'
import { processesRouter } from './engine-room-processes.ts'
import { rowsBesideEventsProcedure } from './engine-room-projections.ts'
import { forgeryProcedure, sealsProcedure, verifyProcedure } from './engine-room-proof.ts'
import { replayRouter } from './engine-room-replay.ts'

export const engineRoomRouter = router({
  rowsBesideEvents: rowsBesideEventsProcedure,
  newEvents: newEventsProcedure,
  storedEvent: storedEventProcedure,
  recentCommands: recentCommandsProcedure,
  commandFlow: commandFlowProcedure,
  commandRows: commandRowsProcedure,
  seals: sealsProcedure,
  verify: verifyProcedure,
  forgery: forgeryProcedure,
  invariants: invariantsProcedure,

  lab: labRouter,

  processes: processesRouter,

  replay: replayRouter,

  faults: faultsRouter,

  /** Where the functions stand that explanations point to. */
  sources: engineRoomProcedure.input(inputOf({})).query(() => {
    const { places, repository } = sources()
    return { places, repository }
  }),

  /** The text of one of those files. */
  source: engineRoomProcedure
    .input(inputOf({ path: z.string('must be text').max(200, 'must have at most 200 characters') }))
    .query(({ input: { path } }) => {
      const text = sources().textOf(path)
      if (text === undefined) throw notFound('Nothing is explained by such a file.')
      return { path, text, places: sources().places.filter((place) => place.path === path) }
    }),
})
