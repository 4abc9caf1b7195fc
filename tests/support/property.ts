/**
 * fast-check, set up once: every failure prints its seed and path, and `FAST_CHECK_SEED=<seed>` runs exactly those
 * cases again. `FAST_CHECK_RUNS` multiplies the number of cases, for a long night.
 */
import fc from 'fast-check'
import { expect } from 'vitest'

const seed = process.env.FAST_CHECK_SEED
const factor = Number(process.env.FAST_CHECK_RUNS ?? 1)

if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })

/** How many cases a property is tried on. */
export const runs = (numRuns: number) => ({ numRuns: Math.ceil(numRuns * factor) })

/** By chance alone not even a rare thing stays away for so long. */
const MOST_ROUNDS = 10

/**
 * Tries a property that says nothing about what never happens: on so many cases, and again on as many for as long as
 * something is `missing`.
 */
export const assertUntilAllHappened = <Case>(
  property: fc.IProperty<Case>,
  numRuns: number,
  missing: () => readonly string[],
): void => {
  for (let round = 0; isTriedAgain(round, missing); round++) fc.assert(property, runs(numRuns))
  expect(missing(), 'what never happened').toEqual([])
}

/** The same for a property that takes its time. A case that fails is not made smaller: that would take it again and again. */
export const assertUntilAllHappenedInTime = async <Case>(
  property: fc.IAsyncProperty<Case>,
  numRuns: number,
  missing: () => readonly string[],
): Promise<void> => {
  for (let round = 0; isTriedAgain(round, missing); round++)
    await fc.assert(property, { ...runs(numRuns), endOnFailure: true })
  expect(missing(), 'what never happened').toEqual([])
}

/** With a seed it would be the same cases each time. */
const isTriedAgain = (round: number, missing: () => readonly string[]): boolean =>
  round === 0 || (seed === undefined && round < MOST_ROUNDS && missing().length > 0)

export { fc }
