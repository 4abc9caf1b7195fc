/** The balance at an instant: what the log says it was, and as fast for a million movements as for a hundred. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { toWire } from '../../server/domain/money.ts'
import { readStream } from '../../server/event-store/read.ts'
import { balanceAt, balanceQuery } from '../../server/read-models/transactions/queries.ts'
import { createTestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'
import { createProjectedBank } from './projected-bank.ts'

const database = await createTestDatabase()
const { sql } = database
const bank = createProjectedBank(database)
const actor = { userId: 'system', role: 'system' as const, customerId: null }
let now = Date.parse('2027-01-01T00:00:00Z')

test('is the fold of what had happened by then, at any instant', async () => {
  const movement = fc.record({
    // Many at the same millisecond: the last of them counts.
    ms: fc.constantFrom(0, 0, 1, 5),
    amountMinor: fc.bigInt({ min: 1n, max: 1_000n }),
    isOut: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(movement, { minLength: 1, maxLength: 20 }), async (movements) => {
      const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
      const { accountId } = account
      const from = now
      for (const { ms, amountMinor, isOut } of movements) {
        now += ms
        // One that the account has not the money for is refused, and no movement.
        await bank.bus.execute(
          isOut ? 'withdrawMoney' : 'depositMoney',
          { accountId, money: { amountMinor, currency: 'USD' }, description: '' },
          { actor, at: new Date(now) },
        )
      }
      await bank.project('transactions')
      const events = await readStream(sql, accountStream(accountId))
      for (let ms = from - 1; ms <= now + 1; ms++) {
        const last = events.findLast(({ createdAt }) => createdAt.getTime() <= ms)
        const folded = last && 'balanceAfter' in last.data ? toWire(last.data.balanceAfter).amount : '0.00'
        const answer = await balanceAt(sql, { accountId, at: new Date(ms) })
        expect(answer?.data.balance.amount).toBe(folded)
      }
    }),
    runs(8),
  )
})

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Plan[]
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

test('reads one row by its index, however many there are', async () => {
  const accounts = { short: randomUUID(), long: randomUUID() }
  for (const [accountId, count] of [
    [accounts.short, 100],
    [accounts.long, 100_000],
  ] as const) {
    await sql`
      INSERT INTO transaction_accounts (account_id, customer_id, number, currency, product)
      VALUES (${accountId}, ${randomUUID()}, 'PB', 'USD', 'current')`
    await sql`
      INSERT INTO transactions (position, account_id, direction, amount, currency, balance_after, description, at,
                                amount_class, words, other_side)
      SELECT (SELECT coalesce(max(position), 0) FROM transactions) + 1000000 + n, ${accountId}, 'in', 1, 'USD', n, '',
             '2026-01-01'::timestamptz + n * interval '1 minute', 0, '', ${accountId}::uuid
      FROM generate_series(1, ${count}::int) n`
  }
  await sql`ANALYZE transactions`
  const blocksOf = async (accountId: string) => {
    const at = new Date('2026-01-01T00:50:30Z')
    expect((await balanceAt(sql, { accountId, at }))?.data.balance.amount).toBe('0.50')
    const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
      EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${balanceQuery(sql, { accountId, at })}`
    const plan = row!['QUERY PLAN'][0].Plan
    const [scan, ...others] = nodesOf(plan).filter((node) => node['Relation Name'] === 'transactions')
    expect(others).toEqual([])
    expect(scan).toMatchObject({
      'Index Name': 'transactions_account_at',
      'Actual Rows': 1,
      'Actual Loops': 1,
    })
    expect(scan?.['Rows Removed by Filter'] ?? 0).toBe(0)
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  // A hundred times as many rows are one level more of the index, at most.
  expect(await blocksOf(accounts.long)).toBeLessThanOrEqual((await blocksOf(accounts.short)) + 2)
})
