import { expect, test } from 'vitest'
import {
  exportAddress,
  noFilter,
  readFilter,
  toAuditFilter,
  writeFilter,
} from '../../../app/(staff)/staff/audit/audit-filter.ts'

const filter = { ...noFilter, type: 'MoneyHeld', userId: 'ada', from: '2026-01-31', to: '2026-02-01' }

test('what stands in the address comes back as it was, and nothing else', () => {
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  expect(writeFilter(noFilter).size).toBe(0)
  expect(readFilter(new URLSearchParams('name=Ada'))).toEqual(noFilter)
})

test('a day is asked for from its first moment to its last', () => {
  expect(toAuditFilter(filter)).toEqual({
    type: 'MoneyHeld',
    userId: 'ada',
    from: '2026-01-31T00:00:00.000Z',
    to: '2026-02-01T23:59:59.999Z',
    order: 'newest',
  })
})

test('the file is asked for with the same filters, always oldest first', () => {
  const [path, query] = exportAddress({ ...filter, order: 'oldest' }, 'csv').split('?')
  expect(path).toBe('/api/audit/export')
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    format: 'csv',
    type: 'MoneyHeld',
    userId: 'ada',
    from: '2026-01-31T00:00:00.000Z',
    to: '2026-02-01T23:59:59.999Z',
  })
})
