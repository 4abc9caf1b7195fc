/**
 * Interest and fees of a month, from the balance at the end of each of its days and the terms of each of those days.
 *
 * All of it is exact: a day's interest is a whole number of parts of a minor unit, {@link SCALE} of which make one. What
 * is moved is rounded down to whole minor units, and what that leaves over is carried into the next month.
 */
import type { Product } from '../bank-account/events.ts'
import { addDays, daysBetween } from '../calendar/business-dates.ts'
import type { Currency } from '../money.ts'
import { daysInYear, type Terms, termsAfter, termsAt } from '../products/terms.ts'

/** Divisible by every day count's year. */
const YEARS = 360n * 73n
/** How many parts a minor unit has: parts per million of a year, by days of a year. */
export const SCALE = 1_000_000n * YEARS

/** Balances in minor units at the end of each day, without a gap. */
export type DayBalances = { readonly firstDay: string; readonly balances: readonly bigint[] }

/** Nothing of it is negative. */
export type Reckoned = {
  /** In parts of a minor unit. */
  readonly earned: bigint
  readonly charged: bigint
  /** In minor units. */
  readonly fee: bigint
}

/** The fee is that of the first overdrawn day's terms: one for the month, however many days were. */
export const reckon = (
  { firstDay, balances }: DayBalances,
  { product, currency }: { readonly product: Product; readonly currency: Currency },
): Reckoned => {
  let [earned, charged] = [0n, 0n]
  let fee: bigint | undefined
  const termsOf = termsByDay(firstDay, product, currency)
  for (const [index, balance] of balances.entries()) {
    if (balance === 0n) continue
    const terms = termsOf(index)
    const parts = YEARS / daysInYear(terms.dayCount)
    if (balance >= terms.minimumForInterest.amountMinor) earned += balance * terms.interestPpm * parts
    if (balance < 0n && terms.overdraft) {
      charged += -balance * terms.overdraft.interestPpm * parts
      fee ??= terms.overdraft.monthlyFee.amountMinor
    }
  }
  return { earned, charged, fee: fee ?? 0n }
}

/** The terms of each day, asked for in order: terms change far more seldom than days do. */
const termsByDay = (firstDay: string, product: Product, currency: Currency) => {
  let terms: Terms | undefined
  let until = 0
  return (index: number): Terms => {
    if (terms && index < until) return terms
    terms = termsAt(product, currency, addDays(firstDay, index))
    const next = termsAfter(terms)
    until = next ? daysBetween(firstDay, next.from) : Number.POSITIVE_INFINITY
    return terms
  }
}
