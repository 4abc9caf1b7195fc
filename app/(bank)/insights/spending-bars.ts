/**
 * What is spent by month and category, as stacked bars: the largest categories each for themselves, the small ones
 * together at the top. Pure, and exact: figures stay minor units, pixels are somebody else's.
 */
import type { Category } from '../../../server/domain/categories/category.ts'
import type { Currency, WireMoney } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'

export type SpendingRow = {
  readonly month: string
  readonly currency: Currency
  readonly category: Category
  readonly out: WireMoney
  readonly outCount: number
}

/** A layer of the bars: one category, or all that have no layer of their own. */
export type Layer = {
  readonly key: string
  readonly categories: readonly Category[]
  readonly total: bigint
  readonly count: number
}

export type Segment = { readonly amount: bigint; readonly count: number }

export type SpendingBars = {
  /** The largest first, and at the end what is left. */
  readonly layers: readonly Layer[]
  readonly months: readonly {
    readonly month: string
    readonly total: bigint
    readonly segments: readonly Segment[]
  }[]
  readonly total: bigint
}

/** Told apart at a glance, each by a colour and a pattern of its own. */
const MOST_LAYERS = 8
export const OTHERS = 'others'

/** What goes to one's own accounts, or is put by, is not spent. */
export const isSpent = (category: Category): boolean => category !== 'savings' && category !== 'ownTransfers'

export const spendingBars = (
  rows: readonly SpendingRow[],
  { months, currency }: { readonly months: readonly string[]; readonly currency: Currency },
): SpendingBars => {
  const spent = rows.filter(
    (row) =>
      row.currency === currency && row.outCount > 0 && isSpent(row.category) && months.includes(row.month),
  )
  const totals = new Map<Category, Segment>()
  for (const row of spent) totals.set(row.category, plus(totals.get(row.category), row))
  const ranked = [...totals].toSorted(
    ([a, { amount: x }], [b, { amount: y }]) => Number(y > x) - Number(y < x) || a.localeCompare(b),
  )
  // One alone is not hidden behind a name that says less.
  const shown = ranked.length > MOST_LAYERS ? MOST_LAYERS - 1 : ranked.length
  const layers = [
    ...ranked.slice(0, shown).map(([category, { amount, count }]) => ({
      key: category as string,
      categories: [category],
      total: amount,
      count,
    })),
    ...(ranked.length > shown ? [together(ranked.slice(shown))] : []),
  ]
  const layerOf = new Map(layers.flatMap(({ categories }, layer) => categories.map((one) => [one, layer])))
  const byMonth = new Map(months.map((month) => [month, layers.map(() => nothing)]))
  for (const row of spent) {
    const segments = byMonth.get(row.month)!
    const layer = layerOf.get(row.category)!
    segments[layer] = plus(segments[layer], row)
  }
  return {
    layers,
    months: [...byMonth].map(([month, segments]) => ({
      month,
      segments,
      total: sum(segments.map(({ amount }) => amount)),
    })),
    total: sum(layers.map(({ total }) => total)),
  }
}

const nothing: Segment = { amount: 0n, count: 0 }

const plus = (before: Segment | undefined, { out, outCount }: SpendingRow): Segment => ({
  amount: (before?.amount ?? 0n) + minorUnits(out),
  count: (before?.count ?? 0) + outCount,
})

const together = (ranked: readonly (readonly [Category, Segment])[]): Layer => ({
  key: OTHERS,
  categories: ranked.map(([category]) => category),
  total: sum(ranked.map(([, { amount }]) => amount)),
  count: ranked.reduce((all, [, { count }]) => all + count, 0),
})

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n)
