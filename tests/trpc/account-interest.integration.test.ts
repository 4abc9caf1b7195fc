/** What an account has earned and owes so far, over the API: what the end of the month, or closing it now, would post. */
import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import { accountInterest } from '../../server/trpc/account-interest.ts'
import { createProjectedBank } from '../read-models/projected-bank.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase()
const bank = createProjectedBank(database)
let [savings, overdrawn, customerId] = ['' as AccountId, '' as AccountId, '']

/** On the fourth of January, of what has stood there since the first. */
const interestOf = (accountId: AccountId, on = '2026-01-04', owner: string | undefined = customerId) =>
  accountInterest(database.sql, {
    ...{ accountId, customerId: owner, timeZone: 'UTC' },
    now: new Date(`${on}T12:00:00Z`),
  })
const usd = (amount: string) => ({ amount, currency: 'USD' })

beforeAll(async () => {
  const ada = await bank.customer('Ada', 'Lovelace')
  customerId = ada
  const account = await bank.account(ada, { product: 'savings' })
  await bank.deposit(account, '10000.00')
  savings = account.accountId
  const current = await bank.account(ada)
  overdrawn = current.accountId
  await bank.execute('setOverdraftLimit', {
    accountId: overdrawn,
    limit: { amountMinor: 200_000n, currency: 'USD' },
  })
  await bank.withdraw(current, '1800.00')
  await bank.project()
})

test('is that of the days that are over', async () => {
  // 10,000.00 × 2.25 % × 3 / 360
  expect((await interestOf(savings))?.data).toEqual({
    accountId: savings,
    from: '2026-01-01',
    to: '2026-01-03',
    earned: usd('1.87'),
    charged: usd('0.00'),
    fee: usd('0.00'),
  })
  // 1,800.00 × 11.9 % × 3 / 360, and one fee for the month
  expect((await interestOf(overdrawn))?.data).toMatchObject({
    earned: usd('0.00'),
    charged: usd('1.78'),
    fee: usd('5.00'),
  })
  expect((await interestOf(savings, '2026-01-01'))?.data).toMatchObject({
    from: null,
    to: null,
    earned: usd('0.00'),
  })
})

test('begins anew with each month, with what is less than a cent carried into it', async () => {
  const before = (await interestOf(savings, '2026-02-01'))?.data.earned
  await bank.closeMonth({ accountId: savings })
  await bank.project()
  // 19.375 for January, of which 19.37 was paid, and half a cent is left.
  expect(before).toEqual(usd('19.37'))
  expect((await interestOf(savings, '2026-02-01'))?.data).toMatchObject({ from: null, earned: usd('0.00') })
  // 10,019.37 × 2.25 % × 1 / 360 = 0.626, and with 0.005 carried 0.631
  expect((await interestOf(savings, '2026-02-02'))?.data).toMatchObject({
    from: '2026-02-01',
    to: '2026-02-01',
    earned: usd('0.63'),
  })
})

test('is nobody else’s, and nothing on an account that was closed', async () => {
  const bob = await bank.customer('Bob', 'Ross')
  expect(await interestOf(savings, '2026-01-04', bob)).toBeUndefined()
  const empty = await bank.account(bob, { product: 'savings' })
  await bank.execute('closeAccount', { accountId: empty.accountId, reason: 'moved' })
  await bank.project()
  const today = addDays(bank.now().toISOString().slice(0, 10), 2)
  expect((await interestOf(empty.accountId, today, bob))?.data).toMatchObject({ earned: usd('0.00') })
})
