'use client'

/** The chain of seals as it grows, and what a forgery would come to. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

const LOOK_EVERY_MS = 3_000

type Seals = Awaited<ReturnType<typeof api.engineRoom.seals.query>>
export type SealLine = Seals['data'][number]
export type SealHead = Seals['head']
export type Forgery = Awaited<ReturnType<typeof api.engineRoom.forgery.query>>['data']
export type Forger = NonNullable<Parameters<typeof api.engineRoom.forgery.query>[0]['forger']>
export type Finding = Forgery['findings']['own'][number]

/** The newest of them. */
export const useSeals = (limit: number) =>
  useQuery({
    queryKey: ['engine-room', 'seals', limit],
    queryFn: ({ signal }) => api.engineRoom.seals.query({ limit }, { signal }),
    placeholderData: keepPreviousData,
    // Nothing is asked while the page is hidden: React Query sees to that.
    refetchInterval: LOOK_EVERY_MS,
  })

export type ForgeryRequest = {
  /** The newest event about money, when left out. */
  readonly position?: number
  /** As it is, when left out. */
  readonly data?: string
  readonly forger: Forger
}

export const useForgery = (request: ForgeryRequest) =>
  useQuery({
    queryKey: ['engine-room', 'forgery', request],
    queryFn: ({ signal }) => api.engineRoom.forgery.query(request, { signal }),
    // The result stays where it is while another is worked out; of another event it would say nothing.
    placeholderData: (before, query) =>
      (query?.queryKey[2] as ForgeryRequest | undefined)?.position === request.position ? before : undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
