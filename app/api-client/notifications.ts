'use client'

/** What the bank has told the person signed in. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from './api.ts'
import { type BankSession, useBankSession } from './bank-session.tsx'
import { readConsistently } from './consistent-read.ts'
import { bankQuery } from './queries.ts'

const PAGE_SIZE = 20

export const unreadQuery = (session: BankSession) =>
  bankQuery(session, ['notifications', 'unread'], (afterVersion, signal) =>
    api.notifications.unreadCount.query({ afterVersion }, { signal }),
  )

/** How many are unread; undefined while that is not known. */
export const useUnread = (): number | undefined => useQuery(unreadQuery(useBankSession())).data?.data.unread

/** Newest first, page by page: all of them, or what was not read yet. */
export const useNotifications = (unreadOnly = false) => {
  const { store, lookUp } = useBankSession()
  const query = useInfiniteQuery({
    queryKey: ['bank', 'notifications', 'list', unreadOnly],
    queryFn: ({ pageParam, signal }) =>
      readConsistently(
        store,
        (afterVersion) =>
          api.notifications.list.query(
            { limit: PAGE_SIZE, unreadOnly, afterVersion, ...(pageParam ? { cursor: pageParam } : {}) },
            { signal },
          ),
        lookUp,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  const pages = query.data?.pages
  return {
    ...query,
    notifications: pages?.flatMap((page) => page.data),
    /** Everything that is shown was there by then. */
    version: pages?.[0]?.version,
  }
}

/** Marks as read what was there at a version. Where that fails nothing is lost: they stay unread. */
export const useMarkRead = () => {
  const { store } = useBankSession()
  const queryClient = useQueryClient()
  return useCallback(
    async (upTo: number): Promise<void> => {
      const answer = await api.commands.markNotificationsRead.mutate({ upTo }).catch(() => undefined)
      if (answer) store.raiseFloor(answer.version)
      await queryClient.invalidateQueries({ queryKey: ['bank', 'notifications'] })
    },
    [queryClient, store],
  )
}
