'use client'

/** How far the read models are, for all of them in one question, which is asked again only while somebody looks. */
import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

const LOOK_EVERY_MS = 1_500

export type ProjectionStatus = Awaited<ReturnType<typeof api.projections.status.query>>['data'][number]

export const useProjections = () =>
  useQuery({
    queryKey: ['engine-room', 'projections'],
    queryFn: ({ signal }) => api.projections.status.query({}, { signal }),
    // React Query itself asks nothing while the page is hidden.
    refetchInterval: LOOK_EVERY_MS,
  })
