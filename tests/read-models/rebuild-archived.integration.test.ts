/** Read models are rebuilt and verified over months that have moved to files, as if they still stood in the table. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getTableName } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { archiveMonths } from '../../server/event-store/archive/archive.ts'
import { readAll } from '../../server/event-store/read.ts'
import { carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import { newestRebuilds, requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import type { Purpose } from '../../server/read-models/rebuild/table.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createTestDatabase } from '../support/database.ts'
import { createProjectedBank, livedInBank } from './projected-bank.ts'

const database = await createTestDatabase()
const { sql } = database
const bank = createProjectedBank(database)
const { bobs } = await livedInBank(bank)
// A month is closed when the log has gone on after it.
await bank.bus.execute(
  'depositMoney',
  { accountId: bobs.accountId, money: { amountMinor: 100n, currency: 'USD' }, description: 'A year later' },
  { actor: { userId: 'system', role: 'system', customerId: null }, at: new Date('2027-01-05T00:00:00Z') },
)
await bank.project()
const directory = await mkdtemp(join(tmpdir(), 'passbook-archive-'))
afterAll(() => rm(directory, { recursive: true }))

/** The small bank lives in January 2026, whose books were closed in February; this is long after. */
const moveToFiles = () =>
  archiveMonths(sql, {
    directory,
    olderThanMonths: 2,
    timeZone: 'UTC',
    now: new Date('2027-01-10T00:00:00Z'),
  })

const allRows = async () => {
  const rows: Record<string, string[]> = {}
  for (const { parts } of projectors)
    for (const { table } of parts) {
      const name = getTableName(table)
      const found = await sql<{ row: string }[]>`SELECT t::text AS row FROM ${sql(name)} t ORDER BY 1`
      rows[name] = found.map(({ row }) => row)
    }
  return rows
}

const carryOutAll = async (purpose: Purpose) => {
  for (const projector of projectors) {
    const [request] = await requestRebuilds(sql, {
      projectors: [projector.name],
      purpose,
      requestedBy: 'ada',
    })
    const options = { databaseUrl: database.url, readLog: readAll, batchSize: 6 }
    expect(await carryOut({ id: request!.id, projector, purpose }, options), projector.name).toBe('done')
  }
  return newestRebuilds(sql)
}

test('rebuilding and verifying read through the archive', async () => {
  const before = await allRows()
  const log = await readAll(sql, { after: 0, limit: 10_000 })
  const moved = await moveToFiles()
  expect(moved.map(({ month }) => month)).toEqual(['2026-01', '2026-02'])
  const [left] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM events`
  expect(left!.count).toBeLessThan(log.length)

  await carryOutAll('replace')
  expect(await allRows()).toEqual(before)
  for (const [, { comparison }] of await carryOutAll('verify')) expect(comparison?.first).toBeNull()
})
