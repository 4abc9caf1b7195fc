import { describe, expect, it, test } from 'vitest'
import type { BankRejection } from '../../server/domain/commands.ts'
import { transferStream } from '../../server/domain/ids.ts'
import { type Transfer, transfer as transferAggregate } from '../../server/domain/transfer/decider.ts'
import {
  account,
  alice,
  alicesEuros,
  alicesSavings,
  bob,
  bobsEuros,
  by,
  closed,
  deposited,
  eur,
  type Fact,
  froze,
  id,
  opened,
  teller,
  theBank,
  theTransfer,
  transfer,
  transferred,
  usd,
  withdrew,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const both = [opened(alice), opened(bob), deposited(alice, '100.00')]

describe('a transfer', () => {
  it('writes both accounts’ events and its own, side by side', () => {
    given(...both)
      .when(transfer(alice, bob, '60.00'))
      .events(transferred(alice, bob, '60.00'))
  })
  it('answers its id', () => {
    given(...both)
      .when(transfer(alice, bob, '60.00'))
      .answers({ transferId: theTransfer, status: 'completed' })
  })
  it('makes the id when none is given', () => {
    const command = transfer(alice, bob, '1.00')
    const outcome = given(...both).bank.execute({
      ...command,
      data: { ...command.data, transferId: undefined },
    })
    expect(outcome).toMatchObject({ outcome: 'accepted', answer: { transferId: expect.any(String) } })
  })
  it('may send all there is', () => {
    given(...both)
      .when(transfer(alice, bob, '100.00'))
      .events(transferred(alice, bob, '100.00'))
  })
  it('goes to one’s own other account too', () => {
    given(...both, opened(alicesSavings))
      .when(transfer(alice, alicesSavings, '1.00'))
      .events(transferred(alice, alicesSavings, '1.00'))
  })
  it('can be given by the bank itself', () => {
    given(...both)
      .when(by(theBank, transfer(alice, bob, '1.00')))
      .events(transferred(alice, bob, '1.00'))
  })
  it('sees what an earlier one has left', () => {
    given(...both, transferred(alice, bob, '60.00', id(0x72)))
      .when(transfer(alice, bob, '60.00'))
      .rejects('InsufficientFunds', { shortBy: usd('20.00') })
  })
  it('back is possible at once', () => {
    given(...both, transferred(alice, bob, '60.00', id(0x72)))
      .when(transfer(bob, alice, '60.00'))
      .events(transferred(bob, alice, '60.00'))
  })
})

describe('a transfer is refused', () => {
  const from = { field: 'fromAccountId' }
  const to = { field: 'toAccountId' }
  const rows: [string, readonly Fact[], ReturnType<typeof transfer>, BankRejection['reason'], object][] = [
    [
      'from an account that is not there',
      [opened(bob)],
      transfer(alice, bob, '1.00'),
      'AccountNotFound',
      from,
    ],
    [
      'from somebody else’s account',
      both,
      by(bob.owner, transfer(alice, bob, '1.00')),
      'AccountNotFound',
      from,
    ],
    ['to the same account', both, transfer(alice, alice, '1.00'), 'SameAccount', { field: 'toAccountId' }],
    ['to an account that is not there', [opened(alice)], transfer(alice, bob, '1.00'), 'AccountNotFound', to],
    [
      'with an id that is taken',
      [...both, transferred(alice, bob, '1.00')],
      transfer(alice, bob, '1.00'),
      'TransferAlreadyExists',
      { field: 'transferId' },
    ],
    ['from a frozen account', [...both, froze(alice)], transfer(alice, bob, '1.00'), 'AccountFrozen', from],
    [
      'from a closed account',
      [opened(alice), opened(bob), closed(alice)],
      transfer(alice, bob, '1.00'),
      'AccountClosed',
      from,
    ],
    ['to a frozen account', [...both, froze(bob)], transfer(alice, bob, '1.00'), 'AccountFrozen', to],
    ['to a closed account', [...both, closed(bob)], transfer(alice, bob, '1.00'), 'AccountClosed', to],
    [
      'in a currency that the source has not',
      both,
      transfer(alice, bob, eur('1.00')),
      'CurrencyMismatch',
      { field: 'fromAccountId', accountCurrency: 'USD' },
    ],
    [
      'to an account in another currency',
      [...both, opened(bobsEuros)],
      transfer(alice, bobsEuros, '1.00'),
      'CurrencyMismatch',
      { field: 'toAccountId', accountCurrency: 'EUR' },
    ],
    [
      'to one’s own account in another currency',
      [...both, opened(alicesEuros)],
      transfer(alice, alicesEuros, '1.00'),
      'CurrencyMismatch',
      { field: 'toAccountId', accountCurrency: 'EUR' },
    ],
    [
      'for more than there is',
      both,
      transfer(alice, bob, '100.01'),
      'InsufficientFunds',
      { shortBy: usd('0.01') },
    ],
    [
      'past the other’s limit',
      [...both, deposited(bob, '9999999999999.00')],
      transfer(alice, bob, '1.01'),
      'BalanceTooLarge',
      {},
    ],
  ]
  it.each(rows)('%s', (_why, facts, command, reason, details) => {
    given(...facts)
      .when(command)
      .rejects(reason, details)
  })
})

describe('of several broken rules the first one answers', () => {
  /** In the order in which they must be reported; each breaks its rule in a bank where all others hold. */
  const breaks = [
    { reason: 'AccountNotFound', field: 'fromAccountId' },
    { reason: 'SameAccount', field: 'toAccountId' },
    { reason: 'AccountNotFound', field: 'toAccountId' },
    { reason: 'TransferAlreadyExists', field: 'transferId' },
    { reason: 'AccountFrozen', field: 'fromAccountId' },
    { reason: 'AccountFrozen', field: 'toAccountId' },
    { reason: 'CurrencyMismatch', field: 'fromAccountId', accountCurrency: 'EUR' },
    { reason: 'CurrencyMismatch', field: 'toAccountId', accountCurrency: 'GBP' },
    { reason: 'InsufficientFunds', shortBy: usd('1.00') },
    { reason: 'BalanceTooLarge' },
  ] as const

  const outcomeWith = (broken: ReadonlySet<number>) => {
    const [notMine, same, noTarget, taken, fromFrozen, toFrozen, fromCurrency, toCurrency, short, tooLarge] =
      breaks.map((_, index) => broken.has(index))
    const from = { ...alice, currency: fromCurrency ? ('EUR' as const) : ('USD' as const) }
    const to = { ...bob, currency: toCurrency ? ('GBP' as const) : ('USD' as const) }
    const carol = account(id(0xc1), id(0xc))
    const facts = [
      opened(from),
      deposited(from, short ? '9.00' : '10.00'),
      ...(noTarget ? [] : [opened(to), deposited(to, tooLarge ? '9999999999999.00' : '1.00')]),
      ...(taken ? [opened(carol), deposited(carol, '1.00'), withdrew(carol, '1.00')] : []),
      ...(taken ? [transferred(carol, carol, '0.00')] : []),
      ...(fromFrozen ? [froze(from)] : []),
      ...(toFrozen && !noTarget ? [froze(to)] : []),
    ]
    const command = transfer(from, same ? from : to, usd('10.00'))
    return given(...facts).bank.execute(notMine ? by(bob.owner, command) : command)
  }

  test('for every combination of them', () => {
    for (let combination = 1; combination < 2 ** breaks.length; combination++) {
      const broken = new Set(breaks.keys().filter((index) => combination & (1 << index)))
      const first = breaks[Math.min(...broken)]
      expect(outcomeWith(broken), `breaking ${[...broken]}`).toEqual({
        outcome: 'rejected',
        rejection: first,
      })
    }
  })
  test('and with none broken the transfer is made', () => {
    expect(outcomeWith(new Set())).toMatchObject({ outcome: 'accepted' })
  })
  test('an account that is closed counts before the other one’s frost', () => {
    given(opened(alice), opened(bob), closed(alice), froze(bob))
      .when(transfer(alice, bob, '1.00'))
      .rejects('AccountClosed', { field: 'fromAccountId' })
  })
  test('somebody else’s account answers the same whatever state it is in', () => {
    for (const facts of [[], [opened(alice)], [opened(alice), froze(alice)], [opened(alice), closed(alice)]])
      given(...facts, opened(bob))
        .when(by(bob.owner, transfer(alice, bob, '1.00')))
        .rejects('AccountNotFound', { field: 'fromAccountId' })
  })
})

test('a transfer that is over can be forgotten, one that never was cannot', () => {
  const fromCustomerId = alice.customerId
  for (const status of ['cancelled', 'failed', 'expired', 'declined'] as const)
    expect(transferAggregate.isFinal?.({ status, fromCustomerId })).toBe(true)
  const { bank } = given(...both, transferred(alice, bob, '1.00'))
  expect(transferAggregate.isFinal?.(bank.stateOf(transferStream(theTransfer)) as Transfer)).toBe(true)
  expect(transferAggregate.isFinal?.({ status: 'none' })).toBe(false)
})

test('a teller may act on anybody’s account', () => {
  given(...both)
    .when(by(teller, transfer(alice, bob, '1.00')))
    .events(transferred(alice, bob, '1.00'))
})
