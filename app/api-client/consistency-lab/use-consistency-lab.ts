'use client'

/** The runs of the lab: at most one at a time, the last few kept in the page and nowhere else. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { WireMoney } from '../../../server/domain/decimal.ts'
import { api } from '../api.ts'
import { useBankSession } from '../bank-session.tsx'
import { describeReadFailure } from '../failures.ts'
import { newId } from '../new-id.ts'
import { readUpTo } from '../read-up-to.ts'
import { betweenLanes } from './between-lanes.ts'
import type { LaneParty, LaneRecord } from './lane-record.ts'
import { createMeasuredApi } from './measured-api.ts'
import { giveBack, type RunEnd, runLanes } from './run-lanes.ts'
import { strategies } from './strategies.ts'

export type Run = {
  /** Counted from 1. */
  readonly number: number
  readonly startedAt: string
  readonly money: WireMoney
  readonly accounts: readonly [LaneParty, LaneParty]
  /** By how much the projector was slowed down when it began. */
  readonly slowedByMs: number
  readonly lanes: readonly LaneRecord[]
  /** Null while it runs. */
  readonly end: RunEnd | null
}

export type RunWishes = {
  readonly accounts: readonly [LaneParty, LaneParty]
  readonly money: WireMoney
  readonly description: string
  /** Makes everything ready, and answers by how much the projector is slowed down. */
  readonly prepare: () => Promise<number>
}

export const MOST_RUNS = 5

/** `stopping`: what is under way is waited for, and sent back. */
export type LabPhase = 'idle' | 'starting' | 'running' | 'stopping'

export const useConsistencyLab = () => {
  const { live, store } = useBankSession()
  const queryClient = useQueryClient()
  const [runs, setRuns] = useState<readonly Run[]>([])
  const [phase, setPhase] = useState<LabPhase>('idle')
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  const count = useRef(0)

  useEffect(() => () => running.current?.abort(), [])

  const change = useCallback((number: number, how: (run: Run) => Run) => {
    setRuns((before) => before.map((run) => (run.number === number ? how(run) : run)))
  }, [])

  const start = useCallback(
    async ({ accounts, money, description, prepare }: RunWishes): Promise<void> => {
      // A second press comes before the first has drawn anything.
      if (running.current) return
      const leaving = new AbortController()
      running.current = leaving
      setPhase('starting')
      setProblem(null)
      try {
        const [slowedByMs] = await Promise.all([prepare(), api.engineRoom.lab.open.mutate({})])
        count.current += 1
        const number = count.current
        const startedAt = new Date().toISOString()
        const run: Run = { number, startedAt, money, accounts, slowedByMs, lanes: [], end: null }
        setRuns((before) => [run, ...before].slice(0, MOST_RUNS))
        setPhase('running')
        const end = await runLanes({
          ...{ accounts, money, description, strategies, live, newId },
          apiFor: createMeasuredApi,
          between: betweenLanes(live),
          signal: leaving.signal,
          onLane: (record) => change(number, (one) => ({ ...one, lanes: withLane(one.lanes, record) })),
        })
        change(number, (one) => ({ ...one, end }))
        store.changed(end.version)
        void readUpTo(queryClient, end.version)
      } catch (error) {
        setProblem(describeReadFailure(error))
      } finally {
        running.current = null
        setPhase('idle')
      }
    },
    [change, live, queryClient, store],
  )
  const stop = useCallback(() => {
    if (!running.current) return
    running.current.abort()
    setPhase('stopping')
  }, [])

  /** What was left over, once more. */
  const sendBackAgain = useCallback(
    async ({ number, end }: Run): Promise<void> => {
      if (running.current || !end?.leftOver) return
      const trying = new AbortController()
      running.current = trying
      setPhase('stopping')
      const given = await giveBack(end.leftOver, betweenLanes(live))
      change(number, (one) => ({ ...one, end: { ...end, ...given } }))
      running.current = null
      setPhase('idle')
    },
    [change, live],
  )

  return { runs, phase, problem, start, stop, sendBackAgain }
}

const withLane = (lanes: readonly LaneRecord[], record: LaneRecord): readonly LaneRecord[] => {
  const isKnown = lanes.some(({ lane }) => lane === record.lane)
  return isKnown ? lanes.map((one) => (one.lane === record.lane ? record : one)) : [...lanes, record]
}
