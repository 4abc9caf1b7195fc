/**
 * What the bank's products cost and pay, by currency and date. Terms are never changed, only followed by others from a
 * later date: what is reckoned for a day uses the terms of that day, whenever it is reckoned.
 *
 * Rates are parts per million a year (22 500 is 2.25 %), whole numbers, so that nothing is ever reckoned in floats.
 */
import type { Product } from '../bank-account/events.ts'
import { type Currency, currencies, type Money, money } from '../money.ts'

/** How many days a year has when a day's interest is reckoned; the days themselves are always counted one by one. */
export type DayCount = 'actual/360' | 'actual/365'

export type Terms = {
  readonly product: Product
  readonly currency: Currency
  /** The first business date of the bank on which they are in force, as `YYYY-MM-DD`. */
  readonly from: string
  readonly dayCount: DayCount
  /** Paid on a positive balance. */
  readonly interestPpm: bigint
  /** A day's interest is paid when the day ends with this much or more. */
  readonly minimumForInterest: Money
  /** Null for a product that cannot be overdrawn. */
  readonly overdraft: {
    /** Charged on a negative balance. */
    readonly interestPpm: bigint
    /** Charged once for a month on a day of which the account was overdrawn. */
    readonly monthlyFee: Money
  } | null
}

/** As they were when the bank began, and as they have become since. */
const BEGINNING = '1970-01-01'

type Dated<Value> = readonly (readonly [from: string, value: Value])[]

const SAVINGS_PPM: Readonly<Record<Currency, Dated<bigint>>> = {
  USD: [
    [BEGINNING, 20_000n],
    ['2025-07-01', 22_500n],
    ['2026-07-01', 21_000n],
  ],
  EUR: [
    [BEGINNING, 15_000n],
    ['2025-07-01', 12_500n],
  ],
  GBP: [
    [BEGINNING, 25_000n],
    ['2026-01-01', 22_500n],
  ],
  CHF: [
    [BEGINNING, 5_000n],
    ['2025-07-01', 2_500n],
  ],
  JPY: [
    [BEGINNING, 1_000n],
    ['2026-01-01', 2_000n],
  ],
}

const OVERDRAFT_PPM: Dated<bigint> = [
  [BEGINNING, 129_000n],
  ['2026-01-01', 119_000n],
]

/** As the money markets of each currency count. */
const DAY_COUNTS: Readonly<Record<Currency, DayCount>> = {
  USD: 'actual/360',
  EUR: 'actual/360',
  GBP: 'actual/365',
  CHF: 'actual/360',
  JPY: 'actual/365',
}

/** Round amounts of about one value in all currencies: 5.00 of most, 500 yen. */
const about = (amount: bigint, currency: Currency): Money => money(amount * 100n, currency)

const savings = (currency: Currency): Terms[] =>
  SAVINGS_PPM[currency].map(([from, interestPpm]) => ({
    product: 'savings',
    currency,
    from,
    dayCount: DAY_COUNTS[currency],
    interestPpm,
    minimumForInterest: about(1n, currency),
    overdraft: null,
  }))

const current = (currency: Currency): Terms[] =>
  OVERDRAFT_PPM.map(([from, interestPpm]) => ({
    product: 'current',
    currency,
    from,
    dayCount: DAY_COUNTS[currency],
    interestPpm: 0n,
    minimumForInterest: about(1n, currency),
    overdraft: { interestPpm, monthlyFee: about(5n, currency) },
  }))

/** Every product in every currency, each from its oldest terms to its newest. */
export const allTerms: readonly Terms[] = currencies.flatMap((currency) => [
  ...current(currency),
  ...savings(currency),
])

const YEAR_DAYS: Readonly<Record<DayCount, bigint>> = { 'actual/360': 360n, 'actual/365': 365n }

/** What a year's rate is divided by to make a day's. */
export const daysInYear = (dayCount: DayCount): bigint => YEAR_DAYS[dayCount]

/** The terms in force on a business date (`YYYY-MM-DD`). Throws RangeError for one that is none, or before 1970. */
export const termsAt = (product: Product, currency: Currency, date: string): Terms => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`${date} is no business date`)
  const terms = allTerms.findLast(
    (one) => one.product === product && one.currency === currency && one.from <= date,
  )
  if (!terms) throw new RangeError(`The bank had no terms for ${product} in ${currency} on ${date}`)
  return terms
}

/** The highest limit that an account of this product can be given; undefined when it cannot be overdrawn. */
export const maximumOverdraft = (product: Product, currency: Currency): Money | undefined =>
  product === 'current' ? about(5_000n, currency) : undefined

/** The next terms that are known to follow, if any. */
export const termsAfter = ({ product, currency, from }: Terms): Terms | undefined =>
  allTerms.find((one) => one.product === product && one.currency === currency && one.from > from)
