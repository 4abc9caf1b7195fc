/**
 * Streams of which too much would have to be replayed in a batch: their snapshots were lost, or made for another shape
 * of the state. They are folded here, beside the batches, so that nobody else waits for them.
 *
 * Promises: a command waits here no longer than its caller should be kept; the load goes on without it and leaves a
 * snapshot, so that the next try is fast. One that is broken off leaves what it has come to by then, every 10,000 events.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '../../db/client.ts'
import type { StreamRef } from '../domain/decider.ts'
import { isConnectionLost } from '../event-store/errors.ts'
import { foldStream } from '../event-store/fold.ts'
import { saveSnapshots } from '../event-store/snapshots.ts'
import { log } from '../log.ts'
import type { AggregateCache } from './aggregate-cache.ts'
import type { WaitingCommand } from './command.ts'
import { BusStopped, HistoryIsLong } from './errors.ts'

export type LongLoadsOptions = {
  /** A pool that no batch waits for. */
  readonly sql: Sql
  readonly cache: AggregateCache
  /** Gives a command whose streams are loaded to the next batch. */
  readonly putBack: (command: WaitingCommand) => void
  readonly patienceMs?: number | undefined
}

/** Well within the time that clients and proxies give a request. */
const PATIENCE_MS = 5_000
/** More would only take the processor from the batches. */
const LOADED_AT_ONCE = 2

export const createLongLoads = ({ sql, cache, putBack, patienceMs = PATIENCE_MS }: LongLoadsOptions) => {
  const loads = new Map<string, Promise<void>>()
  const lanes = Array.from({ length: LOADED_AT_ONCE }, () => Promise.resolve())
  const stopping = new AbortController()
  let begun = 0
  let waiting = 0

  const load = async ({ streamId, aggregate }: StreamRef): Promise<void> => {
    const startedAt = performance.now()
    const loaded = await foldStream(sql, { streamId, aggregate, signal: stopping.signal })
    // Whatever the policies say: without one, every load of this stream is as long as this one.
    await saveSnapshots(sql, [{ streamId, aggregate, ...loaded }])
    const { streamPosition = -1 } = cache.get(streamId) ?? {}
    if (streamPosition < loaded.streamPosition) cache.set(streamId, loaded)
    const ms = Math.round(performance.now() - startedAt)
    log.info({ streamId, streamPosition: loaded.streamPosition, ms }, 'A long stream was loaded')
  }

  const begin = (stream: StreamRef): Promise<void> => {
    const { streamId } = stream
    const underWay = loads.get(streamId)
    if (underWay) return underWay
    const lane = begun++ % LOADED_AT_ONCE
    const loading = (lanes[lane] as Promise<void>)
      .then(() => load(stream))
      .finally(() => loads.delete(streamId))
    lanes[lane] = loading.catch((err: unknown) => {
      if (!stopping.signal.aborted) log.warn({ err, streamId }, 'A long stream could not be loaded')
    })
    loads.set(streamId, loading)
    return loading
  }

  const wait = async (command: WaitingCommand, streams: readonly StreamRef[]): Promise<void> => {
    command.waitsUntil ??= performance.now() + patienceMs
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, stopping.signal])
    const tooLate = delay(Math.max(0, command.waitsUntil - performance.now()), undefined, { signal }).then(
      () => {
        throw tooLong()
      },
    )
    try {
      await Promise.race([Promise.all(streams.map(begin)), tooLate])
      putBack(command)
    } catch (error) {
      if (stopping.signal.aborted)
        command.reject(new BusStopped('The bank is shutting down; please try again in a moment'))
      else command.reject(isConnectionLost(error) ? tooLong({ cause: error }) : error)
    } finally {
      over.abort()
    }
  }

  return {
    /** How many commands wait here. */
    get waiting() {
      return waiting
    },
    isBeingLoaded: (streamId: string): boolean => loads.has(streamId),
    /** Takes the command over: it is put back, or rejected when loading takes too long or fails. */
    waitFor: (command: WaitingCommand, streams: readonly StreamRef[]): void => {
      waiting += 1
      void wait(command, streams).finally(() => {
        waiting -= 1
      })
    },
    /** From now on nothing is loaded any more, and nobody waits. */
    stop: (): void => stopping.abort(),
    settled: async (): Promise<void> => {
      await Promise.all(lanes)
    },
  }
}

export type LongLoads = ReturnType<typeof createLongLoads>

const tooLong = (options?: ErrorOptions) =>
  new HistoryIsLong('This account has a long history, which is being read; please try again', options)
