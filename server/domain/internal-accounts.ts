/**
 * Money that moves inside the bank: taken from one account and given to another in the same command, so that all
 * accounts together hold what was paid in at the counter and not paid out again. Each of the bank's own accounts is
 * opened by the first movement on it.
 */
import {
  accountRef,
  type BalanceTooLarge,
  type BankAccount,
  type CurrencyMismatch,
  deposit,
  evolve,
  type InsufficientFunds,
  type Movement,
  openAccount,
  withdraw,
} from './bank-account/decider.ts'
import type { BankAccountEvent, Outside } from './bank-account/events.ts'
import { accepted, type Decision } from './decider.ts'
import type { AccountId, TransferId } from './ids.ts'
import type { Currency, Money } from './money.ts'
import {
  type InternalPurpose,
  internalAccountId,
  internalAccountOf,
  isReserved,
  THE_BANK,
} from './the-bank.ts'

export const internalAccountRef = (purpose: InternalPurpose, currency: Currency) =>
  accountRef(internalAccountId(purpose, currency))

/** `transferId` is what both sides are found by; never null, for that is the counter. */
export type Posting = {
  readonly transferId: TransferId
  readonly from: AccountId
  readonly to: AccountId
  readonly money: Money
  readonly description: string
  /** Of a payment between banks: on the customer's side it says with whom. */
  readonly outside?: Outside
}

/** An account with the state in which the command has found it, or left it. */
export type AccountState = readonly [AccountId, BankAccount]

/**
 * Both sides of each posting, in order, or none of them: the first rule that says no is the answer. Each sees what those
 * before it have done. Whether customers' accounts are open is for the caller to look at first, and that they are there.
 */
export const post = (
  postings: readonly Posting[],
  accounts: readonly AccountState[],
): Decision<BankAccountEvent, CurrencyMismatch | InsufficientFunds | BalanceTooLarge> => {
  const states = new Map(accounts)
  const events: BankAccountEvent[] = []
  const record = (accountId: AccountId, happened: readonly BankAccountEvent[]) => {
    for (const event of happened) {
      states.set(accountId, evolve(stateOf(states, accountId), event))
      events.push(event)
    }
  }
  for (const { transferId, from, to, money, description, outside } of postings) {
    for (const accountId of [from, to]) record(accountId, openingOf(accountId, stateOf(states, accountId)))
    const sideOf = (accountId: AccountId, counterpartyAccountId: AccountId) => ({
      ...{ money, description, accountId },
      transfer: { transferId, counterpartyAccountId, ...(outside && !isReserved(accountId) && { outside }) },
    })
    const taken = withdraw(sideOf(from, to), opened(states, from))
    if (taken.outcome === 'rejected') return taken
    record(from, taken.events)
    const given = deposit(sideOf(to, from), opened(states, to))
    if (given.outcome === 'rejected') return given
    record(to, given.events)
  }
  return accepted(...events)
}

const stateOf = (states: ReadonlyMap<AccountId, BankAccount>, accountId: AccountId): BankAccount => {
  const state = states.get(accountId)
  if (!state) throw new Error(`The command has not named the account ${accountId}`)
  return state
}

const opened = (states: ReadonlyMap<AccountId, BankAccount>, accountId: AccountId) => {
  const state = stateOf(states, accountId)
  if (state.status === 'none') throw new Error(`Money moves on ${accountId}, which was never opened`)
  return state
}

/** The second side of a movement whose first one is not a plain withdrawal. Throws when it cannot be made. */
export const giveToInternal = (movement: Movement, account: BankAccount): readonly BankAccountEvent[] =>
  moveOnInternal(deposit, movement, account)

/** The first side of one whose second is a customer's; it cannot be refused, for these accounts may go below zero. */
export const takeFromInternal = (movement: Movement, account: BankAccount): readonly BankAccountEvent[] =>
  moveOnInternal(withdraw, movement, account)

const moveOnInternal = (
  move: typeof deposit | typeof withdraw,
  movement: Movement,
  account: BankAccount,
): readonly BankAccountEvent[] => {
  const opening = openingOf(movement.accountId, account)
  const state = opening.reduce(evolve, account)
  if (state.status === 'none') throw new Error(`Money moves on ${movement.accountId}, which was never opened`)
  const moved = move(movement, state)
  if (moved.outcome === 'rejected') throw new Error(`${movement.accountId} says ${moved.rejection.reason}`)
  return [...opening, ...moved.events]
}

/** What opens one of the bank's own accounts, if this is one and it is not open yet. */
export const openingOf = (accountId: AccountId, state: BankAccount): readonly BankAccountEvent[] => {
  const internal = internalAccountOf(accountId)
  if (!internal || state.status !== 'none') return []
  const { purpose, currency } = internal
  const name = `${purpose[0]!.toUpperCase()}${purpose.slice(1)} ${currency}`
  const opening = openAccount({ accountId, customerId: THE_BANK, product: 'internal', currency, name }, state)
  return opening.outcome === 'accepted' ? opening.events : []
}
