/** The end of an account: what its open month has earned and cost is settled with it, and nothing is left anywhere. */
import { describe, expect, it, test } from 'vitest'
import type { Product } from '../../server/domain/bank-account/events.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import {
  alice,
  alicesEuros,
  allowOverdraft,
  bob,
  by,
  changeLimits,
  deposit,
  freeze,
  id,
  moneyOf,
  open,
  register,
  alicesSavings as savings,
  type TestAccount,
  type TestCommand,
  teller,
  transfer,
  withdraw,
} from '../support/bank.ts'
import { expectCovered, expectMoneyConserved } from '../support/invariants.ts'
import { closeMonth } from '../support/month-end.ts'
import { createPureBank, NOON, type PureBank } from '../support/pure-bank.ts'

const ON_THE_11TH = '2026-03-11T09:00:00.000Z'
const openAs = (product: Product, of: TestAccount): TestCommand<'openAccount'> => {
  const { data, ...rest } = open(of)
  return { ...rest, data: { ...data, product } }
}
const bankWith = (...commands: readonly TestCommand[]) => {
  const bank = createPureBank()
  for (const command of [register(alice), register(bob), ...commands])
    expect(bank.execute(command).outcome).toBe('accepted')
  return bank
}
/** So much at the end of each of the ten days before; nothing when it was not looked up. */
const close = (
  of: TestAccount,
  each: string | null,
  { to, month = '2026-03', at = ON_THE_11TH }: { to?: TestAccount; month?: string; at?: string } = {},
): TestCommand<'closeAccount'> => {
  const { amountMinor } = moneyOf(each ?? '0.00', 'USD')
  const accrual = {
    month,
    from: `${month}-01T00:00:00.000Z`,
    days: { firstDay: `${month}-01`, balances: Array.from({ length: 10 }, () => amountMinor) },
  }
  return {
    name: 'closeAccount',
    data: {
      accountId: of.accountId,
      reason: 'Moving away',
      ...(to && { toAccountId: to.accountId }),
      accrual: each === null ? null : accrual,
    },
    by: of.owner,
    at,
  }
}
const ends = (bank: PureBank, command: TestCommand) => {
  const before = bank.log.length
  expect(bank.execute(command)).toMatchObject({ outcome: 'accepted' })
  expectMoneyConserved(bank)
  expectCovered(bank)
  const accountId = (command.data as { accountId: TestAccount['accountId'] }).accountId
  expect(bank.stateOf(accountStream(accountId))).toMatchObject({ status: 'closed' })
  expect(bank.balanceOf(accountId)).toBe(0n)
  return bank.log.slice(before).map(({ event }) => event.type)
}
const answer = (bank: PureBank, command: TestCommand) => {
  const before = bank.log.length
  const result = bank.execute(command)
  expect(bank.log).toHaveLength(before)
  return result.outcome === 'rejected' ? result.rejection : result.outcome
}
const usd = (amount: string) => moneyOf(amount, 'USD')
/** 10,000.00 for ten days at 2.25 % by 360. */
const EARNED = '6.25'

