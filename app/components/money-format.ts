/** Money as people read it: exact decimals, a real minus sign, the currency's own symbol. One locale, so that server and browser agree. */

const LOCALE = 'en-GB'
const formatters = new Map<string, Intl.NumberFormat>()

const formatterOf = (currency: string) => {
  let formatter = formatters.get(currency)
  if (!formatter) {
    formatter = new Intl.NumberFormat(LOCALE, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    formatters.set(currency, formatter)
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
