import { describe, expect, it, test } from 'vitest'
import type { Product } from '../../server/domain/bank-account/events.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { type DayBalances, reckon, SCALE } from '../../server/domain/interest/reckoning.ts'
import { type Currency, currencies } from '../../server/domain/money.ts'
import { allTerms } from '../../server/domain/products/terms.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import {
  alice,
  allowOverdraft,
  by,
  close,
  deposit,
  freeze,
  moneyOf,
  open,
  register,
  alicesSavings as savings,
  type TestAccount,
  teller,
  theBank,
  unfreeze,
  withdraw,
} from '../support/bank.ts'
import { expectCovered, expectMoneyConserved } from '../support/invariants.ts'
import { closeMonth } from '../support/month-end.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank, type PureBank } from '../support/pure-bank.ts'

const days = (firstDay: string, balances: readonly bigint[]): DayBalances => ({ firstDay, balances })
const every = (balance: bigint, count: number) => Array.from({ length: count }, () => balance)
/** Of a minor unit, rounded down, with what is left over as a fraction. */
const whole = (parts: bigint) => parts / SCALE

describe('a month’s interest, in whole minor units', () => {
  it.each<[string, Product, Currency, DayBalances, bigint]>([
    // 10,000.00 × 2.1 % × 31 / 360 = 18.0833
    ['31 days at 2.1 % by 360', 'savings', 'USD', days('2026-08-01', every(1_000_000n, 31)), 1_808n],
    // × 28 / 360 = 17.50 at 2.25 %
    ['28 days at 2.25 %', 'savings', 'USD', days('2026-02-01', every(1_000_000n, 28)), 1_750n],
    // 29 days of a leap year, still by 360: 10,000.00 × 2 % × 29 / 360
    ['29 days of a leap year', 'savings', 'USD', days('2024-02-01', every(1_000_000n, 29)), 1_611n],
    // 10,000.00 × 2.25 % × 31 / 365
    ['31 days by 365', 'savings', 'GBP', days('2026-03-01', every(1_000_000n, 31)), 1_910n],
    // 1,000,000 yen × 0.2 % × 31 / 365
    ['yen', 'savings', 'JPY', days('2026-03-01', every(1_000_000n, 31)), 169n],
    // 2 % until June 30th, 2.25 % from July 1st: 10,000.00 × (2 % × 1 + 2.25 % × 2) / 360
    ['terms that change within', 'savings', 'USD', days('2025-06-30', every(1_000_000n, 3)), 180n],
    ['a day less than the least', 'savings', 'USD', days('2026-03-01', every(99n, 31)), 0n],
    ['a current account', 'current', 'USD', days('2026-03-01', every(1_000_000n, 31)), 0n],
    ['no day', 'savings', 'USD', days('2026-03-01', []), 0n],
  ])('%s', (_what, product, currency, balances, expected) => {
    const { earned, charged, fee } = reckon(balances, { product, currency })
    expect([whole(earned), charged, fee]).toEqual([expected, 0n, 0n])
  })
  it('at the least that earns anything is exact to the last part', () => {
    // 1.00 × 2.25 % / 360: 0.00625 of a cent.
    const { earned } = reckon(days('2026-03-01', [100n]), { product: 'savings', currency: 'USD' })
    expect(earned * 100_000n).toBe(625n * SCALE)
  })
})

describe('what being overdrawn costs', () => {
  it.each<[string, DayBalances, bigint, bigint]>([
    ['nothing without it', days('2026-03-01', [0n, 500n, 0n]), 0n, 0n],
    // 100.00 × 11.9 % / 360 = 3.3 cents
    ['one day and one fee', days('2026-03-01', [-10_000n, 0n]), 3n, 500n],
    ['a fee for the month, however many days', days('2026-03-01', every(-10_000n, 31)), 102n, 500n],
    ['nothing that other days make up for', days('2026-03-01', [-10_000n, 900_000_000n]), 3n, 500n],
    // 12.9 % until the year's end: 10,000.00 × (12.9 % + 11.9 %) / 360 = 6.8888
    ['the terms of each day', days('2025-12-31', [-1_000_000n, -1_000_000n]), 688n, 500n],
  ])('%s', (_what, balances, expected, expectedFee) => {
    const { earned, charged, fee } = reckon(balances, { product: 'current', currency: 'USD' })
    expect([earned, whole(charged), fee]).toEqual([0n, expected, expectedFee])
  })
})

