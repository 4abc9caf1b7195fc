/** Names and overdraft limits of accounts: who may set them, to what, and what that lets be spent. */
import { describe, expect, it } from 'vitest'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  account,
  alice,
  alicesYen,
  allowOverdraft,
  approver,
  bob,
  by,
  calledOtherwise,
  close,
  closed,
  deposited,
  froze,
  held,
  opened,
  overdraftAllowed,
  renameTo,
  teller,
  theBank,
  transfer,
  transferred,
  usd,
  withdraw,
  withdrew,
  yen,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const field = { field: 'accountId' }

describe('calling an account otherwise', () => {
  it('is for its owner, also while it is frozen', () => {
    given(opened(alice)).when(renameTo(alice)).events(calledOtherwise(alice))
    given(opened(alice), froze(alice)).when(renameTo(alice)).events(calledOtherwise(alice))
  })
  it('is for nobody else', () =>
    given(opened(alice))
      .when(by(bob.owner, renameTo(alice)))
      .rejects('AccountNotFound', field))
  it('is too late once it is closed', () =>
    given(opened(alice), closed(alice)).when(renameTo(alice)).rejects('AccountClosed', field))
  it('changes nothing else', () => {
    const { bank, when } = given(opened(alice), deposited(alice, '5.00'))
    const before = bank.stateOf(`BankAccount-${alice.accountId}`)
    when(renameTo(alice)).events(calledOtherwise(alice))
    expect(bank.stateOf(`BankAccount-${alice.accountId}`)).toEqual(before)
  })
})

describe('an overdraft limit', () => {
  const facts = [opened(alice), deposited(alice, '10.00')]
  it.each([
    ['a teller', teller],
    ['an approver', approver],
    ['the bank', theBank],
  ])('is set by %s', (_who, who) =>
    given(...facts)
      .when(by(who, allowOverdraft(alice, '500.00')))
      .events(overdraftAllowed(alice, '500.00')),
  )
  it('may be set while the account is frozen', () =>
    given(...facts, froze(alice))
      .when(allowOverdraft(alice, '500.00'))
      .events(overdraftAllowed(alice, '500.00')))
  it('may be lowered by the owner, and not raised', () => {
    const limited = [...facts, overdraftAllowed(alice, '500.00')]
    given(...limited)
      .when(by(alice.owner, allowOverdraft(alice, '100.00')))
      .events(overdraftAllowed(alice, '100.00'))
    given(...limited)
      .when(by(alice.owner, allowOverdraft(alice, '0.00')))
      .events(overdraftAllowed(alice, '0.00'))
    given(...limited)
      .when(by(alice.owner, allowOverdraft(alice, '500.01')))
      .rejects('OverdraftNotYoursToRaise', { field: 'limit', limit: usd('500.00') })
  })

  it.each([
    ['of nobody’s account', [], allowOverdraft(alice, '1.00'), 'AccountNotFound', field],
    [
      'of somebody else’s account',
      facts,
      by(bob.owner, allowOverdraft(alice, '1.00')),
      'AccountNotFound',
      field,
    ],
    [
      'of a closed account',
      [opened(alice), closed(alice)],
      allowOverdraft(alice, '1.00'),
      'AccountClosed',
      field,
    ],
    [
      'in another currency',
      facts,
      allowOverdraft(alice, yen('100')),
      'CurrencyMismatch',
      { field: 'limit', accountCurrency: 'USD' },
    ],
    [
      'that is this already',
      [...facts, overdraftAllowed(alice, '5.00')],
      allowOverdraft(alice, '5.00'),
      'OverdraftLimitUnchanged',
      { field: 'limit' },
    ],
    [
      'that is none already',
      facts,
      allowOverdraft(alice, '0.00'),
      'OverdraftLimitUnchanged',
      { field: 'limit' },
    ],
    [
      'above what the bank gives',
      facts,
      allowOverdraft(alice, '5000.01'),
      'OverdraftLimitTooHigh',
      { field: 'limit', maximum: usd('5000.00') },
    ],
    [
      'above what the bank gives in yen',
      [opened(alicesYen)],
      allowOverdraft(alicesYen, '500001'),
      'OverdraftLimitTooHigh',
      { field: 'limit', maximum: yen('500000') },
    ],
  ] as const)('%s is not set', (_what, before, command, reason, details) =>
    given(...before)
      .when(command)
      .rejects(reason, details),
  )
  it('may be all that the bank gives', () => {
    given(...facts)
      .when(allowOverdraft(alice, '5000.00'))
      .events(overdraftAllowed(alice, '5000.00'))
    given(opened(alicesYen))
      .when(allowOverdraft(alicesYen, '500000'))
      .events(overdraftAllowed(alicesYen, '500000'))
  })
  it('is not for savings, and the bank’s own accounts are not there to be given one', () => {
    const data = { accountId: alice.accountId, customerId: alice.customerId, number: '', name: '' } as const
    const inSavings = () => [
      {
        type: 'AccountOpened' as const,
        data: { ...data, product: 'savings' as const, currency: 'USD' as const },
      },
    ]
    given(inSavings).when(allowOverdraft(alice, '1.00')).rejects('NoOverdraft', field)
    const fees = account(internalAccountId('fees', 'USD'), THE_BANK)
    const opening = () => [
      {
        type: 'AccountOpened' as const,
        data: {
          ...data,
          accountId: fees.accountId,
          customerId: THE_BANK,
          product: 'internal' as const,
          currency: 'USD' as const,
        },
      },
    ]
    given(opening).when(allowOverdraft(fees, '1.00')).rejects('AccountNotFound', field)
  })
})

