/** What takes part in a comparison, and what comes out of it. */

export type Contestant = {
  readonly name: string
  readonly callers: number
  /** Lets all callers go on until the time is up. */
  readonly run: (durationMs: number) => Promise<Round>
}

export type Round = {
  readonly perSecond: number
  readonly latenciesMs: readonly number[]
  readonly errors: readonly string[]
}

export type Score = {
  readonly name: string
  readonly callers: number
  /** Units per second: the middle one of the rounds, and the slowest and the fastest. */
  readonly perSecond: number
  readonly slowest: number
  readonly fastest: number
  /** Of each round, in the order in which they were. */
  readonly rates: readonly number[]
  /** Of one call, over all rounds. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly errors: number
  readonly firstError: string | undefined
}

export type Effort = {
  readonly warmUpMs: number
  readonly roundMs: number
  readonly rounds: number
  /** How many callers there are when there are few, and when there are many. */
  readonly few: number
  readonly many: number
  readonly accounts: number
}
export type Progress = (doing: string) => void
