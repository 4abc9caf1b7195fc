import { expect, test } from 'vitest'
import { createBusyMeter } from '../../server/engine-room/busy.ts'

test('a process that has done nothing but reckon is busy', () => {
  const meter = createBusyMeter()
  meter.begin()
  const until = performance.now() + 20
  let rounds = 0
  while (performance.now() < until) rounds += 1
  expect(rounds).toBeGreaterThan(0)
  expect(meter.isBusy()).toBe(true)
})

test('one that has only waited since then is not', async () => {
  const meter = createBusyMeter()
  const until = performance.now() + 20
  while (performance.now() < until);
  meter.begin()
  const waited = performance.now() + 100
  // What is measured is the waiting.
  while (performance.now() < waited) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(meter.isBusy()).toBe(false)
})
