/**
 * Money is a whole number of minor units and a currency: never a float, never a bare number.
 *
 * Three shapes, one meaning: in code `{ amountMinor: 50000n, currency: 'USD' }`; in a stored event the same with the
 * integer as a string; on the wire `{ amount: '500.00', currency: 'USD' }` with exactly the currency's decimals.
 */
import { z } from 'zod'
import {
  type Currency,
  currencyDecimals,
  formatDecimal,
  MAX_AMOUNT_MINOR,
  parseDecimal,
  type WireMoney,
} from './decimal.ts'

export { type Currency, currencyDecimals, formatDecimal, MAX_AMOUNT_MINOR, parseDecimal, type WireMoney }

export type Money = { readonly amountMinor: bigint; readonly currency: Currency }

export const currencies = Object.keys(currencyDecimals) as [Currency, ...Currency[]]
export const currencySchema = z.enum(currencies, { error: `must be one of ${currencies.join(', ')}` })

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

export const toWire = ({ amountMinor, currency }: Money): WireMoney => ({
  amount: formatDecimal(amountMinor, currency),
  currency,
})

/** The inverse, of what the bank itself has put on the wire. Throws for anything else. */
export const fromWire = ({ amount, currency }: WireMoney): Money => {
  const amountMinor = parseDecimal(amount, currency)
  if (amountMinor === undefined) throw new TypeError(`${amount} is no amount of ${currency}`)
  return { amountMinor, currency }
}

const describeDecimals = (currency: Currency): string =>
  currencyDecimals[currency] === 0
    ? `must be a whole number: ${currency} has no decimals`
    : `must be a decimal number with exactly ${currencyDecimals[currency]} decimals, such as "12.50"`

const amountFrom = (lowest: 0n | 1n) =>
  z
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
      if (amountMinor < lowest)
        return problem(lowest === 0n ? 'must not be negative' : 'must be greater than zero')
      if (amountMinor > MAX_AMOUNT_MINOR)
        return problem(`must be at most ${formatDecimal(MAX_AMOUNT_MINOR, currency)} ${currency}`)
      return { amountMinor, currency }
    })

/** A positive amount as it comes over the wire; each problem is reported at `amount` or `currency`. */
export const amountSchema = amountFrom(1n)

/** The same where nothing is an amount, too: a limit. */
export const limitSchema = amountFrom(0n)

/** Money as it stands in a stored event. */
export const storedMoneySchema = z.object({
  amountMinor: z
    .string()
    .regex(/^-?\d+$/)
    .transform(BigInt),
  currency: currencySchema,
})
