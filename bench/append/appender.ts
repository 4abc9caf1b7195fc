/** What an append contestant is made of, and the check that nothing it has counted is missing. */
import type { Sql } from '../../db/client.ts'
import type { Contestant } from '../contestant.ts'

export type Appender = {
  readonly contestant: (callers: number) => Contestant
  /** Throws when the table does not hold what was counted. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

/** How pool sizes are tried out. */
export type Trial = { readonly callers: number; readonly trialMs: number }

export const countEvents = async (sql: Sql, expected: number, table: string): Promise<void> => {
  const [row] = await sql<{ count: number }[]>`SELECT count(*) FROM ${sql(table)}`
  if (row?.count !== expected)
    throw new Error(`${table} holds ${row?.count} events and ${expected} were appended`)
}
