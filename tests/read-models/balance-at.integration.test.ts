/** The balance at an instant: what the log says it was, and as fast for a million movements as for a hundred. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { available, type BankAccount, bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { BankAccountEvent } from '../../server/domain/bank-account/events.ts'
import type { CommandData, CommandName } from '../../server/domain/commands.ts'
import { accountStream, type TransferId } from '../../server/domain/ids.ts'
import { toWire } from '../../server/domain/money.ts'
import { readStream } from '../../server/event-store/read.ts'
import { balanceAt, balanceQuery } from '../../server/read-models/transactions/balance-at.ts'
import { balancesByCurrency } from '../../server/read-models/transactions/balances.ts'
import { createTestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'
import { createProjectedBank } from './projected-bank.ts'

const database = await createTestDatabase()
const usd = (amount: string) => ({ amount, currency: 'USD' })
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

test('and so is what was held and what was available, whatever was held, given back, settled or could be overdrawn', async () => {
  const step = fc.record({
    ms: fc.constantFrom(0, 0, 1, 5),
    amountMinor: fc.bigInt({ min: 1n, max: 1_000n }),
    what: fc.constantFrom('deposit', 'withdraw', 'hold', 'hold', 'cancel', 'settle', 'overdraft', 'freeze'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
      const customerId = await bank.customer('Ada', 'Lovelace')
      const { accountId } = await bank.account(customerId)
      const { accountId: toAccountId } = await bank.account(await bank.customer('Bob', 'Example'))
      const from = now
      const held: TransferId[] = []
      for (const { ms, amountMinor, what } of steps) {
        now += ms
        const money = { amountMinor, currency: 'USD' as const }
        const give = <Name extends CommandName>(name: Name, data: CommandData<Name>) =>
          bank.bus.execute(name, data, { actor, at: new Date(now) })
        const entry = { accountId, money, description: '' }
        // What there is no money for, or nothing to end, is refused, and changes nothing.
        if (what === 'deposit') await give('depositMoney', entry)
        else if (what === 'withdraw') await give('withdrawMoney', entry)
        else if (what === 'overdraft') await give('setOverdraftLimit', { accountId, limit: money })
        else if (what === 'freeze') {
          await give('freezeAccount', { accountId, reason: 'A look' })
          await give('unfreezeAccount', { accountId, reason: 'All is well' })
        } else if (what === 'hold') {
          const transferId = randomUUID() as TransferId
          const parties = { transferId, fromAccountId: accountId, toAccountId }
          await give('transferMoney', { ...parties, money, description: '', settleAfterSeconds: 1 })
          held.push(transferId)
        } else {
          const transferId = held.shift()
          if (transferId && what === 'cancel') await give('cancelTransfer', { transferId })
          if (transferId && what === 'settle') {
            now += 1_000
            await give('settleTransfer', { transferId })
          }
        }
      }
      await bank.project('transactions')
      const events = await readStream(sql, accountStream(accountId), { limit: 1_000 })
      const instants = new Set(
        [from - 1, ...events.map(({ createdAt }) => createdAt.getTime())].flatMap((ms) => [
          ms - 1,
          ms,
          ms + 1,
        ]),
      )
      for (const ms of instants) {
        const state = events
          .filter(({ createdAt }) => createdAt.getTime() <= ms)
          .reduce<BankAccount>(
            (before, event) => bankAccount.evolve(before, event as BankAccountEvent),
            bankAccount.initialState,
          )
        const folded =
          state.status === 'none'
            ? { balance: usd('0.00'), held: usd('0.00'), available: usd('0.00') }
            : {
                balance: toWire(state.balance),
                held: toWire(state.held),
                available: toWire(available(state)),
              }
        const at = new Date(ms)
        expect((await balanceAt(sql, { accountId, at }))?.data).toEqual({
          ...{ accountId, at: at.toISOString() },
          ...folded,
        })
        const all = await balancesByCurrency(sql, { customerId, at })
        expect(all.data.map((one) => [one.balance, one.held, one.available].map(toWire))).toEqual([
          [folded.balance, folded.held, folded.available],
        ])
      }
      const latest = await balancesByCurrency(sql, { customerId })
      expect(latest.data).toEqual((await balancesByCurrency(sql, { customerId, at: new Date(now) })).data)
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

test('reads one row by each index, however many there are', async () => {
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
                                amount_class, words, text_category, other_side, is_received)
      SELECT (SELECT coalesce(max(position), 0) FROM transactions) + 1000000 + n, ${accountId}, 'in', 1, 'USD', n, '',
             '2026-01-01'::timestamptz + n * interval '1 minute', 0, '', 'cash', ${accountId}::uuid, false
      FROM generate_series(1, ${count}::int) n`
  }
  for (const accountId of Object.values(accounts))
    await sql`
      INSERT INTO transaction_cover (position, account_id, at, held, overdraft_limit)
      SELECT (SELECT coalesce(max(position), 0) FROM transaction_cover) + 1000000 + n, ${accountId},
             '2026-01-01'::timestamptz + n * interval '1 minute',
             CASE WHEN n % 2 = 0 THEN n END, CASE WHEN n % 2 = 1 THEN 10 END
      FROM generate_series(1, ${accountId === accounts.long ? 100_000 : 100}::int) n`
  await sql`ANALYZE transactions, transaction_cover`
  const blocksOf = async (accountId: string) => {
    const at = new Date('2026-01-01T00:50:30Z')
    expect((await balanceAt(sql, { accountId, at }))?.data).toMatchObject({
      ...{ balance: usd('0.50'), held: usd('0.50'), available: usd('0.10') },
    })
    const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
      EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${balanceQuery(sql, { accountId, at })}`
    const plan = row!['QUERY PLAN'][0].Plan
    const scans = nodesOf(plan).filter(({ 'Relation Name': name }) => name?.startsWith('transaction'))
    const ofRows = scans.filter(({ 'Relation Name': name }) => name !== 'transaction_accounts')
    expect(ofRows.map((scan) => scan['Index Name']).sort()).toEqual([
      'transaction_cover_held',
      'transaction_cover_limit',
      'transactions_account_at',
    ])
    for (const scan of ofRows) {
      expect(scan).toMatchObject({ 'Actual Rows': 1, 'Actual Loops': 1 })
      expect(scan['Rows Removed by Filter'] ?? 0).toBe(0)
    }
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  // A thousand times as many rows are one level or two more of each index, at most.
  expect(await blocksOf(accounts.long)).toBeLessThanOrEqual((await blocksOf(accounts.short)) + 6)
})
