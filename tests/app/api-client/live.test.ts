/** One stream for all tabs, and what happens when there is none. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  createLive,
  type LiveChannel,
  type LiveNews,
  lastChangeFor,
  POLL_MS,
  type StreamEvents,
} from '../../../app/api-client/live.ts'
import { shownReadModels } from '../../../app/api-client/shown-read-models.ts'
import { SHOWN } from '../../../server/read-models/live-updates.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A browser: its tabs hear each other, and one at a time holds the lock. */
const aBrowser = () => {
  const channels = new Set<(event: { data: unknown }) => void>()
  const queue: { hold: () => Promise<void>; signal: AbortSignal }[] = []
  let isHeld = false
  const grant = async () => {
    const next = isHeld ? undefined : queue.shift()
    if (!next) return
    if (next.signal.aborted) return grant()
    isHeld = true
    await next.hold()
    isHeld = false
    void grant()
  }
  const channel = (): LiveChannel => {
    let own: ((event: { data: unknown }) => void) | undefined
    return {
      postMessage: (message) => {
        for (const listener of channels) if (listener !== own) listener({ data: structuredClone(message) })
      },
      addEventListener: (_, listener) => {
        own = listener
        channels.add(listener)
      },
      close: () => own && channels.delete(own),
    }
  }
  return {
    channel,
    alone: (hold: () => Promise<void>, signal: AbortSignal) => {
      queue.push({ hold, signal })
      void grant()
    },
  }
}

const aTab = (
  browser: ReturnType<typeof aBrowser>,
  { hasLocks = true, concerns = 'own' as 'own' | 'everybody' } = {},
) => {
  const streams: { after: string | undefined; events: StreamEvents; isOpen: boolean }[] = []
  const refresh = vi.fn(async (_: LiveNews) => undefined)
  const refreshAll = vi.fn(async () => undefined)
  const onDoubt = vi.fn()
  const live = createLive({
    open: (after, events) => {
      const stream = { after, events, isOpen: true }
      streams.push(stream)
      return () => {
        stream.isOpen = false
      }
    },
    channel: browser.channel(),
    alone: hasLocks ? browser.alone : undefined,
    refresh,
    refreshAll,
    onDoubt,
    isVisible: () => true,
    concerns,
  })
  onTestFinished(() => live.close())
  return { live, streams, refresh, refreshAll, onDoubt, stream: () => streams.at(-1)! }
}

const news = (
  version: number,
  accounts: Record<string, number> = {},
  notifications: number | null = null,
  written: number | null = null,
) => ({ version, accounts, notifications, written })
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('tabs', () => {
  test('share one stream, and what it tells', async () => {
    const browser = aBrowser()
    const [first, second] = [aTab(browser), aTab(browser)]
    expect(first.streams).toHaveLength(1)
    expect(second.streams).toHaveLength(0)
    first.stream().events.onUpdate('7', news(7, { mine: 6 }))
    await settle()
    for (const { live, refresh } of [first, second]) {
      expect(live.status()).toBe('live')
      expect(live.reached()).toBe(7)
      expect(refresh).toHaveBeenCalledWith(news(7, { mine: 6 }))
    }
  })

  test('one that opens later is told everything that has been told', async () => {
    const browser = aBrowser()
    const first = aTab(browser)
    first.stream().events.onUpdate('7', news(7, { mine: 6, other: 2 }))
    first.stream().events.onUpdate('9', news(9, { mine: 9 }))
    const second = aTab(browser)
    await settle()
    expect(second.live.status()).toBe('live')
    expect(second.refresh).toHaveBeenCalledWith(news(9, { mine: 9, other: 2 }))
  })

  test('when the one with the stream closes, another goes on from the last event', async () => {
    const browser = aBrowser()
    const [first, second, third] = [aTab(browser), aTab(browser), aTab(browser)]
    first.stream().events.onUpdate('7', news(7))
    first.live.close()
    await settle()
    expect(first.stream().isOpen).toBe(false)
    expect(second.streams.map(({ after }) => after)).toEqual(['7'])
    expect(third.streams).toHaveLength(0)
    second.live.close()
    await settle()
    expect(third.streams.map(({ after }) => after)).toEqual(['7'])
  })
})

