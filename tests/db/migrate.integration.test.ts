import { expect, test } from 'vitest'
import { migrate, pendingMigrations } from '../../db/migrate.ts'
import { createTestDatabase } from '../support/database.ts'

const empty = await createTestDatabase({ migrated: false })
const migrated = await createTestDatabase()

test('several processes that migrate at once run every migration once', async () => {
  const { url, sql } = empty
  const pending = await pendingMigrations(url)

  const results = await Promise.all([migrate(url), migrate(url), migrate(url)])

  expect(pending.length).toBeGreaterThan(0)
  expect(results.flatMap((result) => result.applied)).toEqual(pending)
  expect(await sql`SELECT 1 FROM drizzle.__drizzle_migrations`).toHaveLength(pending.length)
  expect(await pendingMigrations(url)).toEqual([])
})

test('a test database has the schema of the migrations and belongs to an ordinary user', async () => {
  const { sql } = migrated

  const [user] = await sql`SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user`

  expect(user).toEqual({ rolsuper: false, rolcreaterole: false })
  expect(await sql`SELECT * FROM events`).toEqual([])
})
