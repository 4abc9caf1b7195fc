/** Which days a history of balances has: the bank's own, up to today. Bad ones are refused by name. */
import { addDays, businessDateOf, daysBetween, startOfDate } from '../domain/calendar/business-dates.ts'
import type { Day } from '../read-models/transactions/balance-history.ts'
import { badInput } from './errors.ts'

/** Of one account, and of all of a customer's together: each is a look into an index. */
export const MAX_DAYS = 800
export const MAX_DAYS_OF_ALL = 100

type Asked = {
  readonly from: string
  readonly to: string
  readonly everyDays: number
  readonly isOfAll: boolean
}

/** Counted back from the last one, which is always there, in order. */
export const daysOfHistory = (
  { from, to, everyDays, isOfAll }: Asked,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Day[] => {
  const today = businessDateOf(now, timeZone)
  if (to > today) throw badInput([{ path: 'to', reason: `must not lie after today, ${today}` }])
  if (from > to) throw badInput([{ path: 'from', reason: 'must not lie after to' }])
  const count = Math.floor(daysBetween(from, to) / everyDays) + 1
  const most = isOfAll ? MAX_DAYS_OF_ALL : MAX_DAYS
  if (count > most)
    throw badInput([
      { path: 'from', reason: `must be nearer to to: at most ${most} days are answered, not ${count}` },
    ])
  return Array.from({ length: count }, (_, n) => {
    const date = addDays(to, (n + 1 - count) * everyDays)
    return { date, end: startOfDate(addDays(date, 1), timeZone) }
  })
}
