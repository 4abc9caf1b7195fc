import { expect, test } from 'vitest'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { type AccountId, accountStream } from '../../server/domain/ids.ts'
import { MAX_BALANCE_MINOR } from '../../server/domain/money.ts'
import { encodeJson } from '../../server/event-store/codec.ts'
import { id, type TestCommand } from '../support/bank.ts'
import {
  expectCovered,
  expectEndedOnce,
  expectMoneyConserved,
  expectRefundsWithin,
} from '../support/invariants.ts'
import { createModel, type Model } from '../support/model.ts'
import { expectRequestsEndedOnce } from '../support/payment-requests.ts'
import { assertUntilAllHappened, fc, runs } from '../support/property.ts'
import { aggregateOf, createPureBank, type LoggedEvent, type PureBank } from '../support/pure-bank.ts'
import { createWorld, opening, randomCommand } from '../support/random-commands.ts'

let ids = 0
const world = createWorld(() => id(++ids))
const commands = fc.array(randomCommand(world), { minLength: 10, maxLength: 60, size: 'max' })

const play = (given: readonly TestCommand[]) => {
  const bank = createPureBank()
  const model = createModel()
  const outcomes = [...opening(world), ...given].map((command) => {
    const result = bank.execute(command)
    const outcome = result.outcome === 'accepted' ? result.outcome : result.rejection.reason
    return { command, outcome, expected: model.execute(command) }
  })
  return { bank, model, outcomes }
}

test('random commands do exactly what the plain model does, and no money is made or lost', () => {
  const seen = new Set<string>()
  assertUntilAllHappened(
    fc.property(commands, (given) => {
      const { bank, model, outcomes } = play(given)
      for (const { command, outcome, expected } of outcomes) {
        expect(outcome, command.name).toBe(expected)
        seen.add(`${command.name} ${outcome}`)
      }
      expectSameAccounts(bank, model)
      expectMoneyKept(bank, model)
      expectContiguous(bank.log)
      expectRefundsWithin(bank.log)
      for (const ending of expectRequestsEndedOnce(bank.log).keys()) seen.add(`request ${ending}`)
      for (const ending of expectEndedOnce(bank.log).keys()) seen.add(`transfer ${ending}`)
      if ([...model.accounts.values()].some(({ told }) => told > 0)) seen.add('owner told of a low balance')
    }),
    3_000,
    // It says nothing about a rule that was never broken.
    () => everyOutcome.filter((outcome) => !seen.has(outcome)),
  )
  // Three thousand little banks take a while where much else is going on.
}, 120_000)

test('states are the same whether they were kept or are folded from the log', () => {
  fc.assert(
    fc.property(commands, (given) => {
      const { bank } = play(given)
      const folded = new Map<string, unknown>()
      for (const { streamId, event } of bank.log) {
        const aggregate = aggregateOf(streamId)
        folded.set(streamId, aggregate.evolve(folded.get(streamId) ?? aggregate.initialState, event))
      }
      expect(folded).toEqual(bank.states)
    }),
    runs(300),
  )
})

test('every state that can be reached comes back from its snapshot as it was', () => {
  fc.assert(
    fc.property(commands, (given) => {
      for (const [streamId, state] of play(given).bank.states) {
        const stored = JSON.parse(encodeJson(state as object))
        expect(aggregateOf(streamId).snapshot.schema.parse(stored)).toEqual(state)
      }
    }),
    runs(200),
  )
})

test('the empty state of every aggregate comes back too', () => {
  for (const streamId of ['BankAccount-x', 'Customer-x', 'PaymentRequest-x', 'Transfer-x', 'Quote-x']) {
    const { initialState, snapshot } = aggregateOf(streamId)
    expect(snapshot.schema.parse(JSON.parse(encodeJson(initialState as object)))).toEqual(initialState)
  }
})

