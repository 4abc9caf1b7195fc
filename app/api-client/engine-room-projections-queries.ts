'use client'

/** How far the read models are, for all of them in one question, which is asked again only while somebody looks. */
import { useThrottledValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { addSample, type Sample } from '../engine-room/projections/rate.ts'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'

const LOOK_EVERY_MS = 1_500
/** While a bar moves. */
const LOOK_CLOSELY_MS = 500
/** Of rows beside events, which are dearer, and read rather than watched. */
const ROWS_EVERY_MS = 5_000
const MOST_LETTERS = 50

const STATUS = ['engine-room', 'projections'] as const
const LETTERS = ['engine-room', 'dead-letters'] as const

type Status = Awaited<ReturnType<typeof api.projections.status.query>>
export type ProjectionStatus = Status['data'][number]
export type ProjectorName = ProjectionStatus['name']
export type Rebuild = NonNullable<ProjectionStatus['rebuild']>
export type DeadLetter = Awaited<ReturnType<typeof api.deadLetters.list.query>>['data'][number]
export type MadeRow = Awaited<
  ReturnType<typeof api.engineRoom.rowsBesideEvents.query>
>['data']['rows'][number]
type Watched = Status & { readonly samples: readonly Sample[] }

const isBusy = ({ rebuild }: ProjectionStatus) => rebuild?.status === 'running'

/** With where they stood at the last few looks, of which the rates are made. */
export const useProjections = () =>
  useQuery({
    queryKey: STATUS,
    queryFn: async ({ signal, client }): Promise<Watched> => {
      const answer = await api.projections.status.query({}, { signal })
      const before = client.getQueryData<Watched>(STATUS)?.samples ?? []
      const positions = Object.fromEntries(answer.data.map(({ name, position }) => [name, position]))
      return { ...answer, samples: addSample(before, { at: performance.now(), positions }) }
    },
    // Nothing is asked while the page is hidden: React Query sees to that.
    refetchInterval: ({ state }) => (state.data?.data.some(isBusy) ? LOOK_CLOSELY_MS : LOOK_EVERY_MS),
  })

/** What waits to be dealt with, the oldest first. Asked again when another number of events is put aside. */
export const useDeadLetters = (parked: number | undefined) =>
  useQuery({
    queryKey: [...LETTERS, parked],
    queryFn: ({ signal }) => api.deadLetters.list.query({ limit: MOST_LETTERS }, { signal }),
    placeholderData: keepPreviousData,
    enabled: parked !== undefined,
  })

export const useDeadLetter = (id: number) =>
  useQuery({
    queryKey: [...LETTERS, 'one', id],
    queryFn: ({ signal }) => api.deadLetters.get.query({ id }, { signal }),
  })

/** Asked again when the read model has moved on, or the log has; while they do so all the time, every few seconds. */
export const useRowsBesideEvents = (
  projector: ProjectorName,
  streamId: string | undefined,
  { position, head }: { readonly position: number | undefined; readonly head: number | undefined },
) => {
  const moved = useThrottledValue(position === undefined ? undefined : `${position} ${head}`, ROWS_EVERY_MS)
  return useQuery({
    queryKey: ['engine-room', 'rows', projector, streamId, moved],
    queryFn: ({ signal }) =>
      api.engineRoom.rowsBesideEvents.query(
        { projector, ...(streamId === undefined ? {} : { streamId }) },
        { signal },
      ),
    placeholderData: (before, query) =>
      query?.queryKey[2] === projector && query.queryKey[3] === streamId ? before : undefined,
    enabled: moved !== undefined,
    retry: false,
  })
}

/** What can be done with a read model or with what it could not take in; the page shows what has come of it at once. */
export const useAct = <Answer>(act: () => Promise<Answer>, onDone?: (answer: Answer) => void) => {
  const queryClient = useQueryClient()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: act,
    onSuccess: (answer) => onDone?.(answer),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: STATUS })
      await queryClient.invalidateQueries({ queryKey: LETTERS })
    },
  })
  return { act: () => mutate(), isActing: isPending, error, reset }
}

/** In a demo bank everybody may try everything; elsewhere who looks here may compare, and change nothing. */
export const useMayAct = (): { readonly change: boolean; readonly compare: boolean } => {
  const { me } = useBankSession()
  return {
    change: me.demo || me.role === 'approver',
    compare: me.demo || me.role === 'approver' || me.role === 'auditor',
  }
}
