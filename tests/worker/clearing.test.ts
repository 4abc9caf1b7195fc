/** A clearing house that cannot be talked to is left alone, longer each time, and is asked again when it is back. */
import { afterEach, expect, test, vi } from 'vitest'
import { log } from '../../server/log.ts'
import { createBackoff } from '../../server/worker/backoff.ts'
import { keepClearing } from '../../server/worker/clearing.ts'
import { PATIENCE } from '../support/patience.ts'

afterEach(() => vi.restoreAllMocks())

test('one line in the log for each try, with growing pauses between them, while messages are taken over as ever', async () => {
  const warned = vi.spyOn(log, 'warn').mockReturnValue(undefined)
  let nowMs = 0
  let isAway = true
  let tries = 0
  let looks = 0
  const stop = new AbortController()
  const kept = keepClearing(
    {
      handIn: async () => {
        tries += 1
        if (isAway) throw new Error('The house is away')
        return 0
      },
      takeOver: async () => {
        looks += 1
        return 0
      },
    },
    { signal: stop.signal, lookMs: 1, backoff: createBackoff(() => nowMs) },
  )
  const looked = async () => {
    const before = looks
    await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 3), { ...PATIENCE, interval: 1 })
  }
  await looked()
  expect(tries).toBe(1)
  for (const [waitMs, expected] of [
    [999, 1],
    [1, 2],
    [1_999, 2],
    [1, 3],
    [3_999, 3],
    [1, 4],
  ] as const) {
    nowMs += waitMs
    await looked()
    expect(tries).toBe(expected)
  }
  expect(warned.mock.calls.map(([about]) => (about as { retryInMs: number }).retryInMs)).toEqual([
    1_000, 2_000, 4_000, 8_000,
  ])

  isAway = false
  nowMs += 8_000
  await looked()
  expect(tries).toBeGreaterThan(5)
  expect(warned).toHaveBeenCalledTimes(4)
  stop.abort()
  await kept
})
