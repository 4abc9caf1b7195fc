/**
 * Amounts as decimal strings, and back: exact, and without the schema library, so that a browser which only shows money
 * need not load it.
 */

/** ISO 4217 codes with the number of decimals that each currency's minor unit stands for. */
export const currencyDecimals = { USD: 2, EUR: 2, GBP: 2, CHF: 2, JPY: 0 } as const

export type Currency = keyof typeof currencyDecimals
export type WireMoney = { amount: string; currency: Currency }

/** The largest amount that one command may move: ten billion major units of a two-decimal currency. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000n

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
  const match = /^(-?)(0|[1-9]\d{0,39})(?:\.(\d{1,9}))?$/.exec(text)
  if (!match) return undefined
  const [, sign, whole, fraction = ''] = match
  if (fraction.length !== decimals) return undefined
  const amount = BigInt(`${whole}${fraction}`)
  return sign ? -amount : amount
}
