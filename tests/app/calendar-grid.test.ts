/** A month as the calendar draws it, where keys lead, and what stands on its days. */
import { describe, expect, it } from 'vitest'
import { dayAfterKey, plansByDay, weekdays, weeksOf } from '../../app/(bank)/scheduled/calendar-grid.ts'
import type { Outcome, Upcoming } from '../../app/api-client/plans-queries.ts'

const MONDAY = 1
const SUNDAY = 7

describe('the weeks of a month', () => {
  it.each([
    ['2026-11', MONDAY, 6, 6],
    ['2026-11', SUNDAY, 0, 5],
    ['2027-02', MONDAY, 0, 4],
    ['2024-02', MONDAY, 3, 5],
    ['2026-08', SUNDAY, 6, 6],
  ])('%s, from weekday %i: %i empty days before it, %i weeks', (month, firstWeekday, before, weeks) => {
    const grid = weeksOf(month, firstWeekday)
    expect(grid).toHaveLength(weeks)
    expect(grid.every((week) => week.length === 7)).toBe(true)
    expect(grid[0]?.filter((date) => date === null)).toHaveLength(before)
    expect(grid[0]?.[before]).toBe(`${month}-01`)
    const dates = grid.flat().filter((date) => date !== null)
    expect(dates).toEqual([...new Set(dates)].toSorted())
    expect(dates.every((date) => date.startsWith(month))).toBe(true)
    const [year = 0, number = 0] = month.split('-').map(Number)
    expect(dates).toHaveLength(new Date(Date.UTC(year, number, 0)).getUTCDate())
  })

  it('begin on Monday or on Sunday', () => {
    expect(weekdays(MONDAY)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(weekdays(SUNDAY)).toEqual([7, 1, 2, 3, 4, 5, 6])
  })
})

describe('keys lead', () => {
  it.each([
    ['2026-11-18', 'ArrowLeft', '2026-11-17'],
    ['2026-11-30', 'ArrowRight', '2026-12-01'],
    ['2026-11-03', 'ArrowUp', '2026-10-27'],
    ['2026-11-25', 'ArrowDown', '2026-12-02'],
    ['2026-11-18', 'Home', '2026-11-16'],
    ['2026-11-18', 'End', '2026-11-22'],
    ['2026-03-31', 'PageUp', '2026-02-28'],
    ['2028-01-31', 'PageDown', '2028-02-29'],
    ['2026-12-31', 'PageDown', '2027-01-31'],
    ['2026-11-18', 'Enter', undefined],
  ])('from %s by %s to %s', (date, key, expected) => {
    expect(dayAfterKey(date, key, MONDAY)).toBe(expected)
  })
  it('to the ends of weeks that begin on Sunday', () => {
    expect(dayAfterKey('2026-11-18', 'Home', SUNDAY)).toBe('2026-11-15')
    expect(dayAfterKey('2026-11-18', 'End', SUNDAY)).toBe('2026-11-21')
  })
})

describe('on a day stands', () => {
  const party = { accountId: 'a', number: 'PB', name: 'Bob' }
  const money = { amount: '10.00', currency: 'USD' as const }
  const common = { description: 'Rent', from: party, to: party }
  const outcome = (orderId: string, date: string, of: Outcome['outcome']): Outcome => ({
    ...common,
    orderId,
    date,
    outcome: of,
    money: of === 'skipped' ? null : money,
    reason: null,
    retryAt: null,
    transferId: of === 'executed' ? 't' : null,
    at: `${date}T06:00:00.000Z`,
  })
  const upcoming = (orderId: string, date: string): Upcoming => ({
    ...common,
    orderId,
    date,
    money,
    at: `${date}T06:00:00.000Z`,
  })
  const statesOn = (date: string, ...given: Parameters<typeof plansByDay>) =>
    plansByDay(...given)
      .get(date)
      ?.map(({ orderId, state }) => [orderId, state])

  it('what has become of each order, and what is to come', () => {
    const outcomes = [outcome('a', '2026-11-01', 'executed'), outcome('b', '2026-11-20', 'skipped')]
    const coming = [upcoming('a', '2026-12-01'), upcoming('c', '2026-11-20')]
    expect(statesOn('2026-11-01', outcomes, coming)).toEqual([['a', 'executed']])
    expect(statesOn('2026-11-20', outcomes, coming)).toEqual([
      ['b', 'skipped'],
      ['c', 'coming'],
    ])
    expect(statesOn('2026-12-01', outcomes, coming)).toEqual([['a', 'coming']])
    expect(statesOn('2026-11-02', outcomes, coming)).toBeUndefined()
  })
  it('once what is tried again, which has been tried and is still to come', () => {
    const given = [[outcome('a', '2026-11-01', 'postponed')], [upcoming('a', '2026-11-01')]] as const
    expect(statesOn('2026-11-01', ...given)).toEqual([['a', 'postponed']])
  })
  it('what other dates have brought back after it was left out', () => {
    const given = [[outcome('a', '2026-11-20', 'skipped')], [upcoming('a', '2026-11-20')]] as const
    expect(statesOn('2026-11-20', ...given)).toEqual([['a', 'coming']])
  })
})
