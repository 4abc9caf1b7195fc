/**
 * Measuring fairly: every contestant warms up, then they take turns (A B C, A B C, …), so that a moment in which the
 * machine is busy with something else hits all of them alike; the middle round counts.
 */
import type { Contestant, Effort, Progress, Round, Score } from './contestant.ts'

export const compare = async (
  contestants: readonly Contestant[],
  { warmUpMs, roundMs, rounds }: Effort,
  onProgress: Progress,
  /** There and back (A B, B A, …), where the difference is so small that who comes first has a part in it. */
  { isThereAndBack = false }: { readonly isThereAndBack?: boolean } = {},
): Promise<Score[]> => {
  const results = contestants.map((contestant) => ({
    contestant,
    rounds: [] as Round[],
    early: [] as Round[],
  }))
  for (const { contestant, early } of results) {
    onProgress(`${contestant.name} warms up`)
    early.push(await contestant.run(warmUpMs))
  }
  for (let round = 1; round <= rounds; round++)
    for (const { contestant, rounds: done } of isThereAndBack && round % 2 === 0
      ? results.toReversed()
      : results) {
      onProgress(`${contestant.name}, round ${round} of ${rounds}`)
      done.push(await contestant.run(roundMs))
    }
  return results.map(({ contestant, rounds: done, early }) => {
    const rates = done.map(({ perSecond }) => perSecond)
    const sorted = rates.toSorted((a, b) => a - b)
    const errors = [...early, ...done].flatMap((round) => round.errors)
    return {
      name: contestant.name,
      callers: contestant.callers,
      perSecond: percentile(sorted, 0.5),
      slowest: sorted[0] ?? 0,
      fastest: sorted.at(-1) ?? 0,
      rates,
      ...latencies(done.flatMap((round) => round.latenciesMs)),
      errors: errors.length,
      firstError: errors[0],
    }
  })
}

export const latencies = (latenciesMs: readonly number[]) => {
  const sorted = latenciesMs.toSorted((a, b) => a - b)
  return { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) }
}

/**
 * What all rounds of the one are of all rounds of the other. Where a few hundredths are asked for, every round has to
 * count: the middle one's own chance is as large as that.
 */
export const ratioOfAll = (one: Score, other: Score): number => sum(one.rates) / sum(other.rates)

const sum = (rates: readonly number[]): number => rates.reduce((before, rate) => before + rate, 0)

/** Of sorted numbers; 0 when there are none. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** The setting at which a contestant is fastest: no peer is held back by a pool that does not suit it. */
export const fastestOf = async <Setting>(
  settings: readonly Setting[],
  contestantWith: (setting: Setting) => Contestant,
  trialMs: number,
): Promise<Setting> => {
  let best: { setting: Setting; perSecond: number } | undefined
  for (const setting of settings) {
    const contestant = contestantWith(setting)
    await contestant.run(trialMs / 3)
    const { perSecond } = await contestant.run(trialMs)
    if (!best || perSecond > best.perSecond) best = { setting, perSecond }
  }
  if (!best) throw new Error('There is no setting to try')
  return best.setting
}
