/** The chain of seals, newest first, and how far the log is sealed at all. */
import { z } from 'zod'
import type { Sql } from '../../db/client.ts'
import { newestSeals, readSealHead, type SealHead, type SealLine } from '../event-store/seals/seals.ts'
import { decodeCursor, fetchSize, type Page, type Paging, pageOf } from '../read-models/paging.ts'

export type SealChain = Page<SealLine> & { head: Omit<SealHead, 'head'> }

/** Throws InvalidCursor. */
export const sealChain = async (sql: Sql, { limit, cursor }: Paging): Promise<SealChain> => {
  const [before] = decodeCursor(cursor, z.tuple([z.int().positive()])) ?? []
  const { head: version, ...head } = await readSealHead(sql)
  const rows = await newestSeals(sql, { before, limit: fetchSize(limit) })
  const page = pageOf({ version, rows, limit }, { toWire: (seal) => seal, keyOf: ({ from }) => [from] })
  return { ...page, head }
}
