/** What the lab lets go wrong: what was wanted last is on in the end, and off after one press, whoever had set it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  AT_REST_MS,
  createSlowing,
  isOfLab,
  type SlowingParts,
} from '../../../app/api-client/consistency-lab/slowing.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A bank in which one fault is on at a time, the newest; `somebody` sets one as well. */
const someFaults = () => {
  let on: { id: string; delayMs: number; seconds: number | undefined } | null = null
  let count = 0
  const replace = (delayMs: number, seconds?: number) => {
    count += 1
    on = { id: `fault-${count}`, delayMs, seconds }
    return { id: on.id }
  }
  const clear = (id: string) => {
    if (on?.id === id) on = null
  }
  const set: number[] = []
  const problems: unknown[] = []
  let isTold = true
  let answered = Promise.resolve()
  const parts: SlowingParts = {
    setFault: async ({ fault, seconds }) => {
      const delayMs = 'delayMs' in fault ? fault.delayMs : 0
      // What a slider sets is the slower one to be answered.
      if (seconds === 60) await answered
      return replace(delayMs, seconds)
    },
    clearFault: async (id) => clear(id),
    clearInLeaving: clear,
    standing: () => (isTold ? (on?.id ?? null) : undefined),
    onSet: (delayMs, error) => (error === null ? set.push(delayMs) : problems.push(error)),
  }
  return {
    ...{ parts, set, problems },
    on: () => on,
    somebody: replace,
    notTold: () => {
      isTold = false
    },
    /** Sliders wait until what this gives is called. */
    holdBack: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      answered = promise
      return resolve
    },
  }
}
const atRest = () => vi.advanceTimersByTimeAsync(AT_REST_MS + 100)

test('a slider sets where it comes to rest', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  for (const delayMs of [250, 500, 750]) slowing.want(delayMs)
  await atRest()
  expect(bank.on()).toMatchObject({ delayMs: 750, seconds: 60 })
  expect(bank.set).toEqual([750])
})

test('a run that begins before the slider has come to rest: what it sets stays', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  slowing.want(500)
  expect(await slowing.hold(500)).toBe(500)
  await atRest()
  expect(bank.on()).toMatchObject({ delayMs: 500, seconds: 120 })
})

test('a run that begins while the slider is being set sets it after that', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  const answer = bank.holdBack()
  slowing.want(500)
  await atRest()
  const held = slowing.hold(500)
  await atRest()
  answer()
  expect(await held).toBe(500)
  await atRest()
  expect(bank.on()).toMatchObject({ delayMs: 500, seconds: 120 })
})

test('turned off with one press, also after somebody else has replaced it', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  await slowing.hold(500)
  bank.somebody(1_000)
  slowing.want(0)
  await atRest()
  expect(bank.on()).toBeNull()
})

test('turned off with one press, also while the list is not to be had', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  await slowing.hold(500)
  bank.notTold()
  slowing.want(0)
  await atRest()
  expect(bank.on()).toBeNull()
})

test('a run is not called fast where nobody knows', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  expect(await slowing.hold(0)).toBe(0)
  bank.notTold()
  expect(await slowing.hold(null)).toBeNull()
  expect(await slowing.hold(0)).toBeNull()
  expect(await slowing.hold(250)).toBe(250)
})

test('left, it ends: also what was still on its way, and nothing of somebody else', async () => {
  const bank = someFaults()
  const slowing = createSlowing(bank.parts)
  const answer = bank.holdBack()
  slowing.want(500)
  await atRest()
  slowing.leave()
  answer()
  await atRest()
  expect(bank.set).toEqual([500])
  expect(bank.on()).toBeNull()

  bank.somebody(1_000)
  slowing.leave()
  expect(bank.on()).toMatchObject({ delayMs: 1_000 })
})

test('what could not be set is told, and the next is tried all the same', async () => {
  const bank = someFaults()
  let isRefused = true
  const slowing = createSlowing({
    ...bank.parts,
    setFault: async (setting) => {
      if (isRefused) throw new Error('not now')
      return bank.parts.setFault(setting)
    },
  })
  slowing.want(500)
  await atRest()
  expect(bank.problems).toHaveLength(1)
  isRefused = false
  expect(await slowing.hold(500)).toBe(500)
})

test('the lab tells of its own slowing down alone', () => {
  const slow = (projector: 'account-summaries' | 'transactions') =>
    isOfLab({ kind: 'slowProjector', projector, delayMs: 500 })
  expect(slow('account-summaries')).toBe(true)
  expect(slow('transactions')).toBe(false)
  expect(isOfLab({ kind: 'pausedProjector', projector: 'account-summaries' })).toBe(false)
})
