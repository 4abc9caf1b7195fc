'use client'

/**
 * Slowing the projector of the balances down, for everybody in this demo bank: so it ends by itself, and with the page
 * from which it was set.
 */
import { useEffect, useRef, useState } from 'react'
import { linkOptions } from '../api.ts'
import { useBankSession } from '../bank-session.tsx'
import { useClearFault, useFaults, useSetFault } from '../engine-room-break-it-queries.ts'
import { describeReadFailure } from '../failures.ts'
import { createSlowing, isOfLab } from './slowing.ts'

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
  /** Where the slider stands, set or about to be set; null while that is not known. */
  readonly delayMs: number | null
  readonly want: (delayMs: number) => void
  readonly turnOff: () => void
  /** Sets what is wanted, for as long as a run may take. Answers what is on then, null when that is not known. */
  readonly hold: () => Promise<number | null>
  readonly problem: string | null
}

export const useSlowProjector = (isPossible: boolean): SlowProjector => {
  const { me } = useBankSession()
  const [wanted, setWanted] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const slowing = useSlowing(me.userId)
  const standing = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    standing.current = slowing === null ? null : slowing?.id
  }, [slowing])

  const { mutateAsync: setFault } = useSetFault()
  const { mutateAsync: clearFault } = useClearFault()
  const [slow] = useState(() =>
    createSlowing({
      setFault,
      clearFault,
      clearInLeaving,
      standing: () => standing.current,
      onSet: (delayMs, error) => {
        setProblem(error === null ? null : describeReadFailure(error))
        // Unless it has been moved on meanwhile.
        setWanted((now) => (now === delayMs ? null : now))
      },
    }),
  )

  useEffect(() => {
    slow.arrive()
    window.addEventListener('pagehide', slow.letGo)
    return () => {
      window.removeEventListener('pagehide', slow.letGo)
      slow.leave()
    }
  }, [slow])

  const delayMs = wanted ?? (slowing === undefined ? null : (slowing?.delayMs ?? 0))
  const want = (next: number) => {
    setProblem(null)
    setWanted(next)
    slow.want(next)
  }
  return {
    slowing,
    delayMs,
    problem,
    want,
    turnOff: () => want(0),
    hold: async () => {
      if (!isPossible) return 0
      try {
        return await slow.hold(delayMs)
      } finally {
        setWanted(null)
      }
    },
  }
}

/** As the whole engine room is told of it. What was told before the last question failed may be over by now. */
const useSlowing = (userId: string): Slowing | null | undefined => {
  const { data, isError } = useFaults()
  if (!data || isError) return undefined
  for (const { id, fault, isOn, until, setBy, setByName } of data.faults)
    if (isOn && isOfLab(fault))
      return { id, delayMs: fault.delayMs, until, setByName, isOwn: setBy === userId }
  return null
}

/** Also when the whole page is closed: this request outlives it. */
const clearInLeaving = (id: string): void => {
  void fetch(`${linkOptions.url}/engineRoom.faults.clear`, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  }).catch(() => undefined)
}
