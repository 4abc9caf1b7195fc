/** A log with months that are old enough to be archived, and all of what can be read of it. */
import type { Sql } from '../../db/client.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { readAll, readStream } from '../../server/event-store/read.ts'
import type { TestAccount } from './bank.ts'
import { accountEvents, batchOf, newAccount } from './log.ts'

export const OLD_MONTHS = { olderThanMonths: 6, timeZone: 'UTC', now: new Date('2026-01-10T00:00:00Z') }

/** The account grows, month by month, by so many events; another one has only the first of them. */
export const writeOldMonths = async (
  sql: Sql,
  counts: Readonly<Record<string, number>>,
): Promise<{ readonly busy: TestAccount; readonly silent: TestAccount }> => {
  const [busy, silent] = [newAccount(), newAccount()]
  let from = 0
  for (const [month, count] of Object.entries(counts)) {
    const createdAt = new Date(`${month}-15T12:00:00Z`)
    if (from === 0) await append(sql, batchOf(accountEvents(silent, { count: 3, createdAt })))
    await append(sql, batchOf(accountEvents(busy, { from, count, createdAt })))
    from += count
  }
  return { busy, silent }
}

/** The log, and each of these streams, as they can be read. */
export const allOf = async (sql: Sql, accounts: readonly TestAccount[]) => ({
  log: await readAll(sql, { after: 0, limit: 1_000_000 }),
  streams: await Promise.all(
    accounts.map(({ accountId }) => readStream(sql, accountStream(accountId), { limit: 1_000_000 })),
  ),
})

/** What lies in the table, as text. */
export const tableRows = async (sql: Sql): Promise<string[]> =>
  (await sql<{ row: string }[]>`SELECT e::text AS row FROM events e ORDER BY global_position`).map(
    ({ row }) => row,
  )
