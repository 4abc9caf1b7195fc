'use client'

/**
 * Slowing the projector of the balances down, for everybody in this demo bank: so it ends by itself, and with the page
 * from which it was set.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { linkOptions } from '../api.ts'
import { useBankSession } from '../bank-session.tsx'
import { useClearFault, useFaults, useSetFault } from '../engine-room-break-it-queries.ts'
import { describeReadFailure } from '../failures.ts'

export const SLOWED = 'account-summaries'
export const MOST_DELAY_MS = 5_000
/** As long as it takes to look at something, and as long as a run may take. */
const SECONDS = { usual: 60, forRun: 120 } as const

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
  const [wanted, setWanted] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const own = useRef<string | null>(null)
  const isGone = useRef(false)

  const slowing = useSlowing(me.userId)
  const { mutateAsync: setFault } = useSetFault()
  const { mutateAsync: clearFault } = useClearFault()
  const standing = slowing?.id
  const set = useCallback(
    async (delayMs: number, seconds: (typeof SECONDS)[keyof typeof SECONDS]): Promise<void> => {
      if (delayMs > 0) {
        const { id } = await setFault({
          fault: { kind: 'slowProjector', projector: SLOWED, delayMs },
          seconds,
        })
        own.current = id
        if (isGone.current) leave(own)
      } else {
        const id = own.current ?? standing
        if (id !== undefined) await clearFault(id)
        own.current = null
      }
    },
    [setFault, clearFault, standing],
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

/** As the whole engine room is told of it. */
const useSlowing = (userId: string): Slowing | null | undefined => {
  const { data } = useFaults()
  if (!data) return undefined
  for (const { id, fault, isOn, until, setBy, setByName } of data.faults)
    if (isOn && fault.kind === 'slowProjector' && fault.projector === SLOWED)
      return { id, delayMs: fault.delayMs, until, setByName, isOwn: setBy === userId }
  return null
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
