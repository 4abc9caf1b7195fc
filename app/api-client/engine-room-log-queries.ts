'use client'

/**
 * The log in two parts: its pages, as they were when the list was opened, and above them what has come since. Pages go on
 * from cursors and are never read again; the end is asked for only while somebody looks at it and wants to see it move.
 */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { addNewer, type Newer } from '../engine-room/log/newer-events.ts'
import { type AuditedEvent, type AuditFilter, api } from './api.ts'

export type LogFilter = Omit<AuditFilter, 'order' | 'commandId'>
export type StoredEvent = Awaited<ReturnType<typeof api.engineRoom.storedEvent.query>>['data']
export type EventVersion = StoredEvent['versions'][number]

const LOOK_EVERY_MS = 2_000
const PAGE_SIZE = 40
const MOST_AT_ONCE = 100

type Pages = { readonly pages: readonly LogPage[]; readonly pageParams: readonly (string | null)[] }
type LogPage = Awaited<ReturnType<typeof readPage>>

const readPage = (filter: LogFilter, cursor: string | null, signal?: AbortSignal) =>
  api.audit.search.query(
    { ...filter, order: 'newest', limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) },
    signal ? { signal } : {},
  )

export const useLog = (
  filter: LogFilter,
  /** False where nobody wants to see it move, or nothing more can come. */
  isFollowing: boolean,
) => {
  const queryClient = useQueryClient()
  const pagesKey = ['engine-room', 'log', 'pages', filter]
  const pages = useInfiniteQuery({
    queryKey: pagesKey,
    queryFn: ({ pageParam, signal }) => readPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // What has come since stands above them.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const base = pages.data?.pages[0]?.version
  const newerKey = ['engine-room', 'log', 'newer', filter, base]
  const newer = useQuery({
    queryKey: newerKey,
    queryFn: async ({ signal, client }): Promise<Newer> => {
      const before = client.getQueryData<Newer>(newerKey) ?? { version: base ?? 0, rows: [], isGap: false }
      if (before.isGap) return before
      const answer = await api.engineRoom.newEvents.query(
        { ...filter, after: before.version, limit: MOST_AT_ONCE },
        { signal },
      )
      return addNewer(before, { ...answer, rows: answer.data })
    },
    enabled: base !== undefined && isFollowing,
    // Pages that have just been read are new themselves. To ask at once would, where much is written, find a gap again,
    // and the list would begin anew without a pause.
    initialData: base === undefined ? undefined : { version: base, rows: [], isGap: false },
    initialDataUpdatedAt: pages.dataUpdatedAt,
    staleTime: LOOK_EVERY_MS,
    // Nothing is asked while the page is hidden: React Query sees to that.
    refetchInterval: LOOK_EVERY_MS,
  })
  const rows = pages.data?.pages.flatMap(({ data }) => data) ?? []
  return {
    ...pages,
    /** As they were when the list was opened; newest first. */
    rows,
    newer: newer.data?.rows ?? NONE,
    /** So much has come that the list has to begin anew to show it without a gap. */
    isGap: newer.data?.isGap ?? false,
    version: newer.data?.version ?? base,
    /** Begins anew at the log's end, without leaving the page empty meanwhile. */
    beginAnew: async () => {
      const page = await readPage(filter, null)
      queryClient.setQueryData<Pages>(pagesKey, { pages: [page], pageParams: [null] })
    },
  }
}

const NONE: readonly AuditedEvent[] = []

/** An event does not change, nor does what was made of it. */
export const useStoredEvent = (position: number) =>
  useQuery({
    queryKey: ['engine-room', 'log', 'event', position],
    queryFn: ({ signal }) => api.engineRoom.storedEvent.query({ position }, { signal }),
    staleTime: 60_000,
  })

/** What has followed from an event may still grow. */
export const useEventCauses = (position: number) =>
  useQuery({
    queryKey: ['engine-room', 'log', 'causes', position],
    queryFn: ({ signal }) => api.audit.causation.query({ globalPosition: position }, { signal }),
  })
