/** On which dates an order pays, in one sentence: "Every month on the 31st, until 3 March 2027". */
import type { StandingOrder } from '../api-client/plans-queries.ts'
import { scheduledText } from '../text/scheduled.ts'
import { weekdayName, weekdayOf } from './business-days.ts'
import { dayOfYear, fullDate } from './dates.ts'

const { frequency: text } = scheduledText

export const describeSchedule = (schedule: StandingOrder['schedule']): string => {
  const { lastDate, count } = schedule
  const when = rhythmOf(schedule)
  const end = lastDate !== null ? text.until(fullDate(lastDate)) : count !== null ? text.times(count) : null
  return end === null ? when : `${when}, ${end}`
}

const rhythmOf = ({ frequency, firstDate, dayOfMonth }: StandingOrder['schedule']): string => {
  const day = dayOfMonth ?? Number(firstDate.slice(8))
  switch (frequency) {
    case 'once':
      return text.once(fullDate(firstDate))
    case 'weekly':
    case 'fourWeekly':
      return text[frequency](weekdayName(weekdayOf(firstDate), 'long'))
    case 'monthly':
    case 'quarterly':
      return text[frequency](day)
    case 'yearly':
      // Most years have no 29 February, and pay on the day before.
      return firstDate.slice(5, 7) === '02' && day > 28
        ? text.endOfFebruary
        : text.yearly(dayOfYear(firstDate))
  }
}
