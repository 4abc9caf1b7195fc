/** Dates in the bank's zone, at the edges of days, months and the clocks' changes. */
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addMonths,
  businessDateOf,
  businessDateSchema,
  dateInMonth,
  daysBetween,
  instantOf,
  monthOf,
  monthsBetween,
  startOfDate,
  startOfMonth,
} from '../../server/domain/calendar/business-dates.ts'

describe('the day that it is', () => {
  it.each([
    ['2026-03-01T12:00:00.000Z', 'UTC', '2026-03-01'],
    ['2026-03-01T23:59:59.999Z', 'UTC', '2026-03-01'],
    ['2026-03-01T23:00:00.000Z', 'Europe/Berlin', '2026-03-02'],
    ['2026-03-01T22:59:59.999Z', 'Europe/Berlin', '2026-03-01'],
    // In summer the day begins an hour earlier.
    ['2026-07-01T22:00:00.000Z', 'Europe/Berlin', '2026-07-02'],
    ['2026-03-01T04:59:59.999Z', 'America/New_York', '2026-02-28'],
    ['2026-03-01T12:00:00.000Z', 'Pacific/Kiritimati', '2026-03-02'],
    ['2026-03-01T11:59:59.999Z', 'Etc/GMT+12', '2026-02-28'],
  ])('at %s in %s is %s', (instant, zone, date) => {
    expect(businessDateOf(instant, zone)).toBe(date)
    expect(businessDateOf(new Date(instant), zone)).toBe(date)
  })
})

describe('a time on a date', () => {
  it.each([
    ['in winter', '2026-01-15', '06:00', 'Europe/Berlin', '2026-01-15T05:00:00.000Z'],
    ['in summer', '2026-07-15', '06:00', 'Europe/Berlin', '2026-07-15T04:00:00.000Z'],
    ['that is left out', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['that comes twice', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['on the day of a change', '2026-10-25', '06:00', 'Europe/Berlin', '2026-10-25T05:00:00.000Z'],
  ])('%s', (_when, date, time, zone, instant) => {
    expect(instantOf(date, time, zone)).toBe(instant)
  })
  test('a day begins at midnight, and where the clocks change at midnight an hour later', () => {
    expect(startOfDate('2026-03-01', 'Europe/Berlin')).toBe('2026-02-28T23:00:00.000Z')
    expect(startOfDate('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
  })
  test('every day begins where the one before it ends', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kolkata'])
      for (let date = '2025-12-30'; date < '2027-01-03'; date = addDays(date, 1)) {
        const begins = startOfDate(date, zone)
        expect(businessDateOf(begins, zone)).toBe(date)
        expect(businessDateOf(new Date(Date.parse(begins) - 1), zone)).toBe(addDays(date, -1))
      }
  })
})

test('days and months are counted over the ends of months and years, and backwards', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysBetween('2026-12-31', '2027-01-28')).toBe(28)
  expect(daysBetween('2027-01-28', '2026-12-31')).toBe(-28)
  expect(monthOf('2026-12-31')).toBe('2026-12')
  expect(addMonths('2026-12', 1)).toBe('2027-01')
  expect(monthsBetween('2026-11', '2028-01')).toBe(14)
  expect(monthsBetween('2028-01', '2026-11')).toBe(-14)
})

test.each([
  ['2026-02', 31, '2026-02-28'],
  ['2028-02', 30, '2028-02-29'],
  ['2026-04', 31, '2026-04-30'],
  ['2026-05', 31, '2026-05-31'],
  ['2026-05', 1, '2026-05-01'],
])('in %s the day %i is %s', (month, day, date) => expect(dateInMonth(month, day)).toBe(date))

test('a month begins in the bank’s zone', () => {
  expect(startOfMonth('2026-07', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z')
})

test.each([
  ['2026-02-29', 'must be a date, such as 2026-01-31'],
  ['tomorrow', 'must be a date, such as 2026-01-31'],
  ['2026-1-1', 'must be a date, such as 2026-01-31'],
  ['2026-01-01T00:00:00Z', 'must be a date, such as 2026-01-31'],
  [20_260_101, 'must be a date, such as 2026-01-31'],
  ['2200-01-01', 'must not lie after 2199-12-31'],
])('%s is not taken', (given, message) => {
  const result = businessDateSchema.safeParse(given)
  expect(result.error?.issues.map((issue) => issue.message)).toEqual([message])
})