test('any balances on any days cost and earn what a naive model says, to the last part', () => {
  /** Fractions of a minor unit by a common denominator, day by day, straight from the table of terms. */
  const naive = (product: Product, currency: Currency, { firstDay, balances }: DayBalances) => {
    const sums = { earned: 0n, charged: 0n, fee: 0n }
    balances.forEach((balance, index) => {
      const date = new Date(Date.parse(firstDay) + index * 86_400_000).toISOString().slice(0, 10)
      const terms = allTerms
        .filter((one) => one.product === product && one.currency === currency && one.from <= date)
        .sort((a, b) => (a.from < b.from ? -1 : 1))
        .at(-1)!
      const year = terms.dayCount === 'actual/365' ? 365n : 360n
      const share = (amount: bigint, ppm: bigint) => (amount * ppm * SCALE) / (1_000_000n * year)
      if (balance >= terms.minimumForInterest.amountMinor) sums.earned += share(balance, terms.interestPpm)
      if (balance < 0n && terms.overdraft) {
        sums.charged += share(-balance, terms.overdraft.interestPpm)
        if (sums.fee === 0n) sums.fee = terms.overdraft.monthlyFee.amountMinor
      }
    })
    return sums
  }
  const balance = fc.oneof(fc.bigInt(-200n, 200n), fc.bigInt(-(10n ** 15n), 10n ** 15n))
  fc.assert(
    fc.property(
      fc.constantFrom<Product>('current', 'savings'),
      fc.constantFrom(...currencies),
      fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      fc.array(balance, { maxLength: 31 }),
      (product, currency, first, balances) => {
        const given = days(first.toISOString().slice(0, 10), balances)
        expect(reckon(given, { product, currency })).toEqual(naive(product, currency, given))
      },
    ),
    runs(500),
  )
})

const openAs = (product: Product, account: TestAccount) => {
  const { data, ...rest } = open(account)
  return { ...rest, data: { ...data, product } }
}
/** As the log would say it: what is paid in on the first day of March, and stays. */
const bankWith = (...commands: readonly Parameters<PureBank['execute']>[0][]) => {
  const bank = createPureBank()
  for (const command of [register(alice), ...commands]) expect(bank.execute(command).outcome).toBe('accepted')
  return bank
}
const inInterest = (bank: PureBank) => bank.balanceOf(internalAccountId('interest', 'USD'))
const inFees = (bank: PureBank) => bank.balanceOf(internalAccountId('fees', 'USD'))
const closeAs = (bank: PureBank, ...command: Parameters<typeof closeMonth>) => {
  expect(bank.execute(closeMonth(...command)).outcome).toBe('accepted')
  expectMoneyConserved(bank)
  expectCovered(bank)
}
const carriedBy = (bank: PureBank, { accountId }: TestAccount) =>
  (bank.stateOf(accountStream(accountId)) as { books: { carried: object } }).books.carried
const still = (amount: string) => ({ credits: amount, entries: 1, closing: amount, days: [amount] })

