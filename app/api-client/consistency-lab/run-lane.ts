/** One transfer under one strategy: begun with the click, seen through to what the person sees, and looked after. */
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { describeReadFailure } from '../failures.ts'
import {
  beginLane,
  type LaneName,
  type LaneOutcome,
  type LaneParty,
  type LaneRecord,
  type ServerTimes,
  timedOut,
} from './lane-record.ts'
import {
  type BalanceAnswer,
  type Lane,
  type LaneApi,
  type LaneParts,
  type LaneTransfer,
  type LaneWatch,
  startLane,
} from './lane-work.ts'

/** Whoever waits for longer than this would rather know why. */
export const PATIENCE_MS = 30_000

/** What is asked between the lanes, and counted for none of them. */
export type Between = {
  /** Where the balance stands, once it shows the version. Throws {@link StandsStill}, and whatever the line does. */
  readonly balanceAfter: (
    accountId: string,
    version: number,
    signal: AbortSignal | undefined,
  ) => Promise<BalanceAnswer>
  /** How far the log goes. */
  readonly head: () => Promise<number>
  readonly serverTimes: (commandId: string) => Promise<ServerTimes | null>
  /**
   * Without being measured, until there is an answer. Given once more with the same ids it is the same transfer. Null when
   * the bank's rules refuse it, so it is not written; throws when the bank does not answer, or says nothing of that.
   */
  readonly transfer: (transfer: LaneTransfer) => Promise<{ version: number } | null>
}

/** The read model does not move on, so what follows could not be compared with anything. */
export class StandsStill extends Error {
  override name = 'StandsStill'
}

export type LaneRunParts = {
  readonly money: WireMoney
  readonly description: string
  readonly strategies: Readonly<Record<LaneName, Lane>>
  readonly apiFor: (accountId: string, watch: LaneWatch) => LaneApi
  readonly between: Between
  readonly live: LaneParts['live']
  readonly newId: () => string
  /** Told of each change of a lane. */
  readonly onLane: (record: LaneRecord) => void
  /** The person has stopped it, or has left. */
  readonly signal: AbortSignal
  readonly clock?: () => number
  readonly patienceMs?: number
}

type LaneGiven = {
  readonly from: LaneParty
  readonly to: LaneParty
  readonly before: BalanceAnswer
  /** Called once, as soon as it is known. */
  readonly onWritten: (version: number) => void
  /** Called once, when that cannot be found out: it was written or not. */
  readonly onUnknown: (transfer: LaneTransfer) => void
}

/** Answers how it ended. Throws when it cannot be looked after: then nothing that follows could be compared with it. */
export const runLane = async (
  lane: LaneName,
  { from, to, before, onWritten, onUnknown }: LaneGiven,
  {
    money,
    description,
    strategies,
    apiFor,
    between,
    live,
    newId,
    onLane,
    signal,
    clock = () => performance.now(),
    patienceMs = PATIENCE_MS,
  }: LaneRunParts,
): Promise<LaneOutcome> => {
  const [commandId, transferId] = [newId(), newId()]
  let record = beginLane({ lane, from, to, commandId }, before.data.balance)
  const note: LaneParts['note'] = (change) => {
    const changed = change(record)
    if (changed === record) return
    record = changed
    onLane(record)
  }
  /** What the last request was lost by. */
  let lost: unknown
  const clickedAt = clock()
  const now = () => clock() - clickedAt
  const api = apiFor(from.accountId, {
    now,
    onRequest: (request) => {
      lost = undefined
      note((one) => ({ ...one, requests: [...one.requests, request] }))
    },
    onLost: (error) => {
      lost = error
    },
    onTimeout: (timeout) => note((one) => timedOut(one, timeout)),
  })
  const transfer: LaneTransfer = {
    ...{ commandId, transferId, money, description },
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
  }
  /** Until the person sees how it ends. */
  const seeThrough = async (): Promise<LaneOutcome> => {
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), patienceMs)
    const work = startLane({
      ...{ api, live, now, note, from, to, before, transfer },
      signal: AbortSignal.any([signal, patience.signal]),
    })
    let outcome: LaneOutcome
    try {
      outcome = await strategies[lane](work)
    } catch (error) {
      if (signal.aborted) outcome = { kind: 'stopped' }
      else if (patience.signal.aborted && lost === undefined) outcome = { kind: 'givenUp' }
      else outcome = { kind: 'unread', message: describeReadFailure(lost ?? error) }
    } finally {
      clearTimeout(timer)
    }
    let version = record.acknowledged?.version ?? null
    if (outcome.kind === 'unanswered') {
      const found = await between.transfer(transfer).catch(() => undefined)
      if (found) version = found.version
      if (found === undefined) onUnknown(transfer)
      outcome = { kind: 'unanswered', isWritten: found === undefined ? null : found !== null }
    }
    const ended = outcome
    note((one) => ({ ...one, outcome: ended }))
    if (version !== null) onWritten(version)
    return ended
  }

  /** When the read model had it, and what the web process has measured. */
  const lookAfter = async (): Promise<void> => {
    await between.balanceAfter(from.accountId, record.acknowledged?.version ?? 0, signal)
    const at = now()
    const server = await between.serverTimes(commandId).catch(() => null)
    note((one) => ({ ...one, readableAt: confirmedAt(one) ?? at, server }))
  }

  onLane(record)
  try {
    const outcome = await seeThrough()
    if (outcome.kind === 'shown' || outcome.kind === 'stillOld') await lookAfter()
    return outcome
  } finally {
    api.close()
  }
}

/** Where the person saw it in an answer of the read model, that was when it could be read. */
const confirmedAt = ({ lane, sightings }: LaneRecord): number | null => {
  const last = sightings.at(-1)
  return lane !== 'writeSide' && last?.is === 'right' ? last.at : null
}
