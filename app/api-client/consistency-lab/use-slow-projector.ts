'use client'

/**
 * Slowing the projector of the balances down, for everybody in this demo bank: so it ends by itself, and with the page
 * from which it was set.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, linkOptions } from '../api.ts'
import { useBankSession } from '../bank-session.tsx'
import { describeReadFailure } from '../failures.ts'

export const SLOWED = 'account-summaries'
export const MOST_DELAY_MS = 5_000
/** As long as it takes to look at something, and as long as a run may take. */
const SECONDS = { usual: 60, forRun: 120 } as const

const KEY = ['engine-room', 'consistency', 'slowing'] as const
const LOOK_EVERY_MS = 2_000
/** Whoever moves a slider means where it comes to rest. */
const AT_REST_MS = 400

type Slowing = {
  readonly id: string
  readonly delayMs: number
  /** By this browser's clock. */
  readonly until: string
  readonly setByName: string | null
  readonly isOwn: boolean
}

export type SlowProjector = {
  /** What is on in the bank; undefined while that is not known. */
  readonly slowing: Slowing | null | undefined
  /** Where the slider stands, set or about to be set. */
  readonly delayMs: number
  readonly want: (delayMs: number) => void
  readonly turnOff: () => void
  /** Sets what is wanted, for as long as a run may take. Answers what is on then. */
  readonly hold: () => Promise<number>
  readonly problem: string | null
}

export const useSlowProjector = (isPossible: boolean): SlowProjector => {
  const { me } = useBankSession()
  const queryClient = useQueryClient()
  const [wanted, setWanted] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const own = useRef<string | null>(null)
  const isGone = useRef(false)

  const { data: slowing } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<Slowing | null> => {
      const { now, data } = await api.engineRoom.faults.list.query({}, { signal })
      const ahead = Date.now() - Date.parse(now)
      for (const { id, fault, isOn, until, setBy, setByName } of data)
        if (isOn && fault.kind === 'slowProjector' && fault.projector === SLOWED)
          return {
            ...{ id, setByName, delayMs: fault.delayMs, isOwn: setBy === me.userId },
            until: new Date(Date.parse(until) + ahead).toISOString(),
          }
      return null
    },
    enabled: isPossible,
    refetchInterval: LOOK_EVERY_MS,
  })

  const set = useCallback(
    async (delayMs: number, seconds: (typeof SECONDS)[keyof typeof SECONDS]): Promise<void> => {
      const standing = queryClient.getQueryData<Slowing | null>(KEY)
      if (delayMs > 0) {
        const fault = { kind: 'slowProjector', projector: SLOWED, delayMs } as const
        const { id } = await api.engineRoom.faults.set.mutate({ fault, seconds })
        own.current = id
        if (isGone.current) leave(own)
      } else {
        const id = own.current ?? standing?.id
        if (id !== undefined) await api.engineRoom.faults.clear.mutate({ id })
        own.current = null
      }
      await queryClient.invalidateQueries({ queryKey: KEY })
    },
    [queryClient],
  )

  const settle = useCallback(
    async (delayMs: number) => {
      setProblem(null)
      try {
        await set(delayMs, SECONDS.usual)
      } catch (error) {
        setProblem(describeReadFailure(error))
      }
      // Unless it has been moved on meanwhile.
      setWanted((now) => (now === delayMs ? null : now))
    },
    [set],
  )

  useEffect(() => {
    if (wanted === null) return
    const timer = setTimeout(() => void settle(wanted), AT_REST_MS)
    return () => clearTimeout(timer)
  }, [wanted, settle])

  // Nobody is left who would see it.
  useEffect(() => {
    const gone = () => leave(own)
    isGone.current = false
    window.addEventListener('pagehide', gone)
    return () => {
      isGone.current = true
      window.removeEventListener('pagehide', gone)
      gone()
    }
  }, [])

  const delayMs = wanted ?? slowing?.delayMs ?? 0
  return {
    slowing,
    delayMs,
    problem,
    want: setWanted,
    turnOff: () => setWanted(0),
    hold: async () => {
      if (!isPossible) return 0
      await set(delayMs, SECONDS.forRun)
      setWanted(null)
      return delayMs
    },
  }
}

/** Also when the whole page is closed: this request outlives it. */
const leave = (own: { current: string | null }): void => {
  const id = own.current
  own.current = null
  if (id === null) return
  void fetch(`${linkOptions.url}/engineRoom.faults.clear`, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  }).catch(() => undefined)
}
