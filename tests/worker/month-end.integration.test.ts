/** Months are closed by the worker, from the log: once, in order, whatever breaks off, and every book is proved. */
import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import type { CommandBus } from '../../server/command-bus/command-bus.ts'
import type { Product } from '../../server/domain/bank-account/events.ts'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { type AccountId, accountStream } from '../../server/domain/ids.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import { endThePast } from '../../server/event-store/append.ts'
import { readAccrual } from '../../server/event-store/month-book.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import { processInstances } from '../../server/read-models/processes/projection.ts'
import { drain } from '../../server/read-models/runner.ts'
import { statements } from '../../server/read-models/statements/projection.ts'
import { asOfTheDay } from '../../server/trpc/account-closing.ts'
import { createProcessRunner } from '../../server/worker/process-runner.ts'
import { startWorker } from '../../server/worker/worker.ts'
import {
  account,
  by,
  close,
  deposit,
  freeze,
  open,
  register,
  type TestAccount,
  teller,
  transfer,
  withdraw,
} from '../support/bank.ts'
import { balanceIn, createTestBus, sendWell } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase({ max: 20 })
const { sql } = database

let now = Date.parse('2026-01-10T12:00:00.000Z')
const clock = () => new Date(now)
const setClock = (iso: string) => {
  now = Date.parse(iso)
}
const bus = createTestBus(database, { clock })
const newRunner = (more: Partial<Parameters<typeof createProcessRunner>[0]> = {}) =>
  createProcessRunner({ sql, bus: createTestBus(database, { clock }), clock, ...more })
const project = () => drain({ database, readLog: readAll }, processInstances)
/** Until nothing is left to be closed. */
const closeAll = async (runner = newRunner()) => {
  for (let given = 1; given > 0; ) {
    await project()
    given = (await runner.look()).given
  }
}

const openNew = async (product: Product = 'current'): Promise<TestAccount> => {
  const one = account(randomUUID(), randomUUID())
  await sendWell(bus, register(one))
  const { data, ...rest } = open(one)
  await sendWell(bus, { ...rest, data: { ...data, product } })
  return one
}
const eventsOf = ({ accountId }: { accountId: AccountId }) =>
  readStream(sql, accountStream(accountId), { limit: 100_000 })
type Closed = Extract<StoredBankEvent, { type: 'MonthClosed' }>
const isClosed = (event: StoredBankEvent): event is Closed => event.type === 'MonthClosed'
const monthsOf = async (one: { accountId: AccountId }) =>
  (await eventsOf(one))
    .filter(isClosed)
    .map(({ data }) => [data.month, data.opening.amountMinor, data.entries, data.closing.amountMinor])

describe('the months of an account', () => {
  test('are closed in order, those too that were missed, and those without an entry', async () => {
    const one = await openNew()
    await sendWell(bus, deposit(one, '50.00'))
    setClock('2026-03-05T00:00:00.000Z')
    await sendWell(bus, withdraw(one, '8.00'))
    setClock('2026-04-02T00:00:00.000Z')
    await closeAll()
    expect(await monthsOf(one)).toEqual([
      ['2026-01', 0n, 1, 5_000n],
      ['2026-02', 5_000n, 0, 5_000n],
      ['2026-03', 5_000n, 1, 4_200n],
    ])
  })

  test('end with the one in which it is closed', async () => {
    const one = await openNew()
    setClock('2026-05-03T00:00:00.000Z')
    await sendWell(bus, by(teller, close(one)))
    setClock('2026-09-01T00:00:00.000Z')
    await closeAll()
    expect((await monthsOf(one)).map(([month]) => month)).toEqual(['2026-04', '2026-05'])
  })

  test('are closed while it is frozen', async () => {
    const one = await openNew()
    await sendWell(bus, freeze(one))
    setClock('2026-10-01T00:00:00.000Z')
    await closeAll()
    expect((await monthsOf(one)).map(([month]) => month)).toEqual(['2026-09'])
  })

  test('have what comes at the first instant after one of them in the next', async () => {
    const one = await openNew()
    setClock('2026-10-31T23:59:59.999Z')
    await sendWell(bus, deposit(one, '1.00'))
    setClock('2026-11-01T00:00:00.000Z')
    await sendWell(bus, deposit(one, '2.00'))
    await closeAll()
    setClock('2026-12-01T00:00:00.000Z')
    await closeAll()
    expect(await monthsOf(one)).toEqual([
      ['2026-10', 0n, 1, 100n],
      ['2026-11', 100n, 1, 300n],
    ])
  })
})

