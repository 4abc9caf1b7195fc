'use client'

/** How the bank's processes and the worker's queues stand. Nothing is asked while the page is hidden. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

export type ProcessFigures = Awaited<
  ReturnType<typeof api.engineRoom.processes.overview.query>
>['data'][number]
export type ProcessInstance = Awaited<
  ReturnType<typeof api.engineRoom.processes.instances.query>
>['data'][number]
export type QueueFigures = Awaited<ReturnType<typeof api.engineRoom.processes.queues.query>>['data'][number]
export type InstanceOrder = 'deadline' | 'id'

const PROCESSES = ['engine-room', 'processes'] as const
/** What becomes due is done within a second or two, so that more would seldom show anything else. */
const LOOK_EVERY_MS = 5_000
/** pg-boss counts once a minute; what comes next by the clock moves by the minute as well. */
const COUNTED_EVERY_MS = 15_000
const PAGE = 15
const MOST_FAILED = 20

export const useProcesses = () =>
  useQuery({
    queryKey: [...PROCESSES, 'overview'],
    queryFn: ({ signal }) => api.engineRoom.processes.overview.query({}, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  })

/** Asked again when another number of them is due or has a deadline. */
export const useInstances = (process: string, order: InstanceOrder, figures: ProcessFigures | undefined) =>
  useInfiniteQuery({
    queryKey: [
      ...PROCESSES,
      'instances',
      process,
      order,
      figures?.due,
      figures?.withDeadline,
      figures?.instances,
    ],
    queryFn: ({ signal, pageParam }) =>
      api.engineRoom.processes.instances.query(
        { process, order, limit: PAGE, ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: figures !== undefined,
    placeholderData: (before, query) =>
      query?.queryKey[3] === process && query.queryKey[4] === order ? before : undefined,
  })

export const useQueues = () =>
  useQuery({
    queryKey: [...PROCESSES, 'queues'],
    queryFn: ({ signal }) => api.engineRoom.processes.queues.query({}, { signal }),
    refetchInterval: COUNTED_EVERY_MS,
    placeholderData: keepPreviousData,
  })

export const useFailedJobs = () =>
  useQuery({
    queryKey: [...PROCESSES, 'failed-jobs'],
    queryFn: ({ signal }) => api.deadLetters.failedJobs.query({ limit: MOST_FAILED }, { signal }),
    refetchInterval: COUNTED_EVERY_MS,
  })
