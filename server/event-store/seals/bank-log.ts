/** The bank's own log and seals, for {@link import('./verify.ts').verifyLog}. */
import type { Queryable } from '../append.ts'
import { readHead } from '../read.ts'
import type { RawEvent, Seal } from './chain.ts'
import { readRawEvents, readRawTable } from './raw-events.ts'
import { readSeals, sealCovering } from './seals.ts'
import type { LogToVerify } from './verify.ts'

/** So many seals and events are in memory at once. */
const SEALS_AT_ONCE = 4
const AT_MOST = 1_000

export const logToVerify = async (sql: Queryable): Promise<LogToVerify> => ({
  head: await readHead(sql),
  read: (range) => readRawEvents(sql, range),
  strays: async (last) => {
    const below = await readRawTable(sql, { after: Number.MIN_SAFE_INTEGER, upTo: 0, limit: AT_MOST })
    const after = Math.max(last, await readHead(sql))
    const above = await readRawTable(sql, { after, upTo: Number.MAX_SAFE_INTEGER, limit: AT_MOST })
    // Asked once more, because the bank goes on writing: what had been appended by then is below the head of now.
    const head = await readHead(sql)
    return [...below, ...above.filter(({ globalPosition }) => globalPosition > head)]
  },
  holes: async (sealed) => {
    const rows = await sql<{ position: number }[]>`
      WITH there AS (
        SELECT global_position, lag(global_position, 1, ${sealed}::bigint) OVER (ORDER BY global_position) AS before
        FROM (SELECT global_position FROM events WHERE global_position > ${sealed}
              UNION ALL SELECT last_position + 1 FROM event_log_head WHERE last_position >= ${sealed}) positions
      )
      SELECT position
      FROM there, generate_series(before + 1, least(global_position - 1, before + ${AT_MOST})) AS position
      WHERE global_position > before + 1
        AND global_position <= (SELECT last_position + 1 FROM event_log_head)
      ORDER BY position
      LIMIT ${AT_MOST}`
    return rows.map(({ position }) => position)
  },
})

/** From the seal that covers position `from` on, to the one that covers `to`. */
export async function* sealsFrom(
  sql: Queryable,
  from = 1,
  to = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Seal> {
  for (let next = await sealCovering(sql, from); next <= to; ) {
    const seals = await readSeals(sql, { from: next, limit: SEALS_AT_ONCE })
    yield* seals.filter((seal) => seal.from <= to)
    if (seals.length < SEALS_AT_ONCE) return
    // By where seals begin: where they end may have been edited.
    next = seals.at(-1)!.from + 1
  }
}

/** The log as it is stored, up to `upTo`. */
export async function* rawEventsTo(sql: Queryable, upTo: number): AsyncGenerator<RawEvent> {
  for (let after = 0; after < upTo; ) {
    const events = await readRawEvents(sql, { after, upTo, limit: AT_MOST })
    if (events.length === 0) return
    yield* events
    after = events.at(-1)!.globalPosition
  }
}
