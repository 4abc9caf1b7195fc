/** What somebody may mean who lets an order begin on the last day of a month. */
import type { Frequency } from '../../server/domain/standing-order/schedule.ts'
import { addDays, isDate } from './calendar-days.ts'

/**
 * Whether it cannot be told from the first date if that day is meant, or always the last one: the last day of February to
 * November, where others of the months to come are longer; where it is the same month every year, 28 February alone.
 */
export const mayMeanLastDay = ({
  frequency,
  firstDate,
}: {
  readonly frequency: Frequency
  readonly firstDate: string
}): boolean => {
  if (!isDate(firstDate) || !addDays(firstDate, 1).endsWith('-01')) return false
  switch (frequency) {
    case 'monthly':
    case 'quarterly':
      return !firstDate.endsWith('-31')
    case 'yearly':
      return firstDate.endsWith('-02-28')
    default:
      return false
  }
}
