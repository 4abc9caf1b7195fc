/**
 * What has changed most: each category in the last month of the range against its average in the months before. Months
 * before anything had moved do not count: they would make everything look like more.
 */
import type { Category } from '../../../server/domain/categories/category.ts'
import type { Currency } from '../../../server/domain/decimal.ts'
import { minorUnits } from '../../api-client/pending-overlay.ts'
import { isSpent, type SpendingRow } from './spending-bars.ts'

export type Change = {
  readonly category: Category
  /** In minor units, like all of them. */
  readonly spent: bigint
  readonly average: bigint
  /** How much more than the average; negative when it is less. */
  readonly difference: bigint
}

export type Changes = {
  readonly month: string
  /** How many the average is of; none: there is nothing to compare with. */
  readonly monthsBefore: number
  readonly changes: readonly Change[]
}

const MOST_CHANGES = 5

export const biggestChanges = (
  rows: readonly SpendingRow[],
  { months, currency }: { readonly months: readonly string[]; readonly currency: Currency },
): Changes => {
  const month = months.at(-1)!
  const mine = rows.filter((row) => row.currency === currency && months.includes(row.month))
  const first = mine.map((row) => row.month).toSorted()[0] ?? month
  const monthsBefore = months.filter((one) => one >= first && one < month).length
  if (monthsBefore === 0) return { month, monthsBefore, changes: [] }

  const spent = mine.filter(({ category, outCount }) => outCount > 0 && isSpent(category))
  const now = new Map<Category, bigint>()
  const before = new Map<Category, bigint>()
  for (const row of spent) {
    const sums = row.month === month ? now : before
    sums.set(row.category, (sums.get(row.category) ?? 0n) + minorUnits(row.out))
  }
  const changes = [...new Set([...now.keys(), ...before.keys()])]
    .map((category): Change => {
      const [thisMonth, average] = [
        now.get(category) ?? 0n,
        rounded(before.get(category) ?? 0n, monthsBefore),
      ]
      return { category, spent: thisMonth, average, difference: thisMonth - average }
    })
    .filter(({ difference }) => difference !== 0n)
    .toSorted((a, b) => Number(size(b) - size(a)) || a.category.localeCompare(b.category))
  return { month, monthsBefore, changes: changes.slice(0, MOST_CHANGES) }
}

const size = ({ difference }: Change): bigint => (difference < 0n ? -difference : difference)

/** To the nearest minor unit, a half up: it is told, and nothing moves by it. */
const rounded = (total: bigint, months: number): bigint =>
  (2n * total + BigInt(months)) / (2n * BigInt(months))
