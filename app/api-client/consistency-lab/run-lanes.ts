/**
 * One run: the lanes one after the other, there and back between two accounts of one person. Each begins only when the
 * read models have caught up with the one before, so that none has the benefit of what another has waited for; and what
 * has not come back by itself at the end is sent back, as soon as it is known to be away.
 */
import { type LaneOutcome, type LaneParty, laneNames } from './lane-record.ts'
import type { LaneTransfer } from './lane-work.ts'
import { type LaneRunParts, runLane, StandsStill } from './run-lane.ts'
import { bringHome, type Home } from './whereabouts.ts'

export type RunParts = LaneRunParts & { readonly accounts: readonly [LaneParty, LaneParty] }

/**
 * `standsStill`: a read model does not move on. `unknown`: what became of a transfer could not be found out.
 * `interrupted`: the bank could not be asked between two lanes.
 */
export type RunEnd = Home & {
  readonly kind: 'done' | 'stopped' | 'standsStill' | 'unknown' | 'interrupted'
}

export const runLanes = async (parts: RunParts): Promise<RunEnd> => {
  const { accounts, between, signal } = parts
  let [version, away] = [0, 0]
  let unknown: LaneTransfer | null = null
  let kind: RunEnd['kind'] = 'done'
  try {
    version = await between.head()
    for (const [index, lane] of laneNames.entries()) {
      const isBack = index % 2 === 1
      const [from, to] = isBack ? [accounts[1], accounts[0]] : accounts
      const before = await between.balanceAfter(from.accountId, version, signal)
      // What has been stopped meanwhile sends nothing more.
      signal.throwIfAborted()
      const onWritten = (at: number) => {
        version = Math.max(version, at)
        away += isBack ? -1 : 1
      }
      const onUnknown = (transfer: LaneTransfer) => {
        unknown = transfer
      }
      const outcome = await runLane(lane, { from, to, before, onWritten, onUnknown }, parts)
      kind = endAfter(outcome)
      if (kind !== 'done') break
    }
  } catch (error) {
    kind = signal.aborted ? 'stopped' : error instanceof StandsStill ? 'standsStill' : 'interrupted'
  }
  const home = await bringHome({ away, unknown }, parts)
  return { kind, money: home.money, version: Math.max(version, home.version) }
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
