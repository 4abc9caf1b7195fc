/**
 * Snapshots on the side of the command bus: taken from states at hand, written one statement at a time after the callers
 * have been answered. Nobody waits for it and nothing depends on it: what cannot be written is forgotten.
 */
import type { Aggregate } from '../domain/decider.ts'
import type { LoadedStream, StreamState } from '../event-store/load.ts'
import {
  isDueAfterAppend,
  isDueAfterLoad,
  type SnapshotPolicies,
  snapshotPolicies,
} from '../event-store/snapshot-policies.ts'
import { type Snapshot, saveSnapshots } from '../event-store/snapshots.ts'
import { log } from '../log.ts'

/** More than wait already are not taken: the next load or sweep will. */
const MAX_WAITING = 1_000
const SAVED_AT_ONCE = 100

export type SnapshotKeeperOptions = {
  /** A pool that no command waits for. */
  readonly sql: Parameters<typeof saveSnapshots>[0]
  readonly policies?: SnapshotPolicies | undefined
}

/** What is committed: a stream's state, with its last position before that. */
type Committed = StreamState & { readonly aggregate: Aggregate; readonly base: number }

export const createSnapshotKeeper = ({ sql, policies = snapshotPolicies }: SnapshotKeeperOptions) => {
  const waiting = new Map<string, Snapshot>()
  let writing: Promise<void> | undefined

  const write = async (): Promise<void> => {
    while (waiting.size > 0) {
      const some = [...waiting.values()].slice(0, SAVED_AT_ONCE)
      for (const { streamId } of some) waiting.delete(streamId)
      try {
        await saveSnapshots(sql, some)
      } catch (err) {
        log.warn({ err, streams: some.length + waiting.size }, 'Snapshots could not be saved')
        waiting.clear()
      }
    }
    writing = undefined
  }

  const take = (snapshot: Snapshot): void => {
    if (waiting.size < MAX_WAITING || waiting.has(snapshot.streamId)) waiting.set(snapshot.streamId, snapshot)
  }

  return {
    /** What a committed batch has loaded and what it leaves behind. Returns at once and never throws. */
    consider: (loaded: readonly LoadedStream[], states: ReadonlyMap<string, Committed>): void => {
      for (const stream of loaded) if (isDueAfterLoad(policies[stream.aggregate.name], stream)) take(stream)
      for (const [streamId, { aggregate, state, streamPosition, base }] of states)
        if (isDueAfterAppend(policies[aggregate.name], base, streamPosition))
          take({ streamId, aggregate, state, streamPosition })
      if (waiting.size > 0) writing ??= write()
    },
    /** Resolves when everything that was taken is written or given up. */
    settled: async (): Promise<void> => writing,
  }
}

export type SnapshotKeeper = ReturnType<typeof createSnapshotKeeper>
