import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { describeLag, whenLate } from '../../app/components/lateness.ts'

const SINCE = '2026-03-02T12:00:00.000Z'

beforeEach(() => vi.useFakeTimers({ now: Date.parse(SINCE) }))
afterEach(() => vi.useRealTimers())

const waiting = () => {
  const tell = vi.fn()
  return { tell, stop: whenLate(SINCE, tell) }
}

it('is late after five seconds, and not a millisecond earlier', () => {
  const { tell } = waiting()
  vi.advanceTimersByTime(4_999)
  expect(tell).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(tell).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(60_000)
  expect(tell).toHaveBeenCalledOnce()
})

it('counts from when it was sent, and not from when one begins to look', () => {
  vi.setSystemTime(Date.parse(SINCE) + 4_000)
  const { tell } = waiting()
  vi.advanceTimersByTime(999)
  expect(tell).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(tell).toHaveBeenCalledOnce()
})

it('is late at once where that is long past, as after a reload', () => {
  vi.setSystemTime(Date.parse(SINCE) + 3_600_000)
  const { tell } = waiting()
  vi.advanceTimersByTime(0)
  expect(tell).toHaveBeenCalledOnce()
})

it('says nothing of what was confirmed in time', () => {
  const { tell, stop } = waiting()
  vi.advanceTimersByTime(4_999)
  stop()
  vi.advanceTimersByTime(60_000)
  expect(tell).not.toHaveBeenCalled()
})

it.each([
  [1, 'Still confirming: the bank is 1 change behind.'],
  [1_234, 'Still confirming: the bank is 1,234 changes behind.'],
  // Unknown, or nothing behind and yet not shown: then a number would say something else than what is.
  [null, 'Still confirming: your accounts have not caught up yet.'],
  [0, 'Still confirming: your accounts have not caught up yet.'],
])('says how far the bank is behind: %j', (lag, words) => expect(describeLag(lag)).toBe(words))
