/** What statements answer: closed and open months, their proof, their lines, and what they come to by category. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId } from '../../server/domain/ids.ts'
import { InvalidCursor } from '../../server/read-models/paging.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { openMonths } from '../../server/read-models/statements/months.ts'
import { getStatement, type Statement } from '../../server/read-models/statements/one-statement.ts'
import { statements } from '../../server/read-models/statements/projection.ts'
import { listStatements } from '../../server/read-models/statements/queries.ts'
import { findMovement } from '../../server/read-models/transactions/movement.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Account, createProjectedBank, type ProjectedBank, readModelRows } from './projected-bank.ts'

let database: TestDatabase
let bank: ProjectedBank
let ada: CustomerId
let current: Account
let bobs: Account
/** When April is half over. */
const now = new Date('2026-04-15T12:00:00.000Z')
const moment = { now, timeZone: 'UTC' }
const usd = (amount: string) => ({ amount, currency: 'USD' })

/** January in which it is opened, February without an entry, March, and April, which is open. */
beforeAll(async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database)
  ada = await bank.customer('Ada', 'Lovelace')
  const bob = await bank.customer('Corner', 'Market')
  current = await bank.account(ada)
  bobs = await bank.account(bob)
  await bank.deposit(current, '500.00', 'Salary January')
  await bank.transfer(current, bobs, '20.00', 'For you')
  bank.setClock('2026-01-31T23:58:59.999Z')
  await bank.withdraw(current, '5.00', 'Cash machine')
  for (const account of [current, bobs]) await bank.closeMonth(account)
  for (const account of [current, bobs]) await bank.closeMonth(account)
  bank.setClock('2026-03-10T10:00:00.000Z')
  await bank.deposit(current, '500.00', 'Salary March')
  for (let n = 0; n < 5; n += 1) await bank.transfer(current, bobs, '10.00', 'Rent')
  for (const account of [current, bobs]) await bank.closeMonth(account)
  bank.setClock('2026-04-02T10:00:00.000Z')
  // A correction of something in March.
  await bank.deposit(current, '10.00', 'Correction of 10 March')
  await bank.project()
})

const list = async (query: object = {}) =>
  (await listStatements(database.sql, { accountId: current.accountId, limit: 50, ...query }, moment))!
const get = async (month: string, query: object = {}): Promise<Statement & { nextCursor: string | null }> => {
  const asked = { accountId: current.accountId, month, limit: 50, ...query }
  const found = await getStatement(database.sql, asked, moment)
  if (found.outcome !== 'found') throw new Error(found.outcome)
  return { ...found.data, nextCursor: found.nextCursor }
}
const outcome = async (query: object) => {
  const asked = { accountId: current.accountId, month: '2026-03', limit: 50, ...query }
  return (await getStatement(database.sql, asked, moment)).outcome
}

test('every month is listed, newest first, the one that is open too', async () => {
  const { version, data, nextCursor } = await list()
  expect(
    data.map((row) => [
      row.month,
      row.status,
      row.opening.amount,
      row.credits.amount,
      row.debits.amount,
      row.entries,
      row.closing.amount,
    ]),
  ).toEqual([
    ['2026-04', 'open', '925.00', '10.00', '0.00', 1, '935.00'],
    ['2026-03', 'closed', '475.00', '500.00', '50.00', 6, '925.00'],
    ['2026-02', 'closed', '475.00', '0.00', '0.00', 0, '475.00'],
    ['2026-01', 'closed', '0.00', '500.00', '25.00', 3, '475.00'],
  ])
  expect(nextCursor).toBeNull()
  const [head] = await database.sql<{ last: number }[]>`SELECT last_position AS last FROM event_log_head`
  expect(version).toBe(head!.last)
  expect(data[0]).toMatchObject({
    from: '2026-04-01T00:00:00.000Z',
    until: '2026-05-01T00:00:00.000Z',
    proof: [],
  })
})

