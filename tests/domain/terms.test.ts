/** Terms by date: which hold when, and that there is never a day without, nor one with two. */
import { describe, expect, it, test } from 'vitest'
import { products } from '../../server/domain/bank-account/events.ts'
import { currencies } from '../../server/domain/money.ts'
import {
  allTerms,
  daysInYear,
  maximumOverdraft,
  termsAfter,
  termsAt,
} from '../../server/domain/products/terms.ts'
import { fc, runs } from '../support/property.ts'

describe('the terms of a day', () => {
  it.each([
    ['savings', 'USD', '2024-12-31', 20_000n],
    ['savings', 'USD', '2025-06-30', 20_000n],
    ['savings', 'USD', '2025-07-01', 22_500n],
    ['savings', 'USD', '2026-06-30', 22_500n],
    ['savings', 'USD', '2026-07-01', 21_000n],
    ['savings', 'USD', '2099-01-01', 21_000n],
    ['savings', 'JPY', '2025-12-31', 1_000n],
    ['savings', 'JPY', '2026-01-01', 2_000n],
    ['current', 'EUR', '2026-01-01', 0n],
  ] as const)('%s in %s on %s', (product, currency, date, interestPpm) => {
    expect(termsAt(product, currency, date)).toMatchObject({ product, currency, interestPpm })
  })
  it('say what an overdraft costs, of current accounts alone', () => {
    expect(termsAt('current', 'USD', '2025-12-31').overdraft?.interestPpm).toBe(129_000n)
    expect(termsAt('current', 'USD', '2026-01-01').overdraft).toEqual({
      interestPpm: 119_000n,
      monthlyFee: { amountMinor: 500n, currency: 'USD' },
    })
    expect(termsAt('current', 'JPY', '2026-01-01').overdraft?.monthlyFee).toEqual({
      amountMinor: 500n,
      currency: 'JPY',
    })
    expect(termsAt('savings', 'USD', '2026-01-01').overdraft).toBeNull()
    expect(maximumOverdraft('savings', 'USD')).toBeUndefined()
  })
  it('count a year as each currency does', () => {
    expect(daysInYear(termsAt('savings', 'GBP', '2026-01-01').dayCount)).toBe(365n)
    expect(daysInYear(termsAt('savings', 'EUR', '2026-01-01').dayCount)).toBe(360n)
  })
  it.each(['', 'today', '2026-1-1', '2026-01-01T00:00:00Z', '1969-12-31'])('are none on %s', (date) => {
    expect(() => termsAt('current', 'USD', date)).toThrow(RangeError)
  })
})

test('every day from the beginning has one set of terms: the last one to begin', () => {
  const date = fc
    .date({ noInvalidDate: true, min: new Date('1970-01-01'), max: new Date('2099-12-31') })
    .map((day) => day.toISOString().slice(0, 10))
  fc.assert(
    fc.property(
      fc.constantFrom(...products),
      fc.constantFrom(...currencies),
      date,
      (product, currency, day) => {
        const terms = termsAt(product, currency, day)
        const next = termsAfter(terms)
        expect(terms.from <= day && (next === undefined || day < next.from)).toBe(true)
        expect(terms.interestPpm >= 0n && (terms.overdraft?.interestPpm ?? 1n) > 0n).toBe(true)
      },
    ),
    runs(500),
  )
})

test('terms of one product and currency are in order, none twice', () => {
  for (const product of products)
    for (const currency of currencies) {
      const dates = allTerms
        .filter((one) => one.product === product && one.currency === currency)
        .map(({ from }) => from)
      expect(dates.length).toBeGreaterThan(0)
      expect(dates).toEqual([...new Set(dates)].sort())
    }
})
