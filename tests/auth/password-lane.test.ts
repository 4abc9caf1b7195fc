/** Password checks in line: two at a time, the others in order, and not too many. */
import { describe, expect, test } from 'vitest'
import { createLane, LaneFull } from '../../server/auth/password-lane.ts'

const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, open: resolve }
}

describe('the lane', () => {
  test('lets no more than its number through at once, and everybody in the end', async () => {
    const lane = createLane({ atOnce: 2, maxWaiting: 10 })
    let running = 0
    let most = 0
    const done = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        lane(async () => {
          running += 1
          most = Math.max(most, running)
          await new Promise(setImmediate)
          running -= 1
          return i
        }),
      ),
    )
    expect(most).toBe(2)
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('turns away whoever comes when the line is full, and takes more when it is not', async () => {
    const lane = createLane({ atOnce: 1, maxWaiting: 1 })
    const { promise, open } = gate()
    const first = lane(() => promise)
    const second = lane(async () => 'second')
    await expect(lane(async () => 'third')).rejects.toThrow(LaneFull)
    open()
    await first
    expect(await second).toBe('second')
    expect(await lane(async () => 'fourth')).toBe('fourth')
  })

  test('work that fails makes room as well', async () => {
    const lane = createLane({ atOnce: 1, maxWaiting: 1 })
    await expect(lane(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await lane(async () => 'next')).toBe('next')
  })
})