describe('an empty account', () => {
  it('that has earned and owes nothing ends with one event', () => {
    expect(ends(bankWith(open(alice)), close(alice, '0.00'))).toEqual(['AccountClosed'])
    expect(ends(bankWith(open(alice)), close(alice, null))).toEqual(['AccountClosed'])
  })
  const earner = () =>
    bankWith(
      openAs('savings', savings),
      open(alice),
      deposit(savings, '10000.00'),
      withdraw(savings, '10000.00'),
    )
  it('that has earned interest says so, and asks where it is to go', () => {
    expect(answer(earner(), close(savings, '10000.00'))).toEqual({
      reason: 'InterestToPayOut',
      field: 'toAccountId',
      amount: usd(EARNED),
    })
  })
  it('pays it to another account of the owner’s, as a transfer', () => {
    const bank = earner()
    const types = ends(bank, close(savings, '10000.00', { to: alice }))
    expect(types[0]).toBe('InterestReckoned')
    expect(types.slice(-2)).toEqual(['TransferCompleted', 'AccountClosed'])
    expect(bank.balanceOf(alice.accountId)).toBe(usd(EARNED).amountMinor)
    expect(bank.balanceOf(internalAccountId('interest', 'USD'))).toBe(-usd(EARNED).amountMinor)
  })
  it('gives up what is less than a cent', () => {
    const bank = bankWith(openAs('savings', savings), deposit(savings, '1.00'), withdraw(savings, '1.00'))
    expect(ends(bank, close(savings, '1.00'))).toEqual(['InterestReckoned', 'AccountClosed'])
  })
  it('earns nothing twice when its month is closed', () => {
    const bank = earner()
    ends(bank, close(savings, '10000.00', { to: alice }))
    const month = closeMonth(savings, {
      credits: '10006.25',
      debits: '10006.25',
      entries: 4,
      closing: '0.00',
      days: ['10000.00'],
    })
    const before = bank.log.length
    expect(bank.execute(month).outcome).toBe('accepted')
    expect(bank.log.slice(before).map(({ event }) => event.type)).toEqual(['MonthClosed'])
  })
  it('is paid what was carried from the months before, too', () => {
    const bank = bankWith(
      openAs('savings', savings),
      open(alice),
      deposit(savings, '10000.00'),
      freeze(savings),
    )
    const still = { credits: '10000.00', entries: 1, closing: '10000.00', days: ['10000.00'] }
    expect(bank.execute(closeMonth(savings, still)).outcome).toBe('accepted')
    const { data, by } = freeze(savings)
    expect(bank.execute({ name: 'unfreezeAccount', data, by }).outcome).toBe('accepted')
    expect(bank.execute(withdraw(savings, '10000.00')).outcome).toBe('accepted')
    const inApril = { month: '2026-04', at: '2026-04-11T09:00:00.000Z' }
    // 19.375 for March, and 6.25.
    expect(answer(bank, close(savings, '10000.00', inApril))).toEqual({
      reason: 'InterestToPayOut',
      field: 'toAccountId',
      amount: usd('25.62'),
    })
    ends(bank, close(savings, '10000.00', { ...inApril, to: alice }))
    expect(bank.balanceOf(alice.accountId)).toBe(2_562n)
  })
})

describe('an account that was overdrawn', () => {
  /** 100.00 for ten days at 11.9 % by 360 are 0.33, and the fee is 5.00. */
  const debtor = (paidIn: string) =>
    bankWith(
      open(alice),
      openAs('savings', savings),
      allowOverdraft(alice, '500.00'),
      withdraw(alice, '100.00'),
      deposit(alice, paidIn),
    )
  test.each([
    [
      'nothing is left for what it owes',
      '100.00',
      { reason: 'ChargesDue', field: 'accountId', due: usd('5.33') },
    ],
    ['a cent is missing', '105.32', { reason: 'ChargesDue', field: 'accountId', due: usd('5.33') }],
    ['a cent is too much', '105.34', { reason: 'BalanceNotZero', field: 'accountId', balance: usd('5.34') }],
    ['it still is', '99.99', { reason: 'BalanceNotZero', field: 'accountId', balance: usd('-0.01') }],
  ])('does not end when %s', (_what, paidIn, rejection) => {
    expect(answer(debtor(paidIn), close(alice, '-100.00'))).toEqual(rejection)
  })
  it('ends when just as much is left, which is taken', () => {
    const bank = debtor('105.33')
    ends(bank, close(alice, '-100.00'))
    expect(bank.balanceOf(internalAccountId('fees', 'USD'))).toBe(500n)
  })
  it('pays out what is more, when it is said where to', () => {
    const bank = debtor('150.00')
    ends(bank, close(alice, '-100.00', { to: savings }))
    expect(bank.balanceOf(savings.accountId)).toBe(4_467n)
  })
})

describe('what is left', () => {
  const rich = () => bankWith(open(alice), openAs('savings', savings), open(bob), deposit(alice, '70.00'))
  it('goes along when it is said where to, whatever it is', () => {
    const bank = rich()
    ends(bank, close(alice, '0.00', { to: savings }))
    expect(bank.balanceOf(savings.accountId)).toBe(7_000n)
  })
  it('is refused otherwise', () => {
    expect(answer(rich(), close(alice, '0.00'))).toEqual({
      reason: 'BalanceNotZero',
      field: 'accountId',
      balance: usd('70.00'),
    })
  })
  test.each<[string, () => PureBank, TestAccount, object]>([
    ['somebody else’s', rich, bob, { reason: 'AccountNotFound', field: 'toAccountId' }],
    ['not there', rich, alicesEuros, { reason: 'AccountNotFound', field: 'toAccountId' }],
    ['the same', rich, alice, { reason: 'SameAccount', field: 'toAccountId' }],
    [
      'frozen',
      () => {
        const bank = rich()
        bank.execute(freeze(savings))
        return bank
      },
      savings,
      { reason: 'AccountFrozen', field: 'toAccountId' },
    ],
    [
      'in another currency',
      () => {
        const bank = rich()
        bank.execute(open(alicesEuros))
        return bank
      },
      alicesEuros,
      { reason: 'CurrencyMismatch', field: 'toAccountId', accountCurrency: 'EUR' },
    ],
  ])('does not go to an account that is %s', (_what, bank, to, rejection) => {
    expect(answer(bank(), close(alice, '0.00', { to }))).toEqual(rejection)
  })
})

