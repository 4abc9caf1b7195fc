/**
 * Watches the read models while an accepted transfer has not shown up in them, and only then. When they have passed it,
 * the answers on display are read again, and once all of them hold it the transfer leaves the overlay.
 */
import type { OverlayStore } from './overlay-store.ts'
import { passedAt } from './pending-overlay.ts'

/** Most transfers are visible within some twenty milliseconds, so the first look is early; a slow bank is asked less and less. */
const FIRST_LOOK_MS = 60
const NEXT_LOOK_MS = 250
const LONGEST_PAUSE_MS = 2_000
/** While the bank pushes its versions, the first look is only for when it has nothing to push because it is stuck. */
const FIRST_LOOK_WHILE_LIVE_MS = 1_000

export type ConfirmationParts = {
  store: OverlayStore
  /** How far the slowest of the read models on display has come, and how far the log goes. */
  positions: () => Promise<{ position: number; head: number }>
  /** Reads again what shows less than this version. False when something on display still does. */
  refresh: (version: number) => Promise<boolean>
  /** The versions that the bank pushes: when one has come that shows a transfer, it is looked at once. */
  live?: { reached: () => number | null; subscribe: (listener: () => void) => () => void } | undefined
  pause?: (ms: number) => { done: Promise<void>; cut: () => void }
}

export const createConfirmation = ({
  store,
  positions,
  refresh,
  live,
  pause = pauseFor,
}: ConfirmationParts) => {
  let isRunning = false
  let isStopped = false
  let pauseMs = FIRST_LOOK_MS
  let cutPause: () => void = () => {}
  let lag: number | null = null
  let awaited = 0
  const listeners = new Set<() => void>()

  const setLag = (next: number | null) => {
    if (next === lag) return
    lag = next
    for (const listener of listeners) listener()
  }

  const accepted = () => store.snapshot().filter(({ state }) => state.status === 'accepted')

  const look = async () => {
    const { position, head } = await positions()
    setLag(Math.max(0, head - position))
    const passed = passedAt(store.snapshot(), position)
    if (passed.length === 0) return false
    const version = Math.max(...passed.map(({ state }) => (state.status === 'accepted' ? state.version : 0)))
    // From here on nothing older may come on display, not even an answer that is on its way.
    store.raiseFloor(version)
    if (!(await refresh(version))) return false
    store.confirmed(new Set(passed.map(({ transferId }) => transferId)))
    return true
  }

  /** Whether the bank has pushed a version that shows one of those that wait. */
  const hasBeenTold = () => passedAt(store.snapshot(), live?.reached() ?? 0).length > 0
  const firstPause = () => {
    if (live?.reached() == null) return FIRST_LOOK_MS
    return hasBeenTold() ? 0 : FIRST_LOOK_WHILE_LIVE_MS
  }

  const run = async () => {
    isRunning = true
    pauseMs = firstPause()
    while (!isStopped && accepted().length > 0) {
      const current = pause(pauseMs)
      cutPause = current.cut
      await current.done
      const isConfirmed = await look().catch(() => false)
      pauseMs = isConfirmed ? firstPause() : Math.min(Math.max(NEXT_LOOK_MS, pauseMs * 1.4), LONGEST_PAUSE_MS)
    }
    isRunning = false
    setLag(null)
  }

  const notice = () => {
    const count = accepted().length
    const isMore = count > awaited
    awaited = count
    if (count === 0) return
    if (!isRunning) void run()
    else if (isMore) {
      // A new transfer should not wait out a pause that an older one has lengthened.
      pauseMs = firstPause()
      cutPause()
    }
  }

  const unsubscribe = store.subscribe(notice)
  const unsubscribeLive = live?.subscribe(() => {
    if (isRunning && hasBeenTold()) cutPause()
  })
  notice()

  return {
    /** How many changes the read models are behind, while something is pending. */
    lag: () => lag,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    stop: () => {
      isStopped = true
      unsubscribe()
      unsubscribeLive?.()
      cutPause()
    },
  }
}

const pauseFor = (ms: number) => {
  let cut: () => void = () => {}
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    cut = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  return { done, cut: () => cut() }
}
