/**
 * Brings a database to the schema of this version. Safe to run by several processes at once: they take turns. Migration
 * files only ever get added; each runs once, all that are missing in one transaction.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')

/** Any number, as long as nothing else of the bank takes an advisory lock with it. */
const MIGRATION_LOCK = 7_277_462

type Journal = { readonly entries: ReadonlyArray<{ readonly tag: string; readonly when: number }> }

/** `applied` names the files that ran now. */
export const migrate = async (databaseUrl: string): Promise<{ applied: string[] }> => {
  // One connection, because an advisory lock belongs to its session.
  const sql = postgres(databaseUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'migrate' },
  })
  try {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`
    const missing = await missingOn(sql)
    if (missing.length > 0) await runMigrations(drizzle(sql), { migrationsFolder })
    return { applied: [...missing] }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Which files have not run on this database. */
export const pendingMigrations = async (databaseUrl: string): Promise<readonly string[]> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    return await missingOn(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const missingOn = async (sql: postgres.Sql): Promise<readonly string[]> => {
  const [table] = await sql`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS exists`
  const [last] = table?.exists
    ? await sql`SELECT max(created_at)::text AS at FROM drizzle.__drizzle_migrations`
    : []
  // The migrator's own rule: everything dated after the newest one that has run.
  const reached = last?.at ? Number(last.at) : Number.NEGATIVE_INFINITY
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as Journal
  return journal.entries.filter(({ when }) => when > reached).map(({ tag }) => tag)
}
