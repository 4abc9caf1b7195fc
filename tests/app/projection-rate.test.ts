/** Rates are of the last few seconds, and of nothing that was not seen. */
import { expect, it } from 'vitest'
import { addSample, RATE_OVER_MS, rateOf, type Sample } from '../../app/engine-room/projections/rate.ts'

const at = (ms: number, position: number): Sample => ({ at: ms, positions: { transfers: position } })
const after = (...samples: Sample[]) => samples.reduce<readonly Sample[]>(addSample, [])

it('is not known of one look', () => {
  expect(rateOf([], 'transfers')).toBeNull()
  expect(rateOf(after(at(0, 5)), 'transfers')).toBeNull()
  expect(rateOf(after(at(0, 5), at(1_000, 9)), 'payees')).toBeNull()
})

it('is what was taken in, by the second', () => {
  expect(rateOf(after(at(0, 5), at(1_000, 5)), 'transfers')).toBe(0)
  expect(rateOf(after(at(0, 5), at(1_500, 20), at(2_000, 25)), 'transfers')).toBe(10)
})

it('forgets what was long ago', () => {
  const samples = after(at(0, 0), at(1_000, 50_000), at(1_000 + RATE_OVER_MS, 50_060))
  expect(samples).toHaveLength(2)
  expect(rateOf(samples, 'transfers')).toBe(10)
  expect(after(at(0, 0), at(10 * RATE_OVER_MS, 7))).toHaveLength(1)
})

it('is not known for a moment after somebody has put it back', () => {
  expect(rateOf(after(at(0, 500), at(1_000, 0)), 'transfers')).toBeNull()
})
