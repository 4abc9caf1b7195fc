/** On which dates an order pays, in one sentence: "Every month on the 31st, until 3 March 2027". */
import type { StandingOrder } from '../api-client/plans-queries.ts'
import { scheduledText } from '../text/scheduled.ts'
import { weekdayName, weekdayOf } from './business-days.ts'
import { fullDate } from './dates.ts'

const { frequency: text } = scheduledText

export const describeSchedule = (schedule: StandingOrder['schedule']): string => {
  const { frequency, firstDate, dayOfMonth, lastDate, count } = schedule
  if (frequency === 'once') return text.once(fullDate(firstDate))
  const when =
    frequency === 'monthly'
      ? text.monthly(dayOfMonth ?? Number(firstDate.slice(8)))
      : text[frequency](weekdayName(weekdayOf(firstDate), 'long'))
  const end = lastDate !== null ? text.until(fullDate(lastDate)) : count !== null ? text.times(count) : null
  return end === null ? when : `${when}, ${end}`
}
