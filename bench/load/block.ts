/**
 * Loading one account as the command bus does: a short one without a snapshot, and ever longer ones whose snapshot is as
 * many events old as the short one is long. What is compared so replays the same number of events.
 */
import { connect } from '../../db/client.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import type { Progress } from '../contestant.ts'
import { latencies } from '../measure.ts'
import type { BenchServer } from '../server.ts'
import { aggregate, snapshotBefore, writeStream } from './streams.ts'

export type LoadEffort = {
  /** How often each stream is loaded. */
  readonly loads: number
  /** How many events each has, by the name of its result. */
  readonly lengths: Readonly<Record<LoadName, number>>
}

export const loadNames = ['e100', 'e1000', 'e100000', 'e1000000'] as const
export type LoadName = (typeof loadNames)[number]
export type LoadScore = {
  readonly events: number
  readonly replayed: number
  readonly p50Ms: number
  readonly p99Ms: number
}
export type LoadResult = Readonly<Record<LoadName, LoadScore>>

/** The first without a snapshot. */
export const runLoad = async (
  server: BenchServer,
  { loads, lengths }: LoadEffort,
  onProgress: Progress,
): Promise<LoadResult> => {
  const { sql, close } = connect(await server.createBankDatabase('load'), {
    applicationName: 'bench',
    max: 1,
  })
  try {
    const streams = []
    for (const name of loadNames) {
      const length = lengths[name]
      onProgress(`writing ${length.toLocaleString('en')} events and their snapshot`)
      const streamId = await writeStream(sql, length)
      if (name !== 'e100') await snapshotBefore(sql, streamId, { length, tail: lengths.e100 })
      streams.push({ name, length, streamId, times: [] as number[], replayed: 0 })
    }
    await sql`ANALYZE`
    // They take turns, so that a busy moment hits all of them alike; the first tenth warms up.
    for (let round = 0; round < loads * 1.1; round++) {
      if (round % 50 === 0) onProgress(`round ${round} of ${loads}`)
      for (const stream of streams) {
        const began = performance.now()
        const [loaded] = await loadStreams(sql, [{ streamId: stream.streamId, aggregate, from: undefined }])
        const took = performance.now() - began
        if (loaded?.streamPosition !== stream.length - 1)
          throw new Error(`A stream of ${stream.length} events was loaded up to ${loaded?.streamPosition}`)
        if (round >= loads * 0.1) stream.times.push(took)
        stream.replayed = loaded.replayed
      }
    }
    return Object.fromEntries(
      streams.map(({ name, length, times, replayed }) => [
        name,
        { events: length, replayed, ...latencies(times) },
      ]),
    ) as LoadResult
  } finally {
    await close()
  }
}
