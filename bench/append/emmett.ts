/** Emmett's Postgres event store, used as its documentation shows: one event, one stream, no expected version. */
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'
import pg from 'pg'
import { connect } from '../../db/client.ts'
import { closedLoop } from '../closed-loop.ts'
import { fastestOf } from '../measure.ts'
import { type Appender, countEvents, type Trial } from './appender.ts'
import { newDeposit } from './event.ts'

const POOL_SIZES = [10, 20, 40]

export const emmett = async (url: string, { callers, trialMs }: Trial): Promise<Appender> => {
  const stores = new Map(
    POOL_SIZES.map((max) => {
      const pool = new pg.Pool({ connectionString: url, max })
      const store = getPostgreSQLEventStore(url, {
        schema: { autoMigration: 'None' },
        connectionOptions: { pool },
      })
      return [max, { pool, store }]
    }),
  )
  await stores.get(POOL_SIZES[0]!)!.store.schema.migrate()

  let appended = 0
  const contestant = (howMany: number, max: number) => {
    const { store } = stores.get(max)!
    return closedLoop(`Emmett (${howMany} callers, ${max} connections)`, howMany, async () => {
      const { streamId, event, metadata } = newDeposit()
      await store.appendToStream(streamId, [{ type: event.type, data: event.data, metadata }])
      appended += 1
      return 1
    })
  }
  const best = await fastestOf(POOL_SIZES, (max) => contestant(callers, max), trialMs)
  return {
    contestant: (howMany) => contestant(howMany, best),
    check: async () => {
      const { sql, close } = connect(url, { applicationName: 'bench', max: 1 })
      try {
        await countEvents(sql, appended, 'emt_messages')
      } finally {
        await close()
      }
    },
    close: async () => {
      for (const { pool, store } of stores.values()) {
        await store.close()
        if (!pool.ended) await pool.end()
      }
    },
  }
}
