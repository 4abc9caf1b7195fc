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
import { dial } from './address.ts'

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')

/** Any number, as long as nothing else of the bank takes an advisory lock with it. */
const MIGRATION_LOCK = 7_277_462

type Journal = { readonly entries: ReadonlyArray<{ readonly tag: string; readonly when: number }> }

/** `applied` names the files that ran now. */
export const migrate = async (databaseUrl: string): Promise<{ applied: string[] }> => {
  // One connection, because an advisory lock belongs to its session.
  const sql = postgres(
    ...dial(databaseUrl, {
      max: 1,
      onnotice: () => undefined,
      connection: { application_name: 'migrate' },
    }),
  )
  try {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`
    const missing = await missingOn(sql)
    if (missing.length > 0) {
      await ensureExtension(sql)
      await runMigrations(drizzle(sql), { migrationsFolder })
    }
    return { applied: [...missing] }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The search needs it. Whoever may create tables may usually create it, too: Postgres trusts it. */
const EXTENSION = 'pg_trgm'

const ensureExtension = async (sql: postgres.Sql): Promise<void> => {
  const [found] = await sql`SELECT FROM pg_extension WHERE extname = ${EXTENSION}`
  if (found) return
  try {
    await sql.unsafe(`CREATE EXTENSION IF NOT EXISTS ${EXTENSION}`)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error
    throw new MissingExtension(
      `Passbook needs the extension ${EXTENSION}, which comes with Postgres (on some systems in a package of its own, postgresql-contrib), and could not create it: ${error.message}. Have its administrator run CREATE EXTENSION ${EXTENSION} in this database.`,
      { cause: error },
    )
  }
}

export class MissingExtension extends Error {
  override name = 'MissingExtension'
}

/** Which files have not run on this database. */
export const pendingMigrations = async (databaseUrl: string): Promise<readonly string[]> => {
  const sql = postgres(...dial(databaseUrl, { max: 1, onnotice: () => undefined }))
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
