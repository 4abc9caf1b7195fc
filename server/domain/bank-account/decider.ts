/**
 * The rules of a bank account. An account is only ever in one of four states; money moves in and out of an open one,
 * never below what is held and may be overdrawn, and only an empty one can be closed. The bank's own accounts alone may
 * go below zero as far as they must.
 */
import { z } from 'zod'
import { accountNumberOf } from '../account-number.ts'
import { type Actor, type Aggregate, accepted, type Decision, rejected } from '../decider.ts'
import {
  type AccountId,
  accountStream,
  type CustomerId,
  customerIdSchema,
  type TransferId,
  transferIdSchema,
} from '../ids.ts'
import { type ChosenLimits, changeLimits, chosenLimitsSchema } from '../limits/in-force.ts'
import {
  type Counted,
  count,
  countFor,
  type Hold,
  holdSchema,
  type LimitExceeded,
  NOTHING_SENT,
  type Occasion,
  type Spending,
  spendingSchema,
  UNCOUNTED,
  uncount,
} from '../limits/spending.ts'
import {
  add,
  type Currency,
  MAX_BALANCE_MINOR,
  type Money,
  storedMoneySchema,
  subtract,
  zero,
} from '../money.ts'
import { THE_BANK } from '../the-bank.ts'
import {
  type AccountOpened,
  type AccountProduct,
  accountProductSchema,
  type BankAccountEvent,
  type LowBalanceReached,
  type MoneyDeposited,
  type MoneyWithdrawn,
  type Outside,
} from './events.ts'
import { toldOfLowBalance } from './low-balance.ts'

/** What every account has that was ever opened. */
export type Existing = {
  readonly owner: CustomerId
  readonly product: AccountProduct
  /** The ledger balance: what is held is still in it. */
  readonly balance: Money
  /** What is set aside for transfers that are not settled yet: the sum of `holds`. */
  readonly held: Money
  readonly holds: Readonly<Record<TransferId, Hold>>
  /** How far below zero the account may go. */
  readonly overdraftLimit: Money
  /** Below which the owner wants to be told; null: not at all. */
  readonly lowBalanceAlert: Money | null
  /** How much may leave it by transfer, and what has left it already. */
  readonly limits: ChosenLimits
  readonly spending: Spending
  /** Null until the first month is closed. */
  readonly books: Books | null
}
type OpenAccount = Existing & { readonly status: 'open' }

/** What the last closed month has left to the next one. */
export type Books = {
  readonly month: string
  /** The first instant of the month that is open, as ISO text. */
  readonly until: string
  readonly closing: Money
  /** Reckoned and not posted: interest in parts of a minor unit, the fee in minor units. */
  readonly carried: { readonly earned: bigint; readonly charged: bigint; readonly fee: bigint }
}

export type BankAccount =
  | { readonly status: 'none' }
  | OpenAccount
  | (Existing & { readonly status: 'frozen' })
  | (Existing & { readonly status: 'closed' })

const storedBigint = z.string().regex(/^\d+$/).transform(BigInt)
const booksSchema = z.object({
  month: z.string(),
  until: z.string(),
  closing: storedMoneySchema,
  carried: z.object({ earned: storedBigint, charged: storedBigint, fee: storedBigint }),
})

/** An account with a balance in one currency: open, frozen or closed. */
export const bankAccount: Aggregate<BankAccount, BankAccountEvent> = {
  name: 'BankAccount',
  initialState: { status: 'none' },
  evolve: (state, event) => evolve(state, event),
  isFinal: ({ status }) => status === 'closed',
  snapshot: {
    schemaVersion: 6,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({
        status: z.enum(['open', 'frozen', 'closed']),
        owner: customerIdSchema,
        product: accountProductSchema,
        balance: storedMoneySchema,
        held: storedMoneySchema,
        holds: z.record(transferIdSchema, holdSchema),
        overdraftLimit: storedMoneySchema,
        lowBalanceAlert: storedMoneySchema.nullable(),
        limits: chosenLimitsSchema,
        spending: spendingSchema,
        books: booksSchema.nullable(),
      }),
    ]) as z.ZodType<BankAccount>,
  },
}

