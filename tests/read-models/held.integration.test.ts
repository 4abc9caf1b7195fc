/** What the read models show while money is held, and after. */
import { beforeAll, describe, expect, test } from 'vitest'
import { accountStream, type CustomerId, type TransferId } from '../../server/domain/ids.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import { append } from '../../server/event-store/append.ts'
import { accountSummary } from '../../server/read-models/account-overview.ts'
import { findAccountByNumber, listAccounts } from '../../server/read-models/account-summaries/queries.ts'
import { listTransactions } from '../../server/read-models/transactions/queries.ts'
import { getTransfer, listTransfers } from '../../server/read-models/transfers/queries.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { batchOf, metadataOf } from '../support/log.ts'
import { type Account, createProjectedBank, type ProjectedBank, readModelRows } from './projected-bank.ts'

let database: TestDatabase
let bank: ProjectedBank
let ada: CustomerId
let bob: CustomerId
let from: Account
let to: Account

beforeAll(async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database)
  ada = await bank.customer('Ada', 'Lovelace')
  bob = await bank.customer('Bob', 'Ross')
  from = await bank.account(ada)
  to = await bank.account(bob)
  await bank.deposit(from, '100.00')
})

const usd = (amount: string) => ({ amount, currency: 'USD' })
const settle = (transferId: TransferId) => bank.execute('settleTransfer', { transferId })
const cancel = (transferId: TransferId) => bank.execute('cancelTransfer', { transferId })
/** Everywhere that an account's amounts are shown. */
const amountsOf = async ({ accountId, customerId }: Account) => {
  const [listed] = (await listAccounts(database.sql, { customerId, limit: 10 })).data
  const summary = (await accountSummary(database.sql, { accountId }))!.data
  const shown = ({ balance, held, available }: typeof summary | NonNullable<typeof listed>) => [
    balance.amount,
    held.amount,
    available.amount,
  ]
  expect(shown(listed!)).toEqual(shown(summary))
  return shown(summary)
}
const movementsOf = async ({ accountId }: Account) =>
  (await listTransactions(database.sql, { accountId, limit: 100 }))!.data.length

describe('while money is held', () => {
  let transferId: TransferId
  beforeAll(async () => {
    ;({ transferId } = await bank.hold(from, to, '40.00', 10))
    await bank.project()
  })

  test('it is in the balance, and cannot be spent', async () => {
    expect(await amountsOf(from)).toEqual(['100.00', '40.00', '60.00'])
    expect(await amountsOf(to)).toEqual(['0.00', '0.00', '0.00'])
  })

  test('no movement is shown on either account', async () => {
    expect([await movementsOf(from), await movementsOf(to)]).toEqual([1, 0])
  })

  test('its sender sees it with when it will be settled', async () => {
    const transfer = (await getTransfer(database.sql, { transferId, customerId: ada }))!.data
    expect(transfer).toMatchObject({
      status: 'held',
      purpose: 'undoWindow',
      money: usd('40.00'),
      expiresAt: null,
    })
    expect(Date.parse(transfer.settleAt!) - Date.parse(transfer.createdAt)).toBe(10_000)
    expect(transfer.history).toEqual([{ status: 'held', at: transfer.createdAt }])
  })

  test('it is listed for its sender and for staff, and not for whom it may never reach', async () => {
    const listed = async (query: object) =>
      (await listTransfers(database.sql, { limit: 10, ...query }))!.data.map((row) => row.transferId)
    for (const query of [
      { customerId: ada },
      { customerId: ada, accountId: from.accountId },
      {},
      { accountId: to.accountId },
    ])
      expect(await listed(query)).toEqual([transferId])
    for (const query of [{ customerId: bob }, { customerId: bob, accountId: to.accountId }])
      expect(await listed(query)).toEqual([])
    expect(await getTransfer(database.sql, { transferId, customerId: bob })).toBeUndefined()
    expect(await getTransfer(database.sql, { transferId })).toBeDefined()
  })

  test('those that are held can be asked for alone, and those that are not', async () => {
    const inStatus = async (status: 'held' | 'completed', query: object = {}) =>
      (await listTransfers(database.sql, { limit: 10, status, ...query }))!.data.map((row) => row.transferId)
    expect([await inStatus('held'), await inStatus('completed')]).toEqual([[transferId], []])
    for (const query of [{ customerId: ada }, { accountId: from.accountId, customerId: ada }])
      expect([await inStatus('held', query), await inStatus('completed', query)]).toEqual([[transferId], []])
    expect(await inStatus('held', { customerId: bob })).toEqual([])
  })

  test('an overview of which one half is ahead is as of the other, with what was held then', async () => {
    const before = await amountsOf(from)
    await settle(transferId)
    await bank.project('account-summaries')
    const { accountId } = from
    const half = (await accountSummary(database.sql, { accountId }))!.data
    expect([half.balance.amount, half.held.amount, half.available.amount]).toEqual(before)
    await bank.project()
    expect(await amountsOf(from)).toEqual(['60.00', '0.00', '60.00'])
    expect(await amountsOf(to)).toEqual(['40.00', '0.00', '40.00'])
  })

  test('settled, it has reached the other one, who sees all of it', async () => {
    const transfer = (await getTransfer(database.sql, { transferId, customerId: bob }))!.data
    expect(transfer.status).toBe('completed')
    expect(transfer.history.map(({ status }) => status)).toEqual(['held', 'completed'])
    expect([await movementsOf(from), await movementsOf(to)]).toEqual([2, 1])
  })
})

