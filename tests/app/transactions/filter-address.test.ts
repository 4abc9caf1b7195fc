import { describe, expect, it } from 'vitest'
import { type ListFilter, noFilter, requestFor } from '../../../app/components/transaction-filter/filter.ts'
import { readFilter, writeFilter } from '../../../app/components/transaction-filter/filter-address.ts'

const everything: ListFilter = {
  search: 'lena & co. 50%',
  direction: 'out',
  minAmount: '10.00',
  maxAmount: '50.00',
  dates: { kind: 'quick', range: 'last-month' },
  categories: ['groceries', 'rent'],
  counterparty: { key: 'PB76PASS0123456789012345', name: 'Hartmann, Söhne & Co.' },
  status: 'booked',
}
const blank = { query: '', fragment: '' }

describe('a filter in the address', () => {
  it.each<[string, ListFilter]>([
    ['nothing', noFilter],
    ['everything', everything],
    ['own days', { ...noFilter, dates: { kind: 'days', from: '2026-01-31', to: null } }],
    ['one amount', { ...noFilter, maxAmount: '0.05' }],
  ])('comes back as it was: %s', (_, filter) => {
    const { query, fragment } = writeFilter(blank, filter)
    expect(readFilter({ query, fragment })).toEqual(filter)
  })

  it('leaves no address longer when nothing is asked for', () =>
    expect(writeFilter(writeFilter(blank, everything), noFilter)).toEqual(blank))

  it('keeps words and names out of what the server sees', () => {
    const { query, fragment } = writeFilter(blank, everything)
    expect(query).toBe(
      'direction=out&min=10.00&max=50.00&dates=last-month&category=groceries,rent&status=booked',
    )
    for (const private_ of ['lena', 'Hartmann', 'PB76PASS']) expect(query).not.toContain(private_)
    expect(fragment).toContain('Hartmann')
  })

  it('leaves what belongs to others', () => {
    const { query, fragment } = writeFilter({ query: 'at=2026-01-01&tx=7', fragment: 'to=x' }, everything)
    expect(query).toMatch(/^at=2026-01-01&tx=7&direction=out/)
    expect(fragment).toMatch(/^to=x&search=lena/)
  })

  it.each([
    'direction=sideways',
    'min=-5',
    'min=1e3',
    'max=ten',
    'dates=whenever',
    'from=2026-02-30',
    'to=yesterday',
    'category=toys,constructor',
    'status=lost',
  ])('takes %s for nothing', (query) =>
    expect(readFilter({ query, fragment: 'with=nobody' })).toEqual(noFilter),
  )
})

describe('what the bank is asked for', () => {
  const today = '2026-03-15'
  const ask = (filter: Partial<ListFilter>, timeZone = 'UTC', asOf?: string) =>
    requestFor({ ...noFilter, ...filter }, { timeZone, today, asOf })

  it.each([
    ['this-month', '2026-03-01T00:00:00.000Z', undefined],
    ['last-month', '2026-02-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
    ['last-30-days', '2026-02-14T00:00:00.000Z', undefined],
    ['last-90-days', '2025-12-16T00:00:00.000Z', undefined],
    ['this-year', '2026-01-01T00:00:00.000Z', undefined],
  ] as const)('%s', (range, from, to) =>
    expect(ask({ dates: { kind: 'quick', range } })).toEqual({ from, ...(to && { to }) }),
  )

  it('reckons days in the zone of the reader', () =>
    expect(ask({ dates: { kind: 'days', from: '2026-03-29', to: '2026-03-29' } }, 'Europe/Berlin')).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T21:59:59.999Z',
    }))

  it('never goes beyond the moment that is looked at', () => {
    const asOf = '2026-02-10T08:00:00.000Z'
    expect(ask({}, 'UTC', asOf)).toEqual({ to: asOf })
    expect(ask({ dates: { kind: 'days', from: null, to: '2026-02-01' } }, 'UTC', asOf)).toEqual({
      to: '2026-02-01T23:59:59.999Z',
    })
  })

  it('asks alike for what means the same', () =>
    expect(ask({ categories: ['rent', 'fees'] })).toEqual(ask({ categories: ['fees', 'rent'] })))
})
