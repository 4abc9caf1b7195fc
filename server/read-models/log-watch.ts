/**
 * Tells those who follow the log when it has grown: at once, because a projector's commit is a notification that says how
 * far the log goes at least, and within a second when no worker is there. One connection listens and one small query a
 * second looks, however many follow, and nothing at all while nobody does.
 */
import type { Sql } from '../../db/client.ts'
import { readHead } from '../event-store/read.ts'
import { log } from '../log.ts'
import { PROJECTION_ADVANCED } from './commit-batch.ts'

export type LogWatch = {
  /** True as soon as the log is known to reach beyond `position`; false after `withinMs`, or when `signal` aborts. */
  readonly movesBeyond: (
    position: number,
    options: { readonly withinMs: number; readonly signal: AbortSignal },
  ) => Promise<boolean>
  /** Aborted when the process stops: whoever follows the log ends then. */
  readonly stopping: AbortSignal
  readonly stop: () => Promise<void>
}

type Waiter = { readonly position: number; readonly settle: (hasMoved: boolean) => void }

export const createLogWatch = (sql: Sql, { pollMs = 1_000 }: { readonly pollMs?: number } = {}): LogWatch => {
  const waiters = new Set<Waiter>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined

  /** A commit may be told of between a follower's look at the log and its wait. */
  let known = 0
  const reached = (head: number) => {
    if (!Number.isSafeInteger(head)) return
    known = Math.max(known, head)
    for (const waiter of [...waiters]) if (head > waiter.position) waiter.settle(true)
  }
  const look = () =>
    readHead(sql).then(reached, (err: unknown) => log.warn({ err }, "The log's head cannot be read"))
  const listen = () => {
    listening ??= sql
      .listen(PROJECTION_ADVANCED, (payload) => reached(Number(payload.split(':')[1])))
      .then((listener) => {
        // What was told before anybody listened.
        void look()
        return listener
      })
      .catch((err: unknown) => {
        log.warn({ err }, 'Cannot listen for projections; the log is looked at once a second')
        listening = undefined
        return undefined
      })
  }

  return {
    stopping: stopping.signal,
    movesBeyond: (position, { withinMs, signal }) =>
      new Promise((resolve) => {
        if (signal.aborted || stopping.signal.aborted) return resolve(false)
        if (known > position) return resolve(true)
        const settle = (hasMoved: boolean) => {
          clearTimeout(deadline)
          signal.removeEventListener('abort', giveUp)
          waiters.delete(waiter)
          if (waiters.size === 0) {
            clearInterval(timer)
            timer = undefined
          }
          resolve(hasMoved)
        }
        const giveUp = () => settle(false)
        const waiter: Waiter = { position, settle }
        const deadline = setTimeout(giveUp, withinMs)
        signal.addEventListener('abort', giveUp, { once: true })
        waiters.add(waiter)
        listen()
        timer ??= setInterval(() => void look(), pollMs)
      }),
    stop: async () => {
      stopping.abort()
      for (const waiter of [...waiters]) waiter.settle(false)
      await (await listening)?.unlisten().catch(() => undefined)
      listening = undefined
    },
  }
}
