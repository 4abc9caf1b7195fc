/** On which dates a standing order pays: tables, and against counting the days one by one. */
import { describe, expect, it, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import type { StandingOrderId } from '../../server/domain/ids.ts'
import { datesToCome, dueAt, followed, newPlan, triedAgain } from '../../server/domain/standing-order/plan.ts'
import {
  dateOf,
  frequencies,
  occurrenceOn,
  type Schedule,
} from '../../server/domain/standing-order/schedule.ts'
import { id } from '../support/bank.ts'
import { fc, runs } from '../support/property.ts'
import { schedule } from '../support/standing-orders.ts'

const firstOf = (of: Schedule, limit: number): string[] => {
  const dates: string[] = []
  for (const date of datesToCome(newPlan(of, 'UTC'))) {
    dates.push(date)
    if (dates.length === limit) break
  }
  return dates
}

describe('the dates of one that pays', () => {
  it.each<[string, Schedule, number, string[]]>([
    ['once', schedule('once', '2026-04-30'), 3, ['2026-04-30']],
    ['every week', schedule('weekly', '2026-12-24'), 3, ['2026-12-24', '2026-12-31', '2027-01-07']],
    [
      'every four weeks, across years',
      schedule('fourWeekly', '2026-11-19'),
      4,
      ['2026-11-19', '2026-12-17', '2027-01-14', '2027-02-11'],
    ],
    [
      'every four weeks, over a leap day',
      schedule('fourWeekly', '2028-02-15'),
      3,
      ['2028-02-15', '2028-03-14', '2028-04-11'],
    ],
    ['on the 1st', schedule('monthly', '2026-11-01'), 3, ['2026-11-01', '2026-12-01', '2027-01-01']],
    [
      'on the 31st, which is the last day of a short month and the 31st again after it',
      schedule('monthly', '2026-01-31'),
      6,
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'],
    ],
    [
      'on the 31st, in a leap year',
      schedule('monthly', '2027-12-31'),
      3,
      ['2027-12-31', '2028-01-31', '2028-02-29'],
    ],
    ['on the 30th', schedule('monthly', '2026-01-30'), 3, ['2026-01-30', '2026-02-28', '2026-03-30']],
    ['on the 29th', schedule('monthly', '2028-01-29'), 3, ['2028-01-29', '2028-02-29', '2028-03-29']],
    [
      'from 29 February on',
      schedule('monthly', '2028-02-29'),
      13,
      [
        ...['2028-02-29', '2028-03-29', '2028-04-29', '2028-05-29', '2028-06-29', '2028-07-29', '2028-08-29'],
        ...['2028-09-29', '2028-10-29', '2028-11-29', '2028-12-29', '2029-01-29', '2029-02-28'],
      ],
    ],
    [
      'on the 31st, from a month that has none',
      schedule('monthly', '2026-04-30', { dayOfMonth: 31 }),
      3,
      ['2026-04-30', '2026-05-31', '2026-06-30'],
    ],
    [
      'every three months, on the 30th of February as on its last day',
      schedule('quarterly', '2026-11-30'),
      4,
      ['2026-11-30', '2027-02-28', '2027-05-30', '2027-08-30'],
    ],
    [
      'every three months, always on the last day',
      schedule('quarterly', '2026-04-30', { dayOfMonth: 31 }),
      4,
      ['2026-04-30', '2026-07-31', '2026-10-31', '2027-01-31'],
    ],
    ['every year', schedule('yearly', '2026-12-31'), 3, ['2026-12-31', '2027-12-31', '2028-12-31']],
    [
      'every year on 29 February, which is the last day of February in years that have none',
      schedule('yearly', '2028-02-29'),
      5,
      ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ],
    [
      'every year on the last day of February, from a year on that is no leap year',
      schedule('yearly', '2027-02-28', { dayOfMonth: 29 }),
      3,
      ['2027-02-28', '2028-02-29', '2029-02-28'],
    ],
    ['twice', schedule('weekly', '2026-04-01', { count: 2 }), 9, ['2026-04-01', '2026-04-08']],
    [
      'until a date, that date included',
      schedule('weekly', '2026-04-01', { lastDate: '2026-04-15' }),
      9,
      ['2026-04-01', '2026-04-08', '2026-04-15'],
    ],
    [
      'until the day before one',
      schedule('weekly', '2026-04-01', { lastDate: '2026-04-14' }),
      9,
      ['2026-04-01', '2026-04-08'],
    ],
    [
      'until its first date',
      schedule('monthly', '2026-04-01', { lastDate: '2026-04-01' }),
      9,
      ['2026-04-01'],
    ],
    ['to the end of all calendars', schedule('monthly', '2199-12-30'), 9, ['2199-12-30']],
  ])('%s', (_how, of, limit, dates) => expect(firstOf(of, limit)).toEqual(dates))
})

const anySchedule: fc.Arbitrary<Schedule> = fc
  .record({
    frequency: fc.constantFrom(...frequencies),
    first: fc.nat(3_000),
    length: fc.option(fc.nat(400)),
    count: fc.option(fc.integer({ min: 1, max: 30 })),
  })
  .map(({ frequency, first, length, count }) => {
    const firstDate = addDays('2024-01-01', first)
    const isOnce = frequency === 'once'
    return schedule(frequency, firstDate, {
      lastDate: isOnce || length === null ? null : addDays(firstDate, length),
      count: isOnce || length !== null ? null : count,
    })
  })

/** By looking at each day by itself. */
const naiveDates = ({ frequency, firstDate, lastDate, count }: Schedule, until: string): string[] => {
  const dates: string[] = []
  let days = 0
  for (let date = firstDate; date <= until && date <= (lastDate ?? until); date = addDays(date, 1), days++) {
    const [day, first] = [Number(date.slice(8)), Number(firstDate.slice(8))]
    const isLastOfMonth = addDays(date, 1).endsWith('-01')
    const isDay = day === first || (isLastOfMonth && day < first)
    const months = Number(date.slice(5, 7)) - Number(firstDate.slice(5, 7)) + 12
    const isIt = {
      once: days === 0,
      weekly: days % 7 === 0,
      fourWeekly: days % 28 === 0,
      monthly: isDay,
      quarterly: isDay && months % 3 === 0,
      yearly: isDay && months % 12 === 0,
    }[frequency]
    if (isIt) dates.push(date)
  }
  return dates.slice(0, count ?? undefined)
}

test('dates are those found by looking at every day, and each date knows its number', () => {
  fc.assert(
    fc.property(anySchedule, (of) => {
      const until = addDays(of.firstDate, 1_500)
      const dates = firstOf(of, 250).filter((date) => date <= until)
      expect(dates).toEqual(naiveDates(of, until))
      for (const [index, date] of dates.entries()) {
        expect(dateOf(of, index)).toBe(date)
        expect(occurrenceOn(of, date)).toBe(index)
        const next = addDays(date, 1)
        expect(occurrenceOn(of, next)).toBe(dates.includes(next) ? index + 1 : undefined)
      }
      expect(occurrenceOn(of, addDays(of.firstDate, -1))).toBeUndefined()
    }),
    runs(300),
  )
})

describe('when one is tried', () => {
  const first = '2026-03-29'
  const plan = newPlan(schedule('weekly', first), 'Europe/Berlin')
  it('at six in the morning by the bank’s clocks, whichever time they keep', () => {
    expect(dueAt(plan)).toBe('2026-03-29T04:00:00.000Z')
    const before = newPlan(schedule('weekly', '2026-03-22'), 'Europe/Berlin')
    expect(dueAt(before)).toBe('2026-03-22T05:00:00.000Z')
  })
  it.each([
    ['in the morning', null, '2026-03-29T04:00:00.100Z', '2026-03-29T12:00:00.000Z'],
    ['in the afternoon', first, '2026-03-29T12:00:00.100Z', '2026-03-30T04:00:00.000Z'],
    ['on the next morning', first, '2026-03-30T04:00:00.100Z', '2026-03-30T12:00:00.000Z'],
    ['for the last time', first, '2026-03-30T12:00:00.000Z', undefined],
    ['long after', first, '2026-04-20T12:00:00.000Z', undefined],
    ['late for the first time', null, '2026-04-20T10:00:00.000Z', '2026-04-20T12:00:00.000Z'],
    ['at night, late for the first time', null, '2026-04-19T23:00:00.000Z', '2026-04-20T04:00:00.000Z'],
  ])('again, when it was tried %s', (_when, firstTriedOn, at, again) => {
    const tried = { ...plan, retry: firstTriedOn === null ? null : { firstTriedOn, at: 'then' } }
    expect(triedAgain(tried, at)?.at).toBe(again)
  })
})

test('dates that are left out are left out whenever that was said', () => {
  const orderId = id<StandingOrderId>(1)
  const skip = (date: string) => ({ type: 'OccurrenceSkipped' as const, data: { orderId, date } })
  let plan = newPlan(schedule('weekly', '2026-04-01', { count: 4 }), 'UTC')
  plan = followed(plan, skip('2026-04-15'))
  plan = followed(plan, skip('2026-04-08'))
  expect([...datesToCome(plan)]).toEqual(['2026-04-01', '2026-04-22'])
  plan = followed(plan, skip('2026-04-01'))
  expect(plan).toMatchObject({ next: 3, skipped: [], doneUntil: null })
  plan = followed(plan, skip('2026-04-22'))
  expect([[...datesToCome(plan)], dueAt(plan)]).toEqual([[], null])
})
