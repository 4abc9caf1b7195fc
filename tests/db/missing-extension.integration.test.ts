/** A database in which the bank may not create the extension that it needs. */
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { dial } from '../../db/address.ts'
import { MissingExtension, migrate } from '../../db/migrate.ts'
import { createTestDatabase } from '../support/database.ts'

const { url, adminUrl, sql } = await createTestDatabase({ migrated: false })

const asAdmin = async (statements: string) => {
  const admin = postgres(...dial(adminUrl, { max: 1, onnotice: () => undefined }))
  try {
    await admin.unsafe(statements)
  } finally {
    await admin.end()
  }
}
const owner = (name: string) =>
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO ${name}', current_database()); END $$`

test('is told so in one sentence, and unchanged; once somebody else has created it, all goes on', async () => {
  await asAdmin(owner('CURRENT_USER'))

  const refusal = await migrate(url).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(MissingExtension)
  expect(String(refusal)).toMatch(/needs the extension pg_trgm.*permission denied.*administrator/)
  expect(String(refusal)).not.toContain('\n')
  const tables = sql`SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`
  expect(await tables).toHaveLength(0)

  await asAdmin(`CREATE EXTENSION pg_trgm; ${owner('passbook')}`)
  expect((await migrate(url)).applied.length).toBeGreaterThan(0)
})
