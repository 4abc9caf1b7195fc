/** Which months of an account have no closed book yet, and from when to when each of them goes. Pure. */
import {
  addMonths,
  businessDateOf,
  monthOf,
  monthsBetween,
  startOfMonth,
} from '../../domain/calendar/business-dates.ts'

export type OpenMonth = {
  readonly month: string
  /** The first instant that belongs to it, and the first that does not any more: ISO text. */
  readonly from: string
  readonly until: string
}

export type AccountMonths = {
  /** The first instant after the last book, or when the account was opened: ISO text. */
  readonly openSince: string
  /** When the account was closed; its last month is the one of that instant. */
  readonly closedAt: string | null
}

/** The oldest first. More than one when the books of a month that is over are not closed yet. */
export const openMonths = (
  { openSince, closedAt }: AccountMonths,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): OpenMonth[] => {
  if (closedAt !== null && closedAt < openSince) return []
  const end = closedAt ?? now.toISOString()
  const first = monthOf(businessDateOf(openSince, timeZone))
  const last = monthOf(businessDateOf(end < openSince ? openSince : end, timeZone))
  return Array.from({ length: monthsBetween(first, last) + 1 }, (_, n) => {
    const month = addMonths(first, n)
    const begins = startOfMonth(month, timeZone)
    return {
      month,
      from: n === 0 ? openSince : begins,
      until: startOfMonth(addMonths(month, 1), timeZone),
    }
  })
}
