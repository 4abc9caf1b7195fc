import { expect, test, vi } from 'vitest'
import { BusBusy, BusStopped } from '../../server/command-bus/errors.ts'
import { deposit } from '../support/bank.ts'
import { balanceIn, createTestBus, openAccountWith, send, sendWell } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { holdHead, waitingForLock } from '../support/postgres-store.ts'

const database = await createTestDatabase()
const { sql } = database
const at = await openAccountWith(createTestBus(database))

const balanceAfter = async (deposits: () => Promise<void>) => {
  const before = await balanceIn(database, at)
  await deposits()
  return ((await balanceIn(database, at)) - before) / 100n
}
const oneWaits = () => vi.waitFor(async () => expect(await waitingForLock(sql)).toBe(1), { timeout: 5_000 })

test('what does not fit the queue is refused at once, and nothing that was taken is lost', async () => {
  const bus = createTestBus(database, { maxWaiting: 10 })
  const many = (count: number) => Array.from({ length: count }, () => send(bus, deposit(at, '1.00')))
  const deposited = await balanceAfter(async () => {
    const letGo = await holdHead(sql)
    const first = many(15)
    // Refused while all others still wait: the answer does not depend on theirs.
    for (const refused of first.slice(10)) await expect(refused).rejects.toBeInstanceOf(BusBusy)
    await expect(first[10]).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) })
    await oneWaits()

    // The ten are on their way now, so ten more may wait.
    const second = many(12)
    for (const refused of second.slice(10)) await expect(refused).rejects.toBeInstanceOf(BusBusy)
    await letGo()
    const taken = await Promise.all([...first.slice(0, 10), ...second.slice(0, 10)])
    expect(taken.every(({ outcome }) => outcome === 'accepted')).toBe(true)
  })
  expect(deposited).toBe(20n)
  expect(await send(bus, deposit(at, '1.00'))).toMatchObject({ outcome: 'accepted' })
})

test('a batch is never larger than it may be', async () => {
  const heads: number[] = []
  const bus = createTestBus(database, { maxBatch: 4, onCommitted: (head) => heads.push(head) })
  const versions = await Promise.all(Array.from({ length: 10 }, () => sendWell(bus, deposit(at, '1.00'))))
  expect(heads).toEqual([versions[3], versions[7], versions[9]])
})

test('stopping answers everybody who is waiting, and takes nobody more', async () => {
  const bus = createTestBus(database, { maxBatch: 2 })
  const order: string[] = []
  const deposited = await balanceAfter(async () => {
    const letGo = await holdHead(sql)
    const waiting = Array.from({ length: 5 }, () =>
      sendWell(bus, deposit(at, '1.00')).then(() => order.push('answered')),
    )
    await oneWaits()
    const stopped = bus.stop().then(() => order.push('stopped'))
    await expect(send(bus, deposit(at, '1.00'))).rejects.toBeInstanceOf(BusStopped)
    expect(order).toEqual([])
    await letGo()
    await Promise.all([...waiting, stopped])
  })
  expect(order).toEqual([...Array(5).fill('answered'), 'stopped'])
  expect(deposited).toBe(5n)
})

test('stopping twice, or with nothing to do, is done at once', async () => {
  const idle = createTestBus(database)
  await Promise.all([idle.stop(), idle.stop()])
  await expect(send(idle, deposit(at, '1.00'))).rejects.toBeInstanceOf(BusStopped)
})

test('stopping waits for a command that is being asked again', async () => {
  const [here, there] = [createTestBus(database), createTestBus(database)]
  const poor = await openAccountWith(here)
  await sendWell(there, deposit(poor, '1.00'))
  // `here` still believes that there is nothing, and has to look again.
  const answer = send(here, { ...deposit(poor, '1.00'), name: 'withdrawMoney' })
  await here.stop()
  expect(await answer).toMatchObject({ outcome: 'accepted' })
})
