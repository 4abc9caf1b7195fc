/**
 * Rates of exchange as exact decimals: a rate is text with at most {@link RATE_DECIMALS} digits behind the point, or a
 * ratio of two whole numbers, and never a float. What the text says is what is reckoned with, so that everybody who reads
 * it comes to the same amount.
 */
import { z } from 'zod'
import { type Currency, currencies, currencyDecimals, type Money, money } from '../money.ts'

/** How exactly a rate is told: enough for a yen in pounds, and few enough to be typed. */
export const RATE_DECIMALS = 8
const ONE = 10n ** BigInt(RATE_DECIMALS)
/** Where everything in the market is told against one currency. */
export const BASE_CURRENCY = 'USD' satisfies Currency

export const rateSchema = z
  .string({ error: 'must be a rate, such as "0.91873215"' })
  .regex(/^(0|[1-9]\d{0,9})(\.\d{1,8})?$/, 'must be a rate, such as "0.91873215"')
  .refine((rate) => /[1-9]/.test(rate), 'must be greater than zero')

/** What one unit of the base currency is worth in each currency, in the middle between buying and selling. */
export type Rates = {
  /** When the market was so, as ISO text. */
  readonly at: string
  readonly perBase: Readonly<Record<Currency, string>>
}

export const ratesSchema: z.ZodType<Rates> = z.object(
  {
    at: z.iso.datetime({ error: 'must be an instant' }),
    perBase: z.object(
      Object.fromEntries(currencies.map((currency) => [currency, rateSchema])) as Record<
        Currency,
        typeof rateSchema
      >,
    ),
  },
  { error: 'must be rates with their time' },
)

export type Ratio = { readonly numerator: bigint; readonly denominator: bigint }

/** What one unit of a currency is worth in another, as exactly as the market tells it. */
export const middleRatio = ({ perBase }: Rates, from: Currency, to: Currency): Ratio => ({
  numerator: scaled(perBase[to]),
  denominator: scaled(perBase[from]),
})

/** The same as it is told: rounded half to even. */
export const middleRate = (rates: Rates, from: Currency, to: Currency): string =>
  formatRate(roundedRate(middleRatio(rates, from, to), divideHalfEven))

/** A part of a ratio as a rate of so many decimals, rounded as `divide` does. Throws where nothing is left of it. */
export const roundedRate = (
  { numerator, denominator }: Ratio,
  divide: (numerator: bigint, denominator: bigint) => bigint,
): bigint => {
  const rate = divide(numerator * ONE, denominator)
  if (rate <= 0n) throw new RangeError(`A rate cannot be told with ${RATE_DECIMALS} decimals`)
  return rate
}

/** `"0.91873215"` → 91_873_215n: in units of the last decimal. */
export const scaled = (rate: string): bigint => {
  const [whole = '', fraction = ''] = rate.split('.')
  return BigInt(`${whole}${fraction.padEnd(RATE_DECIMALS, '0')}`)
}

/** The inverse of {@link scaled}, without zeros that say nothing. */
export const formatRate = (rate: bigint): string => {
  const digits = rate.toString().padStart(RATE_DECIMALS + 1, '0')
  const fraction = digits.slice(-RATE_DECIMALS).replace(/0+$/, '')
  return fraction ? `${digits.slice(0, -RATE_DECIMALS)}.${fraction}` : digits.slice(0, -RATE_DECIMALS)
}

/** An amount at a rate of its currency into another, in the other's minor units and rounded as `divide` does. */
export const converted = (
  { amountMinor, currency }: Money,
  { rate, to, divide }: { rate: string; to: Currency; divide: (n: bigint, d: bigint) => bigint },
): Money => money(divide(amountMinor * scaled(rate) * minorUnits(to), ONE * minorUnits(currency)), to)

/** The amount of a currency which at this rate makes that much of another: the way back. */
export const convertedBack = (
  { amountMinor, currency }: Money,
  { rate, from, divide }: { rate: string; from: Currency; divide: (n: bigint, d: bigint) => bigint },
): Money => money(divide(amountMinor * ONE * minorUnits(from), scaled(rate) * minorUnits(currency)), from)

const minorUnits = (currency: Currency): bigint => 10n ** BigInt(currencyDecimals[currency])

/** To the lower whole number; amounts that are exchanged are never negative. */
export const divideDown = (numerator: bigint, denominator: bigint): bigint => numerator / denominator
export const divideUp = (numerator: bigint, denominator: bigint): bigint =>
  (numerator + denominator - 1n) / denominator

/** To the nearest whole number; a half goes to the even one, on both sides of zero. */
export const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
  if (numerator < 0n) return -divideHalfEven(-numerator, denominator)
  const quotient = numerator / denominator
  const twice = (numerator % denominator) * 2n
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n)
  return isUp ? quotient + 1n : quotient
}
