/** In a bank that is no demo there is no such thing as an injected fault, whatever stands in the table. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { setFault, unendedFaults } from '../../server/fault-injection/store.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createVersionWatch } from '../../server/read-models/wait.ts'
import { createProjectedBank, FAR_AHEAD, livedInBank, readModelRows } from '../read-models/projected-bank.ts'
import { bankEnvironment, endProcess, startProcess } from '../support/bank-processes.ts'
import { createTestDatabase, TEST_MASTER_KEY } from '../support/database.ts'
import { startTestBank } from '../web/test-bank.ts'

const MODEL = 'account-summaries'
const setting = () => ({ by: randomUUID(), now: new Date(), seconds: 60 })

test('its worker is neither slow nor does it throw, and puts nothing right', async () => {
  const database = await createTestDatabase()
  const bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
  await livedInBank(bank)
  const version = await bank.deposit(await bank.account(await bank.customer('Ada', 'Lovelace')), '5.00')
  const set = [
    await setFault(database.sql, { kind: 'slowProjector', projector: MODEL, delayMs: 5_000 }, setting()),
    await setFault(database.sql, { kind: 'throwingProjection', projector: MODEL }, setting()),
    // Over, and still to be put right.
    await setFault(
      database.sql,
      { kind: 'redeliveredBatches', projector: MODEL },
      { ...setting(), now: new Date(0) },
    ),
  ]
  const { child, ready } = startProcess('server/worker/main.ts', {
    ...bankEnvironment(database.url),
    PASSBOOK_DEMO: '0',
    PASSBOOK_MASTER_KEY: TEST_MASTER_KEY.toString('hex'),
    LOG_LEVEL: 'silent',
  })
  const versions = createVersionWatch(database.sql, { pollMs: 20 })
  try {
    await ready
    await versions.waitForVersion(
      projectors.map(({ name }) => name),
      version,
      { timeoutMs: 30_000 },
    )
  } finally {
    await versions.stop()
    await endProcess(child, 'SIGTERM')
  }
  const faults = await unendedFaults(database.sql)
  expect(new Set(faults)).toEqual(new Set(set))
  expect(await database.sql`SELECT FROM parked_events`).toHaveLength(0)
  const lived = await readModelRows(database)
  await bank.rebuild()
  expect(await readModelRows(database)).toEqual(lived)
  await database.close()
})

test('its web process never reads of faults, and a demo’s does', async () => {
  const asked = async (demo: boolean) => {
    const { database, bank } = await startTestBank({ config: { demo } })
    await bank.services.sql`SELECT 1`
    // Whoever listens says so on a connection of its own, as the last thing that it did there.
    const listening = async () => {
      const rows = await database.sql`
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'passbook-web' AND query ILIKE '%injected_faults%'`
      return rows.length
    }
    if (demo) await expect.poll(listening).toBeGreaterThan(0)
    return listening()
  }
  expect(await asked(false)).toBe(0)
  expect(await asked(true)).toBeGreaterThan(0)
})