test('a snapshot that is no state of the account is not believed', () => {
  const { schema } = aggregateOf('BankAccount-x').snapshot
  const owner = id(1)
  const balance = { amountMinor: '1', currency: 'USD' }
  const spending = { today: null, payees: [], forgotten: null }
  const hold = { money: balance, day: null, newPayee: null }
  const rest = {
    product: 'current',
    held: balance,
    holds: { [id(2)]: hold },
    overdraftLimit: balance,
    lowBalanceAlert: null,
    limits: null,
    spending,
    books: null,
  }
  for (const wrong of [
    {},
    { status: 'lost' },
    { status: 'open' },
    { status: 'open', owner, balance },
    { status: 'open', owner, balance, ...rest, product: 'gold' },
    { status: 'open', owner, balance: { amountMinor: 1, currency: 'USD' }, ...rest },
    { status: 'open', owner, balance: { amountMinor: '1', currency: 'XXX' }, ...rest },
    { status: 'open', owner: 'x', balance, ...rest },
    { status: 'open', owner, balance, ...rest, holds: { [id(2)]: '1' } },
  ])
    expect(schema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
  expect(schema.safeParse({ status: 'open', owner, balance, ...rest }).success).toBe(true)
})

/** The highest overdraft that any of the accounts can have, in minor units. */
const MAX_LIMIT = 500_000n

const expectSameAccounts = (bank: PureBank, model: Model) => {
  const toldAt = new Map<AccountId, number>()
  for (const { event } of bank.log)
    if (event.type === 'LowBalanceReached')
      toldAt.set(event.data.accountId, (toldAt.get(event.data.accountId) ?? 0) + 1)
  for (const { accountId } of [...world.known, ...world.empty, ...world.unknown]) {
    const state = bank.stateOf(accountStream(accountId)) as BankAccount
    const expected = model.accounts.get(accountId)
    if (!expected || state.status === 'none') expect([expected, state.status]).toEqual([undefined, 'none'])
    else {
      const { owner, status, balance, held, overdraftLimit, lowBalanceAlert } = state
      const { amountMinor, currency } = balance
      const limit = overdraftLimit.amountMinor
      const alert = lowBalanceAlert?.amountMinor ?? null
      const told = toldAt.get(accountId) ?? 0
      const amounts = { balance: amountMinor, held: held.amountMinor, limit, currency, alert, told }
      expect({ owner, status, ...amounts }).toEqual(expected)
    }
  }
}

const expectMoneyKept = (bank: PureBank, model: Model) => {
  expectMoneyConserved(bank)
  expectCovered(bank)
  const totals = new Map<string, bigint>()
  for (const [accountId, { currency }] of model.accounts) {
    const balance = bank.balanceOf(accountId as AccountId)
    expect(balance >= -MAX_LIMIT && balance <= MAX_BALANCE_MINOR).toBe(true)
    totals.set(currency, (totals.get(currency) ?? 0n) + balance)
  }
  for (const [currency, total] of totals) expect(total).toBe(model.paidIn.get(currency as 'USD') ?? 0n)
}

const expectContiguous = (log: readonly LoggedEvent[]) => {
  const next = new Map<string, number>()
  for (const { streamId, streamPosition } of log) {
    expect(streamPosition).toBe(next.get(streamId) ?? 0)
    next.set(streamId, streamPosition + 1)
  }
}

const counter = ['accepted', 'AccountNotFound', 'AccountFrozen', 'AccountClosed', 'CurrencyMismatch']
const everyOutcome = Object.entries({
  registerCustomer: ['accepted', 'CustomerAlreadyExists'],
  openAccount: ['accepted', 'CustomerNotFound', 'AccountAlreadyExists'],
  depositMoney: [...counter, 'BalanceTooLarge'],
  withdrawMoney: [...counter, 'InsufficientFunds'],
  transferMoney: [
    ...counter,
    'SameAccount',
    'TransferAlreadyExists',
    'InsufficientFunds',
    'LimitExceeded',
    'BalanceTooLarge',
  ],
  quoteExchange: [
    ...['accepted', 'AccountNotFound', 'AccountFrozen', 'AccountClosed', 'SameAccount', 'SameCurrency'],
    ...['CurrencyMismatch', 'AmountTooSmall', 'QuoteAlreadyExists'],
  ],
  exchangeMoney: [
    ...['accepted', 'QuoteNotFound', 'QuoteUsed', 'QuoteExpired', 'AccountFrozen', 'InsufficientFunds'],
  ],
  cancelTransfer: ['accepted', 'TransferNotFound', 'TransferNotHeld'],
  refundTransfer: [
    ...['accepted', 'TransferNotFound', 'TransferNotCompleted', 'TransferIsRefund', 'NotReceived'],
    ...['AlreadyRefunded', 'CurrencyMismatch', 'RefundTooLarge', 'TransferAlreadyExists', 'AccountFrozen'],
  ],
  settleTransfer: ['accepted', 'TransferNotFound', 'TransferNotHeld', 'TransferNotDue'],
  approveTransfer: [
    'accepted',
    'TransferNotFound',
    'TransferNotHeld',
    'TransferNotInReview',
    'ApproverNeeded',
  ],
  declineTransfer: ['accepted', 'TransferNotFound', 'TransferNotHeld', 'TransferNotInReview'],
  expireTransfer: ['TransferNotFound', 'TransferNotHeld', 'TransferNotDue'],
  requestMoney: [
    ...['accepted', 'PaymentRequestAlreadyExists', 'AccountNotFound', 'AccountFrozen', 'CurrencyMismatch'],
    'OwnAccount',
  ],
  acceptRequest: [
    ...['accepted', 'PaymentRequestNotFound', 'PaymentRequestOver', 'NotAsked', 'CurrencyMismatch'],
    'AccountFrozen',
  ],
  declineRequest: ['accepted', 'PaymentRequestNotFound', 'PaymentRequestOver', 'NotAsked'],
  cancelRequest: ['accepted', 'PaymentRequestNotFound', 'PaymentRequestOver', 'NotAsking'],
  expireRequest: ['PaymentRequestNotFound', 'PaymentRequestOver', 'PaymentRequestNotDue'],
  request: ['open', 'accepted', 'declined', 'cancelled'],
  freezeAccount: ['accepted', 'AccountNotFound', 'AccountFrozen', 'AccountClosed'],
  unfreezeAccount: ['accepted', 'AccountNotFound', 'AccountNotFrozen', 'AccountClosed'],
  renameAccount: ['accepted', 'AccountNotFound', 'AccountClosed'],
  setOverdraftLimit: [
    ...['accepted', 'AccountNotFound', 'AccountClosed', 'CurrencyMismatch', 'OverdraftLimitUnchanged'],
    ...['OverdraftNotYoursToRaise', 'OverdraftLimitTooHigh', 'OverdraftInUse'],
  ],
  setLowBalanceAlert: [
    ...['accepted', 'AccountNotFound', 'AccountClosed', 'CurrencyMismatch', 'LowBalanceAlertUnchanged'],
  ],
  changeTransferLimits: [
    ...['accepted', 'AccountNotFound', 'AccountClosed', 'CurrencyMismatch'],
    ...['LimitTooHigh', 'LimitsUnchanged'],
  ],
  closeAccount: [
    'accepted',
    'AccountNotFound',
    'AccountFrozen',
    'AccountClosed',
    'BalanceNotZero',
    'MoneyIsHeld',
  ],
  transfer: ['held', 'completed', 'cancelled', 'failed', 'declined'],
  owner: ['told of a low balance'],
}).flatMap(([name, outcomes]) => outcomes.map((outcome) => `${name} ${outcome}`))
