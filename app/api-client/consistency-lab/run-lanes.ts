/**
 * One run: the lanes one after the other, there and back between two accounts of one person. Each begins only when the
 * read models have caught up with the one before, so that none has the benefit of what another has waited for; and what
 * has not come back by itself at the end is sent back.
 */
import { formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../pending-overlay.ts'
import { type LaneOutcome, type LaneParty, laneNames } from './lane-record.ts'
import type { LaneTransfer } from './lane-work.ts'
import { type Between, type LaneRunParts, runLane, StandsStill } from './run-lane.ts'

export type RunParts = LaneRunParts & { readonly accounts: readonly [LaneParty, LaneParty] }

/**
 * `standsStill`: a read model does not move on. `unknown`: what became of a transfer could not be found out.
 * `interrupted`: the bank could not be asked between two lanes.
 */
export type RunEnd = {
  readonly kind: 'done' | 'stopped' | 'standsStill' | 'unknown' | 'interrupted'
  /** What was sent back at the end; null when nothing had to be. */
  readonly sentBack: WireMoney | null
  /** What could not be sent back, or nobody has answered for it; to be given again as it is. */
  readonly leftOver: LaneTransfer | null
  readonly version: number
}

export const runLanes = async (parts: RunParts): Promise<RunEnd> => {
  const { accounts, between, signal } = parts
  const state = { version: 0, away: 0 }
  let kind: RunEnd['kind'] = 'done'
  try {
    state.version = await between.head()
    for (const [index, lane] of laneNames.entries()) {
      const isBack = index % 2 === 1
      const [from, to] = isBack ? [accounts[1], accounts[0]] : accounts
      const before = await between.balanceAfter(from.accountId, state.version, signal)
      const onWritten = (version: number) => {
        state.version = Math.max(state.version, version)
        state.away += isBack ? -1 : 1
      }
      const outcome = await runLane(lane, { from, to, before, onWritten }, parts)
      kind = endAfter(outcome)
      if (kind !== 'done') break
    }
  } catch (error) {
    kind = signal.aborted ? 'stopped' : error instanceof StandsStill ? 'standsStill' : 'interrupted'
  }
  return { kind, ...(await sendBack(state, parts)) }
}

/** `done` when the next lane may begin. */
const endAfter = (outcome: LaneOutcome): RunEnd['kind'] => {
  switch (outcome.kind) {
    case 'stopped':
      return 'stopped'
    case 'givenUp':
      return 'standsStill'
    case 'unanswered':
      return outcome.isWritten === null ? 'unknown' : 'done'
    default:
      return 'done'
  }
}

/** Also when the person has left: nobody's money is to lie where they have not put it. */
const sendBack = async (
  { version, away }: { version: number; away: number },
  { accounts, money, description, between, newId }: RunParts,
): Promise<Omit<RunEnd, 'kind'>> => {
  if (away === 0) return { sentBack: null, leftOver: null, version }
  const [there, back] = away > 0 ? [accounts[1], accounts[0]] : accounts
  const rest: WireMoney = {
    amount: formatDecimal(minorUnits(money) * BigInt(Math.abs(away)), money.currency),
    currency: money.currency,
  }
  const transfer: LaneTransfer = {
    ...{ commandId: newId(), transferId: newId(), money: rest, description },
    fromAccountId: there.accountId,
    toAccountId: back.accountId,
  }
  return { ...(await giveBack(transfer, between)), version }
}

/** The same transfer given again is done once. */
export const giveBack = async (
  transfer: LaneTransfer,
  between: Pick<Between, 'transfer'>,
): Promise<Pick<RunEnd, 'sentBack' | 'leftOver'>> => {
  const sent = await between.transfer(transfer).catch(() => null)
  return sent ? { sentBack: transfer.money, leftOver: null } : { sentBack: null, leftOver: transfer }
}
