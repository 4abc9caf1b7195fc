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
import { foundOut, type LaneParty, type LaneRecord } from './lane-record.ts'
import { createMeasuredApi } from './measured-api.ts'
import { type RunEnd, runLanes } from './run-lanes.ts'
import { strategies } from './strategies.ts'
import { isOpen, putRight } from './whereabouts.ts'

export type Run = {
  /** Counted from 1. */
  readonly number: number
  readonly startedAt: string
  readonly money: WireMoney
  readonly accounts: readonly [LaneParty, LaneParty]
  readonly description: string
  /** By how much the projector was slowed down when it began; null when that was not known. */
  readonly slowedByMs: number | null
  readonly lanes: readonly LaneRecord[]
  /** Null while it runs. */
  readonly end: RunEnd | null
}

export type RunWishes = {
  readonly accounts: readonly [LaneParty, LaneParty]
  readonly money: WireMoney
  readonly description: string
  /** Makes everything ready, and answers by how much the projector is slowed down, null when that is not known. */
  readonly prepare: () => Promise<number | null>
}

export const MOST_RUNS = 5

/**
 * `stopping`: what is under way is waited for, and sent back. `puttingRight`: an earlier run's money is.
 */
export type LabPhase = 'idle' | 'starting' | 'running' | 'stopping' | 'puttingRight'

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
        const run: Run = {
          ...{ number, startedAt, money, accounts, description, slowedByMs },
          ...{ lanes: [], end: null },
        }
        setRuns((before) => keptOf([run, ...before]))
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
    setPhase((now) => (now === 'puttingRight' ? now : 'stopping'))
  }, [])

  /** What was left over or is not known, once more. */
  const putRightAgain = useCallback(
    async ({ number, end, accounts, money, description }: Run): Promise<void> => {
      if (running.current || !end || !isOpen(end.money)) return
      running.current = new AbortController()
      setPhase('puttingRight')
      const home = await putRight(end.money, {
        ...{ accounts, money, description, newId },
        between: betweenLanes(live),
        onKnown: (commandId, isWritten) =>
          change(number, (one) => ({ ...one, lanes: one.lanes.map(foundOut(commandId, isWritten)) })),
      })
      const version = Math.max(end.version, home.version)
      change(number, (one) => ({ ...one, end: { ...end, money: home.money, version } }))
      running.current = null
      setPhase('idle')
      store.changed(version)
      void readUpTo(queryClient, version)
    },
    [change, live, queryClient, store],
  )

  return { runs, phase, problem, start, stop, putRightAgain }
}

/** The last few, and whatever still has to be put right: the ids for that are nowhere else. */
export const keptOf = <One extends Pick<Run, 'end'>>(runs: readonly One[]): readonly One[] =>
  runs.filter(({ end }, index) => index < MOST_RUNS || (end !== null && isOpen(end.money)))

const withLane = (lanes: readonly LaneRecord[], record: LaneRecord): readonly LaneRecord[] => {
  const isKnown = lanes.some(({ lane }) => lane === record.lane)
  return isKnown ? lanes.map((one) => (one.lane === record.lane ? record : one)) : [...lanes, record]
}
