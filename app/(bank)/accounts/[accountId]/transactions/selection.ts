/** Lines that somebody has picked out of a list, and what they come to, exactly. */

import { formatDecimal, type WireMoney } from '../../../../../server/domain/decimal.ts'
import type { Transaction } from '../../../../api-client/api.ts'
import { minorUnits } from '../../../../api-client/pending-overlay.ts'

export type Pickable = Pick<Transaction, 'position' | 'direction' | 'money'>

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
