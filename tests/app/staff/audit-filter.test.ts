import { expect, test } from 'vitest'
import {
  noFilter,
  readFilter,
  toAuditFilter,
  toExportFilter,
  writeFilter,
} from '../../../app/(staff)/staff/audit/audit-filter.ts'

const filter = { ...noFilter, type: 'MoneyHeld', userId: 'ada', from: '2026-01-31', to: '2026-02-01' }

test('what stands in the address comes back as it was, and nothing else', () => {
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  expect(writeFilter(noFilter).size).toBe(0)
  expect(readFilter(new URLSearchParams('name=Ada'))).toEqual(noFilter)
})

test.each([
  ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:59:59.999Z'],
  // A day of 23 hours, and one of 25.
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
  ['America/Los_Angeles', '2026-07-01', '2026-07-01T07:00:00.000Z', '2026-07-02T06:59:59.999Z'],
])('a day in %s is asked for from its first moment to its last', (timeZone, day, from, to) => {
  expect(toAuditFilter({ ...filter, from: day, to: day }, timeZone)).toEqual({
    type: 'MoneyHeld',
    userId: 'ada',
    from,
    to,
    order: 'newest',
  })
})

test('what is no day is left to the bank to refuse', () => {
  expect(toAuditFilter({ ...noFilter, from: '2026-02-30' }, 'UTC')).toMatchObject({ from: '2026-02-30' })
})

test('the file is asked for with the same filters, always oldest first', () => {
  expect(toExportFilter({ ...filter, order: 'oldest' }, 'Asia/Tokyo')).toEqual({
    type: 'MoneyHeld',
    userId: 'ada',
    from: '2026-01-30T15:00:00.000Z',
    to: '2026-02-01T14:59:59.999Z',
  })
})
