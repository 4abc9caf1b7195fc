/**
 * The bank's days. A business date (`YYYY-MM-DD`) is a day in the bank's zone, a month (`YYYY-MM`) its days; instants are
 * ISO text in UTC. All of it is arithmetic on what is given: the zone comes in from outside, like the time.
 */
import { z } from 'zod'

/** Later than anybody plans, and early enough for every calendar to know it. */
export const LAST_DATE = '2199-12-31'

/** A date as it comes over the wire. */
export const businessDateSchema = z.iso
  .date({ error: 'must be a date, such as 2026-01-31', abort: true })
  .refine((date) => date <= LAST_DATE, `must not lie after ${LAST_DATE}`)

/** A month as it comes over the wire. */
export const monthSchema = z
  .string('must be a month, such as 2026-01')
  .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-01')

/** The day that it is in this zone at an instant. */
export const businessDateOf = (instant: Date | string, timeZone: string): string =>
  Temporal.Instant.from(typeof instant === 'string' ? instant : instant.toISOString())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()

/**
 * When it is this time (`HH:MM`) on a date. A time that a change of the clocks leaves out comes an hour later, one that
 * it repeats is the first of the two.
 */
export const instantOf = (date: string, time: string, timeZone: string): string =>
  isoOf(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone))

/** The first instant of a date, which need not be midnight. */
export const startOfDate = (date: string, timeZone: string): string =>
  isoOf(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }))

/** By arithmetic, because it is asked for every day of every account's month: in UTC all days are of one length. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
const DAY_MS = 86_400_000

/** Negative when `to` is the earlier one. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

export const monthOf = (date: string): string => date.slice(0, 7)

export const addMonths = (month: string, months: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString()

/** Negative when `to` is the earlier one. */
export const monthsBetween = (from: string, to: string): number =>
  Temporal.PlainYearMonth.from(from).until(Temporal.PlainYearMonth.from(to), { largestUnit: 'months' }).months

/** The month's last day where it has no such day. */
export const dateInMonth = (month: string, day: number): string =>
  Temporal.PlainYearMonth.from(month).toPlainDate({ day }).toString()

/** The first instant of a month: the one before it has ended. */
export const startOfMonth = (month: string, timeZone: string): string =>
  startOfDate(dateInMonth(month, 1), timeZone)

const isoOf = (zoned: Temporal.ZonedDateTime): string => new Date(zoned.epochMilliseconds).toISOString()
