/**
 * One pool of Postgres connections, and Drizzle on top of it.
 *
 * Trap: Drizzle switches off the pool's own parsing of dates and times, so a query made with `sql` gets a timestamp as
 * text and must be given one as text (ISO 8601).
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { dial } from './address.ts'

export type Sql = postgres.Sql<{ bigint: number }>

export type Database = {
  readonly sql: Sql
  readonly db: PostgresJsDatabase
  readonly url: string
  /** Waits for running queries, 5 s at most. */
  readonly close: () => Promise<void>
}

export type ConnectOptions = {
  /** Shown in pg_stat_activity; the worker's is how the health check knows that one is there. */
  readonly applicationName: string
  readonly max?: number
}

export const connect = (url: string, { applicationName, max = 10 }: ConnectOptions): Database => {
  const options = {
    max,
    // In seconds. Not long, because the driver (3.4.9) sometimes only gets over a killed connection by this: a message
    // that was about to be sent then keeps its successor from being greeted.
    connect_timeout: 3,
    // In seconds. The driver's own waits up to 20 s between tries, long after a restarted server is back.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => undefined,
    connection: {
      application_name: applicationName,
      // A writer that hangs in mid-transaction would hold the log's lock for ever: the server ends it instead.
      idle_in_transaction_session_timeout: 15_000,
    },
    types: {
      // Positions are far below 2^53. Drizzle decodes its own columns and is not affected.
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
    },
  }
  const sql = postgres(...dial(url, options))
  return { sql, url, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) }
}
