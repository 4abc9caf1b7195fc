/** Sums are kept in periods that belong to one month, and to one day, in every time zone. */
import { expect, test } from 'vitest'
import {
  dayOf,
  monthOf,
  periodOf,
  quarterOf,
  rangeOfDays,
  rangeOfMonths,
} from '../../server/read-models/periods.ts'
import { fc, runs } from '../support/property.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'Australia/Lord_Howe',
]
const nearMonthEnd = fc
  .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: -27 * 60, max: 27 * 60 }))
  .map(([month, minutes]) => new Date(Date.UTC(1990, month) + minutes * 60_000 + 999))
const instant = fc.oneof(
  nearMonthEnd,
  fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
)

test('a period is in the month of everything in it, wherever one looks from', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
      expect(monthOf(periodOf(at), zone)).toBe(monthOf(at, zone))
      expect(dayOf(quarterOf(at), zone)).toBe(dayOf(at, zone))
    }),
    runs(1_000),
  )
})

test('a month’s range has exactly the periods of that month', () => {
  fc.assert(
    fc.property(instant, instant, fc.constantFrom(...zones), (at, other, zone) => {
      const month = monthOf(other, zone)
      const { from, to } = rangeOfMonths(month, month, zone)
      const period = periodOf(at)
      expect(period >= from && period < to).toBe(monthOf(at, zone) === month)
      const days = rangeOfDays(dayOf(other, zone), dayOf(other, zone), zone)
      expect(quarterOf(at) >= days.from && quarterOf(at) < days.to).toBe(
        dayOf(at, zone) === dayOf(other, zone),
      )
    }),
    runs(1_000),
  )
})

test('most of a month is one period', () => {
  expect(periodOf(new Date('2026-01-31T09:59:59Z'))).toEqual(new Date('2026-01-15T00:00:00Z'))
  expect(periodOf(new Date('2026-01-31T10:14:00Z'))).toEqual(new Date('2026-01-31T10:00:00Z'))
  expect(periodOf(new Date('2026-02-01T11:59:00Z'))).toEqual(new Date('2026-02-01T11:45:00Z'))
  expect(periodOf(new Date('2026-02-01T12:00:00Z'))).toEqual(new Date('2026-02-15T00:00:00Z'))
})
