/**
 * What every lane works with: the same transfer, questions about one balance, and a notebook. Whatever a strategy does is
 * noted by doing it here, so no lane can forget to count something.
 */
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { wireErrorOf } from '../failures.ts'
import { untilAnswered } from '../give-command.ts'
import type { Live } from '../live.ts'
import type { Balances } from '../pending-overlay.ts'
import {
  type CommittedProjection,
  type FigureKind,
  type LaneOutcome,
  type LaneRecord,
  type LaneRequest,
  type LaneTimeout,
  sees,
} from './lane-record.ts'

export type LaneTransfer = {
  readonly commandId: string
  readonly transferId: string
  readonly fromAccountId: string
  readonly toAccountId: string
  readonly money: WireMoney
  readonly description: string
}

export type BalanceAnswer = { readonly version: number; readonly data: Balances }
export type BalanceQuestion = {
  readonly from?: 'readModel' | 'writeSide'
  readonly afterVersion?: number
}

/** The bank as a lane needs it. */
export type LaneApi = {
  readonly transfer: (transfer: LaneTransfer) => Promise<{ version: number }>
  readonly transferSynchronously: (
    transfer: LaneTransfer,
  ) => Promise<{ version: number; projection: CommittedProjection | null }>
  readonly balance: (question: BalanceQuestion, signal: AbortSignal) => Promise<BalanceAnswer>
  /** How far the slowest read model on display has come, and how far the log goes. */
  readonly positions: () => Promise<{ position: number; head: number }>
  /** Nothing more is counted. */
  readonly close: () => void
}

/** Told by the lane's API of what it has measured. */
export type LaneWatch = {
  /** Milliseconds after the click. */
  readonly now: () => number
  readonly onRequest: (request: LaneRequest) => void
  /** Of a request to which no answer came. */
  readonly onLost: (error: unknown) => void
  readonly onTimeout: (timeout: LaneTimeout) => void
}

export type LaneParts = {
  readonly api: LaneApi
  readonly live: Pick<Live, 'status' | 'reached' | 'subscribe'>
  /** Milliseconds after the click. */
  readonly now: () => number
  readonly note: (change: (record: LaneRecord) => LaneRecord) => void
  readonly transfer: LaneTransfer
  readonly from: LaneRecord['from']
  readonly to: LaneRecord['to']
  /** What stood there before. */
  readonly before: BalanceAnswer
  /** The lane is left: by the person, or because it has taken too long. */
  readonly signal: AbortSignal
}

/** Answers how it ended; throws what the bank's questions throw. */
export type Lane = (work: LaneWork) => Promise<LaneOutcome>

export type LaneWork = LaneParts & {
  /** Gives the command until there is an answer. */
  readonly give: (how: Giving) => Promise<Given>
  readonly ask: (question: BalanceQuestion) => Promise<BalanceAnswer>
  /** Puts the answer before the person; whether it is the right one its version tells. */
  readonly show: (answer: BalanceAnswer, acknowledged: number) => boolean
  readonly seen: (figure: WireMoney, is: FigureKind) => void
}

type Giving = (transfer: LaneTransfer) => Promise<{ version: number }>
export type Given = { readonly version: number } | { readonly outcome: LaneOutcome }

export const startLane = (parts: LaneParts): LaneWork => {
  const { api, note, now, transfer, signal } = parts
  const seen = (figure: WireMoney, is: FigureKind) => {
    const at = now()
    note((record) => sees(record, { at, figure, is }))
  }
  return {
    ...parts,
    seen,
    ask: (question) => api.balance(question, signal),
    show: ({ version, data }, acknowledged) => {
      const isRight = version >= acknowledged
      seen(data.balance, isRight ? 'right' : 'old')
      return isRight
    },
    give: async (how) => {
      const answer = await untilAnswered(() => how(transfer))
      const at = now()
      if ('failure' in answer) {
        if (answer.failure.reason === 'NoAnswer') return { outcome: { kind: 'unanswered', isWritten: null } }
        return { outcome: { kind: 'refused', message: answer.failure.message } }
      }
      const { version } = answer
      note((record) => ({ ...record, acknowledged: { at, version } }))
      return { version }
    },
  }
}

/** How far the read model was when it was said that a version is not there yet; undefined for any other error. */
export const notReached = (error: unknown): { readonly reached: number | null } | undefined => {
  const wire = wireErrorOf(error)
  if (wire?.httpStatus !== 408) return undefined
  return { reached: wire.reached ?? null }
}
