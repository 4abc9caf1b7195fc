/** Forgets the receipts of commands that nobody will send again, every night. */
import type { PgBoss } from 'pg-boss'
import type { Sql } from '../../db/client.ts'
import { purgeReceipts } from '../event-store/receipts.ts'
import { log } from '../log.ts'
import { RECEIPTS_QUEUE } from '../read-models/queues.ts'

const EVERY_NIGHT = '17 3 * * *'

export const schedulePurge = async (boss: PgBoss, sql: Sql): Promise<void> => {
  await boss.schedule(RECEIPTS_QUEUE, EVERY_NIGHT)
  await boss.work(RECEIPTS_QUEUE, { pollingIntervalSeconds: 30 }, async () => {
    const purged = await purgeReceipts(sql)
    log.info({ purged }, 'Old command receipts are gone')
  })
}
