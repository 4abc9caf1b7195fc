/**
 * fast-check, set up once: every failure prints its seed and path, and `FAST_CHECK_SEED=<seed>` runs exactly those
 * cases again. `FAST_CHECK_RUNS` multiplies the number of cases, for a long night.
 */
import fc from 'fast-check'

const seed = process.env.FAST_CHECK_SEED
const factor = Number(process.env.FAST_CHECK_RUNS ?? 1)

if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })

/** How many cases a property is tried on. */
export const runs = (numRuns: number) => ({ numRuns: Math.ceil(numRuns * factor) })

export { fc }
