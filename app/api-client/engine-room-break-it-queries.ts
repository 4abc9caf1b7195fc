'use client'

/** What is let go wrong, and what must hold all the same. Nothing is asked while the page is hidden. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './api.ts'
import { useBankSession } from './bank-session.tsx'

const FAULTS = ['engine-room', 'faults'] as const
/** Somebody else may switch something on. */
const LOOK_EVERY_MS = 4_000
/** While something is on, or is being put right. */
const LOOK_CLOSELY_MS = 1_000
const CHECK_EVERY_MS = 1_000

type List = Awaited<ReturnType<typeof api.engineRoom.faults.list.query>>
export type InjectedFault = List['data'][number] & {
  /** Its end, and when it can be set again, by this device's clock, which may be another one than the bank's. */
  readonly until: string
  readonly againAt: string | null
}
export type ProjectorName = List['projectors'][number]
export type Faults = { readonly faults: readonly InjectedFault[]; readonly projectors: List['projectors'] }
export type FaultSetting = Parameters<typeof api.engineRoom.faults.set.mutate>[0]
export type Fault = FaultSetting['fault']
export type FaultKind = Fault['kind']
export type InvariantReport = Awaited<ReturnType<typeof api.engineRoom.invariants.query>>

/** The last one of each kind and target, the newest first; none in a bank that is no demo. */
export const useFaults = () => {
  const { me } = useBankSession()
  return useQuery({
    queryKey: FAULTS,
    queryFn: async ({ signal }): Promise<Faults> => {
      const { now, data, projectors } = await api.engineRoom.faults.list.query({}, { signal })
      const ahead = Date.now() - Date.parse(now)
      const here = (at: string) => new Date(Date.parse(at) + ahead).toISOString()
      const faults = data.map((one) => ({
        ...one,
        until: here(one.until),
        againAt: one.againAt && here(one.againAt),
      }))
      return { faults, projectors }
    },
    enabled: me.demo,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.faults.some(({ endedAt }) => endedAt === null) ? LOOK_CLOSELY_MS : LOOK_EVERY_MS,
  })
}

export const useSetFault = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (setting: FaultSetting) => api.engineRoom.faults.set.mutate(setting),
    onSettled: () => queryClient.invalidateQueries({ queryKey: FAULTS }),
  })
}

export const useClearFault = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.engineRoom.faults.clear.mutate({ id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: FAULTS }),
  })
}

/** `askedAt`: milliseconds since 1970, by this device's clock. */
export const useInvariants = () =>
  useQuery({
    queryKey: ['engine-room', 'invariants'],
    queryFn: async ({ signal }): Promise<InvariantReport & { readonly askedAt: number }> => {
      const askedAt = Date.now()
      return { ...(await api.engineRoom.invariants.query({}, { signal })), askedAt }
    },
    staleTime: 0,
    // The next look is near: what fails now is said now.
    retry: false,
    refetchInterval: CHECK_EVERY_MS,
  })
