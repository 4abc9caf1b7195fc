/**
 * Waiting until read models have passed a version: told by LISTEN at once, checked again by polling because a
 * notification can be lost. One connection listens and one query polls, however many are waiting.
 */
import type { Sql } from '../../db/client.ts'
import { log } from '../log.ts'
import { readCheckpoints } from './checkpoint.ts'
import { PROJECTION_ADVANCED } from './commit-batch.ts'

export class VersionNotReached extends Error {
  override name = 'VersionNotReached'
  readonly version: number
  readonly reached: number
  constructor(version: number, reached: number) {
    super(`Version ${version} was not reached in time; the read model is at ${reached}`)
    this.version = version
    this.reached = reached
  }
}

export type WaitOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal | undefined }

export type VersionWatch = {
  /**
   * Resolves once every named projector's checkpoint is at `version` or beyond. Throws {@link VersionNotReached} after
   * `timeoutMs` (5 s), or what `signal` was aborted with. A projector without a checkpoint has not caught up.
   */
  readonly waitForVersion: (
    projectors: readonly string[],
    version: number,
    options?: WaitOptions,
  ) => Promise<void>
  /** Those who still wait are told that the version was not reached. */
  readonly stop: () => Promise<void>
}

export type VersionWatchOptions = {
  readonly pollMs?: number
  /** False: by polling alone. */
  readonly listen?: boolean
}

type Waiter = {
  readonly version: number
  /** Projectors not yet known to have passed the version, and how far each was when last heard of. */
  readonly behind: Map<string, number>
  readonly succeed: () => void
  readonly fail: (error: unknown) => void
}

export const createVersionWatch = (
  sql: Sql,
  { pollMs = 100, listen = true }: VersionWatchOptions = {},
): VersionWatch => {
  const waiters = new Set<Waiter>()
  let pollTimer: NodeJS.Timeout | undefined
  let subscription: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined

  /**
   * A waiter learns only from what is read or told after it came, not from what was known before: a read model may have
   * been put back to be built anew. (A notification can still be older by the moment that it was under way.)
   */
  const learn = (those: Iterable<Waiter>, name: string, position: number) => {
    for (const waiter of those) {
      if (!waiter.behind.has(name)) continue
      if (position < waiter.version) waiter.behind.set(name, position)
      else waiter.behind.delete(name)
      if (waiter.behind.size === 0) waiter.succeed()
    }
  }

  let looking: Promise<void> | undefined
  let lookAgain = false
  /** Everybody who is waiting when the query is sent shares it; whoever comes later shares the next one. */
  const look = async (): Promise<void> => {
    if (looking) {
      lookAgain = true
      return
    }
    do {
      lookAgain = false
      const those = [...waiters]
      looking = readCheckpoints(sql).then(
        (checkpoints) => {
          for (const [name, position] of checkpoints) learn(those, name, position)
        },
        // The database is away for a moment: those who wait are not told about it, they may still be in time.
        (error: unknown) => log.warn({ err: error }, 'Checkpoints cannot be read'),
      )
      await looking
    } while (lookAgain && waiters.size > 0)
    looking = undefined
  }

  const subscribe = () => {
    if (!listen) return
    subscription ??= sql
      .listen(
        PROJECTION_ADVANCED,
        (payload) => {
          const [name, position] = payload.split(':')
          if (name && position) learn([...waiters], name, Number(position))
        },
        // What was told before there was anybody to hear it, now and after every lost connection.
        () => {
          if (waiters.size > 0) void look()
        },
      )
      .catch((error: unknown) => {
        log.warn({ err: error }, 'Cannot listen for projections; polling instead')
        subscription = undefined
        return undefined
      })
  }

  const poll = () => {
    pollTimer ??= setInterval(() => void look(), pollMs)
  }
  const leave = (waiter: Waiter) => {
    waiters.delete(waiter)
    if (waiters.size > 0) return
    clearInterval(pollTimer)
    pollTimer = undefined
  }

  const waitForVersion: VersionWatch['waitForVersion'] = (
    projectors,
    version,
    { timeoutMs = 5_000, signal } = {},
  ) =>
    new Promise<void>((resolve, reject) => {
      if (projectors.length === 0) return resolve()
      if (signal?.aborted) return reject(signal.reason)
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        leave(waiter)
        finish()
      }
      const behind = new Map(projectors.map((name) => [name, 0]))
      const waiter: Waiter = {
        version,
        behind,
        succeed: () => settle(resolve),
        fail: (error) => settle(() => reject(error)),
      }
      const abort = () => waiter.fail(signal?.reason)
      const timer = setTimeout(() => waiter.fail(notReached(waiter)), timeoutMs)
      signal?.addEventListener('abort', abort, { once: true })
      waiters.add(waiter)
      subscribe()
      poll()
      void look()
    })

  const stop = async () => {
    for (const waiter of [...waiters]) waiter.fail(notReached(waiter))
    await (await subscription)?.unlisten().catch(() => undefined)
  }

  return { waitForVersion, stop }
}

const notReached = ({ version, behind }: Waiter) =>
  new VersionNotReached(version, Math.min(...behind.values()))
