/** One key's rows are made anew; nothing else is touched, and nothing that was folded before can undo it. */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../../db/transaction.ts'
import type { Queryable } from '../../server/event-store/append.ts'
import { readEntries } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import { raiseGeneration } from '../../server/read-models/checkpoint.ts'
import { KeyIsParked, rebuildKey } from '../../server/read-models/rebuild/one-key.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
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

const park = (tx: Queryable, accountId: string) => tx`
  INSERT INTO parked_events (projector_name, global_position, stream_id, stream_position, event_type, schema_version,
                             data, metadata, created_at, keys, tries)
  SELECT 'transactions', global_position, stream_id, stream_position, event_type, schema_version, data, metadata,
         created_at, ${[accountId]}::text[], 5
  FROM events WHERE stream_id = ${`BankAccount-${accountId}`} AND event_type = 'MoneyWithdrawn' LIMIT 1`

test('of an account: changed, missing and extra rows are mended, those of others stay as they are', async () => {
  const { accountId } = people.current
  const sound = await readModelRows(database)
  await sql`UPDATE account_summaries SET balance = 1`
  await sql`UPDATE transactions SET description = 'Spoilt'`
  await sql`DELETE FROM transactions WHERE direction = 'out'`
  await sql`INSERT INTO transactions SELECT 0, account_id, transfer_id, direction, amount, currency, balance_after,
    description, counterparty_account_id, at, amount_class, words, text_category, other_side, is_received FROM transactions WHERE account_id = ${accountId} LIMIT 1`
  const spoilt = await readModelRows(database)

  const rebuilt = await rebuildKey(sql, projectors, accountId)
  expect(rebuilt.map(({ projector, events }) => [projector, events])).toEqual([
    ['account-summaries', 5],
    ['cash-flow', 5],
    ['fraud-alerts', 5],
    ['notifications', 5],
    ['payment-graph', 5],
    ['payment-requests', 5],
    ['payments', 5],
    ['processes', 5],
    ['spending', 5],
    ['standing-orders', 5],
    ['statements', 5],
    ['transactions', 5],
    ['transfers', 5],
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

describe('the projector is not held while the key is folded', () => {
  /** Rebuilds the key while a transaction has the checkpoint, in which `meanwhile` is done when all has been folded. */
  const rebuildWhileHeld = async (
    meanwhile: (tx: Queryable) => Promise<unknown>,
    key: string = people.current.accountId,
  ) => {
    let rebuilding: ReturnType<typeof rebuildKey> | undefined
    await inTransaction(sql, async (tx) => {
      await tx`SELECT FROM projector_checkpoints WHERE projector_name = 'transactions' FOR UPDATE`
      rebuilding = rebuildKey(database.connectAgain().sql, [transactions], key)
      await vi.waitFor(
        async () => {
          const [row] = await sql`
            SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
          // All before it is done: it asks for the checkpoint.
          expect(row?.query).toContain('generation + 1')
        },
        { interval: 5, timeout: 10_000 },
      )
      await meanwhile(tx)
    })
    return await rebuilding!
  }

  test('it goes on, and what it has written meanwhile is folded at the end', async () => {
    const sound = await readModelRows(database)
    await sql`DELETE FROM transactions WHERE account_id = ${people.current.accountId} AND direction = 'out'`
    await sql`UPDATE transactions SET description = 'Spoilt' WHERE account_id = ${people.current.accountId}`
    const version = await bank.deposit(people.current, '7.00')
    const [one] = await rebuildWhileHeld(
      // As the projector would, but for a row that is wrong.
      (tx) => tx`
        WITH moved AS (UPDATE projector_checkpoints SET last_position = ${version} WHERE projector_name = 'transactions')
        INSERT INTO transactions SELECT ${version}, account_id, transfer_id, direction, 1, currency, balance_after,
          'Spoilt', counterparty_account_id, at, amount_class, words, text_category, other_side, is_received
        FROM transactions WHERE account_id = ${people.current.accountId} LIMIT 1`,
    )
    // The account, its movements, and their words.
    expect(one).toMatchObject({ position: version, events: 6, rows: 17 })
    const { transactions: rows } = await readModelRows(database)
    expect(rows).toHaveLength(sound.transactions!.length + 1)
    await bank.project()
    await bank.rebuild()
    expect(rows).toEqual((await readModelRows(database)).transactions)
  })

  test('also when all of its events are written meanwhile', async () => {
    const account = await bank.account(people.bob)
    const [{ head } = { head: 0 }] = await sql<
      { head: number }[]
    >`SELECT last_position AS head FROM event_log_head`
    await sql`UPDATE projector_checkpoints SET last_position = ${head - 1} WHERE projector_name = 'transactions'`
    await bank.deposit(account, '3.00')
    await rebuildWhileHeld(
      (tx) =>
        tx`UPDATE projector_checkpoints SET last_position = ${head + 1} WHERE projector_name = 'transactions'`,
      account.accountId,
    )
    const { transactions: rows } = await readModelRows(database)
    expect(rows!.filter((row) => row.includes(account.accountId))).toHaveLength(1)
    await bank.rebuild()
    expect(rows).toEqual((await readModelRows(database)).transactions)
  })

  test('rows that somebody else has replaced meanwhile are compared again', async () => {
    const { transactions: sound } = await readModelRows(database)
    await rebuildWhileHeld(async (tx) => {
      await raiseGeneration(tx, 'transactions')
      await tx`DELETE FROM transactions WHERE account_id = ${people.current.accountId}`
    })
    expect((await readModelRows(database)).transactions).toEqual(sound)
  })

  test('an event that is parked meanwhile is seen', async () => {
    const { accountId } = people.current
    const refused = rebuildWhileHeld((tx) => park(tx, accountId))
    await expect(refused).rejects.toThrow(KeyIsParked)
    await sql`DELETE FROM parked_events`
  })
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
  await park(sql, accountId)
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
