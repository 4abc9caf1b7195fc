'use client'

/** What is to be sent on a date, what has become of it, and the orders that it comes from. */
import { useQuery } from '@tanstack/react-query'
import { allPages } from './all-pages.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { bankQuery } from './queries.ts'

const PAGE_SIZE = 200

export type StandingOrder = Awaited<ReturnType<typeof api.standingOrders.get.query>>['data']
export type Occurrence = Awaited<ReturnType<typeof api.standingOrders.occurrences.query>>['data'][number]
export type Upcoming = Awaited<ReturnType<typeof api.standingOrders.upcoming.query>>['data'][number]
export type Outcome = Awaited<ReturnType<typeof api.standingOrders.outcomes.query>>['data'][number]

/** What all of one's orders will send until a date, in order. */
export const useUpcoming = (until: string, isWanted = true) =>
  useQuery({
    ...bankQuery(useBankSession(), ['upcoming', until], (afterVersion, signal) =>
      allPages((cursor) =>
        api.standingOrders.upcoming.query({ until, limit: PAGE_SIZE, cursor, afterVersion }, { signal }),
      ),
    ),
    enabled: isWanted,
  })

/** The next dates of one order; a page of them is more than anybody looks through. */
export const useComingDates = (orderId: string, until: string) =>
  useQuery(
    bankQuery(useBankSession(), ['upcoming', until, orderId], (afterVersion, signal) =>
      api.standingOrders.upcoming.query({ orderId, until, limit: 50, afterVersion }, { signal }),
    ),
  )

/** What has become of the dates from one until another. */
export const useOutcomes = (from: string, until: string) =>
  useQuery(
    bankQuery(useBankSession(), ['outcomes', from, until], (afterVersion, signal) =>
      allPages((cursor) =>
        api.standingOrders.outcomes.query(
          { from, until, limit: PAGE_SIZE, cursor, afterVersion },
          { signal },
        ),
      ),
    ),
  )

/** All of them, newest first. */
export const useStandingOrders = () =>
  useQuery(
    bankQuery(useBankSession(), ['standing-orders'], (afterVersion, signal) =>
      allPages((cursor) =>
        api.standingOrders.list.query({ limit: PAGE_SIZE, cursor, afterVersion }, { signal }),
      ),
    ),
  )

export const useStandingOrder = (orderId: string) =>
  useQuery(
    bankQuery(useBankSession(), ['standing-order', orderId], (afterVersion, signal) =>
      api.standingOrders.get.query({ orderId, afterVersion }, { signal }),
    ),
  )

/** What has become of one order's dates, the newest first. */
export const useOccurrences = (orderId: string) =>
  useQuery(
    bankQuery(useBankSession(), ['occurrences', orderId], (afterVersion, signal) =>
      allPages((cursor) =>
        api.standingOrders.occurrences.query({ orderId, limit: PAGE_SIZE, cursor, afterVersion }, { signal }),
      ),
    ),
  )
