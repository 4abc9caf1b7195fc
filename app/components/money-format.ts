/** Money as people read it: exact decimals, a real minus sign, the currency's own symbol, in the reader's locale. */
import { currentLocale } from './preferences.ts'

const formatters = new Map<string, Intl.NumberFormat>()

const formatterOf = (currency: string, style: 'full' | 'short' = 'full') => {
  const locale = currentLocale()
  const key = `${locale} ${currency} ${style}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(style === 'short' && { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }),
    })
    formatters.set(key, formatter)
  }
  return formatter
}

/** `{ amount: '-1250.50', currency: 'USD' }` → `−$1,250.50`. The decimal string goes to Intl as it is, never as a float. */
export const formatMoney = (
  { amount, currency }: { amount: string; currency: string },
  sign: 'auto' | 'in' | 'out' = 'auto',
): string => {
  const isNegative = amount.startsWith('-')
  const figure = formatterOf(currency).format((isNegative ? amount.slice(1) : amount) as `${number}`)
  if (sign === 'in') return `+${figure}`
  return sign === 'out' || isNegative ? `−${figure}` : figure
}

/** About how much, where there is no room for more: `{ amount: '-1250.50', currency: 'USD' }` → `−$1.3K`. */
export const formatMoneyShort = ({ amount, currency }: { amount: string; currency: string }): string => {
  const isNegative = amount.startsWith('-')
  const figure = formatterOf(currency, 'short').format((isNegative ? amount.slice(1) : amount) as `${number}`)
  return isNegative ? `−${figure}` : figure
}

/** Percent as the bank says it: `"2.25"` → `2.25%`, with the reader's own marks. */
export const formatPercent = (percent: string): string => {
  const digits = percent.split('.')[1]?.length ?? 0
  const format = new Intl.NumberFormat(currentLocale(), {
    style: 'unit',
    unit: 'percent',
    minimumFractionDigits: digits,
  })
  return format.format(percent as `${number}`)
}

/** A number of things: `1234` → `1,234`. */
export const formatCount = (count: number): string => count.toLocaleString(currentLocale())

/** A decimal that is no money, such as a rate, with all its digits: `0.88019683` → `0,88019683` in German. */
export const formatNumber = (decimal: string): string => {
  const digits = decimal.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat(currentLocale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal as `${number}`)
}

/** How the reader writes numbers: `,` and `.` in English, `.` and `,` in German. */
export const numberMarks = (): { readonly group: string; readonly decimal: string } => {
  const parts = new Intl.NumberFormat(currentLocale(), { useGrouping: 'always' }).formatToParts(1234567.5)
  const find = (type: string, other: string) => parts.find((part) => part.type === type)?.value ?? other
  return { group: find('group', ','), decimal: find('decimal', '.') }
}
