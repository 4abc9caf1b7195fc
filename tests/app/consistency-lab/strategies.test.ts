/** Each strategy against a read model that follows only when it is told to: what a person sees under it, and when. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { strategies } from '../../../app/api-client/consistency-lab/strategies.ts'
import { POLL_MS } from '../../../app/api-client/live.ts'
import { LATE_AFTER_MS } from '../../../app/components/lateness.ts'
import { bankSays, lostLine, oneLane, someBank, tooLittle } from './some-bank.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('none', () => {
  test('shows the old figure, and nothing takes it away', async () => {
    const bank = someBank()
    const lane = oneLane(bank)
    expect(await strategies.none(lane.work)).toEqual({ kind: 'stillOld' })
    bank.follow()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lane.seen()).toEqual(['500.00 old'])
    expect(lane.record().acknowledged?.version).toBe(103)
  })

  test('is right where the read model was faster', async () => {
    const bank = someBank()
    const lane = oneLane(bank, {
      transfer: async (transfer) => {
        const answer = bank.write(transfer)
        bank.follow()
        return answer
      },
    })
    expect(await strategies.none(lane.work)).toEqual({ kind: 'shown' })
    expect(lane.seen()).toEqual(['500.00 old', '499.00 right'])
  })
})

test('the write side is right while the read model is not', async () => {
  const lane = oneLane(someBank())
  expect(await strategies.writeSide(lane.work)).toEqual({ kind: 'shown' })
  expect(lane.seen()).toEqual(['500.00 old', '499.00 right'])
})

describe('waiting for a version', () => {
  test('is answered when the read model has come there', async () => {
    const bank = someBank()
    const lane = oneLane(bank)
    const ended = strategies.version(lane.work)
    await settle()
    expect(lane.seen()).toEqual(['500.00 old'])
    bank.follow()
    expect(await ended).toEqual({ kind: 'shown' })
    expect(lane.seen()).toEqual(['500.00 old', '499.00 right'])
  })

  test('notes the clear no after 5 s, and asks again', async () => {
    const bank = someBank()
    let asked = 0
    const lane = oneLane(bank, {
      balance: async ({ afterVersion }, signal) => {
        asked += 1
        if (asked === 1) throw bankSays({ httpStatus: 408, reason: 'VersionNotReached', reached: 100 })
        return bank.answerAt('everyday', afterVersion, signal)
      },
    })
    const ended = strategies.version(lane.work)
    await settle()
    expect(lane.record().timeouts).toMatchObject([{ reached: 100 }])
    bank.follow()
    expect(await ended).toEqual({ kind: 'shown' })
    expect(asked).toBe(2)
  })

  test('any other error is not taken for a no', async () => {
    const lane = oneLane(someBank(), { balance: () => Promise.reject(lostLine()) })
    await expect(strategies.version(lane.work)).rejects.toThrow('Failed to fetch')
  })
})

describe('being told', () => {
  test('asks nothing before it is told, and then reads the right one', async () => {
    const bank = someBank()
    const balance = vi.fn(bank.apiFor('everyday').balance)
    const lane = oneLane(bank, { balance })
    const ended = strategies.told(lane.work)
    await vi.advanceTimersByTimeAsync(POLL_MS * 3)
    expect(balance).not.toHaveBeenCalled()
    bank.follow()
    expect(await ended).toEqual({ kind: 'shown' })
    expect(balance).toHaveBeenCalledTimes(1)
    expect(lane.seen()).toEqual(['500.00 old', '499.00 right'])
    expect(lane.record().toldAt).not.toBeNull()
  })

  test('without a stream it asks by the clock, until it is right', async () => {
    const bank = someBank()
    bank.cutStream()
    const lane = oneLane(bank)
    const ended = strategies.told(lane.work)
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(lane.seen()).toEqual(['500.00 old'])
    bank.follow()
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(await ended).toEqual({ kind: 'shown' })
    expect(lane.record().toldAt).toBeNull()
  })

  test('left, it waits for nothing more', async () => {
    const bank = someBank()
    const lane = oneLane(bank)
    const ended = strategies.told(lane.work)
    const left = expect(ended).rejects.toThrow('left')
    await settle()
    lane.leave()
    await left
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('synchronously', () => {
  test('it is there with the acknowledgement', async () => {
    const lane = oneLane(someBank())
    expect(await strategies.synchronous(lane.work)).toEqual({ kind: 'shown' })
    expect(lane.record().projection).toEqual({ ms: 1, isWritten: true })
  })

  test('left to the worker it is behind, as ever', async () => {
    const bank = someBank()
    const lane = oneLane(bank, {
      transferSynchronously: async (transfer) => ({
        ...bank.write(transfer),
        projection: { ms: 1, isWritten: false },
      }),
    })
    expect(await strategies.synchronous(lane.work)).toEqual({ kind: 'stillOld' })
    expect(lane.seen()).toEqual(['500.00 old'])
  })
})

describe('the optimistic page', () => {
  test('shows it with the click, and confirms it when the read model has passed it', async () => {
    const bank = someBank()
    const lane = oneLane(bank)
    const ended = strategies.optimistic(lane.work)
    expect(lane.seen()).toEqual(['500.00 old', '499.00 pending'])
    expect(lane.record().acknowledged).toBeNull()
    await settle()
    expect(lane.record().acknowledged?.version).toBe(103)
    await vi.advanceTimersByTimeAsync(LATE_AFTER_MS - 1)
    expect(lane.record().lateAt).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    expect(lane.record().lateAt).not.toBeNull()
    bank.follow()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await ended).toEqual({ kind: 'shown' })
    expect(lane.seen()).toEqual(['500.00 old', '499.00 pending', '499.00 right'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('refused, the old figure is back, and the reason is said', async () => {
    const lane = oneLane(someBank(), { transfer: () => Promise.reject(tooLittle) })
    expect(await strategies.optimistic(lane.work)).toMatchObject({ kind: 'refused' })
    expect(lane.seen()).toEqual(['500.00 old', '499.00 pending', '500.00 right'])
  })

  test('without an answer it stays pending, and says that it does not know', async () => {
    const lane = oneLane(someBank(), { transfer: () => Promise.reject(lostLine()) })
    const ended = strategies.optimistic(lane.work)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await ended).toEqual({ kind: 'unanswered', isWritten: null })
    expect(lane.seen()).toEqual(['500.00 old', '499.00 pending'])
  })

  test('left while it is on its way, it waits for the answer: money that has moved is known of', async () => {
    const bank = someBank()
    const sent = Promise.withResolvers<void>()
    const lane = oneLane(bank, {
      transfer: async (transfer) => {
        await sent.promise
        return bank.write(transfer)
      },
    })
    const ended = strategies.optimistic(lane.work)
    const left = expect(ended).rejects.toThrow('left')
    lane.leave()
    await settle()
    expect(lane.record().acknowledged).toBeNull()
    sent.resolve()
    await left
    expect(lane.record().acknowledged?.version).toBe(103)
  })
})

test.each(['none', 'writeSide', 'told', 'version'] as const)(
  'refused, %s moves nothing and says why',
  async (name) => {
    const lane = oneLane(someBank(), { transfer: () => Promise.reject(tooLittle) })
    expect(await strategies[name](lane.work)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('$2.00'),
    })
    expect(lane.seen()).toEqual(['500.00 old'])
  },
)
