/** The event store on Postgres, as its contract sees it. */
import type { Database } from '../../db/client.ts'
import { append, lockHead } from '../../server/event-store/append.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import { findReceipts } from '../../server/event-store/receipts.ts'
import { saveSnapshots } from '../../server/event-store/snapshots.ts'
import type { EventStoreUnderTest } from '../event-store/contract.ts'

class RolledBack extends Error {}

export const postgresStore = ({ sql }: Database): EventStoreUnderTest => ({
  append: (batch) =>
    batch.reads.length === 0
      ? append(sql, batch)
      : sql.begin(async (tx) => {
          await lockHead(tx)
          return append(tx, batch)
        }),
  appendAndPause: async (batch) => {
    const appended = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const transaction = sql.begin(async (tx) => {
      await append(tx, batch)
      appended.resolve()
      await released.promise
    })
    const end = transaction.then(
      () => undefined,
      (error) => {
        appended.reject(error)
        if (!(error instanceof RolledBack)) throw error
      },
    )
    await appended.promise
    return {
      commit: () => {
        released.resolve()
        return end
      },
      rollBack: () => {
        released.reject(new RolledBack())
        return end
      },
    }
  },
  waitingWriters: () => waitingForLock(sql),
  readAll: (range) => readAll(sql, range),
  readStream: (streamId, range) => readStream(sql, streamId, range),
  readHead: () => readHead(sql),
  findReceipts: (keys) => findReceipts(sql, keys),
  load: (requests) => loadStreams(sql, requests),
  saveSnapshot: (stream) => saveSnapshots(sql, [stream]),
})

/** How many sessions of this database wait for somebody else's lock. */
export const waitingForLock = async (sql: Database['sql']): Promise<number> => {
  const [row] = await sql<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row?.waiting ?? 0
}

/** Holds the log's lock, as a writer in mid-commit does; answers how to let go. */
export const holdHead = async (sql: Database['sql']): Promise<() => Promise<void>> => {
  const held = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const transaction = sql.begin(async (tx) => {
    await lockHead(tx)
    held.resolve()
    await released.promise
  })
  transaction.catch(held.reject)
  await held.promise
  return async () => {
    released.resolve()
    await transaction
  }
}
