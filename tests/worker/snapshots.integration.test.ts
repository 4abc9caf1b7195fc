/** The sweep as the worker's job. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { listSnapshots } from '../../server/event-store/snapshots.ts'
import { createBoss } from '../../server/read-models/queues.ts'
import { SNAPSHOTS_QUEUE } from '../../server/worker/snapshots.ts'
import { startWorker } from '../../server/worker/worker.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, newAccount } from '../support/log.ts'

test('is scheduled, and takes the snapshots that are due', async () => {
  const database = await createTestDatabase()
  const at = newAccount()
  await append(database.sql, batchOf(accountEvents(at, { count: 260 })))
  const worker = await startWorker({ database, applicationName: 'test', projectors: [] })
  const boss = createBoss({ databaseUrl: database.url, applicationName: 'test', sendsOnly: true })
  await boss.start()
  onTestFinished(async () => {
    await boss.stop()
    await worker.stop()
  })
  expect(await boss.getSchedules(SNAPSHOTS_QUEUE)).toMatchObject([{ cron: '*/5 * * * *' }])

  await boss.send(SNAPSHOTS_QUEUE)
  await vi.waitFor(
    async () =>
      expect(await listSnapshots(database.sql, { after: '', limit: 9 })).toMatchObject([
        { streamId: accountStream(at.accountId), streamPosition: 259, eventsSince: 0 },
      ]),
    { timeout: 10_000, interval: 20 },
  )
})
