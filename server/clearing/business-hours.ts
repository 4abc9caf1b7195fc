/** When the clearing house begins with what it is given: at once in business hours, else when it opens next. */
import type { ClearingSettings } from './settings.ts'

const SATURDAY = 6

export const beginsAt = (
  submittedAt: Date,
  { zone, opens, cutOff }: ClearingSettings['businessHours'],
): Date => {
  const local = Temporal.Instant.fromEpochMilliseconds(submittedAt.getTime()).toZonedDateTimeISO(zone)
  const isBusinessDay = (day: Temporal.PlainDate) => day.dayOfWeek < SATURDAY
  const today = local.toPlainDate()
  const time = local.toPlainTime()
  if (isBusinessDay(today)) {
    if (Temporal.PlainTime.compare(time, opens) < 0) return opening(today, { zone, opens })
    if (Temporal.PlainTime.compare(time, cutOff) < 0) return submittedAt
  }
  let next = today.add({ days: 1 })
  while (!isBusinessDay(next)) next = next.add({ days: 1 })
  return opening(next, { zone, opens })
}

const opening = (day: Temporal.PlainDate, { zone, opens }: { zone: string; opens: string }): Date =>
  new Date(day.toZonedDateTime({ timeZone: zone, plainTime: opens }).epochMilliseconds)
