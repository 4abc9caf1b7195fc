/** What the queries answer, to whom, a page at a time. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { rowsBesideEvents } from '../../server/engine-room/rows-beside-events.ts'
import { accountSummary } from '../../server/read-models/account-overview.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import { findAccountByNumber, listAccounts } from '../../server/read-models/account-summaries/queries.ts'
import { fraudAlerts } from '../../server/read-models/fraud-alerts/projection.ts'
import { projectionVersions, workerConnected } from '../../server/read-models/health.ts'
import { InvalidCursor, type Page } from '../../server/read-models/paging.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { balanceAt } from '../../server/read-models/transactions/balance-at.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { listTransactions } from '../../server/read-models/transactions/queries.ts'
import { getTransfer, listTransfers } from '../../server/read-models/transfers/queries.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createProjectedBank, livedInBank, type ProjectedBank } from './projected-bank.ts'

let database: TestDatabase
let bank: ProjectedBank
let people: Awaited<ReturnType<typeof livedInBank>>

beforeAll(async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database)
  people = await livedInBank(bank)
  await bank.project()
})

const headOf = async () => {
  const [row] = await database.sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  return row!.last_position
}

/** Every row of a list, page by page, with something done between the pages. */
const allPages = async <Row>(
  list: (cursor: string | null) => Promise<Page<Row> | undefined>,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Row[]> => {
  const rows: Row[] = []
  for (let cursor: string | null = null; ; ) {
    const page: Page<Row> | undefined = await list(cursor)
    rows.push(...page!.data)
    if (page!.nextCursor === null) return rows
    cursor = page!.nextCursor
    await between()
  }
}

describe('accounts', () => {
  test('a customer sees their own, with balances as decimals', async () => {
    const { version, data, nextCursor } = await listAccounts(database.sql, {
      customerId: people.ada,
      limit: 50,
    })
    expect(version).toBe(await headOf())
    expect(nextCursor).toBeNull()
    expect(data).toEqual([
      {
        accountId: people.current.accountId,
        number: expect.stringMatching(/^PB\d{2}PASS\d{16}$/),
        name: 'Everyday',
        owner: { customerId: people.ada, name: 'Ada Lovelace' },
        product: 'current',
        currency: 'USD',
        status: 'open',
        balance: { amount: '387.50', currency: 'USD' },
        overdraftLimit: { amount: '0.00', currency: 'USD' },
        held: { amount: '0.00', currency: 'USD' },
        available: { amount: '387.50', currency: 'USD' },
        openedAt: expect.stringMatching(/^2026-01-01T09:\d\d:00\.000Z$/),
        updatedAt: expect.stringMatching(/^2026-01-01T09:\d\d:00\.000Z$/),
        lastPosition: expect.any(Number),
      },
      expect.objectContaining({
        name: 'Rainy days',
        status: 'frozen',
        balance: { amount: '100.00', currency: 'USD' },
      }),
    ])
  })

  test('staff see everybody’s, and of them those that they ask for', async () => {
    const { data } = await listAccounts(database.sql, { limit: 200 })
    expect(data.length).toBeGreaterThanOrEqual(4)
    expect(new Set(data.map(({ owner }) => owner.name))).toContain('Bob Ross')
    const frozen = await listAccounts(database.sql, { status: 'frozen', limit: 200 })
    expect(frozen.data.map(({ accountId }) => accountId)).toEqual([people.savings.accountId])
    const yen = await listAccounts(database.sql, { status: 'open', currency: 'JPY', limit: 200 })
    expect(yen.data.map(({ accountId }) => accountId)).toEqual([people.yen.accountId])
  })

  test('somebody without accounts, and somebody who does not exist, get an empty list with a version', async () => {
    expect(await listAccounts(database.sql, { customerId: randomUUID(), limit: 10 })).toEqual({
      version: await headOf(),
      data: [],
      nextCursor: null,
    })
  })

  test('pages are complete and stable while accounts are opened', async () => {
    const before = await listAccounts(database.sql, { limit: 200 })
    const rows = await allPages(
      (cursor) => listAccounts(database.sql, { limit: 2, cursor }),
      async () => {
        if ((await listAccounts(database.sql, { limit: 200 })).data.length < before.data.length + 2) {
          await bank.account(people.bob, { name: 'One more' })
          await bank.project()
        }
      },
    )
    const ids = rows.map(({ accountId }) => accountId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.slice(0, before.data.length)).toEqual(before.data.map(({ accountId }) => accountId))
  })

  test('a number finds its account for whoever wants to pay, and no more than that', async () => {
    const [row] = await database.sql<{ number: string }[]>`
      SELECT number FROM account_summaries WHERE account_id = ${people.bobs.accountId}`
    expect(await findAccountByNumber(database.sql, row!.number)).toEqual({
      version: await headOf(),
      data: {
        accountId: people.bobs.accountId,
        number: row!.number,
        ownerName: 'Bob Ross',
        currency: 'USD',
        status: 'open',
      },
    })
    expect(await findAccountByNumber(database.sql, 'PB00PASS0000000000000000')).toBeUndefined()
  })
})

describe('an account with its newest transactions', () => {
  test('belongs to its owner and to staff', async () => {
    const { accountId } = people.current
    const own = await accountSummary(database.sql, { accountId, customerId: people.ada })
    expect(own?.data.transactions.map(({ description }) => description)).toEqual([
      'Saving up',
      'Lunch, 50% each',
      'Salary',
    ])
    expect(await accountSummary(database.sql, { accountId })).toEqual(own)
    expect(await accountSummary(database.sql, { accountId, customerId: people.bob })).toBeUndefined()
    expect(await accountSummary(database.sql, { accountId: randomUUID() })).toBeUndefined()
  })

  test.each([
    ['the account', ['account-summaries'], ['transactions']],
    ['the transactions', ['transactions'], ['account-summaries']],
  ])('is shown as of the older version when %s is ahead', async (_, ahead, behind) => {
    const account = await bank.account(people.ada, { name: 'Two speeds' })
    await bank.deposit(account, '10.00')
    await bank.project()
    const version = await headOf()
    await bank.deposit(account, '5.00')
    await bank.project(...ahead)
    const { accountId } = account
    const between = await accountSummary(database.sql, { accountId })
    expect(between?.version).toBe(version)
    expect(between?.data).toMatchObject({
      balance: { amount: '10.00' },
      available: { amount: '10.00' },
      transactions: [{ balanceAfter: { amount: '10.00' } }],
    })
    await bank.project(...behind)
    expect(await accountSummary(database.sql, { accountId })).toMatchObject({
      version: version + 1,
      data: { balance: { amount: '15.00' }, transactions: [{}, {}] },
    })
  })

  test('that no money has reached yet has a balance of zero, also while its first deposit is half known', async () => {
    const account = await bank.account(people.ada, { name: 'Fresh' })
    await bank.project()
    await bank.deposit(account, '5.00')
    await bank.project('account-summaries')
    const summary = await accountSummary(database.sql, { accountId: account.accountId })
    expect(summary?.data).toMatchObject({ balance: { amount: '0.00' }, transactions: [] })
    await bank.project()
  })
})

describe('transactions', () => {
  const list = (query: Partial<Parameters<typeof listTransactions>[1]> = {}) =>
    listTransactions(database.sql, { accountId: people.bobs.accountId, limit: 50, ...query })
  const descriptions = async (query: Partial<Parameters<typeof listTransactions>[1]>) =>
    (await list(query))?.data.map(({ description }) => description)

  test('are flat rows, newest first, with the counterparty’s name and number', async () => {
    const page = await list({ customerId: people.bob })
    expect(page?.version).toBe(await headOf())
    expect(page?.data).toEqual([
      expect.objectContaining({
        direction: 'out',
        money: { amount: '20.00', currency: 'USD' },
        balanceAfter: { amount: '72.50', currency: 'USD' },
        counterparty: null,
        transferId: null,
      }),
      {
        position: expect.any(Number),
        accountId: people.bobs.accountId,
        transferId: expect.any(String),
        quoteId: null,
        direction: 'in',
        money: { amount: '12.50', currency: 'USD' },
        balanceAfter: { amount: '92.50', currency: 'USD' },
        description: 'Lunch, 50% each',
        counterparty: {
          accountId: people.current.accountId,
          number: expect.stringMatching(/^PB\d{2}PASS\d{16}$/),
          name: 'Ada Lovelace',
        },
        category: 'eatingOut',
        categorySource: 'rule',
        note: null,
        refundOf: null,
        refunded: null,
        at: expect.stringMatching(/^2026-01-01T09:\d\d:00\.000Z$/),
      },
      expect.objectContaining({ direction: 'in', description: 'Gift' }),
    ])
  })

  test('a currency without decimals has none', async () => {
    expect((await list({ accountId: people.yen.accountId }))?.data.at(-1)).toMatchObject({
      money: { amount: '1000', currency: 'JPY' },
    })
    expect(
      await descriptions({ accountId: people.yen.accountId, minAmount: '1000', maxAmount: '1000' }),
    ).toEqual(['Cash'])
    expect(await descriptions({ accountId: people.yen.accountId, minAmount: '1000.5' })).toEqual([])
  })

  test('belong to the account’s owner and to staff', async () => {
    expect(await list({ customerId: people.ada })).toBeUndefined()
    expect(await list({ accountId: randomUUID() })).toBeUndefined()
    expect(await list()).toEqual(await list({ customerId: people.bob }))
  })

  test.each([
    ['a word of the description', { search: 'LUNCH' }, ['Lunch, 50% each']],
    ['the counterparty’s name', { search: 'lovelace' }, ['Lunch, 50% each']],
    ['a percent sign as it is', { search: '50%' }, ['Lunch, 50% each']],
    ['no pattern of LIKE', { search: '_x%' }, []],
    ['no escape of LIKE', { search: '\\' }, []],
    ['no SQL', { search: `' OR true --` }, []],
    ['everything for nothing', { search: '  ' }, ['Cash machine', 'Lunch, 50% each', 'Gift']],
    ['what came in', { direction: 'in' as const }, ['Lunch, 50% each', 'Gift']],
    ['what went out', { direction: 'out' as const }, ['Cash machine']],
    ['a least amount, included', { minAmount: '20.00' }, ['Cash machine', 'Gift']],
    ['a greatest amount, included', { maxAmount: '20' }, ['Cash machine', 'Lunch, 50% each']],
    ['both', { minAmount: '12.51', maxAmount: '79.999' }, ['Cash machine']],
    ['all at once', { search: 'l', direction: 'in' as const, maxAmount: '50' }, ['Lunch, 50% each']],
  ])('can be filtered by %s', async (_, filter, expected) => {
    expect(await descriptions(filter)).toEqual(expected)
  })

  test('can be filtered by time, both ends included', async () => {
    const all = (await list())!.data
    const at = new Date(all[1]!.at)
    expect(await descriptions({ from: at, to: at })).toEqual(['Lunch, 50% each'])
    expect(await descriptions({ from: at })).toEqual(['Cash machine', 'Lunch, 50% each'])
    expect(await descriptions({ to: at })).toEqual(['Lunch, 50% each', 'Gift'])
    expect(await descriptions({ from: new Date(at.getTime() + 1), to: new Date(at.getTime() + 2) })).toEqual(
      [],
    )
  })

  test('the counterparty is found by its number, however it is spaced', async () => {
    const { counterparty } = (await list())!.data[1]!
    const spaced = counterparty!.number.replace(/(.{4})/g, '$1 ')
    expect(await descriptions({ search: spaced })).toEqual(['Lunch, 50% each'])
  })

  test('pages are complete and stable while money moves', async () => {
    const account = await bank.account(people.ada, { name: 'Busy' })
    for (let i = 1; i <= 7; i++) await bank.deposit(account, `${i}.00`, `Deposit ${i}`)
    await bank.project()
    const { accountId } = account
    const before = (await listTransactions(database.sql, { accountId, limit: 200 }))!.data
    for (const limit of [1, 2, 3, 7]) {
      const rows = await allPages(
        (cursor) => listTransactions(database.sql, { accountId, limit, cursor, search: 'Deposit' }),
        async () => {
          await bank.deposit(account, '1.00', 'Meanwhile')
          await bank.project()
        },
      )
      expect(rows).toEqual(before)
    }
  })

  test('a person who is erased in the lookup is erased everywhere', async () => {
    const gone = await bank.customer('Soon', 'Gone')
    const account = await bank.account(gone)
    await bank.deposit(account, '5.00')
    const other = await bank.account(people.ada, { name: 'Other end' })
    await bank.transfer(account, other, '5.00')
    await bank.project()
    await database.sql`UPDATE transaction_customers SET name = 'Erased' WHERE customer_id = ${gone}`
    const page = await listTransactions(database.sql, { accountId: other.accountId, limit: 1 })
    expect(page?.data[0]?.counterparty?.name).toBe('Erased')
  })
})

describe('the balance at an instant', () => {
  const at = async (instant: string, customerId?: string) =>
    (await balanceAt(database.sql, { accountId: people.bobs.accountId, customerId, at: new Date(instant) }))
      ?.data.balance.amount

  test('is that after the last movement until then', async () => {
    const rows = (await listTransactions(database.sql, { accountId: people.bobs.accountId, limit: 3 }))!.data
    expect(await at('2020-01-01T00:00:00Z')).toBe('0.00')
    for (const row of rows) {
      expect(await at(row.at)).toBe(row.balanceAfter.amount)
      const justBefore = new Date(new Date(row.at).getTime() - 1).toISOString()
      expect(await at(justBefore)).not.toBe(row.balanceAfter.amount)
    }
    expect(await at('2030-01-01T00:00:00Z', people.bob)).toBe('72.50')
  })

  test('of two movements at one instant the later one counts', async () => {
    const account = await bank.account(people.ada, { name: 'Instant' })
    const money = { amountMinor: 100n, currency: 'USD' as const }
    const instant = new Date('2027-01-01T00:00:00.000Z')
    const actor = { userId: 'system', role: 'system' as const, customerId: null }
    for (let i = 0; i < 3; i++)
      await bank.bus.execute(
        'depositMoney',
        { accountId: account.accountId, money, description: '' },
        { actor, at: instant },
      )
    await bank.project()
    const answer = await balanceAt(database.sql, { accountId: account.accountId, at: instant })
    expect(answer).toEqual({
      version: await headOf(),
      data: {
        accountId: account.accountId,
        at: '2027-01-01T00:00:00.000Z',
        balance: { amount: '3.00', currency: 'USD' },
        held: { amount: '0.00', currency: 'USD' },
        available: { amount: '3.00', currency: 'USD' },
      },
    })
  })

  test('belongs to the account’s owner and to staff', async () => {
    expect(await at('2030-01-01T00:00:00Z', people.ada)).toBeUndefined()
    expect(await balanceAt(database.sql, { accountId: randomUUID(), at: new Date() })).toBeUndefined()
  })
})

describe('transfers', () => {
  test('show both ends to both, and whose they are only to staff and to themselves', async () => {
    const from = await bank.account(people.ada, { name: 'Payer' })
    await bank.deposit(from, '9.00')
    const { transferId, version } = await bank.transfer(from, people.bobs, '9.00', 'Thanks')
    await bank.project()
    const seenBy = (customerId?: string) => getTransfer(database.sql, { transferId, customerId })
    expect(await seenBy(people.ada)).toEqual({
      version,
      data: {
        transferId,
        purpose: null,
        settleAt: null,
        expiresAt: null,
        status: 'completed',
        money: { amount: '9.00', currency: 'USD' },
        description: 'Thanks',
        from: {
          accountId: from.accountId,
          number: expect.stringMatching(/^PB/),
          name: 'Ada Lovelace',
          customerId: people.ada,
        },
        to: { accountId: people.bobs.accountId, number: expect.stringMatching(/^PB/), name: 'Bob Ross' },
        history: [{ status: 'completed', at: expect.stringMatching(/Z$/) }],
        refundOf: null,
        refunded: { amount: '0.00', currency: 'USD' },
        refunds: [],
        createdAt: expect.stringMatching(/Z$/),
      },
    })
    const bobs = await seenBy(people.bob)
    expect(bobs?.data.from).not.toHaveProperty('customerId')
    expect(bobs?.data.to).toHaveProperty('customerId', people.bob)
    expect((await seenBy())?.data).toMatchObject({
      from: { customerId: people.ada },
      to: { customerId: people.bob },
    })
    expect(await seenBy(await bank.customer('Nosy', 'Parker'))).toBeUndefined()
    expect(await getTransfer(database.sql, { transferId: randomUUID() })).toBeUndefined()
  })

  test('are listed newest first for a customer, an account, or staff, each once and in stable pages', async () => {
    const carol = await bank.customer('Carol', 'Shaw')
    const dan = await bank.customer('Dan', 'Bricklin')
    const [first, second] = [await bank.account(carol), await bank.account(carol, { name: 'Second' })]
    const dans = await bank.account(dan)
    await bank.deposit(first, '100.00')
    const sent: string[] = []
    for (const [from, to] of [
      [first, second],
      [first, dans],
      [dans, second],
      [second, first],
      [first, dans],
    ] as const)
      sent.unshift((await bank.transfer(from, to, '1.00')).transferId)
    await bank.project()

    const ids = async (query: Partial<Parameters<typeof listTransfers>[1]>) =>
      (
        await allPages(
          (cursor) => listTransfers(database.sql, { limit: 2, cursor, ...query }),
          async () => {
            // Newer than every page that is still to come.
            const [payer, payee] = [await bank.account(people.ada), await bank.account(people.bob)]
            await bank.deposit(payer, '1.00')
            await bank.transfer(payer, payee, '1.00')
            await bank.project()
          },
        )
      ).map(({ transferId }) => transferId)

    expect(await ids({ customerId: carol })).toEqual(sent)
    expect(await ids({ customerId: dan })).toEqual([sent[0], sent[2], sent[3]])
    expect(await ids({ accountId: second.accountId })).toEqual([sent[1], sent[2], sent[4]])
    expect(await ids({ accountId: dans.accountId, customerId: dan })).toEqual([sent[0], sent[2], sent[3]])
    expect((await ids({})).filter((id) => sent.includes(id))).toEqual(sent)
    expect(
      await listTransfers(database.sql, { accountId: dans.accountId, customerId: carol, limit: 5 }),
    ).toBeUndefined()
    expect(await listTransfers(database.sql, { accountId: randomUUID(), limit: 5 })).toBeUndefined()
    expect((await listTransfers(database.sql, { customerId: randomUUID(), limit: 5 }))?.data).toEqual([])
  })
})

describe('cursors', () => {
  test.each([
    '',
    'nonsense',
    Buffer.from('["x"]').toString('base64url'),
    Buffer.from('[-1]').toString('base64url'),
  ])('that no list has given (%s) are refused', async (cursor) => {
    const accountId = people.current.accountId
    await expect(listAccounts(database.sql, { limit: 1, cursor })).rejects.toThrow(InvalidCursor)
    await expect(listTransactions(database.sql, { accountId, limit: 1, cursor })).rejects.toThrow(
      InvalidCursor,
    )
    await expect(listTransfers(database.sql, { limit: 1, cursor })).rejects.toThrow(InvalidCursor)
  })
})

describe('versions', () => {
  test('are those of the rows, not of the log', async () => {
    const version = await headOf()
    const account = await bank.account(people.ada, { name: 'Unprojected' })
    const { data, version: seen } = await listAccounts(database.sql, { customerId: people.ada, limit: 200 })
    expect(seen).toBe(version)
    expect(data.map(({ accountId }) => accountId)).not.toContain(account.accountId)
    expect(await projectionVersions(database.sql)).toEqual({
      version,
      data: projectors.map(({ name }) => ({
        name,
        position: version,
        head: version + 1,
        lag: 1,
        parked: 0,
        updatedAt: expect.stringMatching(/Z$/),
        pausedAt: null,
      })),
    })
    await bank.project()
  })

  test('of a projector that has never run are 0', async () => {
    const fresh = await createTestDatabase()
    expect(await projectionVersions(fresh.sql)).toEqual({
      version: 0,
      data: projectors.map(({ name }) => ({
        name,
        position: 0,
        head: 0,
        lag: 0,
        parked: 0,
        updatedAt: null,
        pausedAt: null,
      })),
    })
    expect(await listAccounts(fresh.sql, { limit: 5 })).toEqual({ version: 0, data: [], nextCursor: null })
    expect(await listTransfers(fresh.sql, { limit: 5 })).toEqual({ version: 0, data: [], nextCursor: null })
  })
})

test('whether a worker is connected is seen by its name', async () => {
  expect(await workerConnected(database.sql)).toBe(false)
  const worker = database.connectAgain({ applicationName: 'passbook-worker' })
  await worker.sql`SELECT 1`
  expect(await workerConnected(database.sql)).toBe(true)
})

describe('rows beside the events that made them', () => {
  const streamId = () => `BankAccount-${people.current.accountId}`

  test('of an account: every event of its stream that its row has seen', async () => {
    const { version, data } = (await rowsBesideEvents(database.sql, accountSummaries, streamId()))!
    expect(version).toBe(await headOf())
    const [row, ...others] = data.rows
    expect(others).toEqual([])
    expect(row).toMatchObject({ table: 'account_summaries', key: people.current.accountId })
    const { eventTypes } = accountSummaries.parts[0]!
    const concerning = data.events.filter(({ type }) => (eventTypes as ReadonlySet<string>).has(type))
    expect(row!.events).toEqual(concerning.map(({ position }) => position))
    const told = Object.fromEntries(row!.columns.map(({ name, value }) => [name, value]))
    expect(told).toMatchObject({ name: 'Everyday', last_position: String(row!.events.at(-1)) })
    expect(data.others).not.toContain(streamId())
  })

  test('of a list: each line beside the event that it comes from', async () => {
    const { data } = (await rowsBesideEvents(database.sql, transactions, streamId()))!
    const lines = data.rows.filter(({ table }) => table === 'transactions')
    expect(lines.length).toBeGreaterThan(2)
    for (const { events } of lines) expect(events).toHaveLength(1)
  })

  test('of what a rule has found: each alert beside the event that has made it speak', async () => {
    const [first, second, third] = [
      await bank.account(await bank.customer('Ann', 'One')),
      await bank.account(await bank.customer('Ben', 'Two')),
      await bank.account(await bank.customer('Cid', 'Three')),
    ]
    await bank.deposit(first, '1000.00')
    await bank.transfer(first, second, '1000.00')
    await bank.transfer(second, third, '1000.00')
    const { transferId, version } = await bank.transfer(third, first, '1000.00')
    await bank.project()
    const { data } = (await rowsBesideEvents(database.sql, fraudAlerts, `Transfer-${transferId}`))!
    const shown = data.rows.filter(({ table }) => table === 'fraud_alerts')
    expect(shown.map(({ events }) => events)).toEqual(shown.map(() => [version]))
    expect(shown.map(({ columns }) => columns.find(({ name }) => name === 'rule')?.value)).toContain('circle')
  })

  test('what is not there yet has no row, and the stream that wrote last is taken when none is named', async () => {
    const account = await bank.account(await bank.customer('Mary', 'Somerville'))
    const answer = (await rowsBesideEvents(database.sql, accountSummaries, undefined))!
    expect(answer.data).toMatchObject({ streamId: `BankAccount-${account.accountId}`, rows: [] })
    expect(answer.data.events).toHaveLength(1)
    await bank.project()
    const after = await rowsBesideEvents(database.sql, accountSummaries, undefined)
    expect(after!.data.rows).toHaveLength(1)
  })

  test('there is none of a stream that does not exist', async () => {
    expect(
      await rowsBesideEvents(database.sql, accountSummaries, `BankAccount-${randomUUID()}`),
    ).toBeUndefined()
  })
})
