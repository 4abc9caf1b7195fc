/**
 * Events once more, on a state that they did not meet: what would the rules have said? Pure, and never written anywhere.
 *
 * Events say what came of them (`balanceAfter`, `heldAfter`), so to fold them on another state is not enough: they would
 * bring the old figures back. What is reckoned from them is reckoned anew, by the functions that decide commands. A rule
 * counts only where it would say no now and did not have to then: some of what happens is under no rule, as what the bank
 * books itself.
 */
import { type BankAccount, notCovered, notOpen } from '../domain/bank-account/decider.ts'
import type { BankAccountEvent } from '../domain/bank-account/events.ts'
import { MAX_HOLDS } from '../domain/bank-account/holds.ts'
import { limitRefused } from '../domain/bank-account/overdraft.ts'
import type { Actor, Aggregate } from '../domain/decider.ts'
import type { StoredBankEvent } from '../domain/events.ts'
import { type Counted, countFor } from '../domain/limits/spending.ts'
import { add, MAX_BALANCE_MINOR, type Money, subtract } from '../domain/money.ts'
import type { Transfer } from '../domain/transfer/decider.ts'

/** A rule's no. `NotPossible`: the event makes no sense there, as the end of a hold that was never made. */
export type Refused = { readonly reason: string; readonly shortBy?: Money }
export type Reenacted =
  | { readonly outcome: 'happened'; readonly state: unknown }
  | { readonly outcome: 'refused'; readonly refused: Refused }

/** All of what one command has written to a stream: it happens as a whole, or not at all. */
export type Act = readonly { readonly event: StoredBankEvent; readonly met: unknown }[]

/** `met` is the state that each event met in truth. */
export const reenact = (aggregate: Aggregate, act: Act, state: unknown): Reenacted => {
  let now = state
  for (const [index, { event, met }] of act.entries()) {
    const isSettled = act[index - 1]?.event.type === 'HoldSettled'
    const problem = problemWith(aggregate, event, now, isSettled)
    if (problem && !problemWith(aggregate, event, met, isSettled))
      return { outcome: 'refused', refused: problem }
    try {
      now = aggregate.evolve(now, rereckoned(aggregate, event, now))
    } catch {
      return { outcome: 'refused', refused: { reason: 'NotPossible' } }
    }
  }
  return { outcome: 'happened', state: now }
}

const problemWith = (
  { name }: Aggregate,
  event: StoredBankEvent,
  state: unknown,
  isSettled: boolean,
): Refused | undefined =>
  name === 'BankAccount'
    ? problemOfAccount(event as BankAccountEvent & StoredBankEvent, state as BankAccount, isSettled)
    : undefined

/** The bank's own, to whom everything is allowed that anybody may do. */
const SYSTEM: Actor = { userId: 'system', role: 'system', customerId: null }

const problemOfAccount = (
  event: BankAccountEvent & StoredBankEvent,
  account: BankAccount,
  isSettled: boolean,
): Refused | undefined => {
  if (event.type === 'AccountOpened')
    return account.status === 'none' ? undefined : { reason: 'AccountAlreadyExists' }
  if (account.status === 'none') return { reason: 'AccountNotFound' }
  const closed = account.status === 'closed' ? { reason: 'AccountClosed' } : undefined
  switch (event.type) {
    case 'MoneyDeposited': {
      const tooLarge = account.balance.amountMinor + event.data.money.amountMinor > MAX_BALANCE_MINOR
      return notOpen(account, 'accountId') ?? (tooLarge ? { reason: 'BalanceTooLarge' } : undefined)
    }
    case 'MoneyWithdrawn':
      return (
        notOpen(account, 'accountId') ??
        notCovered(event.data.money, account) ??
        // What was held has met the limits then.
        (isSettled ? undefined : beyondLimits(event, account))
      )
    case 'MoneyHeld':
      return (
        notOpen(account, 'accountId') ??
        notCovered(event.data.money, account) ??
        (Object.keys(account.holds).length >= MAX_HOLDS
          ? { reason: 'TooManyHolds' }
          : beyondLimits(event, account))
      )
    case 'HoldSettled':
    case 'HoldReleased':
      return account.holds[event.data.transferId] ? undefined : { reason: 'NotPossible' }
    case 'OverdraftLimitSet':
      return limitRefused(event.data.limit, account, SYSTEM)
    case 'AccountFrozen':
      return notOpen(account, 'accountId')
    case 'AccountUnfrozen':
      return closed ?? (account.status === 'open' ? { reason: 'AccountNotFrozen' } : undefined)
    case 'AccountClosed':
      if (account.balance.amountMinor !== 0n) return { reason: 'BalanceNotZero' }
      return notOpen(account, 'accountId') ?? (account.held.amountMinor === 0n ? undefined : HELD)
    case 'AccountRenamed':
    case 'TransferLimitsChanged':
    case 'LowBalanceAlertSet':
      return closed
    // These follow from what stands beside them, and are under no rule of their own.
    case 'LowBalanceReached':
    case 'MonthClosed':
    case 'InterestReckoned':
      return undefined
  }
}

const HELD: Refused = { reason: 'MoneyIsHeld' }

/** Whether a new payee was trusted is not in the event, so the limit for new ones is left alone. */
const beyondLimits = (
  { data, createdAt }: { readonly data: Counted & { readonly money: Money }; readonly createdAt: Date },
  account: Exclude<BankAccount, { status: 'none' }>,
): Refused | undefined => {
  if (data.day === null) return undefined
  const occasion = { at: createdAt.toISOString(), today: data.day, payee: null, isTrusted: true }
  const counted = countFor(data.money, account, occasion)
  return 'reason' in counted ? { reason: counted.reason } : undefined
}

/** The event as it would have been written on this state: what it says of the outcome is of this one. */
const rereckoned = ({ name }: Aggregate, event: StoredBankEvent, state: unknown): StoredBankEvent => {
  if (event.type === 'TransferRefunded' && name === 'Transfer') {
    const before = state as Transfer
    if (before.status !== 'completed') return event
    return { ...event, data: { ...event.data, refundedAfter: add(before.refunded, event.data.money) } }
  }
  const account = state as BankAccount
  if (name !== 'BankAccount' || account.status === 'none') return event
  switch (event.type) {
    case 'MoneyDeposited':
      return { ...event, data: { ...event.data, balanceAfter: add(account.balance, event.data.money) } }
    case 'MoneyWithdrawn':
      return { ...event, data: { ...event.data, balanceAfter: subtract(account.balance, event.data.money) } }
    case 'MoneyHeld':
      return { ...event, data: { ...event.data, heldAfter: add(account.held, event.data.money) } }
    case 'HoldSettled':
      return { ...event, data: { ...event.data, heldAfter: subtract(account.held, event.data.money) } }
    case 'HoldReleased':
      return { ...event, data: { ...event.data, heldAfter: subtract(account.held, event.data.money) } }
    default:
      return event
  }
}
