/** The sweep as the worker's job. */
import { afterAll, expect, test, vi } from 'vitest'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { listSnapshots } from '../../server/event-store/snapshots.ts'
import { createBoss } from '../../server/read-models/queues.ts'
import { SNAPSHOTS_QUEUE } from '../../server/worker/snapshots.ts'
import { startWorker } from '../../server/worker/worker.ts'
import type { TestAccount } from '../support/bank.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'

const database = await createTestDatabase()
const boss = createBoss({ databaseUrl: database.url, applicationName: 'test', sendsOnly: true })
afterAll(() => boss.stop())

const working = async <T>(work: () => Promise<T>): Promise<T> => {
  const worker = await startWorker({ database, applicationName: 'test', projectors: [] })
  try {
    return await work()
  } finally {
    await worker.stop()
  }
}
const snapshotOf = async (at: TestAccount) =>
  (await listSnapshots(database.sql, { after: '', limit: 9 })).find(
    ({ streamId }) => streamId === accountStream(at.accountId),
  )
const becomes = (at: TestAccount, entry: object) =>
  vi.waitFor(async () => expect(await snapshotOf(at)).toMatchObject(entry), { timeout: 10_000, interval: 20 })

test('is scheduled, and takes the snapshots that are due', async () => {
  const at = newAccount()
  await working(async () => {
    await boss.start()
    expect(await boss.getSchedules(SNAPSHOTS_QUEUE)).toMatchObject([{ cron: '*/5 * * * *' }])
    await append(database.sql, batchOf(accountEvents(at, { count: 260 })))
    await vi.waitFor(
      async () => {
        // Taken only when none is waiting or at work, as that of the worker's start may be.
        await boss.send(SNAPSHOTS_QUEUE)
        expect(await snapshotOf(at)).toMatchObject({ streamPosition: 259, eventsSince: 0 })
      },
      { timeout: 10_000, interval: 50 },
    )
  })
})

test('sweeps when it starts, also after one that was killed at it, and renews what is of another version', async () => {
  const at = newAccount()
  await append(database.sql, batchOf(accountEvents(at, { count: 260 })))
  await working(() => becomes(at, { streamPosition: 259 }))
  await database.sql`UPDATE snapshots SET schema_version = 0`
  await boss.send(SNAPSHOTS_QUEUE)
  expect(await boss.fetch(SNAPSHOTS_QUEUE)).toHaveLength(1)
  await working(() => becomes(at, { streamPosition: 259, schemaVersion: bankAccount.snapshot.schemaVersion }))
})