/** A stream's first event is AccountOpened; one that moves or changes an account that is not there is a fault. */
export const evolve = (state: BankAccount, event: BankAccountEvent): BankAccount => {
  switch (event.type) {
    case 'AccountOpened':
      return newAccount(event.data)
    case 'MoneyDeposited':
      return { ...existing(state), balance: event.data.balanceAfter }
    case 'MoneyWithdrawn': {
      const before = existing(state)
      const spending = count(before.spending, event.data)
      return { ...before, balance: event.data.balanceAfter, spending }
    }
    case 'MoneyHeld': {
      const { transferId, money, day, newPayee, heldAfter } = event.data
      const before = existing(state)
      const hold = { money, day, newPayee }
      const holds = { ...before.holds, [transferId]: hold }
      return { ...before, held: heldAfter, holds, spending: count(before.spending, hold) }
    }
    // One that is settled is counted by MoneyWithdrawn, beside it, as it was while it was held.
    case 'HoldSettled':
    case 'HoldReleased': {
      const before = existing(state)
      const { [event.data.transferId]: ended, ...holds } = before.holds
      const spending = ended ? uncount(before.spending, ended) : before.spending
      return { ...before, held: event.data.heldAfter, holds, spending }
    }
    case 'TransferLimitsChanged': {
      const before = existing(state)
      return { ...before, limits: changeLimits(before.limits, event.data) }
    }
    case 'AccountRenamed':
    case 'LowBalanceReached':
      return existing(state)
    case 'LowBalanceAlertSet':
      return { ...existing(state), lowBalanceAlert: event.data.threshold }
    case 'OverdraftLimitSet':
      return { ...existing(state), overdraftLimit: event.data.limit }
    case 'MonthClosed': {
      const before = existing(state)
      const { month, until, closing } = event.data
      const carried = before.books?.carried ?? { earned: 0n, charged: 0n, fee: 0n }
      return { ...before, books: { month, until, closing, carried } }
    }
    case 'InterestReckoned': {
      const before = existing(state)
      // An account that ends in its first month has settled its interest before any month is closed.
      if (!before.books) return before
      const { earned, charged, fee } = event.data
      const carried = {
        earned: earned.carried,
        charged: charged.carried,
        fee: fee.carried.amountMinor,
      }
      return { ...before, books: { ...before.books, carried } }
    }
    case 'AccountFrozen':
      return { ...existing(state), status: 'frozen' }
    case 'AccountUnfrozen':
      return { ...existing(state), status: 'open' }
    case 'AccountClosed': {
      const before = existing(state)
      return { ...before, status: 'closed', overdraftLimit: zero(before.balance.currency) }
    }
  }
}

const newAccount = ({ customerId: owner, product, currency }: AccountOpened['data']): OpenAccount => {
  const nothing = zero(currency)
  return {
    status: 'open',
    owner,
    product,
    balance: nothing,
    held: nothing,
    holds: {},
    overdraftLimit: nothing,
    lowBalanceAlert: null,
    limits: null,
    spending: NOTHING_SENT,
    books: null,
  }
}

const existing = (state: BankAccount) => {
  if (state.status === 'none') throw new Error('An event changes an account that was never opened')
  return state
}

/** What can be spent. Never negative but in the bank's own accounts. */
export const available = ({ balance, held, overdraftLimit }: Existing): Money => ({
  amountMinor: balance.amountMinor - held.amountMinor + overdraftLimit.amountMinor,
  currency: balance.currency,
})

/** One of the bank's own accounts. They go below zero where money comes into the bank, or leaves it. */
export const isInternal = ({ owner }: Existing): boolean => owner === THE_BANK

export type AccountField = 'accountId' | 'fromAccountId' | 'toAccountId'
export type AccountNotFound = { readonly reason: 'AccountNotFound'; readonly field: AccountField }
export type AccountNotOpen =
  | { readonly reason: 'AccountClosed'; readonly field: AccountField }
  | { readonly reason: 'AccountFrozen'; readonly field: AccountField }
/** `field`: the account that is kept in it, or the amount that is not, whichever the caller has to change. */
export type CurrencyMismatch = {
  readonly reason: 'CurrencyMismatch'
  readonly field: string
  readonly accountCurrency: Currency
}
export type InsufficientFunds = { readonly reason: 'InsufficientFunds'; readonly shortBy: Money }
export type BalanceTooLarge = { readonly reason: 'BalanceTooLarge' }
export type AccountAlreadyExists = { readonly reason: 'AccountAlreadyExists'; readonly field: 'accountId' }
export type AccountNotFrozen = { readonly reason: 'AccountNotFrozen'; readonly field: AccountField }

/**
 * Somebody else's account is answered exactly like one that does not exist, so that ids cannot be probed. The bank's own
 * accounts are nobody's to act on: only what moves money inside the bank touches them.
 */