test.each([
  ['own', 0],
  ['everybody', 1],
] as const)(
  'that something was written somewhere is news where %s changes are shown: %i',
  async (concerns, rounds) => {
    const tab = aTab(aBrowser(), { concerns })
    tab.stream().events.onUpdate('7', news(7))
    await settle()
    expect(tab.refresh).toHaveBeenCalledTimes(rounds)
    // Thick and fast, and read once more.
    for (const version of [8, 9]) tab.stream().events.onUpdate(String(version), news(version))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(tab.refresh).toHaveBeenCalledTimes(2 * rounds)
  },
)

describe('without a stream', () => {
  test('every tab asks by itself until it is back', async () => {
    const browser = aBrowser()
    const [first, second] = [aTab(browser), aTab(browser)]
    first.stream().events.onUpdate('7', news(7))
    await vi.advanceTimersByTimeAsync(3 * POLL_MS)
    expect(first.refreshAll).not.toHaveBeenCalled()
    first.stream().events.onInterrupted()
    for (const { live } of [first, second]) {
      expect(live.status()).toBe('lost')
      expect(live.reached()).toBeNull()
    }
    await vi.advanceTimersByTimeAsync(2 * POLL_MS)
    for (const { refreshAll } of [first, second]) expect(refreshAll).toHaveBeenCalledTimes(2)
    first.stream().events.onUpdate('9', news(9))
    await vi.advanceTimersByTimeAsync(2 * POLL_MS)
    for (const { refreshAll } of [first, second]) expect(refreshAll).toHaveBeenCalledTimes(2)
  })

  test('one that the bank has ended is opened again, later and later, and the session is doubted', async () => {
    const tab = aTab(aBrowser())
    tab.stream().events.onUpdate('7', news(7))
    for (let tries = 1; tries <= 6; tries += 1) {
      tab.stream().events.onEnded(undefined)
      expect(tab.onDoubt).toHaveBeenCalledTimes(tries)
      await vi.advanceTimersByTimeAsync(400 * 2 ** (tries - 1))
      expect(tab.streams).toHaveLength(tries)
      await vi.advanceTimersByTimeAsync(50_000)
      expect(tab.streams).toHaveLength(tries + 1)
      expect(tab.stream().after).toBe('7')
    }
  })

  test('one that the bank has ended makes every tab doubt its session', () => {
    const browser = aBrowser()
    const [first, second] = [aTab(browser), aTab(browser)]
    first.stream().events.onEnded(undefined)
    expect(first.onDoubt).toHaveBeenCalledTimes(1)
    expect(second.onDoubt).toHaveBeenCalledTimes(1)
  })

  test('an id that the bank does not know is forgotten', async () => {
    const tab = aTab(aBrowser())
    tab.stream().events.onUpdate('7', news(7))
    tab.stream().events.onEnded(400)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(tab.stream().after).toBeUndefined()
  })

  test('a browser that cannot share one asks by itself', async () => {
    const tab = aTab(aBrowser(), { hasLocks: false })
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(tab.streams).toHaveLength(0)
    expect(tab.refreshAll).toHaveBeenCalledTimes(1)
  })

  test('a tab that is closed does nothing any more', async () => {
    const tab = aTab(aBrowser())
    tab.stream().events.onEnded(undefined)
    tab.live.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tab.streams).toHaveLength(1)
    expect(tab.refreshAll).not.toHaveBeenCalled()
  })
})

