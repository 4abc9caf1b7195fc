/** Which of the bank's days an instant belongs to, for those who ask with every command. */
import { addDays, businessDateOf, startOfDate } from './business-dates.ts'

/** Nearly always it is the day that was asked about last: its bounds are remembered, and the calendar is left alone. */
export const createDayOf = (timeZone: string): ((at: Date) => string) => {
  let from = Number.POSITIVE_INFINITY
  let until = Number.NEGATIVE_INFINITY
  let day = ''
  return (at) => {
    const atMs = at.getTime()
    if (atMs < from || atMs >= until) {
      day = businessDateOf(at, timeZone)
      from = Date.parse(startOfDate(day, timeZone))
      until = Date.parse(startOfDate(addDays(day, 1), timeZone))
    }
    return day
  }
}