test('page by page it is the same list', async () => {
  const months: string[] = []
  for (let cursor: string | null = null; ; ) {
    const page = await list({ limit: 1, cursor })
    months.push(...page.data.map(({ month }) => month))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(months).toEqual(['2026-04', '2026-03', '2026-02', '2026-01'])
  await expect(list({ cursor: 'abc' })).rejects.toThrow(InvalidCursor)
})

test('a closed one says which event proves it, and agrees with its lines', async () => {
  const march = await get('2026-03')
  const [event] = march.proof.events
  const [row] = await database.sql`
    SELECT event_type, stream_id, stream_position, data->>'month' AS month FROM events
    WHERE global_position = ${event!.position}`
  expect(row).toEqual({
    event_type: 'MonthClosed',
    stream_id: event!.streamId,
    stream_position: event!.streamPosition,
    month: '2026-03',
  })
  expect(march.proof).toMatchObject({ addsUp: true, equalsLines: true })
  expect(march.lines.map((line) => [line.direction, line.money.amount, line.balanceAfter.amount])).toEqual([
    ['in', '500.00', '975.00'],
    ...[965, 955, 945, 935, 925].map((left) => ['out', '10.00', `${left}.00`]),
  ])
})

test('a book that does not agree with its lines says so', async () => {
  const { sql } = database
  await sql`UPDATE statements SET credits = credits + 1, closing = closing + 1 WHERE month = '2026-03'`
  expect((await get('2026-03')).proof).toMatchObject({ addsUp: true, equalsLines: false })
  await sql`UPDATE statements SET credits = credits - 1 WHERE month = '2026-03'`
  expect((await get('2026-03')).proof).toMatchObject({ addsUp: false, equalsLines: false })
  await sql`UPDATE statements SET closing = closing - 1 WHERE month = '2026-03'`
})

test('a line at the last instant belongs to the month, a correction to the next one', async () => {
  expect((await get('2026-01')).lines.at(-1)).toMatchObject({
    description: 'Cash machine',
    at: '2026-01-31T23:59:59.999Z',
  })
  const april = await get('2026-04')
  expect(april.lines.map(({ description }) => description)).toEqual(['Correction of 10 March'])
  expect(april).toMatchObject({
    status: 'open',
    closing: usd('935.00'),
    proof: { events: [], equalsLines: true },
  })
  expect((await get('2026-02')).lines).toEqual([])
})

test('lines come oldest first, page by page', async () => {
  const seen: number[] = []
  for (let cursor: string | null = null; ; ) {
    const page = await get('2026-03', { limit: 2, cursor })
    expect(page.lines.length).toBeLessThanOrEqual(2)
    seen.push(...page.lines.map(({ position }) => position))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(seen).toEqual((await get('2026-03')).lines.map(({ position }) => position))
  expect(seen).toHaveLength(6)
  await expect(get('2026-03', { cursor: 'abc' })).rejects.toThrow(InvalidCursor)
})

test('totals are by category as it is now: what is chosen later moves between them, and nothing else changes', async () => {
  const before = await get('2026-03')
  expect(before.categories).toEqual([
    { category: 'rent', out: usd('50.00'), outCount: 5, in: usd('0.00'), inCount: 0 },
    { category: 'salary', out: usd('0.00'), outCount: 0, in: usd('500.00'), inCount: 1 },
  ])
  const { position } = before.lines[1]!
  const found = await findMovement(database.sql, { position, customerId: ada })
  await bank.execute('categoriseTransaction', { ...found!, category: 'gifts', rememberOn: [] })
  await bank.project()
  const after = await get('2026-03')
  expect(after.categories.map(({ category, out }) => [category, out.amount])).toEqual([
    ['rent', '40.00'],
    ['gifts', '10.00'],
    ['salary', '0.00'],
  ])
  const { categories: _, lines: __, ...rest } = before
  expect(after).toMatchObject(rest)
})

test('another’s account, one that is not there, and a month in which it was not', async () => {
  expect(await outcome({ customerId: bobs.customerId })).toBe('noAccount')
  expect(await outcome({ customerId: ada })).toBe('found')
  expect(await outcome({ accountId: ada })).toBe('noAccount')
  expect(await outcome({ month: '2025-12' })).toBe('noMonth')
  expect(await outcome({ month: '2026-05' })).toBe('noMonth')
  expect(await listStatements(database.sql, { accountId: ada, limit: 1 }, moment)).toBeUndefined()
})

describe('books and movements that are not equally far', () => {
  const monthsNow = async () =>
    (await list()).data.map(({ month, status, closing }) => [month, status, closing.amount])
  test('are shown as of the one that is behind', async () => {
    const { sql } = database
    const [proof] = (await get('2026-03')).proof.events
    const setTo = (position: number) => sql`
      UPDATE projector_checkpoints SET last_position = ${position} WHERE projector_name = 'transactions'`
    const { version } = await list()
    await setTo(proof!.position - 1)
    expect((await monthsNow()).slice(0, 3)).toEqual([
      ['2026-04', 'open', '925.00'],
      ['2026-03', 'open', '925.00'],
      ['2026-02', 'closed', '475.00'],
    ])
    expect((await get('2026-03')).proof).toMatchObject({ events: [], addsUp: true, equalsLines: true })
    await setTo(version)
    expect((await monthsNow())[1]).toEqual(['2026-03', 'closed', '925.00'])
  })
})

test('where the bank moves to a zone in which the month is not over, it is one statement', async () => {
  const elsewhere = await createTestDatabase()
  const there = createProjectedBank(elsewhere)
  const account = await there.account(await there.customer('Grace', 'Hopper'))
  await there.deposit(account, '1.00')
  await there.closeMonth(account, 'Asia/Tokyo')
  there.setClock('2026-01-31T20:00:00.000Z')
  await there.deposit(account, '2.00')
  await there.project()
  const shown = async (at: string) => {
    const query = { accountId: account.accountId, limit: 10 }
    const page = await listStatements(elsewhere.sql, query, { now: new Date(at), timeZone: 'UTC' })
    const one = await getStatement(
      elsewhere.sql,
      { ...query, month: '2026-01' },
      { now: new Date(at), timeZone: 'UTC' },
    )
    if (one.outcome !== 'found') throw new Error(one.outcome)
    expect(one.data.proof).toMatchObject({ addsUp: true, equalsLines: true })
    expect(one.data.lines).toHaveLength(2)
    return page!.data.map(({ month, status, closing, proof }) => [
      month,
      status,
      closing.amount,
      proof.length,
    ])
  }
  expect(await shown('2026-01-31T21:00:00.000Z')).toEqual([['2026-01', 'open', '3.00', 1]])
  await there.closeMonth(account)
  await there.project()
  expect(await shown('2026-02-03T00:00:00.000Z')).toEqual([
    ['2026-02', 'open', '3.00', 0],
    ['2026-01', 'closed', '3.00', 2],
  ])
})

test('what a month has earned is said with it, and is an entry in the next', async () => {
  const savings = await bank.account(ada, { product: 'savings' })
  const { accountId } = savings
  await bank.deposit(savings, '10000.00')
  const opened = bank.now().toISOString().slice(0, 7)
  await bank.closeMonth(savings)
  await bank.project()
  const later = { now: bank.now(), timeZone: 'UTC' }
  const { data } = (await listStatements(database.sql, { accountId, limit: 5 }, later))!
  const { interest } = data.find(({ month }) => month === opened)!
  expect(interest).toMatchObject({ charged: usd('0.00'), fee: usd('0.00'), owed: usd('0.00') })
  expect(Number(interest!.earned.amount)).toBeGreaterThan(10)
  const next = await getStatement(database.sql, { accountId, month: data[0]!.month, limit: 5 }, later)
  expect(next).toMatchObject({
    data: {
      status: 'open',
      interest: null,
      lines: [{ money: interest!.earned, description: `Interest for ${opened}` }],
      categories: [{ category: 'interest', in: interest!.earned }],
    },
  })
})

test('in batches of any size, and built anew, the rows are the same', async () => {
  const live = await readModelRows(database)
  for (const batchSize of [1, 3, 1_000]) {
    await reset(database, statements)
    await drain({ ...bank.runtime, batchSize }, statements)
    expect(await readModelRows(database)).toEqual(live)
  }
})

describe('the months that are open', () => {
  const months = (openSince: string, closedAt: string | null, at = now.toISOString(), timeZone = 'UTC') =>
    openMonths({ openSince, closedAt }, { now: new Date(at), timeZone }).map(({ month, from }) => [
      month,
      from,
    ])
  test.each([
    ['this one', '2026-04-01T00:00:00.000Z', null, [['2026-04', '2026-04-01T00:00:00.000Z']]],
    [
      'all since the last book',
      '2026-02-11T08:00:00.000Z',
      null,
      [
        ['2026-02', '2026-02-11T08:00:00.000Z'],
        ['2026-03', '2026-03-01T00:00:00.000Z'],
        ['2026-04', '2026-04-01T00:00:00.000Z'],
      ],
    ],
    [
      'up to the one in which the account was closed',
      '2026-02-01T00:00:00.000Z',
      '2026-03-31T23:59:59.999Z',
      [
        ['2026-02', '2026-02-01T00:00:00.000Z'],
        ['2026-03', '2026-03-01T00:00:00.000Z'],
      ],
    ],
    ['none after that', '2026-04-01T00:00:00.000Z', '2026-03-31T23:59:59.999Z', []],
    [
      'one that has yet to come, by a clock that is behind',
      '2126-02-01T00:00:00.000Z',
      null,
      [['2126-02', '2126-02-01T00:00:00.000Z']],
    ],
  ])('%s', (_, openSince, closedAt, expected) => {
    expect(months(openSince, closedAt)).toEqual(expected)
  })
})
