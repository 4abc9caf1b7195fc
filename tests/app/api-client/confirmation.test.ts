import { afterEach, describe, expect, it, vi } from 'vitest'
import { createConfirmation } from '../../../app/api-client/confirmation.ts'
import { PATIENCE } from '../../support/patience.ts'
import { newTab, order } from './some-transfers.ts'

const lunch = order('t1', 'mine', 'hers', '12.50')
const dinner = order('t2', 'mine', 'hers', '30.00')

/** A watch whose pauses end when the test says so. */
const watched = ({ position = 0, head = 10, isLive = false } = {}) => {
  const store = newTab()
  const pushed = { version: null as number | null, listeners: new Set<() => void>() }
  const live = {
    reached: () => pushed.version,
    subscribe: (listener: () => void) => {
      pushed.listeners.add(listener)
      return () => pushed.listeners.delete(listener)
    },
  }
  const push = (version: number | null) => {
    pushed.version = version
    for (const listener of pushed.listeners) listener()
  }
  const bank = { position, head }
  const pauses: { ms: number; end: () => void }[] = []
  const refresh = vi.fn(async (_version: number) => true)
  const positions = vi.fn(async () => ({ ...bank }))
  const confirmation = createConfirmation({
    store,
    positions,
    refresh,
    live: isLive ? live : undefined,
    pause: (ms) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      pauses.push({ ms, end: resolve })
      return { done: promise, cut: resolve }
    },
  })
  stops.push(confirmation.stop)
  const look = async () => {
    const looks = positions.mock.calls.length
    const before = pauses.length
    pauses.at(-1)?.end()
    await vi.waitFor(() => expect(positions.mock.calls.length).toBe(looks + 1), PATIENCE)
    await vi.waitFor(
      () => expect(pauses.length > before || store.snapshot().length === 0).toBe(true),
      PATIENCE,
    )
  }
  return { store, bank, pauses, refresh, positions, confirmation, look, push }
}
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

describe('while the bank pushes its versions', () => {
  it('looks when one is pushed that shows the transfer, and not before', async () => {
    const { store, bank, pauses, positions, push } = watched({ isLive: true })
    push(9)
    store.begin(lunch)
    store.accepted('t1', 10)
    expect(pauses.map(({ ms }) => ms)).toEqual([1_000])
    push(9)
    await Promise.resolve()
    expect(positions).not.toHaveBeenCalled()
    bank.position = 10
    push(10)
    await vi.waitFor(() => expect(store.snapshot()).toEqual([]), PATIENCE)
    expect(positions).toHaveBeenCalledTimes(1)
  })

  it('does not wait for what was pushed before the answer came', () => {
    const { store, pauses, push } = watched({ isLive: true })
    push(10)
    store.begin(lunch)
    store.accepted('t1', 10)
    expect(pauses.map(({ ms }) => ms)).toEqual([0])
  })

  it('asks by itself when nothing is pushed', () => {
    const { store, pauses, push } = watched({ isLive: true })
    push(null)
    store.begin(lunch)
    store.accepted('t1', 10)
    expect(pauses.map(({ ms }) => ms)).toEqual([60])
  })
})

describe('watching for confirmation', () => {
  it('asks nothing while nothing is accepted', () => {
    const { store, pauses } = watched()
    store.begin(lunch)
    expect(pauses).toEqual([])
  })

  it('drops a transfer when everything on display has been read again', async () => {
    const { store, bank, refresh, look } = watched()
    store.begin(lunch)
    store.accepted('t1', 10)
    bank.position = 10
    await look()
    expect(refresh).toHaveBeenCalledWith(10)
    expect(store.floor()).toBe(10)
    expect(store.snapshot()).toEqual([])
  })

  it('keeps it while something on display is older, and tries again', async () => {
    const { store, bank, refresh, look } = watched()
    store.begin(lunch)
    store.accepted('t1', 10)
    bank.position = 10
    refresh.mockResolvedValueOnce(false)
    await look()
    expect(store.snapshot()).toHaveLength(1)
    await look()
    expect(store.snapshot()).toEqual([])
  })

  it('tells how far behind the bank is, and asks less and less often', async () => {
    const { store, confirmation, pauses, look } = watched({ position: 4, head: 10 })
    store.begin(lunch)
    store.accepted('t1', 10)
    for (let n = 0; n < 12; n += 1) await look()
    expect(confirmation.lag()).toBe(6)
    const waits = pauses.map(({ ms }) => ms)
    expect(waits[0]).toBeLessThan(100)
    expect(waits[1]).toBe(250)
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBe(2_000)
  })

  it('goes on when a question fails', async () => {
    const { store, bank, positions, look } = watched()
    store.begin(lunch)
    store.accepted('t1', 10)
    positions.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await look()
    bank.position = 10
    await look()
    expect(store.snapshot()).toEqual([])
  })

  it('confirms each of two transfers by its own version', async () => {
    const { store, bank, look } = watched()
    store.begin(lunch)
    store.begin(dinner)
    store.accepted('t1', 7)
    store.accepted('t2', 10)
    bank.position = 8
    await look()
    expect(store.snapshot().map(({ transferId }) => transferId)).toEqual(['t2'])
  })

  it('forgets the lag when nothing is pending any more', async () => {
    const { store, bank, confirmation, look } = watched({ position: 4 })
    store.begin(lunch)
    store.accepted('t1', 10)
    await look()
    expect(confirmation.lag()).toBe(6)
    bank.position = 10
    await look()
    await vi.waitFor(() => expect(confirmation.lag()).toBeNull(), PATIENCE)
  })
})
