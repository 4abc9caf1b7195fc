/** Finishes the forgetting of customers that a crash has left half done: now, and every few minutes. */
import type { PgBoss } from 'pg-boss'
import type { Database } from '../../db/client.ts'
import { finishAllForgetting } from '../auth/forgetting.ts'
import { log } from '../log.ts'
import { FORGETTING_QUEUE } from '../read-models/queues.ts'

const EVERY_FIVE_MINUTES = '*/5 * * * *'

export const scheduleForgetting = async (boss: PgBoss, database: Pick<Database, 'sql'>): Promise<void> => {
  await boss.schedule(FORGETTING_QUEUE, EVERY_FIVE_MINUTES)
  await boss.work(FORGETTING_QUEUE, { pollingIntervalSeconds: 30 }, async () => {
    const finished = await finishAllForgetting(database)
    if (finished > 0) log.warn({ finished }, 'Customers have been forgotten to the end')
  })
  await boss.send(FORGETTING_QUEUE)
}
