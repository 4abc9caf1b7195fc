/** Calendar months, `2026-11`, as the bank counts them: reckoned with, and named as the reader writes them. */
import { dayOf } from './dates.ts'
import { currentLocale } from './preferences.ts'

/** The month that it is in a zone. */
export const monthAt = (at: string | Date, timeZone: string): string => dayOf(at, timeZone).slice(0, 7)

const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

export const addMonths = (month: string, months: number): string => {
  const number = numberOf(month) + months
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}

/** Negative when `to` is the earlier one. */
export const monthsBetween = (from: string, to: string): number => numberOf(to) - numberOf(from)

/** From the first to the last one, both included. */
export const monthsFrom = (first: string, last: string): string[] =>
  Array.from({ length: Math.max(0, monthsBetween(first, last) + 1) }, (_, n) => addMonths(first, n))

export const isMonth = (text: string): boolean => /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text)

const cache = new Map<string, Intl.DateTimeFormat>()

const format = (month: string, options: Intl.DateTimeFormatOptions): string => {
  const key = `${currentLocale()} ${JSON.stringify(options)}`
  const formatter =
    cache.get(key) ?? new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone: 'UTC' })
  cache.set(key, formatter)
  return formatter.format(new Date(`${month}-15T12:00:00Z`))
}

/** "November 2026". */
export const nameOfMonth = (month: string): string => format(month, { month: 'long', year: 'numeric' })

/** "Nov 2026". */
export const shortNameOfMonth = (month: string): string => format(month, { month: 'short', year: 'numeric' })

/** "Nov", where the year stands beside it. */
export const tinyNameOfMonth = (month: string): string => format(month, { month: 'short' })
