/** How long what is in review has been waiting, and how much it comes to. */
import { type Currency, formatDecimal, type WireMoney } from '../../../../server/domain/decimal.ts'
import type { Review } from '../../../api-client/api.ts'
import { minorUnits } from '../../../api-client/pending-overlay.ts'

export const ages = ['day', 'twoDays', 'longer'] as const
export type Age = (typeof ages)[number]

export type Waiting = {
  readonly age: Age
  readonly count: number
  /** One for each currency, in the order of their codes. */
  readonly sums: readonly WireMoney[]
}

const DAY_MS = 86_400_000

const ageOf = (createdAt: string, now: Date): Age => {
  const days = (now.getTime() - Date.parse(createdAt)) / DAY_MS
  return days < 1 ? 'day' : days < 2 ? 'twoDays' : 'longer'
}

/** All ages, those that nothing has as well. */
export const waitingByAge = (reviews: readonly Pick<Review, 'createdAt' | 'money'>[], now: Date): Waiting[] =>
  ages.map((age) => {
    const those = reviews.filter(({ createdAt }) => ageOf(createdAt, now) === age)
    return { age, count: those.length, sums: sumsOf(those.map(({ money }) => money)) }
  })

const sumsOf = (moneys: readonly Review['money'][]): WireMoney[] => {
  const sums = new Map<Currency, bigint>()
  for (const money of moneys) sums.set(money.currency, (sums.get(money.currency) ?? 0n) + minorUnits(money))
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => ({ amount: formatDecimal(minor, currency), currency }))
}
