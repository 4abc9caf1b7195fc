/**
 * In what periods sums are kept, so that they are right in any time zone and no projection has to know the bank's: which
 * month a sum belongs to is said when somebody asks. Midnight is at a full quarter of an hour in every zone there is
 * (UTC−12 to UTC+14), so around the end of a month each quarter is a period of its own, and the long rest is one.
 */
const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4

/** The beginning of the quarter of an hour. */
export const quarterOf = (at: Date): Date => new Date(Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS)

/** An instant that is in the same month as `at` wherever one looks at the two from. */
export const periodOf = (at: Date): Date => {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  const isMonthSure =
    at.getTime() >= Date.UTC(year, month) + 12 * HOUR_MS &&
    at.getTime() < Date.UTC(year, month + 1) - 14 * HOUR_MS
  return isMonthSure ? new Date(Date.UTC(year, month, 15)) : quarterOf(at)
}

/** `2026-01`: the month in which the instant lies there. */
export const monthOf = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString()

export const dayOf = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** Half open: `to` is not in it any more. */
export type Range = { readonly from: Date; readonly to: Date }

/** From the first month's beginning to the last one's end. */
export const rangeOfMonths = (first: string, last: string, timeZone: string): Range => ({
  from: startOf(Temporal.PlainYearMonth.from(first).toPlainDate({ day: 1 }), timeZone),
  to: startOf(Temporal.PlainYearMonth.from(last).add({ months: 1 }).toPlainDate({ day: 1 }), timeZone),
})

export const rangeOfDays = (first: string, last: string, timeZone: string): Range => ({
  from: startOf(Temporal.PlainDate.from(first), timeZone),
  to: startOf(Temporal.PlainDate.from(last).add({ days: 1 }), timeZone),
})

const startOf = (date: Temporal.PlainDate, timeZone: string): Date =>
  new Date(date.toZonedDateTime(timeZone).epochMilliseconds)