describe('once, although', () => {
  test('many look at the same moment, and none of their rows knows of it', async () => {
    const accounts = await Promise.all(Array.from({ length: 12 }, () => openNew('savings')))
    await Promise.all(accounts.map((one) => sendWell(bus, deposit(one, '10000.00'))))
    setClock('2027-01-01T00:00:10.000Z')
    await project()
    await Promise.all(Array.from({ length: 4 }, () => newRunner({ atOnce: 5 }).look()))
    await closeAll()
    for (const one of accounts) {
      expect(await monthsOf(one)).toEqual([['2026-12', 0n, 1, 1_000_000n]])
      // 31 days of 10,000.00 at 2.1 % by 360.
      const last = (await eventsOf(one)).at(-1)
      expect(last).toMatchObject({
        type: 'MoneyDeposited',
        data: { balanceAfter: { amountMinor: 1_001_808n } },
      })
    }
    const paid = (await eventsOf({ accountId: internalAccountId('interest', 'USD') })).filter(
      ({ type }) => type === 'MoneyWithdrawn',
    )
    expect(paid).toHaveLength(12)
  })

  test('the answer is lost after the commit, or the command before it', async () => {
    const [after, before] = [await openNew('savings'), await openNew('savings')]
    for (const one of [after, before]) await sendWell(bus, deposit(one, '10000.00'))
    setClock('2027-02-01T00:00:10.000Z')
    await project()
    const inner = createTestBus(database, { clock })
    const lossy: Pick<CommandBus, 'execute'> = {
      execute: async (name, data, context) => {
        if ('accountId' in data && data.accountId === after.accountId)
          await inner.execute(name, data, context)
        throw new Error('The line is dead')
      },
    }
    await newRunner({ bus: lossy }).look()
    expect([await monthsOf(after), await monthsOf(before)]).toMatchObject([
      [['2027-01', 0n, 1, 1_000_000n]],
      [],
    ])
    now += 2_000
    await closeAll()
    expect([await monthsOf(after), await monthsOf(before)]).toMatchObject(
      [[['2027-01']], [['2027-01']]].map(() => [[{ 0: '2027-01' }]].flat()),
    )
  })

  test('somebody’s clock is slow: what comes once a month is closed belongs to the next one', async () => {
    const one = await openNew()
    setClock('2027-03-01T00:00:00.500Z')
    await closeAll()
    const slow = createTestBus(database, { clock: () => new Date('2027-02-28T23:59:59.900Z') })
    await sendWell(slow, deposit(one, '5.00'))
    const entry = (await eventsOf(one)).at(-1)
    expect(entry?.createdAt.getTime()).toBeGreaterThanOrEqual(Date.parse('2027-03-01T00:00:00.000Z'))
    setClock('2027-04-01T00:00:00.000Z')
    await closeAll()
    expect((await monthsOf(one)).slice(-2)).toEqual([
      ['2027-02', 0n, 0, 0n],
      ['2027-03', 0n, 1, 500n],
    ])
  })

  test('a slow clock writes between the reading and the closing', async () => {
    const one = await openNew()
    setClock('2027-05-01T00:00:00.500Z')
    await project()
    const inner = createTestBus(database, { clock })
    const slow = createTestBus(database, { clock: () => new Date('2027-04-30T23:59:59.900Z') })
    let isFirst = true
    const late: Pick<CommandBus, 'execute'> = {
      execute: async (name, data, context) => {
        if (isFirst && 'accountId' in data && data.accountId === one.accountId) {
          isFirst = false
          await sendWell(slow, deposit(one, '5.00'))
        }
        return inner.execute(name, data, context)
      },
    }
    await newRunner({ bus: late }).look()
    await closeAll()
    expect(isFirst).toBe(false)
    expect(await monthsOf(one)).toEqual([['2027-04', 0n, 0, 0n]])
  })
})

