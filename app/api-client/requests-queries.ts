'use client'

/** What one is asked for, and has asked for. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { allPages } from './all-pages.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'
import { readConsistently } from './consistent-read.ts'
import { bankQuery } from './queries.ts'

const PAGE_SIZE = 40
const OPEN_POLL_MS = 5_000

export type PaymentRequest = Awaited<ReturnType<typeof api.requests.get.query>>['data']
export type RequestStatus = PaymentRequest['status']
export type RequestSide = 'in' | 'out'

/** Newest first, page by page; `over` in whatever way. */
export const useRequests = (direction: RequestSide, status: 'open' | 'over' | undefined) => {
  const { store, lookUp } = useBankSession()
  const query = useInfiniteQuery({
    queryKey: ['bank', 'requests', direction, status ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      readConsistently(
        store,
        (afterVersion) =>
          api.requests.list.query(
            {
              direction,
              status,
              limit: PAGE_SIZE,
              afterVersion,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
            { signal },
          ),
        lookUp,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  const pages = query.data?.pages
  return { ...query, requests: pages?.flatMap((page) => page.data), version: pages?.[0]?.version }
}

/** One of them. That it was taken back, or is being looked at, moves no money and is told nobody: a page asks by itself. */
export const useRequest = (requestId: string) =>
  useQuery({
    ...bankQuery(useBankSession(), ['request', requestId], (afterVersion, signal) =>
      api.requests.get.query({ requestId, afterVersion }, { signal }),
    ),
    refetchInterval: ({ state }) => (state.data?.data.status === 'open' ? OPEN_POLL_MS : false),
  })

/** The shares of one bill, as far as one may see them: all to who has asked, one's own to everybody else. */
export const useShares = (splitId: string) =>
  useQuery(
    bankQuery(useBankSession(), ['requests-of', splitId], (afterVersion, signal) =>
      allPages((cursor) =>
        api.requests.list.query({ splitId, limit: PAGE_SIZE, cursor, afterVersion }, { signal }),
      ),
    ),
  )
