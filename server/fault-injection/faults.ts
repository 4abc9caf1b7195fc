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

export const faultSchema = z.discriminatedUnion(
  'kind',
  [
    /** Each batch of the projector waits so long before it is folded and written. */
    z.object({
      kind: z.literal('slowProjector'),
      projector,
      delayMs: z
        .int('must be a whole number')
        .min(0, 'must be at least 0')
        .max(MOST_DELAY_MS, `must be at most ${MOST_DELAY_MS}`),
    }),
  ],
  { error: 'must be slowProjector' },
)

export type Fault = z.output<typeof faultSchema>
export type FaultKind = Fault['kind']
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>

/** What it is aimed at: of one kind there is one fault for each target. */
export const targetOf = (fault: Fault): string => fault.projector
