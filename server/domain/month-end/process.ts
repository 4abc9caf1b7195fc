/** Closes each month of each account after its end, one after another. */
import { businessDateOf, monthOf, startOfMonth } from '../calendar/business-dates.ts'
import type { AccountId } from '../ids.ts'
import { defineProcess } from '../process.ts'

/** An account has an open month until the one in which it was closed is. */
type Books = {
  /** The first instant of the month that is open: it is due when that lies in a month that is over. */
  readonly openSince: string
  readonly closedAt: string | null
}

/** Closes the books of every account's months, each after its end in the bank's zone, in order. */
export const monthEnd = defineProcess<Books>()({
  name: 'month-end',
  on: {
    AccountOpened: (_, { createdAt }) => ({ openSince: createdAt.toISOString(), closedAt: null }),
    AccountClosed: (state, { createdAt }) => state && { ...state, closedAt: createdAt.toISOString() },
    MonthClosed: (state, { data }) => state && { ...state, openSince: data.until },
  },
  instanceOf: ({ data }) => data.accountId,
  dueAt: ({ openSince }) => openSince,
  isOver: ({ openSince, closedAt }) => closedAt !== null && closedAt < openSince,
  commandsDue: ({ openSince }, { instanceId }) => {
    const data = { accountId: instanceId as AccountId, from: openSince, book: null }
    return [{ step: 'close', name: 'closeMonth', data }]
  },
  dueUpTo: (now, timeZone) => {
    const thisMonth = startOfMonth(monthOf(businessDateOf(now, timeZone)), timeZone)
    return new Date(Date.parse(thisMonth) - 1).toISOString()
  },
})
