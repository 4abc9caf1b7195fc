/**
 * The shadow of a projector: the same handlers under another name and on tables of their own, so that everything that
 * carries a projector carries its shadow too. Its checkpoint's generation is the rebuild's id: whoever still works for
 * an earlier rebuild can write nothing.
 */
import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Sql } from '../../../db/client.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Queryable } from '../../event-store/append.ts'
import { clearParked } from '../dead-letters/clear.ts'
import type { Projector } from '../projection.ts'
import type { Purpose } from './table.ts'

export type Shadow = {
  readonly projector: Projector
  /** Pairs of names, in the order of the projector's parts. */
  readonly tables: readonly { readonly live: string; readonly shadow: string }[]
}

/** In front of the names of tables, indexes and constraints. */
const PREFIX: Readonly<Record<Purpose, string>> = { replace: 'rebuild_', verify: 'verify_' }
const LONGEST_NAME = 63

/** No projector of the bank has it in its name. */
export const SHADOW_MARK = '~'

const shadowNameOf = (projectorName: string, purpose: Purpose): string =>
  `${projectorName}${SHADOW_MARK}${purpose === 'replace' ? 'rebuild' : 'verify'}`

export const isShadowName = (projectorName: string): boolean => projectorName.includes(SHADOW_MARK)

export const shadowOf = ({ name, parts }: Projector, purpose: Purpose): Shadow => ({
  projector: {
    name: shadowNameOf(name, purpose),
    standsInFor: name,
    parts: parts.map((part) => ({
      ...part,
      table: renamed(part.table, nameWithPrefix(getTableName(part.table), purpose)),
    })),
  },
  tables: parts.map(({ table }) => ({
    live: getTableName(table),
    shadow: nameWithPrefix(getTableName(table), purpose),
  })),
})

export const nameWithPrefix = (name: string, purpose: Purpose): string => {
  const result = `${PREFIX[purpose]}${name}`
  if (Buffer.byteLength(result) > LONGEST_NAME)
    throw new RangeError(`${result} is too long a name for Postgres`)
  return result
}

/** The same columns under another name, which Drizzle keeps under this symbol and offers no other way to change. */
export const renamed = (table: PgTable, name: string): PgTable =>
  Object.assign(Object.create(Object.getPrototypeOf(table)), table, { [Symbol.for('drizzle:Name')]: name })

/** Makes the tables and the checkpoint, unless this very rebuild has made them before. */
export const ensureShadow = (sql: Sql, { projector, tables }: Shadow, rebuildId: number, purpose: Purpose) =>
  inTransaction(sql, async (tx) => {
    // Held to the end, so that of two who begin one rebuild the second finds everything there.
    const [rebuild] = await tx<{ status: string }[]>`
      SELECT status FROM projection_rebuilds WHERE id = ${rebuildId} FOR UPDATE`
    const [checkpoint] = await tx`
      SELECT FROM projector_checkpoints WHERE projector_name = ${projector.name} AND generation = ${rebuildId}`
    if (rebuild?.status !== 'running' || checkpoint) return
    for (const { live, shadow } of tables) {
      await tx`DROP TABLE IF EXISTS ${tx(shadow)}`
      await tx`CREATE TABLE ${tx(shadow)} (LIKE ${tx(live)} INCLUDING ALL EXCLUDING INDEXES)`
      // The key at once, because rows are written by it; all other indexes are faster made afterwards.
      for (const { name, definition } of await constraintsOf(tx, live))
        await tx.unsafe(
          `ALTER TABLE ${quote(shadow)} ADD CONSTRAINT ${quote(nameWithPrefix(name, purpose))} ${definition}`,
        )
    }
    await clearParked(tx, projector.name)
    await tx`
      INSERT INTO projector_checkpoints (projector_name, last_position, generation)
      VALUES (${projector.name}, 0, ${rebuildId})
      ON CONFLICT (projector_name) DO UPDATE SET last_position = 0, generation = ${rebuildId}, updated_at = now()`
  })

/** Those that the live tables have beside their keys. Whatever is there already stays. */
export const buildIndexes = async (sql: Sql, { tables }: Shadow, purpose: Purpose): Promise<void> => {
  for (const { live, shadow } of tables) {
    for (const { name, definition } of await plainIndexesOf(sql, live))
      await sql.unsafe(indexDefinitionOn(definition, shadow, nameWithPrefix(name, purpose)))
    await sql`ANALYZE ${sql(shadow)}`
  }
}

/** Leaves nothing of it. Call it in the transaction that ends the rebuild. */
export const dropShadow = async (tx: Queryable, { projector, tables }: Shadow): Promise<void> => {
  for (const { shadow } of tables) await tx`DROP TABLE IF EXISTS ${tx(shadow)}`
  await clearParked(tx, projector.name)
  await tx`DELETE FROM projector_checkpoints WHERE projector_name = ${projector.name}`
}

/** Every index of a table, those of its constraints included. */
export const indexNamesOf = async (tx: Queryable, table: string): Promise<string[]> => {
  const rows = await tx<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ${table}::regclass ORDER BY c.relname`
  return rows.map(({ name }) => name)
}

const plainIndexesOf = (tx: Queryable, table: string) => tx<{ name: string; definition: string }[]>`
  SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = ${table}::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
  ORDER BY c.relname`

const constraintsOf = (tx: Queryable, table: string) => tx<{ name: string; definition: string }[]>`
  SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
  WHERE conrelid = ${table}::regclass AND contype IN ('p', 'u', 'x') ORDER BY conname`

const indexDefinitionOn = (definition: string, table: string, name: string): string =>
  definition.replace(
    /^CREATE (UNIQUE )?INDEX .+? ON .+? USING /,
    (_, unique = '') => `CREATE ${unique}INDEX IF NOT EXISTS ${quote(name)} ON ${quote(table)} USING `,
  )

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`
