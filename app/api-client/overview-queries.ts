'use client'

/** What a customer should know before anything else: what is to be sent, what waits for an answer, what is new. */
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/trpc/router.ts'
import { api } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { bankQuery } from './queries.ts'
import { NEWEST_READ, REQUESTS_READ, UPCOMING_READ } from './read-sizes.ts'

type Outputs = inferRouterOutputs<AppRouter>
export type Upcoming = Outputs['standingOrders']['upcoming']['data'][number]
export type OpenRequest = Outputs['requests']['list']['data'][number]

/** A bank that schedules more than this for one person within a month is not this one. */
const MOST_PAGES = 5

/** All that standing orders are to send until a date, that date included, the next one first. */
export const upcomingQuery = (session: BankSession, until: string) =>
  bankQuery(session, ['upcoming', until], async (afterVersion, signal) => {
    const data: Upcoming[] = []
    let version = Number.POSITIVE_INFINITY
    let cursor: string | undefined
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await api.standingOrders.upcoming.query(
        { until, limit: UPCOMING_READ, afterVersion, ...(cursor ? { cursor } : {}) },
        { signal },
      )
      data.push(...page.data)
      version = Math.min(version, page.version)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    return { version, data }
  })

export const useUpcomingUntil = (until: string) => {
  const query = useQuery(upcomingQuery(useBankSession(), until))
  return { ...query, upcoming: query.data?.data, version: query.data?.version }
}

/** What others have asked one for, and one has not answered. */
export const openRequestsQuery = (session: BankSession) =>
  bankQuery(session, ['open-requests'], (afterVersion, signal) =>
    api.requests.list.query(
      { direction: 'in', status: 'open', limit: REQUESTS_READ, afterVersion },
      { signal },
    ),
  )

export const useOpenRequests = () => {
  const query = useQuery(openRequestsQuery(useBankSession()))
  return { ...query, requests: query.data?.data ?? none }
}

const none: readonly OpenRequest[] = []

/** The newest few; the bell has all of them. */
export const newestNotificationsQuery = (session: BankSession) =>
  bankQuery(session, ['notifications', 'newest', NEWEST_READ], (afterVersion, signal) =>
    api.notifications.list.query({ limit: NEWEST_READ, afterVersion }, { signal }),
  )

export const useNewestNotifications = () => {
  const query = useQuery(newestNotificationsQuery(useBankSession()))
  return { ...query, notifications: query.data?.data, version: query.data?.version }
}
