/** What is spent, as bars and as changes: exact, whatever is put together. */
import { describe, expect, it } from 'vitest'
import { cashFlowMonths } from '../../../app/(bank)/insights/cash-flow-months.ts'
import { biggestChanges } from '../../../app/(bank)/insights/changes.ts'
import { nextCell } from '../../../app/(bank)/insights/grid-focus.ts'
import { marksBetween, marksUpTo } from '../../../app/(bank)/insights/scale.ts'
import {
  isSpent,
  OTHERS,
  type SpendingRow,
  spendingBars,
  sum,
} from '../../../app/(bank)/insights/spending-bars.ts'
import { allCategories } from '../../../app/text/categories.ts'
import type { Category } from '../../../server/domain/categories/category.ts'
import { formatDecimal } from '../../../server/domain/decimal.ts'
import { fc } from '../../support/property.ts'

const months = ['2026-01', '2026-02', '2026-03']
const row = (month: string, category: Category, amountMinor: bigint, outCount = 1): SpendingRow => ({
  month,
  category,
  currency: 'USD',
  out: { amount: formatDecimal(amountMinor, 'USD'), currency: 'USD' },
  outCount,
})
const asked = { months, currency: 'USD' } as const

describe('bars', () => {
  it('hold every amount once: layers, months and the whole come to the same', () => {
    const rows = fc.uniqueArray(
      fc.record({
        month: fc.constantFrom(...months, '2025-12'),
        category: fc.constantFrom(...allCategories),
        amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      }),
      { selector: ({ month, category }) => `${month} ${category}`, maxLength: 60 },
    )
    fc.assert(
      fc.property(rows, (all) => {
        const bars = spendingBars(
          all.map(({ month, category, amount }) => row(month, category, amount)),
          asked,
        )
        const expected = sum(
          all
            .filter(({ month, category }) => month !== '2025-12' && isSpent(category))
            .map(({ amount }) => amount),
        )
        expect(bars.total).toBe(expected)
        expect(sum(bars.months.map(({ total }) => total))).toBe(expected)
        for (const [index, layer] of bars.layers.entries())
          expect(sum(bars.months.map(({ segments }) => segments[index]!.amount))).toBe(layer.total)
        expect(bars.layers.length).toBeLessThanOrEqual(8)
        const categories = bars.layers.flatMap((layer) => layer.categories)
        expect(new Set(categories).size).toBe(categories.length)
      }),
    )
  })

  it('put the largest first, and what is small together at the end', () => {
    const names = allCategories.filter(isSpent).slice(0, 9)
    const { layers } = spendingBars(
      names.map((category, index) => row('2026-02', category, BigInt(900 - index))),
      asked,
    )
    expect(layers.map(({ key }) => key)).toEqual([...names.slice(0, 7), OTHERS])
    expect(layers.at(-1)).toMatchObject({ categories: names.slice(7), total: 892n + 893n, count: 2 })
  })

  it('leave out what was put by, other currencies, and other months', () => {
    const euros: SpendingRow = {
      ...row('2026-01', 'rent', 5n),
      currency: 'EUR',
      out: { amount: '0.05', currency: 'EUR' },
    }
    const { total, layers } = spendingBars(
      [row('2026-01', 'savings', 7n), row('2026-01', 'ownTransfers', 7n), euros, row('2025-01', 'rent', 7n)],
      asked,
    )
    expect([total, layers]).toEqual([0n, []])
  })
})

describe('changes', () => {
  it('compare with the average of the months before, those in which nothing was spent included', () => {
    const { month, monthsBefore, changes } = biggestChanges(
      [
        row('2026-01', 'rent', 1000n),
        row('2026-02', 'rent', 1000n),
        row('2026-03', 'rent', 1000n),
        row('2026-01', 'gifts', 501n),
        row('2026-03', 'leisure', 40n),
      ],
      asked,
    )
    expect([month, monthsBefore]).toEqual(['2026-03', 2])
    expect(changes).toEqual([
      { category: 'gifts', spent: 0n, average: 251n, difference: -251n },
      { category: 'leisure', spent: 40n, average: 0n, difference: 40n },
    ])
  })

  it('count no month before anything had moved', () => {
    const { monthsBefore, changes } = biggestChanges(
      [row('2026-02', 'rent', 100n), row('2026-03', 'rent', 300n)],
      asked,
    )
    expect(monthsBefore).toBe(1)
    expect(changes).toEqual([{ category: 'rent', spent: 300n, average: 100n, difference: 200n }])
  })

  it('need a month before', () =>
    expect(biggestChanges([row('2026-03', 'rent', 300n)], asked)).toEqual({
      month: '2026-03',
      monthsBefore: 0,
      changes: [],
    }))
})

it('shows every month of the cash flow, with what is left of it', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' as const })
  const flow = cashFlowMonths(
    [
      {
        month: '2026-02',
        currency: 'USD',
        in: usd('10.00'),
        inCount: 1,
        out: usd('12.50'),
        outCount: 2,
        fromOwn: usd('0.00'),
        toOwn: usd('3.00'),
      },
    ],
    asked,
  )
  expect(flow.map(({ month, net, toOwn }) => [month, net, toOwn])).toEqual([
    ['2026-01', 0n, 0n],
    ['2026-02', -250n, 300n],
    ['2026-03', 0n, 0n],
  ])
})

describe('marks', () => {
  it('are few, and reach as far as they must', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 0, max: 1e12 }), (most, least) => {
        const up = marksUpTo(most)
        expect(up[0]).toBe(0)
        expect(up.at(-1)!).toBeGreaterThanOrEqual(most * (1 - 1e-9))
        expect(up.length).toBeLessThanOrEqual(6)
        const both = marksBetween(-least, most)
        expect(both).toContainEqual(expect.closeTo(0))
        expect(both[0]!).toBeLessThanOrEqual(-least * (1 - 1e-9))
        expect(both.at(-1)!).toBeGreaterThanOrEqual(most * (1 - 1e-9))
        expect(both.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

describe('arrow keys', () => {
  const cells = [
    { column: 0, row: 0 },
    { column: 0, row: 2 },
    { column: 2, row: 0 },
    { column: 2, row: 1 },
  ]
  it.each([
    ['ArrowUp', { column: 0, row: 0 }, { column: 0, row: 2 }],
    ['ArrowDown', { column: 0, row: 2 }, { column: 0, row: 0 }],
    ['ArrowRight', { column: 0, row: 2 }, { column: 2, row: 1 }],
    ['ArrowLeft', { column: 2, row: 0 }, { column: 0, row: 0 }],
    ['ArrowRight', { column: 2, row: 0 }, undefined],
    ['a', { column: 0, row: 0 }, undefined],
  ])('%s leads over what is not there', (key, from, to) => expect(nextCell(cells, from, key)).toEqual(to))
})