test('cancelled, everything is as if it had not been, but for its own history', async () => {
  const before = await amountsOf(from)
  const { transferId } = await bank.hold(from, to, '5.00')
  await cancel(transferId)
  await bank.project()
  expect(await amountsOf(from)).toEqual(before)
  const transfer = (await getTransfer(database.sql, { transferId, customerId: ada }))!.data
  expect(transfer.history.map(({ status }) => status)).toEqual(['held', 'cancelled'])
  expect(await getTransfer(database.sql, { transferId, customerId: bob })).toBeUndefined()
})

test('failed, it says why', async () => {
  const { transferId } = await bank.hold(from, to, '5.00', 1)
  const reason = 'Lost card'
  await bank.execute('freezeAccount', { accountId: to.accountId, reason })
  await settle(transferId)
  await bank.execute('unfreezeAccount', { accountId: to.accountId, reason })
  await bank.project()
  const { history } = (await getTransfer(database.sql, { transferId, customerId: ada }))!.data
  expect(history.at(-1)).toMatchObject({ status: 'failed', reason: 'AccountFrozen' })
  expect((await amountsOf(from))[1]).toBe('0.00')
})

test('the bank’s own accounts are in nobody’s list and found by no number', async () => {
  const accountId = internalAccountId('suspense', 'USD')
  const number = 'PB00PASS0000000000000001'
  const event = {
    type: 'AccountOpened' as const,
    data: {
      accountId,
      customerId: THE_BANK,
      number,
      product: 'internal' as const,
      currency: 'USD' as const,
      name: 'Suspense',
    },
  }
  const place = { streamId: accountStream(accountId), streamPosition: 0 }
  await append(
    database.sql,
    batchOf([{ ...place, event, metadata: metadataOf(), createdAt: new Date('2026-06-01') }]),
  )
  await bank.project()
  expect(await findAccountByNumber(database.sql, number)).toBeUndefined()
  for (const customerId of [ada, bob]) {
    const { data } = await listAccounts(database.sql, { customerId, limit: 10 })
    expect(data.map(({ product }) => product)).toEqual(['current'])
  }
})

test('a rebuild gives the same rows', async () => {
  await bank.hold(from, to, '7.00')
  await bank.project()
  const live = await readModelRows(database)
  await bank.rebuild()
  expect(await readModelRows(database)).toEqual(live)
})
