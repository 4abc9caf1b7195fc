/** What stands on a statement, in English, and how figures and days are written there. */

import { formatAccountNumber } from '../../domain/account-number.ts'
import type { WireMoney } from '../../domain/money.ts'

export const LANGUAGE = 'en-GB'

export const words = {
  bank: 'Passbook',
  statement: 'Account statement',
  transactions: 'Transactions',
  page: 'Page',
  of: 'of',
  opening: 'Opening balance',
  credits: 'Money in',
  debits: 'Money out',
  closing: 'Closing balance',
  soFar: 'Balance so far',
  byCategory: 'By category',
  entries: 'Entries',
  noEntries: 'There were no entries in this month.',
  category: 'Category',
  count: 'Entries',
  date: 'Date',
  details: 'Details',
  amount: 'Amount',
  balance: 'Balance',
  available: 'Available at the end',
  proof: 'Proof',
  total: 'Total',
  madeOn: (date: string, version: number, timeZone: string) =>
    `Made on ${date} as of version ${version} of the bank's log. Days are those of ${timeZone}.`,
  amountsIn: (currency: string) => `All amounts in ${currency}`,
  owner: (name: string) => `Account of ${name}`,
  numbered: formatAccountNumber,
  balanceNow: 'Balance of the account',
  lines: (count: number) => (count === 1 ? '1 transaction' : `${figureOfCount(count)} transactions`),
  noLines: 'No transaction fits.',
  picked: {
    kind: 'List of transactions',
    title: 'What was picked out',
    by: 'By',
    asked: 'Asked for',
    selection: 'A selection of the account’s transactions, and no statement of it.',
    everything: 'All transactions of the account, as of this version; no statement of a month.',
    search: 'Words',
    quoted: (typed: string) => `“${typed}”`,
    direction: 'Direction',
    directions: { in: 'Money in', out: 'Money out' },
    amount: 'Amount',
    dates: 'Dates',
    categories: 'Categories',
    counterparty: 'With',
    between: (low: string, high: string) => `${low} – ${high}`,
    from: (low: string) => `from ${low}`,
    upTo: (high: string | null) => `up to ${high}`,
  },
} as const

/** `-1250.50` as `−1,250.50`. */
export const figure = ({ amount }: WireMoney): string => {
  const [whole = '', fraction] = amount.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount.startsWith('-') ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** With a sign either way, because no colour says it on paper; nothing has none. */
export const signedFigure = (money: WireMoney, direction: 'in' | 'out'): string =>
  `${/[1-9]/.test(money.amount) ? (direction === 'in' ? '+' : '−') : ''}${figure(money)}`

const figureOfCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** `2026-03` as `March 2026`. */
export const monthName = (month: string): string =>
  `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`

/** `2026-03-10` as `10 Mar`. */
export const dayName = (date: string): string =>
  `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]!.slice(0, 3)}`

/** `2026-03-10` as `10 Mar 2026`: where a table has more than a year. */
export const dayAndYear = (date: string): string => `${dayName(date)} ${date.slice(0, 4)}`

/** `2026-03-10` as `10 March 2026`. */
export const longDay = (date: string): string => `${Number(date.slice(8, 10))} ${monthName(date.slice(0, 7))}`
