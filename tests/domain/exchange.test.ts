import { describe, expect, it, test } from 'vitest'
import { commandDefinitions } from '../../server/domain/commands.ts'
import { accountStream } from '../../server/domain/ids.ts'
import {
  account,
  alice,
  alicesEuros,
  alicesSavings,
  alicesYen,
  bob,
  bobsEuros,
  by,
  closed,
  deposited,
  eur,
  froze,
  id,
  opened,
  registered,
  teller,
  theBank,
  usd,
  yen,
} from '../support/bank.ts'
import { createConservation } from '../support/conservation.ts'
import {
  EXPIRES_AT,
  exchangedFirst,
  exchangeMoney,
  exchangeOf,
  quoted,
  quoteExchange,
  theMarket,
  theQuote,
} from '../support/exchange.ts'
import { given } from '../support/given.ts'

const pounds = account(id(0xa5), id(0xa), 'GBP')
const people = [registered(alice), registered(bob)]
const both = [...people, opened(alice), opened(alicesEuros), deposited(alice, '500.00')]

describe('a price', () => {
  it('is named for what is sold, and holds for 30 seconds', () =>
    given(...both)
      .when(quoteExchange({ sell: '100.00' }))
      .events(quoted('100.00', '91.63')))
  it('is named for what is bought', () =>
    given(...both)
      .when(quoteExchange({ buy: '91.63' }))
      .events(quoted('100.00', '91.63')))
  it('is named for more than there is, because asking costs nothing', () =>
    given(...both)
      .when(quoteExchange({ sell: '90000.00' }))
      .events(quoted('90000.00', '82468.80')))

  const all = [...both, opened(alicesSavings), opened(alicesYen), opened(bob), opened(bobsEuros)]
  it.each([
    [
      'of an account that is not there',
      all,
      quoteExchange({ sell: '1.00' }, { from: pounds }),
      'AccountNotFound',
      { field: 'fromAccountId' },
    ],
    [
      'of another’s account',
      all,
      by(bob.owner, quoteExchange({ sell: '1.00' })),
      'AccountNotFound',
      { field: 'fromAccountId' },
    ],
    [
      'of the bank’s own account',
      [...all, opened(exchangeOf('USD'))],
      by(theBank, quoteExchange({ sell: '1.00' }, { from: exchangeOf('USD') })),
      'AccountNotFound',
      { field: 'fromAccountId' },
    ],
    [
      'to the account itself',
      all,
      quoteExchange({ sell: '1.00' }, { to: alice }),
      'SameAccount',
      { field: 'toAccountId' },
    ],
    [
      'to an account that is not there',
      all,
      quoteExchange({ sell: '1.00' }, { to: pounds }),
      'AccountNotFound',
      { field: 'toAccountId' },
    ],
    [
      'to another’s account',
      all,
      quoteExchange({ sell: '1.00' }, { to: bobsEuros }),
      'AccountNotFound',
      { field: 'toAccountId' },
    ],
    [
      'to another’s account, by the bank',
      all,
      by(theBank, quoteExchange({ sell: '1.00' }, { to: bobsEuros })),
      'AccountNotFound',
      { field: 'toAccountId' },
    ],
    [
      'under an id that is used',
      [...all, quoted('1.00', '0.91')],
      quoteExchange({ sell: '1.00' }),
      'QuoteAlreadyExists',
      { field: 'quoteId' },
    ],
    [
      'of a frozen account',
      [...all, froze(alice)],
      quoteExchange({ sell: '1.00' }),
      'AccountFrozen',
      { field: 'fromAccountId' },
    ],
    [
      'to a frozen account',
      [...all, froze(alicesEuros)],
      quoteExchange({ sell: '1.00' }),
      'AccountFrozen',
      { field: 'toAccountId' },
    ],
    [
      'to a closed account',
      [...all, closed(alicesEuros)],
      quoteExchange({ sell: '1.00' }),
      'AccountClosed',
      { field: 'toAccountId' },
    ],
    [
      'in the same currency',
      all,
      quoteExchange({ sell: '1.00' }, { to: alicesSavings }),
      'SameCurrency',
      { currency: 'USD' },
    ],
    [
      'for money of another currency',
      all,
      quoteExchange({ sell: eur('1.00') }),
      'CurrencyMismatch',
      { field: 'sell', accountCurrency: 'USD' },
    ],
    [
      'in money of another currency',
      all,
      quoteExchange({ buy: usd('1.00') }),
      'CurrencyMismatch',
      { field: 'buy', accountCurrency: 'EUR' },
    ],
    ['for nothing after rounding', all, quoteExchange({ sell: '0.01' }), 'AmountTooSmall', { field: 'sell' }],
    [
      'for a yen',
      all,
      quoteExchange({ sell: '1' }, { from: alicesYen, to: alice }),
      'AmountTooSmall',
      { field: 'sell' },
    ],
  ] as const)('is not named %s', (_what, facts, command, reason, details) =>
    given(...facts)
      .when(command)
      .rejects(reason, details),
  )

  it('is of what is sold or of what is bought, and never of both', () => {
    const { quoteExchange: definition } = commandDefinitions
    const { sell: _, ...neither } = quoteExchange({ sell: '1.00' }).data
    expect(definition.missing?.(neither, alice.owner)).toEqual({
      field: 'sell',
      reason: 'is required, unless there is buy',
    })
    expect(definition.missing?.({ ...neither, sell: usd('1.00'), buy: eur('1.00') }, alice.owner)).toEqual({
      field: 'buy',
      reason: 'cannot be given together with sell',
    })
    expect(definition.missing?.({ ...neither, buy: eur('1.00') }, alice.owner)).toBeUndefined()
  })

  it('is asked for with the market as it is, which is no part of the request', () => {
    const { data } = quoteExchange({ sell: '1.00' })
    const asked = (rate: string) =>
      commandDefinitions.quoteExchange.asked?.({
        ...data,
        rates: { ...theMarket, perBase: { ...theMarket.perBase, EUR: rate } },
      })
    expect(asked('0.9')).toEqual(asked('0.95'))
    expect(asked('0.9')).toMatchObject({ fromAccountId: alice.accountId, sell: usd('1.00') })
  })
})

