import { describe, expect, it, test } from 'vitest'
import { createMonthBook, type Entry } from '../../server/domain/month-end/books.ts'
import { monthEnd } from '../../server/domain/month-end/process.ts'
import { alice, alicesEuros, closed, deposited, froze, opened, type TestAccount } from '../support/bank.ts'
import { given } from '../support/given.ts'
import { APRIL, closeMonth, monthClosed } from '../support/month-end.ts'
import { fc, runs } from '../support/property.ts'

const march = { credits: '50.00', entries: 1, closing: '50.00', days: ['50.00'] }
const aliceHas50 = [opened(alice), deposited(alice, '50.00')]

describe('the books of a month', () => {
  test('are closed with what was there, what came and went, and what was left', () => {
    given(...aliceHas50)
      .when(closeMonth(alice, march))
      .events(monthClosed(alice, march))
  })
  test('are closed without a single entry, too', () => {
    given(opened(alice)).when(closeMonth(alice)).events(monthClosed(alice))
  })
  it.each([
    ['frozen', froze(alice)],
    ['closed', closed(alice)],
  ])('are closed of an account that is %s', (_what, fact) => {
    given(opened(alice), fact).when(closeMonth(alice)).events(monthClosed(alice))
  })
  test('leave what came after the month to the next one', () => {
    const april = { ...APRIL, opening: '50.00', credits: '7.00', entries: 1, closing: '57.00' }
    given(...aliceHas50, deposited(alice, '7.00'), monthClosed(alice, march))
      .when(closeMonth(alice, april))
      .events(monthClosed(alice, april))
  })
  test('leave the balance alone, and what comes next is a new entry', () => {
    const { bank } = given(...aliceHas50, monthClosed(alice, march), deposited(alice, '1.00'))
    expect(bank.balanceOf(alice.accountId)).toBe(5_100n)
  })
})

describe('a month is not closed', () => {
  it.each([
    ['of an account that is not there', [], closeMonth(alice), 'AccountNotFound', { field: 'accountId' }],
    ['before its end', aliceHas50, closeMonth(alice, march, '2026-03-31T23:59:59.999Z'), 'MonthNotOver', {}],
    ['twice', [...aliceHas50, monthClosed(alice, march)], closeMonth(alice, march), 'MonthAlreadyClosed', {}],
    [
      'before the one before it',
      [...aliceHas50, monthClosed(alice, march)],
      closeMonth(alice, { from: '2026-05-01T00:00:00.000Z', until: '2026-06-01T00:00:00.000Z' }),
      'MonthNotNext',
      {},
    ],
  ] as const)('%s', (_what, facts, command, reason, details) => {
    given(...facts)
      .when(command)
      .rejects(reason, details)
  })
  test('at its last instant, and is at the first one after it', () => {
    const at = (when: string) => given(opened(alice)).when(closeMonth(alice, {}, when))
    at('2026-03-31T23:59:59.999Z').rejects('MonthNotOver')
    at('2026-04-01T00:00:00.000Z').events(monthClosed(alice))
  })
})

describe('a book that is wrong is a fault, and nothing is written', () => {
  it.each<[string, TestAccount, Parameters<typeof closeMonth>[1]]>([
    ['because its sums do not add up', alice, { ...march, debits: '0.01' }],
    ['because it does not begin with what is left', alice, { ...march, opening: '1.00', closing: '51.00' }],
    ['because it is in another currency', { ...alicesEuros, accountId: alice.accountId }, march],
  ])('%s', (_what, account, book) => {
    const { bank } = given(...aliceHas50)
    const before = bank.log.length
    expect(() => bank.execute(closeMonth(account, book))).toThrow()
    expect(bank.log.length).toBe(before)
  })
})

