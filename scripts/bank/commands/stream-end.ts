/** Whether a stream is there, and where it ends. */
import type { Sql } from '../../../db/client.ts'
import { streamEnd } from '../../../server/event-store/read.ts'
import { Sentence } from '../../sentence.mjs'

/** Its last stream position. */
export const lastPositionOf = async (sql: Sql, streamId: string): Promise<number> => {
  const last = await streamEnd(sql, streamId)
  if (last < 0) throw new Sentence(`There is no stream ${streamId}.`)
  return last
}
