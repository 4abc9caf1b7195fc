/** A failing projector is tried less and less often, but never given up. */
import { expect, test } from 'vitest'
import { createBackoff } from '../../server/worker/backoff.ts'

test('it waits twice as long after each failure, a minute at most', () => {
  const backoff = createBackoff(() => 0)
  const waits = Array.from({ length: 9 }, () => backoff.failed('transfers'))
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('it may try again when the time is over, and at once after a success', () => {
  let now = 0
  const backoff = createBackoff(() => now)
  expect(backoff.mayTry('transfers')).toBe(true)
  backoff.failed('transfers')
  expect(backoff.mayTry('transfers')).toBe(false)
  expect(backoff.mayTry('transactions')).toBe(true)
  now = 1_000
  expect(backoff.mayTry('transfers')).toBe(true)
  backoff.failed('transfers')
  backoff.succeeded('transfers')
  expect(backoff.mayTry('transfers')).toBe(true)
})
