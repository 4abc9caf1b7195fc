/**
 * The states of recently used streams. Only what has been committed is in here, so an entry can be old but never wrong:
 * an append decided on an old one is refused by the log itself.
 */
import { LRUCache } from 'lru-cache'
import type { StreamState } from '../event-store/load.ts'

export const createAggregateCache = (maxStreams: number) => {
  // By size, each being one: by number the cache would make room for all of them at once, which takes longer than to
  // start a bank.
  const states = new LRUCache<string, StreamState>({ maxSize: maxStreams, sizeCalculation: () => 1 })
  return {
    get: (streamId: string): StreamState | undefined => states.get(streamId),
    set: (streamId: string, state: StreamState): void => {
      states.set(streamId, state)
    },
    drop: (streamId: string): void => {
      states.delete(streamId)
    },
  }
}

export type AggregateCache = ReturnType<typeof createAggregateCache>
