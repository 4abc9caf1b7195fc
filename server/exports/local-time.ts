/** Instants as the bank's days and clock have them. */
import { businessDateOf } from '../domain/calendar/business-dates.ts'

export { businessDateOf }

/** The day before the instant at which a month has ended. */
export const lastDayBefore = (until: string, timeZone: string): string =>
  businessDateOf(new Date(Date.parse(until) - 1), timeZone)

export type LocalTime = {
  /** `2026-03-10` */
  readonly date: string
  /** `10:00:00.000` */
  readonly time: string
  /** Of this zone from UTC at that instant. */
  readonly offsetMinutes: number
}

export const localTime = (instant: string, timeZone: string): LocalTime => {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone)
  return {
    date: zoned.toPlainDate().toString(),
    time: zoned.toPlainTime().toString({ fractionalSecondDigits: 3 }),
    offsetMinutes: zoned.offsetNanoseconds / 60_000_000_000,
  }
}
