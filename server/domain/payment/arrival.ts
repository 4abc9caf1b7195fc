/**
 * How soon other banks have what is sent to them: what the bank tells whoever is about to pay, and what the clearing house
 * works by. Its hours are told in UTC, as all clearing houses tell theirs in one zone.
 */
import { currencyDecimals, type Money } from '../money.ts'

/** In units of which the large currencies have one, and yen a hundred. */
export const INSTANT_UP_TO = 10_000n
export const LARGEST = 1_000_000n
/** From Monday to Friday, for what is too large to be instant. */
export const BUSINESS_HOURS = { zone: 'UTC', opens: '08:00', cutOff: '16:00' } as const
/** How long the other bank then takes at most. */
export const ANSWERED_WITHIN_MINUTES = 40

export type Arrival =
  /** Within seconds, day and night. */
  | { readonly kind: 'instant' }
  /** Within the hour after this moment, which is the one asked about in business hours. */
  | { readonly kind: 'inHours'; readonly begins: string }
  | { readonly kind: 'tooLarge' }

/** Of a payment that leaves the bank at this moment. */
export const arrivalOf = (money: Money, submittedAt: Date): Arrival => {
  if (money.amountMinor > unitsOf(LARGEST, money)) return { kind: 'tooLarge' }
  if (money.amountMinor <= unitsOf(INSTANT_UP_TO, money)) return { kind: 'instant' }
  return { kind: 'inHours', begins: beginsAt(submittedAt).toISOString() }
}

export const unitsOf = (units: bigint, { currency }: Pick<Money, 'currency'>): bigint =>
  units * 10n ** BigInt(Math.max(2, currencyDecimals[currency]))

const DAY_MS = 86_400_000
const [SUNDAY, SATURDAY] = [0, 6]

const beginsAt = (at: Date): Date => {
  const date = at.toISOString().slice(0, 10)
  const [opens, cutOff] = [timeOn(date, BUSINESS_HOURS.opens), timeOn(date, BUSINESS_HOURS.cutOff)]
  if (isBusinessDay(at) && at < cutOff) return at < opens ? opens : at
  let next = new Date(opens.getTime() + DAY_MS)
  while (!isBusinessDay(next)) next = new Date(next.getTime() + DAY_MS)
  return next
}

const timeOn = (date: string, time: string): Date => new Date(`${date}T${time}:00.000Z`)
const isBusinessDay = (at: Date): boolean => at.getUTCDay() !== SUNDAY && at.getUTCDay() !== SATURDAY
