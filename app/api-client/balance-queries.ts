'use client'

/**
 * Balances over time. The last day of a history is today and not over: what it shows is what the account's own figure
 * shows, pending transfers included, so that no line ends elsewhere than the figure beside it.
 */
import { useQuery } from '@tanstack/react-query'
import type { WireMoney } from '../../server/domain/decimal.ts'
import { addDays, daysBetween } from '../components/calendar-days.ts'
import { dayOf } from '../components/dates.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery, type ShownAccount } from './queries.ts'
import { MOST_ACCOUNTS } from './read-sizes.ts'

export type DayBalance = { readonly date: string; readonly balance: WireMoney }

/** The business date. */
export const useToday = (): string => dayOf(new Date(), useBankSession().bankTimeZone)

/** Of all one's accounts, the last so many days: by account. */
export const useRecentBalances = (days: number): ((account: ShownAccount) => DayBalance[] | undefined) => {
  const session = useBankSession()
  const today = useToday()
  const from = addDays(today, 1 - days)
  const { data } = useQuery(
    bankQuery(session, ['recent-balances', from, today], (afterVersion, signal) =>
      api.accounts.balanceHistory.query({ from, to: today, limit: MOST_ACCOUNTS, afterVersion }, { signal }),
    ),
  )
  return (account) => {
    const history = data?.data.find(({ accountId }) => accountId === account.accountId)
    return history && endingNow(history.days, account, session.bankTimeZone)
  }
}

/** The bank answers up to 800 points at a time; a longer time is looked at week by week, or every fourth week. */
const MOST_POINTS = 800
const SPACINGS = [1, 7, 28] as const

export const spacingFor = (from: string, to: string): number =>
  SPACINGS.find((days) => daysBetween(from, to) / days < MOST_POINTS) ?? 366

/** Of one account, from a day up to today. */
export const useBalanceHistory = (account: ShownAccount, from: string) => {
  const session = useBankSession()
  const today = useToday()
  const { accountId } = account
  const everyDays = spacingFor(from, today)
  const query = useQuery({
    ...bankQuery(session, ['balance-history', accountId, from, today], (afterVersion, signal) =>
      api.accounts.balanceHistory.query(
        { accountId, from, to: today, everyDays, limit: 1, afterVersion },
        { signal },
      ),
    ),
    // Another range of the same account: its line stays until the other one is there.
    placeholderData: (before, query) => (query?.queryKey[2] === accountId ? before : undefined),
  })
  const days = query.data?.data[0]?.days
  return { ...query, days: days && endingNow(days, account, session.bankTimeZone) }
}

/** What was in it at an instant; nothing is asked without one. */
export const useBalanceAt = (accountId: string, at: string | undefined) => {
  const session = useBankSession()
  return useQuery({
    ...bankQuery(session, ['balance-at', accountId, at], (afterVersion, signal) =>
      api.accounts.balanceAt.query({ accountId, at: at ?? '', afterVersion }, { signal }),
    ),
    enabled: at !== undefined,
  })
}

/** What is before the account was opened is left away, and today is as it stands. */
export const endingNow = (
  days: readonly DayBalance[],
  { openedAt, balance }: Pick<ShownAccount, 'openedAt' | 'balance'>,
  timeZone: string,
): DayBalance[] => {
  const opened = dayOf(openedAt, timeZone)
  const shown = days.filter(({ date }) => date >= opened)
  const last = (shown.at(-1) ?? days.at(-1))?.date
  return last === undefined ? [] : [...shown.slice(0, -1), { date: last, balance }]
}