test('changes that come thick and fast are read in rounds, one at a time, and the last one is read', async () => {
  const tab = aTab(aBrowser())
  let finish: () => void = () => undefined
  tab.refresh.mockImplementation(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(undefined)
      }),
  )
  for (let version = 1; version <= 20; version += 1)
    tab.stream().events.onUpdate(String(version), news(version, { mine: version }))
  expect(tab.refresh).toHaveBeenCalledTimes(1)
  finish()
  await vi.advanceTimersByTimeAsync(1_000)
  finish()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(tab.refresh).toHaveBeenCalledTimes(2)
  expect(tab.refresh).toHaveBeenLastCalledWith(news(20, { mine: 20 }))
})

test('mere versions are no reason to read anything', async () => {
  const tab = aTab(aBrowser())
  tab.stream().events.onUpdate('1', news(1))
  tab.stream().events.onUpdate('2', news(2))
  await settle()
  expect(tab.refresh).not.toHaveBeenCalled()
})

test('a notification is a reason to read, in every tab', async () => {
  const browser = aBrowser()
  const tabs = [aTab(browser), aTab(browser)]
  for (const position of [4, 6]) {
    tabs[0]!.stream().events.onUpdate(String(position), news(position, {}, position))
    await vi.advanceTimersByTimeAsync(1_000)
    for (const { refresh } of tabs) expect(refresh).toHaveBeenLastCalledWith(news(position, {}, position))
  }
  tabs[0]!.stream().events.onUpdate('7', news(7))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(tabs[0]!.refresh).toHaveBeenCalledTimes(2)
})

test('what one has written on another device is a reason to read', async () => {
  const tab = aTab(aBrowser())
  tab.stream().events.onUpdate('4', news(4, {}, null, 4))
  await settle()
  expect(tab.refresh).toHaveBeenLastCalledWith(news(4, {}, null, 4))
  await vi.advanceTimersByTimeAsync(1_000)
  tab.stream().events.onUpdate('5', news(5))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(tab.refresh).toHaveBeenCalledTimes(1)
})

test('the server pushes its news when the read models have passed them that the browser waits for', () => {
  expect([...shownReadModels].toSorted()).toEqual(SHOWN.toSorted())
})

test('what a change concerns', () => {
  const told = news(9, { mine: 5, other: 8 }, 7)
  expect(lastChangeFor(['bank', 'notifications', 'unread'], told)).toBe(7)
  expect(lastChangeFor(['bank', 'notifications', 'list'], news(9, { mine: 5 }))).toBe(0)
  expect(lastChangeFor(['bank', 'activity', 'mine'], told)).toBe(5)
  expect(lastChangeFor(['bank', 'transactions', 'mine', '', 'all'], told)).toBe(5)
  expect(lastChangeFor(['bank', 'activity', 'third'], told)).toBe(0)
  expect(lastChangeFor(['bank', 'accounts'], told)).toBe(8)
  expect(lastChangeFor(['bank', 'transfer', 'some'], told)).toBe(8)
  expect(lastChangeFor(['bank', 'payee', 'mine'], told)).toBe(0)
  expect(lastChangeFor(['bank', 'requests'], told)).toBe(8)
  expect(lastChangeFor(['bank', 'requests'], news(9, { mine: 5 }, 9))).toBe(9)
  expect(lastChangeFor(['session'], told)).toBe(0)
  // Of everybody's changes only versions are told, and what has led to an event stays.
  expect(lastChangeFor(['bank', 'staff', 'reviews'], news(12))).toBe(12)
  expect(lastChangeFor(['bank', 'staff', 'causation', 3], news(12))).toBe(0)
  const elsewhere = news(9, { mine: 5 }, 7, 9)
  expect(lastChangeFor(['bank', 'upcoming', '2026-11-30'], elsewhere)).toBe(9)
  expect(lastChangeFor(['bank', 'transactions', 'mine'], elsewhere)).toBe(9)
  expect(lastChangeFor(['bank', 'accounts'], elsewhere)).toBe(5)
  expect(lastChangeFor(['bank', 'palette', 'x'], elsewhere)).toBe(0)
})
