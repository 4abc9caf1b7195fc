/** Days as the bank counts them, against the calendar that the bank itself uses. */
import { describe, expect, it } from 'vitest'
import {
  addDays,
  daysBetween,
  endOfDay,
  instantOn,
  isDate,
  lastOfMonth,
} from '../../app/components/calendar-days.ts'
import { instantOf, addDays as later, startOfDate } from '../../server/domain/calendar/business-dates.ts'
import { fc, runs } from '../support/property.ts'

describe('a calendar day', () => {
  it('is so many days from another', () => {
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  })

  it.each([
    ['2026-02-14', '2026-02-28'],
    ['2028-02-01', '2028-02-29'],
    ['2026-12-31', '2026-12-31'],
  ])('%s is of a month that ends on %s', (date, last) => expect(lastOfMonth(date)).toBe(last))

  it.each([
    ['2026-11-29', true],
    ['2026-02-30', false],
    ['2026-2-3', false],
    ['yesterday', false],
    ['', false],
  ])('%s is one: %s', (text, is) => expect(isDate(text)).toBe(is))

  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'])(
    'has its times when the clocks of %s show them, also after they were moved',
    (zone) => {
      for (const date of ['2026-03-08', '2026-03-29', '2026-07-01', '2026-10-25', '2026-11-01'])
        expect(instantOn(date, '06:00', zone).toISOString()).toBe(instantOf(date, '06:00', zone))
    },
  )

  it('ends a millisecond before the next one begins, in every zone', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'America/Havana',
      'Australia/Lord_Howe',
    ]
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(...zones), (days, timeZone) => {
        const date = addDays('2020-01-01', days)
        const end = Date.parse(startOfDate(later(date, 1), timeZone)) - 1
        expect(endOfDay(date, timeZone)).toBe(new Date(end).toISOString())
      }),
      runs(60),
    )
  })
})
