/**
 * What the bus tells of a batch whose callers have been answered: what came of each command, what it was decided on, and
 * when each step was done. Nothing is copied for it: a batch costs a handful of readings of the clock, however many
 * commands it has, and whoever keeps one keeps what the bus had in hand anyway.
 */
import type { BatchOutcome, BatchTimes, Decided, States } from './batch.ts'
import type { WaitingCommand } from './command.ts'

export type AnsweredBatch = {
  /** In the order in which they were decided, as are the lists below. */
  readonly commands: readonly WaitingCommand[]
  readonly decisions: readonly (BatchOutcome | Decided)[]
  /** What each was decided on, by the parts its streams play; empty where nothing had to be decided. */
  readonly states: readonly States[]
  readonly outcomes: readonly BatchOutcome[]
  readonly times: BatchTimes
  /** The callers had been answered. */
  readonly answeredAt: number
  /** The projectors had been told; undefined when there was nothing to tell. */
  readonly announcedAt: number | undefined
}
