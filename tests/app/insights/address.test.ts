/** What the page of insights shows, to its address and back. */
import { describe, expect, it } from 'vitest'
import {
  type InsightsAddress,
  monthsOf,
  readAddress,
  writeAddress,
} from '../../../app/(bank)/insights/address.ts'
import { addMonths, monthsBetween, monthsFrom } from '../../../app/components/months.ts'
import { allCategories } from '../../../app/text/categories.ts'
import { allCategories as ofTheDomain } from '../../../server/domain/categories/category.ts'
import { fc } from '../../support/property.ts'

const read = (query: string) => readAddress(new URLSearchParams(query))
const usual: InsightsAddress = { range: 12, accountId: null, currency: null, view: 'charts', shown: null }
const account = '0192f0c0-0000-7000-8000-000000000001'

const month = fc
  .tuple(fc.integer({ min: 1950, max: 2090 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`)

const anyAddress: fc.Arbitrary<InsightsAddress> = fc.record({
  range: fc.oneof(
    fc.constantFrom(3 as const, 6 as const, 12 as const, 24 as const),
    fc.tuple(month, fc.nat(35)).map(([from, more]) => ({ from, to: addMonths(from, more) })),
  ),
  accountId: fc.option(fc.constant(account)),
  currency: fc.option(fc.constantFrom('USD' as const, 'JPY' as const)),
  view: fc.constantFrom('charts' as const, 'tables' as const),
  shown: fc.option(
    fc.record({
      direction: fc.constantFrom('in' as const, 'out' as const),
      month: fc.option(month),
      categories: fc.option(fc.subarray([...allCategories], { minLength: 1 })),
      withoutOwn: fc.boolean(),
      accountId: fc.option(fc.constant(account)),
    }),
  ),
})

describe('an address', () => {
  it('says all that is shown, and is read as it was written', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(read(writeAddress(address))).toEqual(address)
      }),
    )
  })

  it('is plain when all is as usual', () => {
    expect(writeAddress(usual)).toBe('')
    expect(read('')).toEqual(usual)
  })

  it.each([
    'months=5',
    'from=2026-05&to=2026-04',
    'from=2020-01&to=2026-04',
    'from=2026-13&to=2026-14',
    'account=mine',
    'currency=XXX',
    'view=poems',
    'direction=sideways&month=2026-01',
  ])('that says nothing sensible is the usual one: %s', (query) => expect(read(query)).toEqual(usual))

  it('forgets a list of categories in which one is not known', () =>
    expect(read('direction=out&categories=rent.fun').shown?.categories).toBeNull())
})

it('knows the categories of the domain, in its order', () => expect(allCategories).toEqual(ofTheDomain))

describe('months', () => {
  it('are counted over the ends of years', () => {
    expect(addMonths('2026-11', 2)).toBe('2027-01')
    expect(addMonths('2026-01', -13)).toBe('2024-12')
    expect(monthsFrom('2025-12', '2026-02')).toEqual(['2025-12', '2026-01', '2026-02'])
    fc.assert(
      fc.property(month, fc.integer({ min: -400, max: 400 }), (from, count) => {
        expect(monthsBetween(from, addMonths(from, count))).toBe(count)
      }),
    )
  })

  it('of a range end with this one, unless it says otherwise', () => {
    expect(monthsOf(3, '2026-01')).toEqual({ from: '2025-11', to: '2026-01' })
    expect(monthsOf({ from: '2024-01', to: '2024-06' }, '2026-01')).toEqual({
      from: '2024-01',
      to: '2024-06',
    })
  })
})
