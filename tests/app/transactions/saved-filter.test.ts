import { expect, it } from 'vitest'
import { fromKept, toKept } from '../../../app/(bank)/accounts/[accountId]/transactions/saved-filter.ts'
import { quickRanges } from '../../../app/components/transaction-filter/date-ranges.ts'
import { type ListFilter, noFilter } from '../../../app/components/transaction-filter/filter.ts'

const everything: ListFilter = {
  search: 'lena',
  direction: 'out',
  minAmount: '10.00',
  maxAmount: '50.00',
  dates: { kind: 'days', from: '2026-01-01', to: null },
  categories: ['groceries', 'rent'],
  counterparty: { key: 'PB76PASS0123456789012345', name: 'Lena Hartmann' },
  status: 'pending',
}
const called = () => 'Lena Hartmann'

it.each<[string, ListFilter]>([
  ['everything', everything],
  ['a single thing', { ...noFilter, status: 'booked' }],
  ...quickRanges.map((range): [string, ListFilter] => [
    range,
    { ...noFilter, dates: { kind: 'quick', range } },
  ]),
])('a filter is kept, and comes back as it was: %s', (_, filter) =>
  expect(fromKept(toKept(filter), called)).toEqual(filter),
)

it('keeps the number of who is at the other end, and shows it until the name is known', () => {
  const kept = toKept(everything)
  expect(JSON.stringify(kept)).not.toContain('Hartmann')
  expect(fromKept(kept).counterparty?.name).toBe('PB76 PASS 0123 4567 8901 2345')
})

it('keeps nothing of what is not asked for', () => expect(toKept(noFilter)).toEqual({}))
