/**
 * Amounts as people type them, made into the decimal string that the bank takes. What can only be meant one way is
 * understood; what could mean two different sums is asked back, because a guess here moves money.
 */
import {
  type Currency,
  currencyDecimals,
  formatDecimal,
  MAX_AMOUNT_MINOR,
  parseDecimal,
} from '../../server/domain/decimal.ts'
import { amountsText } from '../text/amounts.ts'
import { formatMoney, numberMarks } from './money-format.ts'

export type TypedAmount =
  | { readonly ok: true; readonly amount: string }
  | { readonly ok: false; readonly reason: string }

const no = (reason: string): TypedAmount => ({ ok: false, reason })

/** An example, in the reader's own way of writing numbers. */
const written = (english: string): string => {
  const { group, decimal } = numberMarks()
  return english.replace(/[,.]/g, (mark) => (mark === ',' ? group : decimal))
}

/** `"1,250.5"`, `"1 250,50"`, `"$1250.50"` in USD → `"1250.50"`. */
export const readAmount = (typed: string, currency: Currency): TypedAmount => {
  const decimals = currencyDecimals[currency]
  const [unit, text] = apart(typed.normalize('NFKC').replace(/[\s'’_]/g, ''))
  if (unit !== null && unit !== currency) return no(amountsText.otherCurrency(currency))
  if (text === '') return no(amountsText.missing)
  if (/^[-−–]/.test(text)) return no(amountsText.notAboveZero)
  if (!/^[\d.,]*\d[\d.,]*$/.test(text)) return no(amountsText.onlyDigits(written('1,250.50')))

  const parts = splitDecimals(text, decimals)
  if (typeof parts === 'string') return no(parts)
  const [whole, fraction] = parts
  if (fraction.length > decimals)
    return no(
      decimals === 0
        ? amountsText.noDecimals(currency)
        : amountsText.tooManyDecimals(currency, decimals, fraction.length),
    )

  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const amount = decimals === 0 ? digits : `${digits}.${fraction.padEnd(decimals, '0')}`
  const minor = parseDecimal(amount, currency)
  if (minor === undefined || minor > MAX_AMOUNT_MINOR)
    return no(
      amountsText.atMost(formatMoney({ amount: formatDecimal(MAX_AMOUNT_MINOR, currency), currency })),
    )
  if (minor === 0n) return no(amountsText.notAboveZero)
  return { ok: true, amount }
}

/** How each currency is written before or after a figure, by the bank itself in any of its locales and by people. */
const unitsOf: Readonly<Record<Currency, readonly string[]>> = {
  USD: ['USD', 'US$', '$US', '$'],
  EUR: ['EUR', '€'],
  GBP: ['GBP', '£GB', '£'],
  CHF: ['CHF', 'SFR.', 'FR.'],
  JPY: ['JPY', 'JP¥', '¥JP', '¥', '円'],
}

const units = (Object.entries(unitsOf) as [Currency, readonly string[]][])
  .flatMap(([currency, spellings]) => spellings.map((spelling) => [spelling, currency] as const))
  .toSorted(([a], [b]) => b.length - a.length)

/** The currency that stands before or after the figure, if one does, and the figure. */
const apart = (text: string): [unit: Currency | null, figure: string] => {
  const capitals = text.toUpperCase()
  for (const [spelling, currency] of units) {
    if (capitals.startsWith(spelling)) return [currency, text.slice(spelling.length)]
    if (capitals.endsWith(spelling)) return [currency, text.slice(0, -spelling.length)]
  }
  return [null, text]
}

/** Whole and fractional digits, or why the separators cannot be understood. */
const splitDecimals = (text: string, decimals: number): [whole: string, fraction: string] | string => {
  const separators = text.replace(/\d/g, '')
  if (separators === '') return [text, '']
  const last = separators.at(-1) as '.' | ','
  const isMixed = new Set(separators).size === 2

  if (!isMixed && separators.length > 1) return ungroup(text, last)
  const at = text.lastIndexOf(last)
  const before = text.slice(0, at)
  const fraction = text.slice(at + 1)
  if (isMixed) {
    const whole = ungroup(before, last === '.' ? ',' : '.')
    return typeof whole === 'string' ? whole : [whole[0], fraction]
  }
  // One separator and three digits: in the reader's own way of grouping these are thousands. Otherwise, such as "1.250"
  // in English, it may be thousands as others write them, or a slip of the finger.
  if (fraction.length === 3 && /^[1-9]\d{0,2}$/.test(before)) {
    if (last === numberMarks().group) return [`${before}${fraction}`, '']
    return decimals === 0
      ? amountsText.whole(`${before}${fraction}`, last)
      : amountsText.eitherOr(
          written(`${before}${fraction}.00`),
          written(`${before}.${fraction.slice(0, decimals)}`),
        )
  }
  return [before, fraction]
}

const ungroup = (text: string, separator: '.' | ','): [string, ''] | string => {
  const groups = text.split(separator)
  const isGrouped =
    /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group))
  return isGrouped || groups.length === 1
    ? [groups.join(''), '']
    : amountsText.thousands(written('1,250,000'))
}
