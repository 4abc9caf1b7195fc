/** Verifying compares the live rows with the log at one position, beside a projector that goes on. */
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { readAll } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import type { Projector } from '../../server/read-models/projection.ts'
import { carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import { newestRebuilds, requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { transfers } from '../../server/read-models/transfers/projection.ts'
import { createTestDatabase } from '../support/database.ts'
import { createProjectedBank, livedInBank } from './projected-bank.ts'

const database = await createTestDatabase()
const bank = createProjectedBank(database)
let people: Awaited<ReturnType<typeof livedInBank>>

beforeAll(async () => {
  people = await livedInBank(bank)
})
beforeEach(() => bank.project())

/** Whatever is done to the rows, those who come after find them as they were. */
const harm = async (projector: Projector, ...statements: string[]) => {
  onTestFinished(() => bank.rebuild([projector]))
  for (const statement of statements) await database.sql.unsafe(statement)
}

const verify = async (projector: Projector, readLog: ReadLog = readAll) => {
  const [rebuild] = await requestRebuilds(database.sql, {
    projectors: [projector.name],
    purpose: 'verify',
    requestedBy: 'ada',
  })
  const options = { databaseUrl: database.url, readLog, batchSize: 6 }
  expect(await carryOut({ id: rebuild!.id, projector, purpose: 'verify' }, options)).toBe('done')
  return (await newestRebuilds(database.sql)).get(projector.name)!.comparison!
}

const remains = () => database.sql`
  SELECT relname AS name FROM pg_class WHERE relname LIKE 'verify%'
  UNION SELECT projector_name FROM projector_checkpoints WHERE projector_name LIKE '%~%' ORDER BY 1`

/** Of what does not happen there: exchanges, refunds, requests, reviews, and what makes the bank suspicious. */
const NOT_IN_THE_SMALL_BANK = [
  'cash_flow_exchanges',
  'fraud_alerts',
  'fraud_ways',
  'payment_request_payments',
  'payment_requests',
  'process_occurrence_review',
  'process_payment_request_expiry',
  'transaction_refunds',
]

test.each(projectors.map((projector) => [projector.name, projector] as const))(
  '%s is as the log says, and nothing is left of the comparison',
  async (_, projector) => {
    const { position, tables, first } = await verify(projector)
    expect(first).toBeNull()
    expect(position).toBeGreaterThan(10)
    for (const { table, liveRows, expectedRows, liveHash, expectedHash, differences } of tables) {
      expect([expectedRows, expectedHash, differences]).toEqual([liveRows, liveHash, 0])
      expect([table, liveRows === 0]).toEqual([table, NOT_IN_THE_SMALL_BANK.includes(table)])
    }
    expect(await remains()).toHaveLength(0)
  },
)

test('it compares at one position, however far the live rows move on meanwhile', async () => {
  const readLog: ReadLog = async (sql, range) => {
    await bank.transfer(people.current, people.bobs, '0.01')
    await bank.project('transactions')
    return readAll(sql, range)
  }
  expect((await verify(transactions, readLog)).first).toBeNull()
})

test.each<[string, Projector, string, object]>([
  [
    'a changed column of a folded row',
    accountSummaries,
    `UPDATE account_summaries SET balance = balance + 1 WHERE name = 'Rainy days'`,
    { table: 'account_summaries', kind: 'changed', column: 'balance', live: '10001', expected: '10000' },
  ],
  [
    'a changed column of an appended row',
    transactions,
    `UPDATE transactions SET description = '?' WHERE description = 'Salary'`,
    { table: 'transactions', kind: 'changed', column: 'description', live: '?', expected: 'Salary' },
  ],
  [
    'a missing appended row',
    transactions,
    `DELETE FROM transactions WHERE description = 'Cash machine'`,
    {
      table: 'transactions',
      kind: 'missing',
      column: null,
      live: null,
      expected: expect.stringContaining('Cash machine'),
    },
  ],
  [
    'an extra appended row',
    transactions,
    `INSERT INTO transactions SELECT 0, account_id, transfer_id, direction, amount, currency, balance_after, description,
       counterparty_account_id, at, amount_class, words, text_category, other_side, is_received FROM transactions ORDER BY position LIMIT 1`,
    { table: 'transactions', kind: 'extra', key: '0', column: null, expected: null },
  ],
  [
    'a missing row of a lookup',
    transfers,
    `DELETE FROM transfer_customers WHERE name = 'Ada Lovelace'`,
    { table: 'transfer_customers', kind: 'missing', expected: expect.stringContaining('Ada Lovelace') },
  ],
  [
    'an extra folded row',
    transfers,
    `INSERT INTO transfer_customers VALUES ('ffffffff-ffff-4fff-8fff-ffffffffffff', 'Mallory')`,
    { table: 'transfer_customers', kind: 'extra', key: 'ffffffff-ffff-4fff-8fff-ffffffffffff' },
  ],
])('%s is found and named', async (_, projector, statement, expected) => {
  await harm(projector, statement)
  const { first, tables } = await verify(projector)
  expect(first).toMatchObject(expected)
  const { table } = first!
  const compared = tables.find((one) => one.table === table)!
  expect(compared.differences).toBe(1)
  expect(compared.liveHash).not.toBe(compared.expectedHash)
  expect(tables.filter((one) => one.table !== table && one.differences > 0)).toEqual([])
})

test('of several differences the first in the order of keys is named, and all are counted', async () => {
  await harm(
    transactions,
    `DELETE FROM transactions WHERE description = 'Salary'`,
    `UPDATE transactions SET amount = amount + 1 WHERE position > 10`,
    `INSERT INTO transactions
     SELECT 9999, account_id, transfer_id, direction, amount, currency, balance_after, description,
            counterparty_account_id, at, amount_class, words, text_category, other_side, is_received
     FROM transactions ORDER BY position LIMIT 1`,
  )
  const { first, tables } = await verify(transactions)
  expect(first).toMatchObject({ kind: 'missing', expected: expect.stringContaining('Salary') })
  const changed = await database.sql`SELECT FROM transactions WHERE position > 10 AND position <> 9999`
  expect(tables[0]).toMatchObject({ table: 'transactions', differences: changed.length + 2 })
})
