/** `feed consumers`: the systems that follow the bank, and how far each has come. */
import type { Command } from 'commander'
import type { Sql } from '../../../db/client.ts'
import { type FeedConsumer, listConsumers } from '../../../server/read-models/feed/consumers.ts'
import { MAX_LIMIT } from '../../../server/read-models/paging.ts'
import type { Open, OpenBank } from '../open-bank.ts'
import { columnsOf } from '../output.ts'

export const registerFeed = (program: Command, open: Open): void => {
  program
    .command('feed')
    .description('other systems that follow the bank')
    .command('consumers')
    .description('by name: position, how many events behind the log, and when it last moved')
    .action(() => open(consumers))
}

const everyConsumer = async (sql: Sql): Promise<FeedConsumer[]> => {
  const all: FeedConsumer[] = []
  let cursor: string | null = null
  do {
    const page = await listConsumers(sql, { limit: MAX_LIMIT, cursor })
    all.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}

const consumers = async ({ sql, output }: OpenBank): Promise<void> => {
  const all = await everyConsumer(sql)
  await output.value(all, () =>
    all.length === 0
      ? 'Nobody follows the bank.'
      : columnsOf([
          ['name', 'position', 'behind', 'last moved'],
          ...all.map(({ name, position, lag, updatedAt }) => [
            name,
            String(position),
            String(lag),
            updatedAt,
          ]),
        ]),
  )
}
