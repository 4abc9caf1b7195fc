/** How the kinds of faults are shown: in which order, with which functions, and what of them is counted. */

import type { Fault, FaultKind, InjectedFault } from '../../api-client/engine-room-break-it-queries.ts'
import type { ExplainedName } from '../../api-client/engine-room-queries.ts'
import { formatCount } from '../../components/money-format.ts'
import { breakItText } from '../../text/engine-room-break-it.ts'

const { kinds: text } = breakItText

/** `ending`: its time is up, and what it has left behind is being put right. */
export type FaultState = keyof typeof breakItText.switches.state

export type ShownKind = {
  readonly kind: FaultKind
  /** What makes it go wrong, and what of the bank stands against that. */
  readonly breaks: ExplainedName
  readonly against: ExplainedName
}

export const shownKinds: readonly ShownKind[] = [
  {
    kind: 'slowProjector',
    breaks: 'server/fault-injection/projecting.ts#interfereWithProjectors',
    against: 'server/read-models/wait.ts#createVersionWatch',
  },
  {
    kind: 'pausedProjector',
    breaks: 'server/read-models/pause.ts#pauseProjectors',
    against: 'server/read-models/runner.ts#drain',
  },
  {
    kind: 'redeliveredBatches',
    breaks: 'server/fault-injection/projecting.ts#interfereWithProjectors',
    against: 'server/read-models/commit-batch.ts#commitBatch',
  },
  {
    kind: 'throwingProjection',
    breaks: 'server/fault-injection/projecting.ts#throwingOnDemand',
    against: 'server/read-models/patience.ts#applyPatiently',
  },
  {
    kind: 'killedWorker',
    breaks: 'server/fault-injection/killing.ts#killOnDemand',
    against: 'server/worker/sweep.ts#createSweep',
  },
  {
    kind: 'clearingHouse',
    breaks: 'server/fault-injection/clearing.ts#houseWithFaults',
    against: 'server/worker/handing-in.ts#createHandingIn',
  },
  {
    kind: 'cutConnections',
    breaks: 'server/fault-injection/cutting.ts#cutOnDemand',
    against: 'server/command-bus/process-batch.ts#createBatchProcessor',
  },
]

/** In a few words, with what it is aimed at. */
export const nameOf = (fault: Fault): string =>
  text[fault.kind].name('projector' in fault ? fault.projector : 'process' in fault ? fault.process : '')

export const stateOf = ({ endedAt }: InjectedFault, isOn: boolean): FaultState =>
  endedAt !== null ? 'over' : isOn ? 'on' : 'ending'

/** What it has done so far. */
export const effectOf = ({ fault: { kind }, effects }: InjectedFault, state: FaultState): string => {
  const counted = (what: string) => formatCount(effects[what] ?? 0)
  switch (kind) {
    case 'slowProjector':
      return text[kind].did(counted('batches'))
    case 'pausedProjector':
      return text[kind].did(state !== 'on')
    case 'redeliveredBatches':
      return text[kind].did(counted('refused'), counted('applied'))
    case 'throwingProjection':
      return text[kind].did(counted('thrown'))
    case 'killedWorker':
      return text[kind].did(counted('kills'))
    case 'clearingHouse':
      return text[kind].did(counted('orders'))
    case 'cutConnections':
      return text[kind].did(counted('cut'))
  }
}
