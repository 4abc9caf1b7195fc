/**
 * Where the money of a run is once its lanes are through, and how what is away comes home: nothing is sent back before it
 * is known to be away, nothing is told to be even before it is known to be, and nothing is done twice.
 */
import { formatDecimal, type WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../pending-overlay.ts'
import type { LaneParty } from './lane-record.ts'
import type { LaneTransfer } from './lane-work.ts'
import type { Between } from './run-lane.ts'

export type Whereabouts =
  /** Both accounts have what they had, by the lanes' own transfers. */
  | { readonly kind: 'evenedOut' }
  /** The same, after this has been sent back. */
  | { readonly kind: 'sentBack'; readonly money: WireMoney }
  /** A lane's transfer was written or not, and nobody has answered. */
  | Unknown
  /**
   * Known to have been away. `transfer` would bring it back, and is to be given again as it is: the bank has refused it,
   * or has not answered, and may have done it.
   */
  | { readonly kind: 'leftOver'; readonly transfer: LaneTransfer; readonly isRefused: boolean }

export type Unknown = {
  readonly kind: 'unknown'
  readonly transfer: LaneTransfer
  /** What is known to be in the second account, in transfers; below zero: in the first. */
  readonly away: number
  /** The most that may be where it was not before. */
  readonly most: WireMoney
}

/** Whether something is still to be put right. */
export const isOpen = ({ kind }: Whereabouts): boolean => kind === 'unknown' || kind === 'leftOver'

/** What stands between the two accounts after the lanes. */
export type Balance = {
  /** As in {@link Unknown}. */
  readonly away: number
  /** The one lane's transfer of which no answer has been had. */
  readonly unknown: LaneTransfer | null
}

export type HomeParts = {
  readonly accounts: readonly [LaneParty, LaneParty]
  /** Of each lane. */
  readonly money: WireMoney
  readonly description: string
  readonly between: Pick<Between, 'transfer'>
  readonly newId: () => string
}

/** `version`: of what was written last, 0 when nothing was. */
export type Home = { readonly money: Whereabouts; readonly version: number }

/** Also when the person has left: nobody's money is to lie where they have not put it. */
export const bringHome = async ({ away, unknown }: Balance, parts: HomeParts): Promise<Home> => {
  const { accounts, money, description, newId } = parts
  // Sent back now, it could be sent back twice.
  if (unknown) {
    const either = [away, away + stepOf(unknown, parts)].map(Math.abs)
    const most = times(money, Math.max(...either))
    return { money: { kind: 'unknown', transfer: unknown, away, most }, version: 0 }
  }
  if (away === 0) return { money: { kind: 'evenedOut' }, version: 0 }
  const [there, back] = away > 0 ? [accounts[1], accounts[0]] : accounts
  const transfer: LaneTransfer = {
    ...{ commandId: newId(), transferId: newId(), money: times(money, Math.abs(away)), description },
    fromAccountId: there.accountId,
    toAccountId: back.accountId,
  }
  return giveBack(transfer, parts)
}

/**
 * Once more, with the ids it has. Of a transfer that is not known this finds out first what became of it, and tells
 * `onKnown`: written before is found to be, and not written is written now or refused.
 */
export const putRight = async (
  whereabouts: Whereabouts,
  parts: HomeParts & { readonly onKnown: (commandId: string, isWritten: boolean) => void },
): Promise<Home> => {
  switch (whereabouts.kind) {
    case 'evenedOut':
    case 'sentBack':
      return { money: whereabouts, version: 0 }
    case 'leftOver':
      return giveBack(whereabouts.transfer, parts)
    case 'unknown': {
      const { transfer, away } = whereabouts
      const found = await parts.between.transfer(transfer).catch(() => undefined)
      if (found === undefined) return { money: whereabouts, version: 0 }
      parts.onKnown(transfer.commandId, found !== null)
      const known = away + (found ? stepOf(transfer, parts) : 0)
      const home = await bringHome({ away: known, unknown: null }, parts)
      return { ...home, version: Math.max(home.version, found?.version ?? 0) }
    }
  }
}

/** The same transfer given again is done once. */
const giveBack = async (transfer: LaneTransfer, { between }: HomeParts): Promise<Home> => {
  const sent = await between.transfer(transfer).catch(() => undefined)
  if (sent) return { money: { kind: 'sentBack', money: transfer.money }, version: sent.version }
  return { money: { kind: 'leftOver', transfer, isRefused: sent === null }, version: 0 }
}

const stepOf = ({ fromAccountId }: LaneTransfer, { accounts }: HomeParts): 1 | -1 =>
  fromAccountId === accounts[0].accountId ? 1 : -1

const times = ({ amount, currency }: WireMoney, count: number): WireMoney => ({
  amount: formatDecimal(minorUnits({ amount, currency }) * BigInt(count), currency),
  currency,
})
