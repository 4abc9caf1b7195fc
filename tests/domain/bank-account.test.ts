import { describe, expect, it, test } from 'vitest'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import { MAX_ACCOUNTS } from '../../server/domain/bank-account/commands.ts'
import { bankAccount, evolve } from '../../server/domain/bank-account/decider.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import { NOTHING_SENT, UNCOUNTED } from '../../server/domain/limits/spending.ts'
import { MAX_BALANCE_MINOR, money } from '../../server/domain/money.ts'
import {
  alice,
  alicesEuros,
  alicesYen,
  bob,
  by,
  close,
  closed,
  deposit,
  deposited,
  eur,
  type Fact,
  freeze,
  froze,
  id,
  open,
  opened,
  registered,
  type TestCommand,
  teller,
  theBank,
  unfreeze,
  unfroze,
  usd,
  withdraw,
  withdrew,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const number = accountNumberOf(alice.accountId)
const atAccount = { field: 'accountId' }

describe('opening an account', () => {
  it('makes an empty one with a number of its own', () => {
    given(registered(alice)).when(open(alice)).events(opened(alice, number))
  })
  it('is refused to who has as many as one can have', () => {
    given(registered(alice))
      .when({ ...open(alice), already: MAX_ACCOUNTS - 1 })
      .events(opened(alice, number))
    given(registered(alice))
      .when({ ...open(alice), already: MAX_ACCOUNTS })
      .rejects('TooManyAccounts', { limit: MAX_ACCOUNTS })
    given(registered(alice), opened(alice))
      .when({ ...open(alice), already: MAX_ACCOUNTS })
      .rejects('AccountAlreadyExists', { field: 'accountId' })
  })
  it('answers its id', () =>
    given(registered(alice)).when(open(alice)).answers({ accountId: alice.accountId }))
  it('makes the id when none is given', () => {
    const { accountId: _left, ...data } = open(alice).data
    const { bank } = given(registered(alice))
    const outcome = bank.execute({ ...open(alice), data })
    expect(outcome).toMatchObject({ outcome: 'accepted', answer: { accountId: expect.any(String) } })
  })
  it('is for oneself when no customer is named', () => {
    const { customerId: _left, ...data } = open(alice).data
    given(registered(alice))
      .when({ ...open(alice), data })
      .events(opened(alice, number))
  })
  it('can be done by a teller', () => {
    given(registered(alice))
      .when(by(teller, open(alice)))
      .events(opened(alice, number))
  })
  it('needs a customer of the bank', () => {
    given().when(open(alice)).rejects('CustomerNotFound', { field: 'customerId' })
    given()
      .when(by(teller, open(alice)))
      .rejects('CustomerNotFound', { field: 'customerId' })
  })
  it('for somebody else is refused as if they were unknown', () => {
    given(registered(alice))
      .when(by(bob.owner, open(alice)))
      .rejects('CustomerNotFound', { field: 'customerId' })
  })
  it('is refused for an id that is taken, in whatever state', () => {
    given(registered(alice), opened(alice))
      .when(open(alice))
      .rejects('AccountAlreadyExists', { field: 'accountId' })
    const { data, ...rest } = open(alice)
    given(registered(alice))
      .when({ ...rest, data: { ...data, numberOf: bob.accountId } })
      .rejects('AccountAlreadyExists', { field: 'accountId' })
    given(registered(alice))
      .when({ ...rest, data: { ...data, numberOf: alice.accountId } })
      .answers({ accountId: alice.accountId })
    given(registered(alice), opened(alice), froze(alice))
      .when(open(alice))
      .rejects('AccountAlreadyExists', { field: 'accountId' })
    given(registered(alice), opened(alice), closed(alice))
      .when(open(alice))
      .rejects('AccountAlreadyExists', { field: 'accountId' })
  })
  it('says first that the customer is unknown, then that the id is taken', () => {
    given(opened(alice)).when(open(alice)).rejects('CustomerNotFound', { field: 'customerId' })
  })
})

/** Every command on one account against every state that the account can be in. */
const commands: Record<string, () => TestCommand> = {
  deposit: () => deposit(alice, '10.00'),
  withdraw: () => withdraw(alice, '10.00'),
  freeze: () => freeze(alice),
  unfreeze: () => unfreeze(alice),
  close: () => by(teller, close(alice)),
}
const states: Record<string, readonly Fact[]> = {
  none: [],
  open: [opened(alice)],
  'open with money': [opened(alice), deposited(alice, '10.00')],
  frozen: [opened(alice), froze(alice)],
  'frozen with money': [opened(alice), deposited(alice, '10.00'), froze(alice)],
  closed: [opened(alice), closed(alice)],
}
const outcomes = [
  //            none               open                 with money         frozen            with money        closed
  [
    'deposit',
    'AccountNotFound',
    'MoneyDeposited',
    'MoneyDeposited',
    'AccountFrozen',
    'AccountFrozen',
    'AccountClosed',
  ],
  [
    'withdraw',
    'AccountNotFound',
    'InsufficientFunds',
    'MoneyWithdrawn',
    'AccountFrozen',
    'AccountFrozen',
    'AccountClosed',
  ],
  [
    'freeze',
    'AccountNotFound',
    'yes:AccountFrozen',
    'yes:AccountFrozen',
    'AccountFrozen',
    'AccountFrozen',
    'AccountClosed',
  ],
  [
    'unfreeze',
    'AccountNotFound',
    'AccountNotFrozen',
    'AccountNotFrozen',
    'AccountUnfrozen',
    'AccountUnfrozen',
    'AccountClosed',
  ],
  [
    'close',
    'AccountNotFound',
    'yes:AccountClosed',
    'BalanceNotZero',
    'AccountFrozen',
    'AccountFrozen',
    'AccountClosed',
  ],
] as const
const grid = outcomes.flatMap(([command, ...row]) =>
  Object.keys(states).map((state, index) => ({ command, state, outcome: row[index] as string })),
)
const EVENTS = ['MoneyDeposited', 'MoneyWithdrawn', 'AccountUnfrozen']

describe('a teller', () => {
  it.each(grid)(
    'asking to $command an account that is $state gets $outcome',
    ({ command, state, outcome }) => {
      const { bank } = given(...(states[state] as readonly Fact[]))
      const result = bank.execute(commands[command]!())
      const name =
        result.outcome === 'accepted' ? result.events.map(({ type }) => type) : result.rejection.reason
      if (outcome.startsWith('yes:')) expect(name).toEqual([outcome.slice(4)])
      else expect(name).toEqual(EVENTS.includes(outcome) ? [outcome] : outcome)
    },
  )
})

describe('another customer', () => {
  it.each(grid)(
    'asking to $command an account that is $state hears that there is none',
    ({ command, state }) => {
      given(...(states[state] as readonly Fact[]))
        .when(by(bob.owner, commands[command]!()))
        .rejects('AccountNotFound', atAccount)
    },
  )
  it.each(Object.keys(commands))('may not %s as somebody who is no customer yet', (command) => {
    given(opened(alice))
      .when(by({ userId: 'nobody', role: 'customer', customerId: null }, commands[command]!()))
      .rejects('AccountNotFound', atAccount)
  })
})

describe('a deposit', () => {
  it('adds to the balance', () => {
    given(opened(alice), deposited(alice, '50.00'))
      .when(deposit(alice, '30.05'))
      .events(deposited(alice, '30.05'))
  })
  it('must be in the account’s currency', () => {
    given(opened(alice))
      .when(deposit(alice, eur('1.00')))
      .rejects('CurrencyMismatch', { field: 'accountId', accountCurrency: 'USD' })
    given(opened(alicesYen))
      .when(deposit(alicesYen, usd('1.00')))
      .rejects('CurrencyMismatch', { field: 'accountId', accountCurrency: 'JPY' })
  })
  it('may fill the account to its limit', () => {
    const full = given(opened(alice), deposited(alice, '9999999999999.99')).when(deposit(alice, '0.01'))
    full.events(deposited(alice, '0.01'))
  })
  it('may not go past it', () => {
    given(opened(alice), deposited(alice, '9999999999999.99'))
      .when(deposit(alice, '0.02'))
      .rejects('BalanceTooLarge')
  })
  it('says first that the currency is wrong, then that it is too much', () => {
    given(opened(alice), deposited(alice, '9999999999999.99'))
      .when(deposit(alice, eur('0.02')))
      .rejects('CurrencyMismatch', { field: 'accountId', accountCurrency: 'USD' })
  })
})

describe('a withdrawal', () => {
  it('takes from the balance', () => {
    given(opened(alice), deposited(alice, '50.00'))
      .when(withdraw(alice, '49.99'))
      .events(withdrew(alice, '49.99'))
  })
  it('may take all there is', () => {
    given(opened(alice), deposited(alice, '50.00'))
      .when(withdraw(alice, '50.00'))
      .events(withdrew(alice, '50.00'))
  })
  it.each([
    ['80.00', '30.00'],
    ['50.01', '0.01'],
  ])('of %s from 50.00 is short by %s', (asked, missing) => {
    given(opened(alice), deposited(alice, '50.00'))
      .when(withdraw(alice, asked))
      .rejects('InsufficientFunds', { shortBy: usd(missing) })
  })
  it('sees every earlier movement', () => {
    given(opened(alice), deposited(alice, '50.00'), withdrew(alice, '20.00'), froze(alice), unfroze(alice))
      .when(withdraw(alice, '30.01'))
      .rejects('InsufficientFunds', { shortBy: usd('0.01') })
  })
  it('says first that the currency is wrong, then that money is missing', () => {
    given(opened(alicesEuros))
      .when(withdraw(alicesEuros, usd('1.00')))
      .rejects('CurrencyMismatch', { field: 'accountId', accountCurrency: 'EUR' })
  })
})

describe('freezing', () => {
  it('keeps the balance, and thawing brings it back', () => {
    given(opened(alice), deposited(alice, '50.00'), froze(alice), unfroze(alice))
      .when(withdraw(alice, '50.00'))
      .events(withdrew(alice, '50.00'))
  })
  it('writes the reason down', () => {
    given(opened(alice)).when(freeze(alice)).events(froze(alice))
    given(opened(alice), froze(alice)).when(unfreeze(alice)).events(unfroze(alice))
  })
})

describe('closing', () => {
  it('is for its owner, a teller and the bank', () => {
    given(opened(alice)).when(close(alice)).events(closed(alice))
    given(opened(alice))
      .when(by(teller, close(alice)))
      .events(closed(alice))
    given(opened(alice))
      .when(by(theBank, close(alice)))
      .events(closed(alice))
  })
  it('needs an empty account', () => {
    given(opened(alice), deposited(alice, '0.01'))
      .when(close(alice))
      .rejects('BalanceNotZero', { field: 'accountId', balance: usd('0.01') })
  })
  it('can be done once the money is gone', () => {
    given(opened(alice), deposited(alice, '5.00'), withdrew(alice, '5.00'))
      .when(close(alice))
      .events(closed(alice))
  })
  it('says first that the account is frozen, then that money is left', () => {
    given(opened(alice), deposited(alice, '5.00'), froze(alice))
      .when(close(alice))
      .rejects('AccountFrozen', atAccount)
  })
})

test('a closed account is the only one that can be forgotten', () => {
  const nothing = usd('0.00')
  const existing = {
    owner: alice.customerId,
    product: 'current' as const,
    balance: nothing,
    held: nothing,
    holds: {},
    overdraftLimit: nothing,
    lowBalanceAlert: null,
    limits: null,
    spending: NOTHING_SENT,
    books: null,
  }
  expect(bankAccount.isFinal?.({ status: 'none' })).toBe(false)
  expect(bankAccount.isFinal?.({ status: 'open', ...existing })).toBe(false)
  expect(bankAccount.isFinal?.({ status: 'frozen', ...existing })).toBe(false)
  expect(bankAccount.isFinal?.({ status: 'closed', ...existing })).toBe(true)
})

describe('an event on an account that was never opened is a fault', () => {
  const balanceAfter = money(1n, 'USD')
  const movement = {
    accountId: alice.accountId,
    money: balanceAfter,
    description: '',
    balanceAfter,
    transfer: null,
    ...UNCOUNTED,
  }
  const change = { accountId: alice.accountId, reason: '' }
  const hold = { ...movement, transferId: id<TransferId>(1), heldAfter: balanceAfter }
  it.each([
    { type: 'MoneyHeld', data: hold },
    { type: 'HoldSettled', data: hold },
    { type: 'HoldReleased', data: { ...hold, reason: 'failed' } },
    { type: 'MoneyDeposited', data: movement },
    { type: 'MoneyWithdrawn', data: movement },
    { type: 'AccountFrozen', data: change },
    { type: 'AccountUnfrozen', data: change },
    { type: 'AccountClosed', data: change },
  ] as const)('$type', (event) => {
    expect(() => evolve({ status: 'none' }, event)).toThrow('never opened')
  })
})

test('the limit is far inside Postgres’ bigint, even for the sum of a million full accounts', () => {
  expect(MAX_BALANCE_MINOR * 1_000n).toBeLessThan(2n ** 63n)
  expect(id(1)).toHaveLength(36)
})
