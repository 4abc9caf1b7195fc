/** Wake-ups are coalesced: one sending at a time, none lost, none that throws. */
import { expect, test } from 'vitest'
import { coalesce } from '../../server/read-models/wake-up.ts'

/** A `send` that ends when the test says so. */
const controlledSend = () => {
  let calls = 0
  let waiting: PromiseWithResolvers<void>[] = []
  let arrived = Promise.withResolvers<void>()
  return {
    calls: () => calls,
    send: () => {
      calls += 1
      const sending = Promise.withResolvers<void>()
      waiting.push(sending)
      arrived.resolve()
      return sending.promise
    },
    /** Waits until a sending is under way and ends it. */
    finish: async (how: 'resolve' | 'reject' = 'resolve') => {
      await arrived.promise
      arrived = Promise.withResolvers()
      const [sending, ...rest] = waiting
      waiting = rest
      if (how === 'resolve') sending!.resolve()
      else sending!.reject(new Error('The database is away'))
    },
  }
}

test('many wakes while one is being sent make one more', async () => {
  const { send, calls, finish } = controlledSend()
  const wakeUp = coalesce(send, 0)
  for (let i = 0; i < 10; i++) wakeUp.wake()
  expect(calls()).toBe(1)
  for (let i = 0; i < 10; i++) wakeUp.wake()
  await finish()
  await finish()
  await wakeUp.stop()
  expect(calls()).toBe(2)
})

test('a wake-up that fails is not the end', async () => {
  const { send, calls, finish } = controlledSend()
  const wakeUp = coalesce(send, 0)
  wakeUp.wake()
  wakeUp.wake()
  await finish('reject')
  await finish()
  await wakeUp.stop()
  expect(calls()).toBe(2)
})

test('stopping sends what is still to be sent, without waiting for its turn', async () => {
  const { send, calls, finish } = controlledSend()
  const wakeUp = coalesce(send, 3_600_000)
  wakeUp.wake()
  await finish()
  wakeUp.wake()
  const stopped = wakeUp.stop()
  await finish()
  await stopped
  expect(calls()).toBe(2)
})
