/**
 * Days of the bank, `2026-12-01`, and months, `2026-12`, as the reader writes them. The bank has reckoned them in its own
 * zone already, so nothing here knows a zone: all of it is arithmetic on the calendar.
 */
import { datesText } from '../text/dates.ts'
import { addDays, daysBetween, lastOfMonth } from './calendar-days.ts'
import { dayOf, fullDate, shortDateAndYear } from './dates.ts'
import { currentLocale } from './preferences.ts'

const cache = new Map<string, Intl.DateTimeFormat>()

const write = (date: string, options: Intl.DateTimeFormatOptions): string => {
  const locale = currentLocale()
  const key = `${locale} ${JSON.stringify(options)}`
  let formatter = cache.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    cache.set(key, formatter)
  }
  return formatter.format(new Date(date))
}

/** The bank's day right now. */
export const todayIn = (bankTimeZone: string): string => dayOf(new Date(), bankTimeZone)

export const monthOf = (date: string): string => date.slice(0, 7)

export const addMonths = (month: string, months: number): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

export const lastDayOf = (month: string): string => lastOfMonth(`${month}-01`)

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7

/** Sunday in America and Japan, Monday elsewhere. */
export const firstWeekday = (): number => (['en-US', 'ja'].includes(currentLocale()) ? 7 : 1)

/** "Today", "Tomorrow", "Monday 16 November", "3 March 2027". */
export const nameOfDate = (date: string, today: string): string => {
  const near = { [-1]: datesText.yesterday, 0: datesText.today, 1: datesText.tomorrow }
  const name = near[daysBetween(today, date) as keyof typeof near]
  if (name) return name
  return date.slice(0, 4) === today.slice(0, 4)
    ? write(date, { weekday: 'long', day: 'numeric', month: 'long' })
    : fullDate(date)
}

/** "Today", "Tomorrow", "3 Mar 2027". */
export const nearDate = (date: string, today: string): string =>
  Math.abs(daysBetween(today, date)) <= 1 ? nameOfDate(date, today) : shortDateAndYear(date)

/** "Monday 16 November 2026". */
export const weekdayAndDate = (date: string): string =>
  write(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

export const monthName = (month: string): string => write(`${month}-01`, { month: 'long', year: 'numeric' })

/** Monday, or the day that is given: short for a column's head, long to be read aloud. */
export const weekdayName = (weekday: number, width: 'short' | 'long'): string =>
  // The first of January 2024 was a Monday.
  write(addDays('2024-01-01', weekday - 1), { weekday: width })
