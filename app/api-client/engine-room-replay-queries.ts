'use client'

/**
 * What the film of a stream asks. The past does not change, so what was read of it is kept; and a stream of any length is
 * read in small windows around the place that is looked at.
 */
import { skipToken, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from './api.ts'

export type ReplayOutline = Awaited<ReturnType<typeof api.engineRoom.replay.outline.query>>['data']
export type ReplayWindow = Awaited<ReturnType<typeof api.engineRoom.replay.window.query>>['data']
export type ReplayStep = ReplayWindow['steps'][number]
export type WireState = ReplayWindow['before']
export type Without = Awaited<ReturnType<typeof api.engineRoom.replay.without.query>>['data']
export type Sought = Parameters<typeof api.engineRoom.replay.find.query>[0]['sought']

/** Steps read at once: each comes with the whole state after it. */
export const WINDOW = 25
const ACCOUNTS_OFFERED = 50

const REPLAY = ['engine-room', 'replay'] as const

/** To choose a stream from, by name: one's own, or for those who work here anybody's. */
export const useStreamsOffered = () =>
  useQuery({
    queryKey: [...REPLAY, 'accounts'],
    queryFn: ({ signal }) => api.accounts.list.query({ limit: ACCOUNTS_OFFERED }, { signal }),
  })

export const useReplayOutline = (streamId: string | undefined) =>
  useQuery({
    queryKey: [...REPLAY, 'outline', streamId],
    queryFn: ({ signal }) => api.engineRoom.replay.outline.query({ streamId: streamId ?? '' }, { signal }),
    enabled: streamId !== undefined,
    retry: false,
  })

/** The steps from a multiple of {@link WINDOW} on. A long way to them is folded piece by piece, each by a question of its own. */
export const useReplayWindow = (
  streamId: string,
  { from, end, isWanted = true }: { from: number; end: number; isWanted?: boolean },
) =>
  useQuery({
    // The last window of a stream grows with it.
    queryKey: [...REPLAY, 'window', streamId, from, Math.min(end, from + WINDOW - 1)],
    queryFn: async ({ signal, client }) => {
      for (let reached = -1; ; ) {
        const answer = await api.engineRoom.replay.window.query({ streamId, from, limit: WINDOW }, { signal })
        const { foldedUpTo } = answer.data
        const isThere = foldedUpTo >= from - 1
        client.setQueryData(foldingKey(streamId), isThere ? null : foldedUpTo)
        if (isThere) return answer
        if (foldedUpTo <= reached) throw new Error('Folding does not come any further.')
        reached = foldedUpTo
      }
    },
    enabled: isWanted && from <= end,
    staleTime: Number.POSITIVE_INFINITY,
  })

const foldingKey = (streamId: string) => [...REPLAY, 'folding', streamId]

/** Up to which event a long stream has been folded, while a window of it waits for that. */
export const useFolding = (streamId: string): number | null =>
  useQuery<number | null>({ queryKey: foldingKey(streamId), queryFn: skipToken }).data ?? null

/** Something that is done in pieces, one after the other, and can be stopped between and within them. */
const useInPieces = () => {
  const running = useRef<AbortController | undefined>(undefined)
  const stop = useCallback(() => {
    running.current?.abort()
    running.current = undefined
  }, [])
  useEffect(() => stop, [stop])
  const start = useCallback(() => {
    running.current?.abort()
    running.current = new AbortController()
    return running.current.signal
  }, [])
  return { start, stop }
}

export type Search =
  | { readonly status: 'idle' | 'stopped' | 'failed' }
  | { readonly status: 'searching'; readonly searchedUpTo: number }
  | { readonly status: 'found'; readonly at: number }
  | { readonly status: 'notFound'; readonly isFromStart: boolean }

export const useSearchFilm = (streamId: string, onFound: (streamPosition: number) => void) => {
  const [search, setSearch] = useState<Search>({ status: 'idle' })
  const { start, stop } = useInPieces()
  const find = async (sought: Sought, { after, end }: { after: number; end: number }) => {
    const signal = start()
    let searched = after
    try {
      do {
        setSearch({ status: 'searching', searchedUpTo: searched })
        const { data } = await api.engineRoom.replay.find.query(
          { streamId, sought, after: searched },
          { signal },
        )
        if (signal.aborted) return
        if (data.foundAt !== null) {
          setSearch({ status: 'found', at: data.foundAt })
          onFound(data.foundAt)
          return
        }
        searched = data.searchedUpTo
      } while (searched < end)
      setSearch({ status: 'notFound', isFromStart: after < 0 })
    } catch {
      if (!signal.aborted) setSearch({ status: 'failed' })
    }
  }
  const cancel = () => {
    stop()
    setSearch({ status: 'stopped' })
  }
  return { search, find, cancel }
}

export type Reckoning = {
  readonly leftOut: number
  readonly type: string
  readonly status: 'reckoning' | 'done' | 'stopped' | 'failed'
  /** Of all pieces together; undefined before the first. */
  readonly without: Without | undefined
}

export const useWithoutEvent = (streamId: string) => {
  const [reckoning, setReckoning] = useState<Reckoning>()
  const { start, stop } = useInPieces()
  const leaveOut = async (leftOut: number, type: string) => {
    const signal = start()
    let without: Without | undefined
    const tell = (status: Reckoning['status']) => setReckoning({ leftOut, type, status, without })
    tell('reckoning')
    try {
      do {
        const carried = without?.carry
          ? { streamPosition: without.searchedUpTo, state: without.carry }
          : undefined
        const { data } = await api.engineRoom.replay.without.query(
          { streamId, leftOut, ...(carried && { carried }) },
          { signal },
        )
        if (signal.aborted) return
        without = joined(without, data)
        tell(data.carry === null ? 'done' : 'reckoning')
      } while (without.carry !== null)
    } catch {
      if (!signal.aborted) tell('failed')
    }
  }
  return {
    reckoning,
    leaveOut,
    cancel: () => {
      stop()
      setReckoning((before) => before && { ...before, status: 'stopped' })
    },
    putBack: () => {
      stop()
      setReckoning(undefined)
    },
  }
}

const joined = (before: Without | undefined, next: Without): Without =>
  before
    ? {
        ...next,
        refused: [...before.refused, ...next.refused],
        refusedCommands: before.refusedCommands + next.refusedCommands,
        balances: [...before.balances, ...next.balances],
      }
    : next
