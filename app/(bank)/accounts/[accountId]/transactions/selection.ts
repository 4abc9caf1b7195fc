/** Lines that somebody has picked out of a list, and what they come to, exactly. */

import type { Category } from '../../../../../server/domain/categories/category.ts'
import { formatDecimal, type WireMoney } from '../../../../../server/domain/decimal.ts'
import type { Transaction } from '../../../../api-client/api.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'

export type Pickable = Pick<Transaction, 'position' | 'direction' | 'money' | 'category' | 'categorySource'>

/** As many as the bank picks out of its book in one answer. */
export const MOST_PICKED = 200

/** What was picked is kept with its amount: it counts also when the list shows something else meanwhile. */
export type Selection = {
  readonly picked: ReadonlyMap<number, Pickable>
  /** Where a range begins: what was pressed last without Shift. */
  readonly anchor: number | null
}

export const nothingPicked: Selection = { picked: new Map(), anchor: null }

export const toggle = ({ picked }: Selection, line: Pickable): Selection => {
  const next = new Map(picked)
  if (!next.delete(line.position)) next.set(line.position, line)
  return { picked: next, anchor: line.position }
}

/**
 * From the anchor to this line all become what the anchor is: picked, or not. Without an anchor that is in the list it is
 * a press like any other.
 */
export const extend = (selection: Selection, lines: readonly Pickable[], to: Pickable): Selection => {
  const { picked, anchor } = selection
  const [a, b] = [anchor, to.position].map((position) =>
    lines.findIndex((line) => line.position === position),
  ) as [number, number]
  if (anchor === null || a < 0 || b < 0) return toggle(selection, to)
  const next = new Map(picked)
  const isPicking = picked.has(anchor)
  for (const line of lines.slice(Math.min(a, b), Math.max(a, b) + 1))
    if (isPicking) next.set(line.position, line)
    else next.delete(line.position)
  return { picked: next, anchor }
}

export const pickAll = (lines: readonly Pickable[]): Selection => ({
  picked: new Map(lines.map((line) => [line.position, line])),
  anchor: null,
})

/** What was picked, as it is now as far as that is on the screen: it may have another category than when it was picked. */
export const asTheyAre = (picked: Selection['picked'], shown: readonly Pickable[]): Pickable[] => {
  const now = new Map(shown.map((line) => [line.position, line]))
  return [...picked.values()].map((line) => now.get(line.position) ?? line)
}

/** By which a line gets back the category that it has now: by choosing it again, or by not choosing. */
export const chosenBefore = ({ category, categorySource }: Pickable): Category | null =>
  categorySource === 'chosen' ? category : null

/** Where one begins: what most of them have already. */
export const categoryOfMost = (lines: Iterable<Pickable>): Category => {
  const counts = new Map<Category, number>()
  for (const { category } of lines) counts.set(category, (counts.get(category) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'other'
}

export type Sums = {
  readonly currency: WireMoney['currency']
  readonly count: number
  readonly in: WireMoney
  readonly out: WireMoney
  readonly net: WireMoney
}

/** One for each currency, in the order in which they were met. */
export const sumsOf = (lines: Iterable<Pickable>): Sums[] => {
  const sums = new Map<WireMoney['currency'], { count: number; in: bigint; out: bigint }>()
  for (const { money, direction } of lines) {
    const sum = sums.get(money.currency) ?? { count: 0, in: 0n, out: 0n }
    sum.count += 1
    sum[direction] += minorUnits(money)
    sums.set(money.currency, sum)
  }
  return [...sums].map(([currency, sum]) => {
    const money = (minor: bigint): WireMoney => ({ amount: formatDecimal(minor, currency), currency })
    return {
      currency,
      count: sum.count,
      in: money(sum.in),
      out: money(sum.out),
      net: money(sum.in - sum.out),
    }
  })
}
