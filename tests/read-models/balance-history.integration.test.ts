/** The balance at the end of each day: what the balance at that instant is, and by index however many movements there are. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addDays, startOfDate } from '../../server/domain/calendar/business-dates.ts'
import { balanceAt } from '../../server/read-models/transactions/balance-at.ts'
import {
  balanceHistory,
  balanceHistoryQuery,
  type Day,
} from '../../server/read-models/transactions/balance-history.ts'
import { createTestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'
import { createProjectedBank } from './projected-bank.ts'

const database = await createTestDatabase()
const { sql } = database
const bank = createProjectedBank(database)
const actor = { userId: 'system', role: 'system' as const, customerId: null }

const daysFrom = (first: string, count: number, timeZone: string): Day[] =>
  Array.from({ length: count }, (_, n) => {
    const date = addDays(first, n)
    return { date, end: startOfDate(addDays(date, 1), timeZone) }
  })

test('each day ends with the balance of its last instant, in any zone', async () => {
  const movement = fc.record({
    // Often within the same hour, now and then some days later, and on the dot of midnight.
    minutes: fc.oneof(fc.nat(50), fc.integer({ min: 600, max: 4_000 }), fc.constant('midnight' as const)),
    amountMinor: fc.bigInt({ min: 1n, max: 1_000n }),
    isOut: fc.boolean(),
  })
  // Each run begins where the one before has ended: the log's time never runs backwards.
  let start = Date.parse('2027-03-20T12:00:00Z')
  await fc.assert(
    fc.asyncProperty(
      fc.array(movement, { minLength: 1, maxLength: 15 }),
      fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo', 'Europe/Berlin'),
      async (movements, timeZone) => {
        const account = await bank.account(await bank.customer('Ada', 'Lovelace'))
        const { accountId } = account
        const first = new Date(start).toISOString().slice(0, 10)
        let at = start
        for (const { minutes, amountMinor, isOut } of movements) {
          at = minutes === 'midnight' ? Math.ceil(at / 86_400_000) * 86_400_000 : at + minutes * 60_000
          await bank.bus.execute(
            isOut ? 'withdrawMoney' : 'depositMoney',
            { accountId, money: { amountMinor, currency: 'USD' }, description: '' },
            { actor, at: new Date(at) },
          )
        }
        start = at
        await bank.project('transactions')
        const days = daysFrom(first, 30, timeZone)
        const { data } = await balanceHistory(sql, { accountId, days, limit: 1 })
        expect(data).toMatchObject([{ accountId, currency: 'USD' }])
        expect(data[0]!.days.map(({ date }) => date)).toEqual(days.map(({ date }) => date))
        for (const [n, { end }] of days.entries()) {
          const last = await balanceAt(sql, { accountId, at: new Date(Date.parse(end) - 1) })
          expect(data[0]!.days[n]!.balance).toEqual(last!.data.balance)
        }
      },
    ),
    runs(8),
  )
})

test('is of all accounts of a customer, page by page, and of nobody else’s', async () => {
  const ada = await bank.customer('Ada', 'Byron')
  const own = [
    await bank.account(ada),
    await bank.account(ada, { name: 'Travel', currency: 'JPY' }),
    await bank.account(ada, { name: 'Rainy days' }),
  ]
  await bank.deposit(own[1]!, '500')
  const bobs = await bank.account(await bank.customer('Bob', 'Ross'))
  await bank.project('transactions')
  const days = daysFrom('2029-01-01', 2, 'UTC')
  const all = await balanceHistory(sql, { customerId: ada, days, limit: 50 })
  expect(all.nextCursor).toBeNull()
  expect(all.data.map(({ accountId }) => accountId)).toEqual(own.map(({ accountId }) => accountId).toSorted())
  expect(all.data.find(({ currency }) => currency === 'JPY')?.days).toEqual(
    days.map(({ date }) => ({ date, balance: { amount: '500', currency: 'JPY' } })),
  )
  const first = await balanceHistory(sql, { customerId: ada, days, limit: 2 })
  const second = await balanceHistory(sql, { customerId: ada, days, limit: 2, cursor: first.nextCursor })
  expect([...first.data, ...second.data]).toEqual(all.data)
  expect(second.nextCursor).toBeNull()

  for (const accountId of [bobs.accountId, randomUUID()])
    expect((await balanceHistory(sql, { customerId: ada, accountId, days, limit: 1 })).data).toEqual([])
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

test('reads one row a day by its index, however many there are', async () => {
  const accounts = { short: randomUUID(), long: randomUUID() }
  for (const [accountId, count] of [
    [accounts.short, 1_000],
    [accounts.long, 200_000],
  ] as const) {
    await sql`
      INSERT INTO transaction_accounts (account_id, customer_id, number, currency, product)
      VALUES (${accountId}, ${randomUUID()}, 'PB', 'USD', 'current')`
    await sql`
      INSERT INTO transactions (position, account_id, direction, amount, currency, balance_after, description, at,
                                amount_class, words, text_category, other_side, is_received)
      SELECT (SELECT coalesce(max(position), 0) FROM transactions) + 1000000 + n, ${accountId}, 'in', 1, 'USD', n, '',
             '2025-01-01'::timestamptz + n * interval '5 minutes', 0, '', 'cash', ${accountId}::uuid, false
      FROM generate_series(1, ${count}::int) n`
  }
  await sql`ANALYZE transactions`
  const days = daysFrom('2024-12-30', 600, 'UTC')
  const blocksOf = async (accountId: string) => {
    const { data } = await balanceHistory(sql, { accountId, days, limit: 1 })
    expect(data[0]!.days.slice(0, 4).map(({ balance }) => balance.amount)).toEqual([
      '0.00',
      '0.00',
      '2.87',
      '5.75',
    ])
    const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
      EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${balanceHistoryQuery(sql, { accountId, days, limit: 1 })}`
    const plan = row!['QUERY PLAN'][0].Plan
    const [scan, ...others] = nodesOf(plan).filter((node) => node['Relation Name'] === 'transactions')
    expect(others).toEqual([])
    expect(scan).toMatchObject({ 'Index Name': 'transactions_account_at', 'Actual Loops': days.length })
    expect(scan!['Actual Rows']).toBeLessThanOrEqual(1)
    expect(scan?.['Rows Removed by Filter'] ?? 0).toBe(0)
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  // Two hundred times as many rows are one level more of the index for each day, and no page of it is read twice over.
  expect(await blocksOf(accounts.long)).toBeLessThanOrEqual(
    (await blocksOf(accounts.short)) + 2 * days.length,
  )
})
