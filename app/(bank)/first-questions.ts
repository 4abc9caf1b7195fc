/**
 * What each page asks the bank first, word for word as its hooks do: another question is asked in vain, and once more.
 * Pages that are not named here ask only what all of them do.
 */
import { type EarlyQuestion, whoIsHere } from '../api-client/early-answers.ts'
import { FIRST_SIZE } from '../api-client/list-pages.ts'
import {
  MOST_ACCOUNTS,
  MOST_HELD,
  NEWEST_READ,
  PAYEES_READ,
  RECENT_TRANSFERS,
  REQUESTS_READ,
  UPCOMING_READ,
} from '../api-client/read-sizes.ts'
import { addDays, lastOfMonth, laterOf } from '../components/calendar-days.ts'
import { dayOf } from '../components/dates.ts'

const everywhere: readonly EarlyQuestion[] = [
  ...whoIsHere,
  ['accounts.list', { limit: MOST_ACCOUNTS }],
  ['notifications.unreadCount', {}],
]
const held: EarlyQuestion = ['transfers.list', { status: 'held', limit: MOST_HELD }]

const ofOverview = (bankTimeZone: string): EarlyQuestion[] => {
  const until = overviewUntil(dayOf(new Date(), bankTimeZone))
  return [
    ['standingOrders.upcoming', { until, limit: UPCOMING_READ }],
    ['requests.list', { direction: 'in', status: 'open', limit: REQUESTS_READ }],
    ['notifications.list', { limit: NEWEST_READ }],
    held,
  ]
}

const ofTransfer: readonly EarlyQuestion[] = [
  ['transfers.list', { limit: RECENT_TRANSFERS }],
  ['payees.list', { limit: PAYEES_READ }],
  ['settings.get', {}],
]

/** Whose page it is, if it is an account's. */
export const accountIn = (pathname: string): string | undefined =>
  /^\/accounts\/([^/]+)$/.exec(pathname)?.[1]?.toLowerCase()

/** Until when what is scheduled stands on the overview: to the month's end, and always what comes tomorrow. */
export const overviewUntil = (today: string): string => laterOf(lastOfMonth(today), addDays(today, 1))

export const firstQuestions = (pathname: string, bankTimeZone: string): EarlyQuestion[] => {
  const accountId = accountIn(pathname)
  return [
    ...everywhere,
    ...(pathname === '/' ? ofOverview(bankTimeZone) : []),
    ...(pathname === '/transfer' ? ofTransfer : []),
    ...(pathname === '/activity' ? [['accounts.activity', { limit: FIRST_SIZE }] as const, held] : []),
    ...(accountId ? [['accounts.transactions', { accountId, limit: FIRST_SIZE }] as const, held] : []),
  ]
}