test('in another zone than UTC, months end when they end there', async () => {
  const one = await openNew()
  setClock('2027-06-30T21:59:59.000Z')
  await sendWell(bus, deposit(one, '1.00'))
  setClock('2027-06-30T22:00:00.000Z')
  await sendWell(bus, deposit(one, '2.00'))
  const elsewhere = await createTestDatabase({ max: 5 })
  const other = createTestBus(elsewhere, { clock })
  const there = account(randomUUID(), randomUUID())
  setClock('2027-06-30T21:00:00.000Z')
  await sendWell(other, register(there))
  await sendWell(other, open(there))
  await sendWell(other, deposit(there, '1.00'))
  setClock('2027-06-30T22:00:00.000Z')
  await sendWell(other, deposit(there, '2.00'))
  await drain({ database: elsewhere, readLog: readAll }, processInstances)
  const runner = createProcessRunner({ sql: elsewhere.sql, bus: other, clock, timeZone: 'Europe/Berlin' })
  expect(await runner.look()).toMatchObject({ given: 1 })
  const events = await readStream(elsewhere.sql, accountStream(there.accountId))
  expect(events.at(-1)?.data).toMatchObject({
    month: '2027-06',
    entries: 1,
    until: '2027-06-30T22:00:00.000Z',
  })
})

test('a worker does it by itself', async () => {
  const one = await openNew()
  await sendWell(bus, deposit(one, '3.00'))
  setClock('2027-08-01T00:00:01.000Z')
  const worker = await startWorker({
    database: database.connectAgain({ applicationName: 'passbook-worker' }),
    applicationName: 'passbook-worker',
    clock,
  })
  try {
    await expect
      .poll(async () => (await monthsOf(one)).map(([month]) => month), { interval: 50, timeout: 15_000 })
      .toEqual(['2027-06', '2027-07'])
  } finally {
    await worker.stop()
  }
}, 40_000)

test('an account that ends within a month has its interest until the day before', async () => {
  const [saver, other] = [await openNew('savings'), account(randomUUID(), randomUUID())]
  const here = { ...other, customerId: saver.customerId, owner: saver.owner }
  await sendWell(bus, open(here))
  await sendWell(bus, deposit(saver, '10000.00'))
  const opened = (await eventsOf(saver))[0]!.createdAt
  now = opened.getTime() + 10 * 86_400_000
  await sendWell(bus, withdraw(saver, '10000.00'))
  const { accountId } = saver
  const asked = {
    accountId,
    now: clock(),
    timeZone: 'UTC',
    endPast: (instant: Date) => endThePast(sql, instant),
    mayAsk: (owner: string) => owner === saver.customerId,
  }
  const accrual = await readAccrual(sql, asked)
  expect(accrual?.days.balances).toEqual(Array.from({ length: 10 }, () => 1_000_000n))
  const data = { accountId, reason: 'Moving away', toAccountId: here.accountId, accrual }
  await sendWell(bus, { name: 'closeAccount', data, by: saver.owner })
  expect(await balanceIn(database, saver)).toBe(0n)
  expect(await balanceIn(database, here)).toBe(583n)
  expect(await readAccrual(sql, { ...asked, accountId: internalAccountId('fees', 'JPY') })).toBeNull()
  // Of somebody else's nothing is read, nor is the log's clock put forward for it.
  const endPast = () => Promise.reject(new Error('The month is read'))
  const elsewhere = await openNew()
  now += 86_400_000
  expect(
    await readAccrual(sql, { ...asked, accountId: elsewhere.accountId, now: clock(), endPast }),
  ).toBeNull()
})

test('an account that ends over midnight has its interest of the day that has ended, too', async () => {
  const saver = await openNew('savings')
  const other = account(randomUUID(), randomUUID())
  const here = { ...other, customerId: saver.customerId, owner: saver.owner }
  await sendWell(bus, open(here))
  await sendWell(bus, deposit(saver, '10000.00'))
  const { accountId } = saver
  const openedOn = (await eventsOf(saver))[0]!.createdAt.toISOString().slice(0, 10)
  // A minute before the fifth day is over it is looked at; the command comes when the sixth has begun.
  setClock(`${addDays(openedOn, 4)}T23:59:00.000Z`)
  let looks = 0
  const lookUp = async () => {
    looks += 1
    const endPast = (instant: Date) => endThePast(sql, instant)
    const found = await readAccrual(sql, {
      ...{ accountId, now: clock(), timeZone: 'UTC', endPast },
      mayAsk: () => true,
    })
    if (looks === 1) now += 120_000
    return found
  }
  const data = { accountId, reason: 'Moving away', toAccountId: here.accountId }
  const result = await asOfTheDay(lookUp, (accrual) =>
    bus.execute('closeAccount', { ...data, accrual }, { actor: saver.owner }),
  )
  expect([result.outcome, looks]).toEqual(['accepted', 2])
  // Five days at 2.1 % by 360; four would have been 2.33.
  expect(await balanceIn(database, here)).toBe(1_000_000n + 291n)
  expect(await balanceIn(database, saver)).toBe(0n)
})