describe('an exchange', () => {
  const ready = [...both, quoted('100.00', '91.63')]
  it('moves money on four accounts, exactly at its price', () =>
    given(...ready)
      .when(exchangeMoney())
      .events(exchangedFirst('100.00', '91.63')))
  it('is in time until the last millisecond', () =>
    given(...ready)
      .when({ ...exchangeMoney(), at: '2026-03-01T12:00:29.999Z' })
      .answers({ quoteId: theQuote }))

  const others = { field: 'quoteId' }
  it.each([
    ['at a price that was never named', both, exchangeMoney(), 'QuoteNotFound', others],
    ['at somebody else’s price', ready, exchangeMoney(bob), 'QuoteNotFound', others],
    [
      'at somebody else’s price that was used',
      [...ready, exchangedFirst('100.00', '91.63')],
      exchangeMoney(bob),
      'QuoteNotFound',
      others,
    ],
    [
      'twice at one price',
      [...ready, exchangedFirst('100.00', '91.63')],
      exchangeMoney(),
      'QuoteUsed',
      others,
    ],
    [
      'at a price that does not hold any more',
      ready,
      { ...exchangeMoney(), at: EXPIRES_AT },
      'QuoteExpired',
      { ...others, expiresAt: EXPIRES_AT },
    ],
    [
      'out of a frozen account',
      [...ready, froze(alice)],
      exchangeMoney(),
      'AccountFrozen',
      { field: 'fromAccountId' },
    ],
    [
      'into a frozen account',
      [...ready, froze(alicesEuros)],
      exchangeMoney(),
      'AccountFrozen',
      { field: 'toAccountId' },
    ],
    [
      'into a closed account',
      [...ready, closed(alicesEuros)],
      exchangeMoney(),
      'AccountClosed',
      { field: 'toAccountId' },
    ],
    [
      'of more than there is',
      [...both, quoted('500.01', '458.16')],
      exchangeMoney(),
      'InsufficientFunds',
      { shortBy: usd('0.01') },
    ],
    [
      'of more than may leave the account',
      [...both, deposited(alice, '99999.00'), quoted('25000.01', '22908.00')],
      exchangeMoney(),
      'LimitExceeded',
      { which: 'perTransfer', limit: usd('25000.00'), available: usd('25000.00') },
    ],
    [
      'into an account that is full',
      [...ready, deposited(alicesEuros, '9999999999999.99')],
      exchangeMoney(),
      'BalanceTooLarge',
      {},
    ],
  ] as const)('is not made %s', (_what, facts, command, reason, details) =>
    given(...facts)
      .when(command)
      .rejects(reason, details),
  )

  it('is no business of the counter', () => {
    for (const name of ['quoteExchange', 'exchangeMoney'] as const)
      expect(commandDefinitions[name].roles).not.toContain(teller.role)
  })
})

test('what the bank gains by the spread stands on its own accounts, and nothing is made or lost', () => {
  const { bank } = given(...both, opened(alicesYen))
  const conservation = createConservation()
  conservation.follow(bank.log.map(({ event }) => event))
  let n = 0xd0
  const exchange = (
    sides: Parameters<typeof quoteExchange>[0],
    ends: Parameters<typeof quoteExchange>[1],
  ) => {
    const quoteId = id<typeof theQuote>(++n)
    const before = bank.log.length
    for (const command of [quoteExchange(sides, ends, quoteId), exchangeMoney(alice, quoteId)])
      expect(bank.execute(command)).toMatchObject({ outcome: 'accepted' })
    conservation.follow(bank.log.slice(before).map(({ event }) => event))
  }
  exchange({ sell: '100.00' }, { from: alice, to: alicesEuros })
  exchange({ sell: '91.63' }, { from: alicesEuros, to: alice })
  exchange({ buy: yen('10000') }, { from: alice, to: alicesYen })
  exchange({ sell: '10000' }, { from: alicesYen, to: alice })

  const balances = [alice, alicesEuros, alicesYen, exchangeOf('USD'), exchangeOf('EUR'), exchangeOf('JPY')]
  expect(balances.map(({ accountId }) => bank.balanceOf(accountId))).toEqual([49_852n, 0n, 0n, 148n, 0n, 0n])
  expect(bank.stateOf(accountStream(exchangeOf('EUR').accountId))).toMatchObject({ product: 'internal' })
})
