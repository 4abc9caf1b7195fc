/** One key's rows are made anew; nothing else is touched, and nothing that was folded before can undo it. */
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { readEntries } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import { KeyIsParked, rebuildKey } from '../../server/read-models/rebuild/one-key.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { createTestDatabase } from '../support/database.ts'
import { createProjectedBank, livedInBank, readModelRows } from './projected-bank.ts'

const database = await createTestDatabase()
const { sql } = database
const bank = createProjectedBank(database)
let people: Awaited<ReturnType<typeof livedInBank>>

beforeAll(async () => {
  people = await livedInBank(bank)
})
beforeEach(() => bank.rebuild())

test('of an account: changed, missing and extra rows are mended, those of others stay as they are', async () => {
  const { accountId } = people.current
  const sound = await readModelRows(database)
  await sql`UPDATE account_summaries SET balance = 1`
  await sql`UPDATE transactions SET description = 'Spoilt'`
  await sql`DELETE FROM transactions WHERE direction = 'out'`
  await sql`INSERT INTO transactions SELECT 0, account_id, transfer_id, direction, amount, currency, balance_after,
    description, counterparty_account_id, at FROM transactions WHERE account_id = ${accountId} LIMIT 1`
  const spoilt = await readModelRows(database)

  const rebuilt = await rebuildKey(sql, projectors, accountId)
  expect(rebuilt.map(({ projector, events }) => [projector, events])).toEqual([
    ['account-summaries', 4],
    ['transactions', 4],
    ['transfers', 4],
  ])
  const now = await readModelRows(database)
  const ofAccount = (rows: Record<string, string[]>, table: string) =>
    rows[table]!.filter((row) => row.includes(accountId))
  const ofOthers = (rows: Record<string, string[]>, table: string) =>
    rows[table]!.filter((row) => !row.startsWith(`(${accountId}`) && row.split(',')[1] !== accountId)
  for (const table of ['account_summaries', 'transactions']) {
    const own = (rows: Record<string, string[]>) =>
      ofAccount(rows, table).filter((row) => !ofOthers(rows, table).includes(row))
    expect(own(now)).toEqual(own(sound))
    expect(own(now)).not.toEqual(own(spoilt))
    expect(ofOthers(now, table)).toEqual(ofOthers(spoilt, table))
  }
  expect(now.checkpoints).toEqual(sound.checkpoints)
})

test('a batch that was folded on the old row is not written over the new one', async () => {
  await reset(database, accountSummaries)
  let reads = 0
  const readLog: ReadLog = async (from, range) => {
    reads += 1
    if (reads === 5) {
      await sql`UPDATE account_summaries SET name = 'Spoilt'`
      await rebuildKey(sql, [accountSummaries], people.current.accountId)
    }
    return readEntries(from, range)
  }
  await drain({ ...bank.runtime, readLog, batchSize: 3 }, accountSummaries)
  expect(reads).toBeGreaterThan(5)
  const rows = await sql`
    SELECT name, balance::text FROM account_summaries WHERE account_id = ${people.current.accountId}`
  const lived = [...rows]
  await bank.rebuild()
  expect(lived).toEqual([
    ...(await sql`SELECT name, balance::text FROM account_summaries WHERE account_id = ${people.current.accountId}`),
  ])
})

test('it folds no further than the projector has come', async () => {
  await bank.deposit(people.bobs, '5.00')
  const before = await readModelRows(database)
  await rebuildKey(sql, projectors, people.bobs.accountId)
  expect(await readModelRows(database)).toEqual(before)
})

test('a key that nobody has is told from one that has nothing to show', async () => {
  expect(await rebuildKey(sql, projectors, '00000000-0000-4000-8000-000000000000')).toEqual([])
})

test('with parked events it is refused, and nothing has changed', async () => {
  const { accountId } = people.current
  await sql`
    INSERT INTO parked_events (projector_name, global_position, stream_id, stream_position, event_type, schema_version,
                               data, metadata, created_at, keys, tries)
    SELECT 'transactions', global_position, stream_id, stream_position, event_type, schema_version, data, metadata,
           created_at, ${[accountId]}::text[], 5
    FROM events WHERE stream_id = ${`BankAccount-${accountId}`} AND event_type = 'MoneyWithdrawn' LIMIT 1`
  const before = await readModelRows(database)
  await expect(
    rebuildKey(
      sql,
      projectors.filter(({ name }) => name === 'transactions'),
      accountId,
    ),
  ).rejects.toThrow(KeyIsParked)
  expect(await readModelRows(database)).toEqual(before)
})
