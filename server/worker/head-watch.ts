/**
 * Watches the log's head for everybody in this process who waits for more: one small query at a time for all of them, and
 * less often once nothing has come for a while. In a bank that is at work the next commit comes sooner than that; in a
 * quiet one, looking as often as ever cost more than all that a transfer writes.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import { readHead } from '../event-store/read.ts'

export type HeadWatch = {
  /** True as soon as the log reaches beyond `position`; false after `lingerMs`, or when `signal` aborts. */
  readonly movesBeyond: (
    position: number,
    options: { lingerMs: number; signal?: AbortSignal | undefined },
  ) => Promise<boolean>
}

/** So long after the last news it is looked as often as can be; after that it takes {@link SLOWER} times as long. */
const QUICK_MS = 60
const SLOWER = 3

type Watcher = {
  readonly position: number
  readonly until: number
  readonly signal: AbortSignal | undefined
  readonly settle: (hasMoved: boolean) => void
}

export const createHeadWatch = (sql: Sql, { pollMs }: { pollMs: number }): HeadWatch => {
  const watchers = new Set<Watcher>()
  let isWatching = false
  /** Since when nothing has come. */
  let quietSince = 0

  const settle = (watcher: Watcher, hasMoved: boolean) => {
    watchers.delete(watcher)
    watcher.settle(hasMoved)
  }

  const watch = async () => {
    if (isWatching) return
    isWatching = true
    while (watchers.size > 0) {
      // A head that cannot be read has not moved: whoever drains next will hear of the problem.
      const head = await readHead(sql).catch(() => 0)
      for (const watcher of watchers) {
        if (head > watcher.position) settle(watcher, true)
        else if (watcher.signal?.aborted || performance.now() > watcher.until) settle(watcher, false)
      }
      const isQuiet = performance.now() - quietSince > QUICK_MS
      if (watchers.size > 0) await delay(isQuiet ? pollMs * SLOWER : pollMs)
    }
    isWatching = false
  }

  return {
    movesBeyond: (position, { lingerMs, signal }) =>
      new Promise((resolve) => {
        quietSince = performance.now()
        watchers.add({ position, until: quietSince + lingerMs, signal, settle: resolve })
        void watch()
      }),
  }
}