export const mayAct = (
  account: BankAccount,
  actor: Actor,
): account is Exclude<BankAccount, { status: 'none' }> =>
  account.status !== 'none' &&
  !isInternal(account) &&
  (actor.role !== 'customer' || account.owner === actor.customerId)

/** Movements know their account alone; what it is to whoever asks for one, the command says (`named`). */
export const keptIn = ({ balance }: Existing, field: string): CurrencyMismatch => ({
  reason: 'CurrencyMismatch',
  field,
  accountCurrency: balance.currency,
})
export const named = <Rejection extends { readonly reason: string }>(
  field: string,
  rejection: Rejection,
): Rejection => (rejection.reason === 'CurrencyMismatch' ? { ...rejection, field } : rejection)

export const notFound = (field: AccountField) => rejected({ reason: 'AccountNotFound', field })

/** Why money cannot move on this account, if it cannot. */
export const notOpen = (
  account: Exclude<BankAccount, { status: 'none' }>,
  field: AccountField,
): AccountNotOpen | undefined => {
  switch (account.status) {
    case 'closed':
      return { reason: 'AccountClosed', field }
    case 'frozen':
      return { reason: 'AccountFrozen', field }
    case 'open':
      return undefined
  }
}

export type OpeningRequest = {
  accountId: AccountId
  customerId: CustomerId
  product: AccountProduct
  currency: Currency
  name: string
}

export const openAccount = (
  { accountId, customerId, product, currency, name }: OpeningRequest,
  account: BankAccount,
): Decision<AccountOpened, AccountAlreadyExists> =>
  account.status !== 'none'
    ? rejected({ reason: 'AccountAlreadyExists', field: 'accountId' })
    : accepted({
        type: 'AccountOpened',
        data: { accountId, customerId, number: accountNumberOf(accountId), product, currency, name },
      })

export type Movement = {
  accountId: AccountId
  money: Money
  description: string
  transfer: { transferId: TransferId; counterpartyAccountId: AccountId; outside?: Outside | undefined } | null
}

export const deposit = (
  { accountId, money, description, transfer }: Movement,
  account: Existing,
): Decision<MoneyDeposited, CurrencyMismatch | BalanceTooLarge> => {
  if (money.currency !== account.balance.currency) return rejected(keptIn(account, 'accountId'))
  const balanceAfter = add(account.balance, money)
  if (balanceAfter.amountMinor > MAX_BALANCE_MINOR) return rejected({ reason: 'BalanceTooLarge' })
  return accepted({ type: 'MoneyDeposited', data: { accountId, money, description, balanceAfter, transfer } })
}

/** Why an amount cannot be taken out of an account, or be held on it. */
export const notCovered = (
  money: Money,
  account: Existing,
): CurrencyMismatch | InsufficientFunds | undefined => {
  if (money.currency !== account.balance.currency) return keptIn(account, 'accountId')
  const spendable = available(account)
  if (spendable.amountMinor >= money.amountMinor || isInternal(account)) return undefined
  return { reason: 'InsufficientFunds', shortBy: subtract(money, spendable) }
}

/** Without a look at the account's limits: at the counter, by the bank itself, and of what was held. */
export const withdraw = (
  { accountId, money, description, transfer }: Movement,
  account: Existing,
  { day, newPayee }: Counted = UNCOUNTED,
): Decision<MoneyWithdrawn | LowBalanceReached, CurrencyMismatch | InsufficientFunds> => {
  const problem = notCovered(money, account)
  if (problem) return rejected(problem)
  const balanceAfter = subtract(account.balance, money)
  const movement = { accountId, money, description, balanceAfter, transfer, day, newPayee }
  return accepted(
    { type: 'MoneyWithdrawn', data: movement },
    ...toldOfLowBalance(accountId, account, balanceAfter),
  )
}

/** What a customer sends, as far as the account's limits allow. */
export const spend = (
  movement: Movement,
  account: Existing,
  occasion: Occasion,
): Decision<MoneyWithdrawn | LowBalanceReached, CurrencyMismatch | InsufficientFunds | LimitExceeded> => {
  const problem = notCovered(movement.money, account)
  if (problem) return rejected(problem)
  const counted = countFor(movement.money, account, occasion)
  return 'reason' in counted ? rejected(counted) : withdraw(movement, account, counted)
}

export const accountRef = (id: AccountId) => ({ streamId: accountStream(id), aggregate: bankAccount })