test('is closed once by whoever has looked its book up otherwise, and hears what was answered before', async () => {
  const one = await openNew()
  await sendWell(bus, deposit(one, '5.00'))
  setClock('2027-10-01T00:00:00.500Z')
  await project()
  // As software that writes the same book down in another order, or knows it more exactly.
  const inner = createTestBus(database, { clock })
  const other: Pick<CommandBus, 'execute'> = {
    execute: (name, data, context) => {
      const book = 'book' in data && data.book
      if (!book) return inner.execute(name, data, context)
      const { totals, currency, until, month } = book
      return inner.execute(name, { ...data, book: { totals, currency, until, month } }, context)
    },
  }
  await newRunner({ bus: other }).look()
  const head = await readHead(sql)
  const answers: string[] = []
  const listening: Pick<CommandBus, 'execute'> = {
    execute: async (...given) => {
      const result = await inner.execute(...given)
      answers.push(result.outcome)
      return result
    },
  }
  // The rows do not know of it.
  const { given } = await newRunner({ bus: listening }).look()
  expect(answers.length).toBeGreaterThan(0)
  expect(answers).toEqual(Array.from({ length: given }, () => 'accepted'))
  expect(await readHead(sql)).toBe(head)
  await closeAll()
})

/** Last, over all that the tests above have left. */
test('every closing balance is what the raw events add up to', async () => {
  const [one, two] = [await openNew('savings'), await openNew()]
  await sendWell(bus, deposit(one, '900.00'))
  for (const date of ['2027-08-05', '2027-09-10', '2027-10-31']) {
    setClock(`${date}T12:00:00.000Z`)
    await sendWell(bus, transfer(one, two, '10.00', randomUUID() as never))
    await closeAll()
  }
  setClock('2027-11-01T00:00:00.000Z')
  await closeAll()
  await drain({ database, readLog: readAll }, statements)
  // What the event says, and what the statement does.
  const wrong = await sql`
    WITH closed AS (
      SELECT 'event' AS said_by, stream_id, data->>'month' AS month, (data->>'from')::timestamptz AS starts,
             (data->>'until')::timestamptz AS ends,
             ROW((data->'opening'->>'amountMinor')::bigint, (data->'credits'->>'amountMinor')::bigint,
                 (data->'debits'->>'amountMinor')::bigint, (data->>'entries')::bigint,
                 (data->'closing'->>'amountMinor')::bigint) AS book
      FROM events WHERE event_type = 'MonthClosed'
      UNION ALL
      SELECT 'statement', 'BankAccount-' || account_id, month, from_at, until_at,
             ROW(opening, credits, debits, entries::bigint, closing)
      FROM statements
    ),
    amounts AS (
      SELECT stream_id, created_at,
             (data->'money'->>'amountMinor')::bigint * CASE event_type WHEN 'MoneyDeposited' THEN 1 ELSE -1 END AS amount
      FROM events WHERE event_type IN ('MoneyDeposited', 'MoneyWithdrawn')
    ),
    proved AS (
      SELECT c.said_by, c.stream_id, c.month, c.book,
             coalesce(sum(amount) FILTER (WHERE created_at < starts), 0) AS opening,
             coalesce(sum(amount) FILTER (WHERE created_at >= starts AND amount > 0), 0) AS credits,
             coalesce(-sum(amount) FILTER (WHERE created_at >= starts AND amount < 0), 0) AS debits,
             count(amount) FILTER (WHERE created_at >= starts) AS entries,
             coalesce(sum(amount), 0) AS closing
      FROM closed c LEFT JOIN amounts a ON a.stream_id = c.stream_id AND a.created_at < c.ends
      GROUP BY 1, 2, 3, 4
    )
    SELECT * FROM proved WHERE book IS DISTINCT FROM ROW(opening::bigint, credits::bigint, debits::bigint, entries, closing::bigint)
    ORDER BY stream_id, month`
  expect(wrong).toEqual([])
  const [counted] = await sql<{ months: number; shown: number }[]>`
    SELECT count(*)::int AS months, (SELECT count(*)::int FROM statements) AS shown
    FROM events WHERE event_type = 'MonthClosed'`
  expect(counted?.months).toBeGreaterThan(150)
  expect(counted?.shown).toBe(counted?.months)
  // Nobody's month is missing: every account that is open has all of them but the one that has not ended.
  const [behind] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM process_month_end
    WHERE due_at < '2027-11-01' AND ended_at IS NULL`
  await project()
  expect(behind?.n).toBe(0)
})

afterAll(() => bus.stop())