describe('posting', () => {
  test('pays savings from the bank’s own account, and carries what is less than a cent', () => {
    const bank = bankWith(openAs('savings', savings), deposit(savings, '10000.00'))
    closeAs(bank, savings, still('10000.00'))
    // 10,000.00 × 2.25 % × 31 / 360 = 19.375
    expect(bank.balanceOf(savings.accountId)).toBe(1_001_937n)
    expect(inInterest(bank)).toBe(-1_937n)
    expect(carriedBy(bank, savings)).toEqual({ earned: SCALE / 2n, charged: 0n, fee: 0n })
    const types = bank.log.slice(-6).map(({ event }) => event.type)
    expect(types).toContain('MonthClosed')
    expect(types.slice(-2)).toEqual(['MoneyWithdrawn', 'MoneyDeposited'])
  })
  test('adds what was carried to the next month, so that nothing is lost', () => {
    const bank = bankWith(openAs('savings', savings), deposit(savings, '10000.00'))
    closeAs(bank, savings, still('10000.00'))
    const april = {
      from: '2026-04-01T00:00:00.000Z',
      until: '2026-05-01T00:00:00.000Z',
      opening: '10000.00',
      credits: '19.37',
      entries: 1,
      closing: '10019.37',
      days: ['10000.00'],
    }
    closeAs(bank, savings, april)
    // 30 days of 10,000.00 are 18.75, and the half cent makes it more than a cent's whole number: 18.755.
    expect(bank.balanceOf(savings.accountId)).toBe(1_001_937n + 1_875n)
    expect(carriedBy(bank, savings)).toEqual({ earned: SCALE / 2n, charged: 0n, fee: 0n })
  })
  test('of a month without interest writes the month alone', () => {
    const bank = bankWith(openAs('savings', savings))
    closeAs(bank, savings)
    expect(bank.log.at(-1)?.event.type).toBe('MonthClosed')
  })
  test('takes overdraft interest and the fee, each for its own account', () => {
    const bank = bankWith(open(alice), allowOverdraft(alice, '500.00'), withdraw(alice, '100.00'))
    closeAs(bank, alice, { debits: '100.00', entries: 1, closing: '-100.00', days: ['-100.00'] })
    // 100.00 × 11.9 % × 31 / 360 = 1.0247
    expect(bank.balanceOf(alice.accountId)).toBe(-10_000n - 102n - 500n)
    expect([inInterest(bank), inFees(bank)]).toEqual([102n, 500n])
  })
  test('never takes more than is available, interest first, and is owed the rest', () => {
    const bank = bankWith(open(alice), allowOverdraft(alice, '104.00'), withdraw(alice, '100.00'))
    closeAs(bank, alice, { debits: '100.00', entries: 1, closing: '-100.00', days: ['-100.00'] })
    expect(bank.balanceOf(alice.accountId)).toBe(-10_400n)
    expect([inInterest(bank), inFees(bank)]).toEqual([102n, 298n])
    expect(carriedBy(bank, alice)).toMatchObject({ fee: 202n })
    bank.execute(deposit(alice, '1000.00'))
    closeAs(bank, alice, {
      from: '2026-04-01T00:00:00.000Z',
      until: '2026-05-01T00:00:00.000Z',
      opening: '-100.00',
      credits: '1000.00',
      debits: '4.00',
      entries: 3,
      closing: '896.00',
      days: ['896.00'],
    })
    expect([bank.balanceOf(alice.accountId), inFees(bank)]).toEqual([89_600n - 202n, 500n])
    expect(carriedBy(bank, alice)).toMatchObject({ fee: 0n })
  })
  test('waits while the account is frozen', () => {
    const bank = bankWith(openAs('savings', savings), deposit(savings, '10000.00'), freeze(savings))
    closeAs(bank, savings, still('10000.00'))
    expect(bank.balanceOf(savings.accountId)).toBe(1_000_000n)
    // Nothing of it is lost: 19.375, and 18.75 for April.
    expect(carriedBy(bank, savings)).toMatchObject({ earned: (1_937n * 2n + 1n) * (SCALE / 2n) })
    bank.execute(unfreeze(savings))
    closeAs(bank, savings, {
      from: '2026-04-01T00:00:00.000Z',
      until: '2026-05-01T00:00:00.000Z',
      opening: '10000.00',
      closing: '10000.00',
      days: ['10000.00'],
    })
    expect(bank.balanceOf(savings.accountId)).toBe(1_003_812n)
  })
  test('is nothing for an account that is closed by then', () => {
    const bank = bankWith(
      openAs('savings', savings),
      deposit(savings, '10000.00'),
      withdraw(savings, '10000.00'),
      by(teller, close(savings)),
    )
    const gone = {
      credits: '10000.00',
      debits: '10000.00',
      entries: 2,
      days: [...Array(30).fill('10000.00'), '0.00'],
    }
    closeAs(bank, savings, gone)
    expect(bank.log.at(-1)?.event.type).toBe('MonthClosed')
  })
  test('is nothing on the bank’s own accounts, whose months are closed like all others', () => {
    const bank = bankWith(openAs('savings', savings), deposit(savings, '10000.00'))
    closeAs(bank, savings, still('10000.00'))
    const own = { ...savings, accountId: internalAccountId('interest', 'USD') }
    closeAs(bank, own, {
      from: '2026-04-01T00:00:00.000Z',
      until: '2026-05-01T00:00:00.000Z',
      debits: '19.37',
      entries: 1,
      closing: '-19.37',
      days: ['-19.37'],
    })
    expect(bank.log.at(-1)?.event.type).toBe('MonthClosed')
  })
  test('to an account that is as full as it can be waits', () => {
    const bank = bankWith(openAs('savings', savings))
    for (let n = 0; n < 10; n++)
      bank.execute({ ...deposit(savings, moneyOf('1000000000000.00', 'USD')), by: theBank })
    const full = bank.balanceOf(savings.accountId)
    const amount = `${full / 100n}.00`
    closeAs(bank, savings, { ...still(amount), entries: 10 })
    expect(bank.balanceOf(savings.accountId)).toBe(full)
  })
})
