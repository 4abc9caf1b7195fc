/** Dates and times as the reader writes them, in the zone that is handed in: usually `timeZone` of the session. */
import { datesText } from '../text/dates.ts'
import type { Locale } from './locale.ts'
import { currentLocale } from './preferences.ts'

const cache = new Map<string, Intl.DateTimeFormat>()

const format = (at: string | Date, timeZone: string, options: Intl.DateTimeFormatOptions): string => {
  const locale = currentLocale()
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`
  let formatter = cache.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...inOwnWay(locale, options), timeZone })
    cache.set(key, formatter)
  }
  return formatter.format(new Date(at))
}

/** Twelve hours are counted without a leading zero. */
const inOwnWay = (locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions =>
  locale === 'en-US' && options.hour ? { ...options, hour: 'numeric' } : options

const calendars = new Map<string, Intl.DateTimeFormat>()

/** `2026-11-23`, the calendar day there, to group by. */
export const dayOf = (at: string | Date, timeZone: string): string => {
  let calendar = calendars.get(timeZone)
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    calendars.set(timeZone, calendar)
  }
  return calendar.format(new Date(at))
}

/** "Today", "Yesterday", "Monday 16 November", "3 March 2025". */
export const nameOfDay = (at: string, timeZone: string, now: Date): string => {
  const day = dayOf(at, timeZone)
  if (day === dayOf(now, timeZone)) return datesText.today
  if (day === dayOf(new Date(now.getTime() - 86_400_000), timeZone)) return datesText.yesterday
  return day.slice(0, 4) === dayOf(now, timeZone).slice(0, 4)
    ? format(at, timeZone, { weekday: 'long', day: 'numeric', month: 'long' })
    : format(at, timeZone, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** A date of the calendar, as it stands in a schedule: "3 March 2025", wherever it is read. */
export const calendarDate = (date: string): string =>
  format(`${date}T12:00:00Z`, 'UTC', { day: 'numeric', month: 'long', year: 'numeric' })

export const shortDay = (at: string, timeZone: string): string =>
  format(at, timeZone, { day: 'numeric', month: 'short' })

export const timeOfDay = (at: string, timeZone: string): string =>
  format(at, timeZone, { hour: '2-digit', minute: '2-digit' })

/** By the clock there, from 0 to 23. */
export const hourOf = (at: Date, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(at))

export const dayAndTime = (at: string | Date, timeZone: string): string =>
  format(at, timeZone, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' })

export const exactTime = (at: string, timeZone: string): string =>
  format(at, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** A calendar day by itself (`2026-11-23`), whatever the zone: "23 November 2026". */
export const fullDate = (date: string): string =>
  format(date, 'UTC', { day: 'numeric', month: 'long', year: 'numeric' })

/** A day of any year: "23 November". */
export const dayOfYear = (date: string): string => format(date, 'UTC', { day: 'numeric', month: 'long' })

export const shortDate = (date: string): string => shortDay(date, 'UTC')

/** With the year where it is short and may be another one: "23 Nov 2026". */
export const shortDateAndYear = (date: string): string =>
  format(date, 'UTC', { day: 'numeric', month: 'short', year: 'numeric' })

/** To the second and with the zone, for where it must be told exactly. */
export const exactMoment = (at: string, timeZone: string): string =>
  format(at, timeZone, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
