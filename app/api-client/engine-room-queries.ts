'use client'

/** What every page of the engine room asks; each page's own questions stand in a file beside this one. */
import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

type Sources = Awaited<ReturnType<typeof api.engineRoom.sources.query>>

/** A function that something can be explained by. */
export type ExplainedName = Sources['places'][number]['name']

// Neither is about what happens in the bank, so no news of it makes them old.
const FOR_EVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const

/** Where the explained functions stand. */
export const useSources = () =>
  useQuery({
    queryKey: ['engine-room', 'sources'],
    queryFn: ({ signal }) => api.engineRoom.sources.query({}, { signal }),
    ...FOR_EVER,
  })

export const useSource = (path: string) =>
  useQuery({
    queryKey: ['engine-room', 'source', path],
    queryFn: ({ signal }) => api.engineRoom.source.query({ path }, { signal }),
    ...FOR_EVER,
  })
