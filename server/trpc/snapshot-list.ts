/** The snapshots as the bank's staff sees them; read from the event store, so never behind. */
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import { aggregateOf } from '../domain/aggregates.ts'
import { readHead } from '../event-store/read.ts'
import { listSnapshots, type SnapshotEntry } from '../event-store/snapshots.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../read-models/paging.ts'

export type ListedSnapshot = SnapshotEntry & {
  /** Whether loads can use it: it carries the schema version that the state has now. */
  readonly isUsable: boolean
}

/** By stream id. Throws InvalidCursor. */
export const snapshotList = async (sql: Sql, { limit, cursor }: Paging): Promise<Page<ListedSnapshot>> => {
  const [after = ''] = decodeCursor(cursor, z.tuple([z.string()])) ?? []
  const version = await readHead(sql)
  const rows = await listSnapshots(sql, { after, limit: fetchSize(limit) })
  return pageOf({ version, rows, limit }, { toWire, keyOf: ({ streamId }) => [streamId] })
}

const toWire = (entry: SnapshotEntry): ListedSnapshot => ({
  ...entry,
  isUsable: aggregateOf(entry.streamId)?.snapshot.schemaVersion === entry.schemaVersion,
})
