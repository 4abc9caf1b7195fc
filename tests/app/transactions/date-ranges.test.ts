import { describe, expect, it } from 'vitest'
import { endOfDay, startOfDay } from '../../../app/components/calendar-days.ts'
import { daysOf, quickRanges } from '../../../app/components/transaction-filter/date-ranges.ts'

it.each([
  [
    '2026-03-31',
    [
      '2026-03-01',
      '2026-02-01–2026-02-28',
      '2026-03-02',
      '2026-01-01',
      '2026-01-01',
      '2025-01-01–2025-12-31',
    ],
  ],
  [
    '2026-01-01',
    [
      '2026-01-01',
      '2025-12-01–2025-12-31',
      '2025-12-03',
      '2025-10-04',
      '2026-01-01',
      '2025-01-01–2025-12-31',
    ],
  ],
  [
    '2028-03-01',
    [
      '2028-03-01',
      '2028-02-01–2028-02-29',
      '2028-02-01',
      '2027-12-03',
      '2028-01-01',
      '2027-01-01–2027-12-31',
    ],
  ],
])('on %s the quick ranges are %j', (today, expected) =>
  expect(
    quickRanges.map((range) => {
      const { from, to } = daysOf({ kind: 'quick', range }, today)
      return to === null ? from : `${from}–${to}`
    }),
  ).toEqual(expected),
)

describe('a day in a zone', () => {
  it.each([
    ['2026-03-10', 'UTC', '2026-03-10T00:00:00.000Z', '2026-03-10T23:59:59.999Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
    ['2026-03-10', 'America/New_York', '2026-03-10T04:00:00.000Z', '2026-03-11T03:59:59.999Z'],
    ['2026-03-10', 'Asia/Kathmandu', '2026-03-09T18:15:00.000Z', '2026-03-10T18:14:59.999Z'],
    // Clocks skip midnight there on that day.
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:59.999Z'],
  ])('%s in %s', (day, timeZone, start, end) => {
    expect(startOfDay(day, timeZone)).toBe(start)
    expect(endOfDay(day, timeZone)).toBe(end)
  })
})
