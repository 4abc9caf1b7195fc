/**
 * Money is a whole number of minor units and a currency: never a float, never a bare number.
 *
 * Three shapes, one meaning: in code `{ amountMinor: 50000n, currency: 'USD' }`; in a stored event the same with the
 * integer as a string; on the wire `{ amount: '500.00', currency: 'USD' }` with exactly the currency's decimals.
 */
import { z } from 'zod'

/** ISO 4217 codes with the number of decimals that each currency's minor unit stands for. */
export const currencyDecimals = { USD: 2, EUR: 2, GBP: 2, CHF: 2, JPY: 0 } as const

export type Currency = keyof typeof currencyDecimals
export type Money = { readonly amountMinor: bigint; readonly currency: Currency }
export type WireMoney = { amount: string; currency: Currency }

export const currencies = Object.keys(currencyDecimals) as [Currency, ...Currency[]]
export const currencySchema = z.enum(currencies, { error: `must be one of ${currencies.join(', ')}` })

/** The largest amount that one command may move: ten billion major units of a two-decimal currency. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000n

/** The largest balance an account may reach: far inside Postgres' bigint, so that no sum can overflow. */
export const MAX_BALANCE_MINOR = 1_000_000_000_000_000n

export const money = (amountMinor: bigint, currency: Currency): Money => ({ amountMinor, currency })
export const zero = (currency: Currency): Money => ({ amountMinor: 0n, currency })

/** Adds two amounts of one currency. Mixing currencies is a fault in the caller, not a business rule. */
export const add = (a: Money, b: Money): Money => {
  assertSameCurrency(a, b)
  return { amountMinor: a.amountMinor + b.amountMinor, currency: a.currency }
}

export const subtract = (a: Money, b: Money): Money => {
  assertSameCurrency(a, b)
  return { amountMinor: a.amountMinor - b.amountMinor, currency: a.currency }
}

const assertSameCurrency = (a: Money, b: Money): void => {
  if (a.currency !== b.currency) throw new TypeError(`Cannot combine ${a.currency} with ${b.currency}`)
}

/** `50000n, 'USD'` → `'500.00'`; `-5n, 'USD'` → `'-0.05'`; `500n, 'JPY'` → `'500'`. */
export const formatDecimal = (amountMinor: bigint, currency: Currency): string => {
  const decimals = currencyDecimals[currency]
  const sign = amountMinor < 0n ? '-' : ''
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(decimals + 1, '0')
  return decimals === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** The inverse of {@link formatDecimal}: `undefined` unless the text has exactly the currency's decimals. */
export const parseDecimal = (text: string, currency: Currency): bigint | undefined => {
  const decimals = currencyDecimals[currency]
  const match = /^(-?)(0|[1-9]\d{0,17})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const [, sign, whole, fraction = ''] = match
  if (fraction.length !== decimals) return undefined
  const amount = BigInt(`${whole}${fraction}`)
  return sign ? -amount : amount
}

export const toWire = ({ amountMinor, currency }: Money): WireMoney => ({
  amount: formatDecimal(amountMinor, currency),
  currency,
})

const describeDecimals = (currency: Currency): string =>
  currencyDecimals[currency] === 0
    ? `must be a whole number: ${currency} has no decimals`
    : `must be a decimal number with exactly ${currencyDecimals[currency]} decimals, such as "12.50"`

/** A positive amount as it comes over the wire; each problem is reported at `amount` or `currency`. */
export const amountSchema = z
  .object({
    amount: z.string({ error: 'must be a decimal string, such as "12.50"' }),
    currency: currencySchema,
  })
  .transform(({ amount, currency }, context): Money => {
    const problem = (message: string) => {
      context.addIssue({ code: 'custom', path: ['amount'], message })
      return z.NEVER
    }
    const amountMinor = parseDecimal(amount, currency)
    if (amountMinor === undefined) return problem(describeDecimals(currency))
    if (amountMinor <= 0n) return problem('must be greater than zero')
    if (amountMinor > MAX_AMOUNT_MINOR)
      return problem(`must be at most ${formatDecimal(MAX_AMOUNT_MINOR, currency)} ${currency}`)
    return { amountMinor, currency }
  })

/** Money as it stands in a stored event. */
export const storedMoneySchema = z.object({
  amountMinor: z
    .string()
    .regex(/^-?\d+$/)
    .transform(BigInt),
  currency: currencySchema,
})
