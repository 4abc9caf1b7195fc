/** Which day an address means, how far back the line goes, and what the line says in figures. */
import { describe, expect, it } from 'vitest'
import { firstDayOf, type Range, rangeFor, readDay } from '../../app/(bank)/accounts/[accountId]/as-of.ts'
import { indexOfDay } from '../../app/(bank)/accounts/[accountId]/history/day-index.ts'
import { changesOf } from '../../app/(bank)/accounts/[accountId]/history/history-table.tsx'
import { spacingFor } from '../../app/api-client/balance-queries.ts'
import { daysBetween } from '../../app/components/calendar-days.ts'
import { formatMoneyShort } from '../../app/components/money-format.ts'

const life = { opened: '2026-01-10', today: '2026-11-29' }

describe('the day of an address', () => {
  it.each([
    ['2026-11-28', '2026-11-28'],
    ['2026-01-10', '2026-01-10'],
    // Today is not over, and before the account was opened there is nothing to see.
    ['2026-11-29', undefined],
    ['2026-01-09', undefined],
    ['2026-02-30', undefined],
    ['then', undefined],
    [null, undefined],
  ])('%s is %s', (text, day) => expect(readDay(text, life)).toBe(day))
})

describe('the range', () => {
  it.each<[Range, string]>([
    ['30d', '2026-10-31'],
    ['90d', '2026-09-01'],
    ['1y', '2026-01-10'],
    ['all', '2026-01-10'],
  ])('%s begins on %s, and not before the account does', (range, day) =>
    expect(firstDayOf(range, life)).toBe(day),
  )
  it.each<[string | null, string | undefined, Range]>([
    [null, undefined, '90d'],
    ['1y', undefined, '1y'],
    ['a while', undefined, '90d'],
    ['30d', '2026-11-01', '30d'],
    ['30d', '2026-10-01', '90d'],
    [null, '2026-08-31', '1y'],
  ])('%s with %s is %s: it reaches as far back as the day', (text, day, range) =>
    expect(rangeFor(text, day, life)).toBe(range),
  )
  it.each([
    ['2024-09-21', 1],
    ['2024-09-20', 7],
    ['2011-07-29', 28],
  ])('from %s there is a point every %i days: never more than the bank answers', (from, days) => {
    expect(spacingFor(from, life.today)).toBe(days)
    expect(Math.floor(daysBetween(from, life.today) / days) + 1).toBeLessThanOrEqual(800)
  })
})

const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const days = [
  { date: '2026-11-26', balance: usd('5.00') },
  { date: '2026-11-27', balance: usd('5.00') },
  { date: '2026-11-28', balance: usd('2.50') },
  { date: '2026-11-29', balance: usd('10.00') },
]

describe('the line', () => {
  it('has its days by date, and the last one for now', () => {
    expect(indexOfDay(days, '2026-11-27')).toBe(1)
    expect(indexOfDay(days, undefined)).toBe(3)
    expect(indexOfDay(days, '2026-11-01')).toBe(0)
  })
  it('is told by the days on which it changed, the newest first', () => {
    expect(changesOf(days).map(({ date, change }) => [date, change?.amount ?? null])).toEqual([
      ['2026-11-29', '7.50'],
      ['2026-11-28', '-2.50'],
      ['2026-11-26', null],
    ])
  })
  it.each([
    [usd('5430.81'), '$5.4k'],
    [usd('-250.00'), '−$250'],
    [{ amount: '1200000', currency: 'JPY' }, '¥1.2m'],
  ])('is ruled by short amounts: %o is %s', (money, short) => expect(formatMoneyShort(money)).toBe(short))
})
