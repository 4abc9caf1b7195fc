/**
 * Rebuilding read models over a long log, swap included, beside a plain read of the same log by a cursor, which is what
 * nothing that reads the log can be faster than.
 */
import { connect, type Database } from '../../db/client.ts'
import { readEntries } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import type { Projector } from '../../server/read-models/projection.ts'
import { carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import { requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import type { Progress } from '../contestant.ts'
import type { BenchServer } from '../server.ts'
import { type LogSize, writeLog } from './log.ts'

export type RebuildEffort = LogSize

/** In events of the log a second, whether or not a read model makes anything of them. */
export type RebuildResult = {
  readonly events: number
  readonly accountSummaries: number
  readonly transactions: number
  readonly cursor: number
}

const CURSOR_PAGE = 2_000

export const runRebuild = async (
  server: BenchServer,
  effort: RebuildEffort,
  onProgress: Progress,
): Promise<RebuildResult> => {
  const url = await server.createBankDatabase('rebuild')
  onProgress(`writing ${effort.events.toLocaleString('en')} events`)
  const events = await writeLog(url, effort)
  const database = connect(url, { applicationName: 'bench', max: 2 })
  try {
    const rebuilt = async (projector: Projector) => {
      onProgress(`rebuilding ${projector.name}`)
      return events / (await secondsOf(() => rebuild(database, projector)))
    }
    onProgress('reading by a cursor')
    const cursor = events / (await secondsOf(() => readByCursor(database, events)))
    const result = {
      events,
      accountSummaries: await rebuilt(accountSummaries),
      transactions: await rebuilt(transactions),
      cursor,
    }
    await check(database, effort, events)
    return result
  } finally {
    await database.close()
  }
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

const readByCursor = async ({ sql }: Database, expected: number): Promise<void> => {
  let read = 0
  const pages = sql`
    SELECT global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at
    FROM events ORDER BY global_position`.cursor(CURSOR_PAGE)
  for await (const page of pages) read += page.length
  if (read !== expected) throw new Error(`The cursor has read ${read} events, not ${expected}`)
}

const rebuild = async ({ sql, url }: Database, projector: Projector): Promise<void> => {
  const [asked] = await requestRebuilds(sql, {
    projectors: [projector.name],
    purpose: 'replace',
    requestedBy: 'bench',
  })
  const result = await carryOut(
    { id: asked!.id, projector, purpose: 'replace' },
    { databaseUrl: url, readLog: readEntries },
  )
  if (result !== 'done') throw new Error(`The rebuild of ${projector.name} ended as ${result}`)
}

/** No money may have come or gone, and every movement must have its row. */
const check = async ({ sql }: Database, { accounts }: LogSize, events: number): Promise<void> => {
  const [row] = await sql<{ accounts: number; sound: boolean; movements: number; checkpoints: number }[]>`
    SELECT (SELECT count(*) FROM account_summaries) AS accounts,
           (SELECT count(*) FROM transactions) AS movements,
           (SELECT sum(balance) FROM account_summaries)
             = (SELECT sum(CASE direction WHEN 'in' THEN amount ELSE -amount END) FROM transactions) AS sound,
           (SELECT count(*) FROM projector_checkpoints WHERE last_position = ${events}) AS checkpoints`
  const [log] = await sql<{ movements: number }[]>`
    SELECT count(*) AS movements FROM events WHERE event_type IN ('MoneyDeposited', 'MoneyWithdrawn')`
  if (row?.accounts !== accounts || !row.sound || row.movements !== log!.movements || row.checkpoints !== 2)
    throw new Error(`The rebuilt read models are wrong: ${JSON.stringify({ ...row, log })}`)
}