describe('an overdraft in use', () => {
  const overdrawn = [opened(alice), opened(bob), overdraftAllowed(alice, '100.00'), withdrew(alice, '60.00')]
  it('is spent up to the limit and no further', () => {
    given(...overdrawn)
      .when(withdraw(alice, '40.00'))
      .events(withdrew(alice, '40.00'))
    given(...overdrawn)
      .when(withdraw(alice, '40.01'))
      .rejects('InsufficientFunds', { shortBy: usd('0.01') })
    given(...overdrawn)
      .when(transfer(alice, bob, '40.00'))
      .events(transferred(alice, bob, '40.00'))
    given(...overdrawn)
      .when(transfer(alice, bob, '40.01'))
      .rejects('InsufficientFunds', { shortBy: usd('0.01') })
  })
  it('cannot be taken away from under it', () => {
    given(...overdrawn)
      .when(allowOverdraft(alice, '60.00'))
      .events(overdraftAllowed(alice, '60.00'))
    given(...overdrawn)
      .when(allowOverdraft(alice, '59.99'))
      .rejects('OverdraftInUse', { field: 'limit', inUse: usd('60.00') })
    given(...overdrawn)
      .when(by(alice.owner, allowOverdraft(alice, '0.00')))
      .rejects('OverdraftInUse', { field: 'limit', inUse: usd('60.00') })
  })
  it('is in use by what is held, too', () => {
    const holding = [opened(alice), opened(bob), overdraftAllowed(alice, '100.00'), held(alice, bob, '30.00')]
    given(...holding)
      .when(allowOverdraft(alice, '29.99'))
      .rejects('OverdraftInUse', { field: 'limit', inUse: usd('30.00') })
    given(...holding)
      .when(allowOverdraft(alice, '30.00'))
      .events(overdraftAllowed(alice, '30.00'))
  })
  it('by what is held keeps the account from being closed', () =>
    given(opened(alice), opened(bob), overdraftAllowed(alice, '100.00'), held(alice, bob, '30.00'))
      .when(close(alice))
      .rejects('MoneyIsHeld', { field: 'accountId', held: usd('30.00') }))
  it('beyond the limit may be raised, even where that is not enough', () =>
    given(...overdrawn, overdraftAllowed(alice, '10.00'))
      .when(allowOverdraft(alice, '20.00'))
      .events(overdraftAllowed(alice, '20.00')))
  it('is no account to be closed; paid back, closing ends the limit', () => {
    given(...overdrawn)
      .when(close(alice))
      .rejects('BalanceNotZero', { field: 'accountId', balance: usd('-60.00') })
    const { bank, when } = given(...overdrawn, deposited(alice, '60.00'))
    when(close(alice)).events(closed(alice))
    bank.execute(close(alice))
    expect(bank.stateOf(`BankAccount-${alice.accountId}`)).toMatchObject({
      status: 'closed',
      overdraftLimit: usd('0.00'),
    })
  })
  it('is an account that money still comes into', () =>
    given(...overdrawn, deposited(bob, '5.00'))
      .when(transfer(bob, alice, '5.00'))
      .events(transferred(bob, alice, '5.00')))
})
