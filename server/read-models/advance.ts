/**
 * What is told of a projector's batch when it is committed, in the notification that whoever waits for a version needs
 * anyway: how far it has come and, where a worker did it, from where and when its steps were done. It costs no query, no
 * table and no write; who only wants the position reads only that.
 */

/** By the clock of the process that did it, in milliseconds since 1970, with a fraction. */
export type BatchSteps = {
  /** The events were there. */
  readonly readAt: number
  /** The rows were folded, and went out to be written. */
  readonly foldedAt: number
}

/** The batch `after < position <= upTo`. */
export type Advance = BatchSteps & {
  readonly projector: string
  readonly after: number
  readonly upTo: number
}

/** What follows `name:position` in the notification. */
export const toldSteps = (after: number, { readAt, foldedAt }: BatchSteps): string =>
  `:${after}:${readAt.toFixed(3)}:${foldedAt.toFixed(3)}`

/** `undefined` where the steps were not told: by an append that wrote the read model itself, or by a rebuild. */
export const parseAdvance = (payload: string): Advance | undefined => {
  const [projector = '', upTo, after, readAt, foldedAt] = payload.split(':')
  if (foldedAt === undefined) return undefined
  return {
    projector,
    after: Number(after),
    upTo: Number(upTo),
    readAt: Number(readAt),
    foldedAt: Number(foldedAt),
  }
}

/** A step of the wall clock by more than this is believed. */
const STEP_MS = 5
let startOfClock = performance.timeOrigin

/**
 * A reading of `performance.now()` as an instant, finer than the wall clock has it. Processes of one machine agree on
 * it; those of several do so as far as their clocks do.
 */
export const instantOf = (reading: number): number => {
  const start = Date.now() - performance.now()
  if (Math.abs(start - startOfClock) > STEP_MS) startOfClock = start
  return startOfClock + reading
}