describe('what its owner takes along', () => {
  const of = (balance: string, ...more: readonly TestCommand[]) =>
    bankWith(open(alice), openAs('savings', savings), open(bob), deposit(alice, balance), ...more)
  const exceeded = (which: string, limit: string, available: string) => ({
    reason: 'LimitExceeded',
    which,
    limit: usd(limit),
    available: usd(available),
  })
  const sent = transfer(alice, savings, '20000.00')
  test.each<[string, PureBank, object | 'accepted']>([
    ['as much as may leave it in one', of('25000.00'), 'accepted'],
    ['more than that', of('25000.01'), exceeded('perTransfer', '25000.00', '25000.00')],
    [
      'more than is left of the day',
      of('70000.00', sent, transfer(alice, savings, '20000.00', id(2)), withdraw(alice, '10000.00')),
      exceeded('perDay', '50000.00', '10000.00'),
    ],
    [
      'more than its owner has chosen',
      of('9000.00', changeLimits(alice, { perTransfer: '100.00' })),
      exceeded('perTransfer', '100.00', '100.00'),
    ],
    [
      'more than its owner has chosen, as the limit is being raised',
      of('9000.00', changeLimits(alice, { perDay: '100.00' }), changeLimits(alice, { perDay: '50000.00' })),
      exceeded('perDay', '100.00', '100.00'),
    ],
  ])('%s', (_what, bank, expected) => {
    const closing = close(alice, null, { to: savings, at: NOON })
    const result = bank.execute(closing)
    expect(result.outcome === 'rejected' ? result.rejection : result.outcome).toEqual(expected)
  })
  it('counts on the day on which it left', () => {
    const bank = of('70.00')
    ends(bank, close(alice, '0.00', { to: savings }))
    expect(bank.log.find(({ event }) => event.type === 'MoneyWithdrawn')?.event.data).toMatchObject({
      day: '2026-03-11',
      newPayee: null,
    })
  })
  it('is under no limit at the counter', () => {
    const bank = of('600000.00')
    ends(bank, by(teller, close(alice, '0.00', { to: savings })))
    expect(bank.balanceOf(savings.accountId)).toBe(60_000_000n)
  })
})

describe('a day that ends between the look at the log and the decision', () => {
  // Looked up on the 11th: ten days.
  it.each<[string, string, string]>([
    ['a millisecond before it ends', '2026-03-11T23:59:59.999Z', 'accepted'],
    ['as it ends', '2026-03-12T00:00:00.000Z', 'DayHasEnded'],
    ['a day later', '2026-03-13T00:00:00.000Z', 'DayHasEnded'],
    ['by a clock that is behind', '2026-03-10T23:59:59.999Z', 'accepted'],
    ['with the month', '2026-04-01T00:00:00.000Z', 'MonthEndUnderWay'],
  ])('%s', (_what, at, expected) => {
    const bank = bankWith(open(alice))
    const outcome = bank.execute(close(alice, '0.00', { at }))
    expect(outcome.outcome === 'rejected' ? outcome.rejection.reason : outcome.outcome).toBe(expected)
  })
  it('is not looked at where nothing was looked up', () => {
    const bank = bankWith(open(alice))
    ends(bank, close(alice, null, { at: '2026-03-12T00:00:00.000Z' }))
  })
})

test('as long as the month before is not closed, nothing ends', () => {
  const underWay = { reason: 'MonthEndUnderWay', field: 'accountId' }
  const bank = bankWith(open(alice))
  expect(answer(bank, close(alice, '0.00', { month: '2026-02' }))).toEqual(underWay)
  expect(bank.execute(closeMonth(alice)).outcome).toBe('accepted')
  // It was looked up before the month was closed.
  expect(answer(bank, close(alice, '0.00', { at: '2026-04-01T00:02:00.000Z' }))).toEqual(underWay)
  ends(bank, close(alice, '0.00', { month: '2026-04', at: '2026-04-11T00:00:00.000Z' }))
})