describe('what is due in the bank’s zone', () => {
  it.each([
    ['UTC', '2026-03-31T23:59:59.999Z', '2026-02-28T23:59:59.999Z'],
    ['UTC', '2026-04-01T00:00:00.000Z', '2026-03-31T23:59:59.999Z'],
    ['Europe/Berlin', '2026-03-31T21:59:59.999Z', '2026-02-28T22:59:59.999Z'],
    // The clocks have been put forward in between.
    ['Europe/Berlin', '2026-03-31T22:00:00.000Z', '2026-03-31T21:59:59.999Z'],
    ['Pacific/Kiritimati', '2026-03-31T10:00:00.000Z', '2026-03-31T09:59:59.999Z'],
    ['America/Los_Angeles', '2026-04-01T06:59:59.999Z', '2026-03-01T07:59:59.999Z'],
  ])('%s at %s is what was open at %s', (timeZone, now, upTo) => {
    expect(monthEnd.dueUpTo?.(now, timeZone)).toBe(upTo)
  })
})

describe('a book', () => {
  const entry = (at: string, amount: bigint, balanceAfter: bigint): Entry => {
    const usd = (amountMinor: bigint) => ({ amountMinor, currency: 'USD' as const })
    return {
      type: amount > 0n ? 'MoneyDeposited' : 'MoneyWithdrawn',
      createdAt: new Date(at),
      data: {
        accountId: alice.accountId,
        money: usd(amount < 0n ? -amount : amount),
        balanceAfter: usd(balanceAfter),
      },
    }
  }

  test('knows the balance at the end of each day, in the bank’s zone', () => {
    const period = {
      from: '2026-03-28T09:00:00.000Z',
      until: '2026-03-31T22:00:00.000Z',
      timeZone: 'Europe/Berlin',
    }
    const book = createMonthBook(period, 0n)
    book.add(entry('2026-03-28T09:00:00.000Z', 500n, 500n))
    // 23:59 and 00:00 there; the day between them has only 23 hours.
    book.add(entry('2026-03-28T22:59:59.999Z', -100n, 400n))
    book.add(entry('2026-03-28T23:00:00.000Z', 50n, 450n))
    book.add(entry('2026-03-29T22:00:00.000Z', -450n, 0n))
    expect(book.finish()).toEqual({
      opening: 0n,
      credits: 550n,
      debits: 550n,
      entries: 4,
      closing: 0n,
      days: { firstDay: '2026-03-28', balances: [400n, 450n, 0n, 0n] },
    })
  })
  test('does not take an entry whose balance is not what the entries add up to', () => {
    const book = createMonthBook({ from: APRIL.from, until: APRIL.until, timeZone: 'UTC' }, 10n)
    expect(() => book.add(entry('2026-04-02T00:00:00.000Z', 5n, 16n))).toThrow('do not add up')
  })
  test('of any entries in any zone is what a calendar with a pencil says', () => {
    const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Chatham', 'America/St_Johns']
    const given = fc.record({
      timeZone: fc.constantFrom(...zones),
      entries: fc.array(
        fc.record({
          seconds: fc.oneof(fc.nat(900), fc.nat(200_000)),
          amount: fc.bigInt(-900n, 900n).filter((n) => n !== 0n),
        }),
        { maxLength: 40 },
      ),
    })
    fc.assert(
      fc.property(given, ({ timeZone, entries }) => {
        const [from, until] = ['2026-03-20T05:00:00.000Z', '2026-04-20T05:00:00.000Z']
        const book = createMonthBook({ from, until, timeZone }, 70n)
        let [at, balance] = [Date.parse(from), 70n]
        const taken: { date: string; balance: bigint }[] = []
        const dateOf = new Intl.DateTimeFormat('sv', { timeZone })
        for (const { seconds, amount } of entries) {
          at += seconds * 1_000
          if (at >= Date.parse(until)) break
          balance += amount
          book.add(entry(new Date(at).toISOString(), amount, balance))
          taken.push({ date: dateOf.format(at), balance })
        }
        const { days, closing } = book.finish()
        expect(closing).toBe(balance)
        const dates = days.balances.map((_, index) =>
          new Date(Date.parse(days.firstDay) + index * 86_400_000).toISOString().slice(0, 10),
        )
        expect([dates[0], dates.at(-1)]).toEqual([
          dateOf.format(Date.parse(from)),
          dateOf.format(Date.parse(until) - 1),
        ])
        expect(days.balances).toEqual(
          dates.map((date) => taken.findLast((one) => one.date <= date)?.balance ?? 70n),
        )
      }),
      runs(200),
    )
  })
})
