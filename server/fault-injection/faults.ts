/** Which faults there are, what each can be set to, and for how long. */
import { z } from 'zod'
import { type ProjectorName, projectors } from '../read-models/registry.ts'

/** In seconds. None is on for longer than the last of these, whoever forgets about it. */
export const faultDurations = [10, 30, 60, 120, 300] as const
export const USUAL_DURATION = 60
export const LONGEST_MS = faultDurations.at(-1)! * 1_000

const MOST_DELAY_MS = 5_000
const names = projectors.map(({ name }) => name) as [ProjectorName, ...ProjectorName[]]
const projector = z.enum(names, `must be one of ${names.join(', ')}`)

/** Each is one way in which a part of the bank goes wrong. `projector` is the read model that it happens to. */
const kinds = [
  /** Each batch of the projector waits so long before it is folded and written. */
  z.object({
    kind: z.literal('slowProjector'),
    projector,
    delayMs: z
      .int('must be a whole number')
      .min(0, 'must be at least 0')
      .max(MOST_DELAY_MS, `must be at most ${MOST_DELAY_MS}`),
  }),
  /** Nothing moves it. */
  z.object({ kind: z.literal('pausedProjector'), projector }),
  /** Each batch that is written is handed to the projector once more, as if nobody knew that it was. */
  z.object({ kind: z.literal('redeliveredBatches'), projector }),
  /** Its handlers throw, whatever the event. */
  z.object({ kind: z.literal('throwingProjection'), projector }),
  /** The worker's process is killed, once. */
  z.object({ kind: z.literal('killedWorker') }),
  /** The house holds back what it has to say, or says no to what it is handed meanwhile. */
  z.object({
    kind: z.literal('clearingHouse'),
    does: z.enum(['delay', 'reject'], 'must be delay or reject'),
  }),
  /** The process' connections are cut, again and again: all but the one by which it is done, and those of a rebuild. */
  z.object({
    kind: z.literal('cutConnections'),
    process: z.enum(['web', 'worker'], 'must be web or worker'),
  }),
] as const
export const faultSchema = z.discriminatedUnion('kind', kinds, {
  error: `must be one of ${kinds.map(({ shape }) => shape.kind.value).join(', ')}`,
})

export type Fault = z.output<typeof faultSchema>
export type FaultKind = Fault['kind']
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>

/** What it is aimed at: of one kind there is one fault for each target. */
export const targetOf = (fault: Fault): string =>
  'projector' in fault ? fault.projector : 'process' in fault ? fault.process : ''
