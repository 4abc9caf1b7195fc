/**
 * Arithmetic with calendar days (`2026-11-29`). Days are the bank's, and an account's day ends when the bank's does, so
 * the zone comes in where an instant is asked for.
 */
import { dayOf } from './dates.ts'

const DAY_MS = 86_400_000

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

export const laterOf = (a: string, b: string): string => (daysBetween(a, b) > 0 ? b : a)

/** Negative when `to` is the earlier one. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

export const lastOfMonth = (date: string): string => {
  const [year, month] = date.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** A date that exists: `2026-02-30` is none. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(text)) && addDays(text, 0) === text

const ends = new Map<string, string>()

/**
 * The last millisecond of a day there, as ISO text. Searched for by halving, between the earliest and the latest that it
 * can end anywhere: so no rule of any zone has to be known, and days of 23 or 25 hours are no special case.
 */
export const endOfDay = (date: string, timeZone: string): string => {
  const key = `${timeZone} ${date}`
  const known = ends.get(key)
  if (known) return known
  const midnight = Date.parse(date) + DAY_MS
  let [inIt, after] = [midnight - DAY_MS / 2 - 3 * 3_600_000, midnight + 14 * 3_600_000]
  while (after - inIt > 1) {
    const middle = Math.floor((inIt + after) / 2)
    if (dayOf(new Date(middle), timeZone) <= date) inIt = middle
    else after = middle
  }
  const end = new Date(inIt).toISOString()
  ends.set(key, end)
  return end
}

const MINUTE_MS = 60_000

/**
 * When a clock there shows the time of that day, from the hours in which no zone moves its clocks on: so it is as far from
 * the day's end as on every other day.
 */
export const instantOn = (date: string, time: string, timeZone: string): Date => {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return new Date(Date.parse(endOfDay(date, timeZone)) + 1 - DAY_MS + (hours * 60 + minutes) * MINUTE_MS)
}

/** The instant at which the day begins there. */
export const startOfDay = (day: string, timeZone: string): string =>
  new Date(Date.parse(endOfDay(addDays(day, -1), timeZone)) + 1).toISOString()
