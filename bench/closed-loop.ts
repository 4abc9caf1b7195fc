/** A number of callers, each of whom asks again as soon as it has been answered. */
import type { Contestant, Round } from './contestant.ts'

/** `call` does one thing and answers how many units that was; what it throws counts as an error. */
export const closedLoop = (name: string, callers: number, call: () => Promise<number>): Contestant => ({
  name,
  callers,
  run: (durationMs) =>
    runCallers(
      Array.from({ length: callers }, () => call),
      durationMs,
    ),
})

/** After the time each caller waits for its last answer, which still counts, as does the time it takes. */
export const runCallers = async (
  calls: readonly (() => Promise<number>)[],
  durationMs: number,
): Promise<Round> => {
  const latenciesMs: number[] = []
  const errors: string[] = []
  let units = 0
  const start = performance.now()
  const until = start + durationMs
  const go = async (call: () => Promise<number>) => {
    for (let before = performance.now(); before < until; before = performance.now()) {
      try {
        // Not `units += await …`, which would add to what it was before the wait.
        const done = await call()
        units += done
        latenciesMs.push(performance.now() - before)
      } catch (error) {
        errors.push(String(error))
      }
    }
  }
  await Promise.all(calls.map(go))
  return { perSecond: (units * 1_000) / (performance.now() - start), latenciesMs, errors }
}
