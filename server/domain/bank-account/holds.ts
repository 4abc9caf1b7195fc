/**
 * Money held: set aside for a transfer that is not settled yet. It stays in the balance and cannot be spent again. Every
 * hold ends once: settled, which takes the money, or released, which gives it back.
 */
import { accepted, type Decision, rejected } from '../decider.ts'
import type { AccountId, TransferId } from '../ids.ts'
import { type Counted, countFor, type LimitExceeded, type Occasion, UNCOUNTED } from '../limits/spending.ts'
import { add, type Money, subtract } from '../money.ts'
import {
  type CurrencyMismatch,
  type Existing,
  type InsufficientFunds,
  type Movement,
  notCovered,
  withdraw,
} from './decider.ts'
import type {
  HoldReleased,
  HoldSettled,
  LowBalanceReached,
  MoneyHeld,
  MoneyWithdrawn,
  ReleaseReason,
} from './events.ts'

/** More than anybody has under way at once, and few enough to be copied whenever one begins or ends. */
export const MAX_HOLDS = 500
export type TooManyHolds = { readonly reason: 'TooManyHolds'; readonly limit: number }

export type HoldRequest = {
  accountId: AccountId
  transferId: TransferId
  money: Money
  description: string
  /** Null for what counts against no limit. */
  occasion: Occasion | null
}

export const hold = (
  { accountId, transferId, money, description, occasion }: HoldRequest,
  account: Existing,
): Decision<MoneyHeld, CurrencyMismatch | InsufficientFunds | TooManyHolds | LimitExceeded> => {
  const problem = notCovered(money, account)
  if (problem) return rejected(problem)
  if (Object.keys(account.holds).length >= MAX_HOLDS)
    return rejected({ reason: 'TooManyHolds', limit: MAX_HOLDS })
  const counted: Counted | LimitExceeded = occasion ? countFor(money, account, occasion) : UNCOUNTED
  if ('reason' in counted) return rejected(counted)
  const { day, newPayee } = counted
  const heldAfter = add(account.held, money)
  return accepted({
    type: 'MoneyHeld',
    data: { accountId, transferId, money, description, heldAfter, day, newPayee },
  })
}

type HoldPlace = { readonly accountId: AccountId; readonly transferId: TransferId }

/** Whatever state the account is in: what is given back does not move. */
export const releaseHold = (
  { accountId, transferId, reason }: HoldPlace & { readonly reason: ReleaseReason },
  account: Existing,
): HoldReleased => {
  const { money, heldAfter } = endOf(transferId, account)
  return { type: 'HoldReleased', data: { accountId, transferId, money, heldAfter, reason } }
}

/**
 * Takes what was held. It is there: whatever else takes money, or lowers what may be overdrawn, leaves what is held alone.
 * The account says no all the same where it is not, and those who settle are ready for that.
 */
export const settleHold = (
  { transfer, ...movement }: Movement & { readonly transfer: NonNullable<Movement['transfer']> },
  account: Existing,
): Decision<HoldSettled | MoneyWithdrawn | LowBalanceReached, CurrencyMismatch | InsufficientFunds> => {
  const { accountId } = movement
  const { transferId } = transfer
  const { money, heldAfter, counted } = endOf(transferId, account)
  const withdrawal = withdraw({ ...movement, transfer }, { ...account, held: heldAfter }, counted)
  if (withdrawal.outcome === 'rejected') return withdrawal
  return accepted(
    { type: 'HoldSettled', data: { accountId, transferId, money, heldAfter } },
    ...withdrawal.events,
  )
}

const endOf = (transferId: TransferId, account: Existing) => {
  const hold = account.holds[transferId]
  if (!hold) throw new Error(`Nothing is held for transfer ${transferId}`)
  const { money, ...counted } = hold
  return { money, heldAfter: subtract(account.held, money), counted }
}
