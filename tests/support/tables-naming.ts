/** Where in the database a name stands: nowhere, once somebody is forgotten. */
import { expect } from 'vitest'
import type { Sql } from '../../db/client.ts'

/** Every table with a text in it, whatever its kind, that contains one of these words. */
export const tablesNaming = async (sql: Sql, ...words: string[]): Promise<string[]> => {
  const tables = await sql<{ name: string }[]>`
    SELECT DISTINCT format('%I.%I', table_schema, table_name) AS name
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY name`
  expect(tables.length).toBeGreaterThan(15)
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await sql.unsafe(`SELECT count(*)::int AS count FROM ${name} t WHERE t::text ~* $1`, [
      words.join('|'),
    ])
    if (row?.count > 0) found.push(name)
  }
  return found
}
