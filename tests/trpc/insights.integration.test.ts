/** The insights over the API: net worth with its rates, the flows of a diagram, and the lines behind every figure. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Category } from '../../server/domain/categories/category.ts'
import { parseDecimal } from '../../server/domain/money.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const thisMonth = new Date().toISOString().slice(0, 7)
const usd = (amount: string) => ({ amount, currency: 'USD' as const })

let alice: Client
let bob: Client
let bobsAccount = ''
const hers = { daily: '', savings: '', euros: '' }

const open = async (client: Client, product: string, currency: string) =>
  (await client.command<{ accountId: string }>('openAccount', { product, currency, name: 'A' })).accountId

beforeAll(async () => {
  alice = await bank.customer('Alice')
  bob = await bank.customer('Bob')
  const teller = await bank.staff('teller')
  hers.daily = await open(alice, 'current', 'USD')
  hers.savings = await open(alice, 'savings', 'USD')
  hers.euros = await open(alice, 'current', 'EUR')
  bobsAccount = await open(bob, 'current', 'USD')
  const pay = (from: string, to: string, amount: string, description: string) =>
    alice.command('transferMoney', { fromAccountId: from, toAccountId: to, money: usd(amount), description })
  await teller.command('depositMoney', { accountId: hers.daily, money: usd('900.00'), description: 'Salary' })
  await teller.command('depositMoney', {
    accountId: hers.euros,
    money: { amount: '50.00', currency: 'EUR' },
    description: '',
  })
  await pay(hers.daily, bobsAccount, '300.00', 'Rent')
  await pay(hers.daily, bobsAccount, '20.00', 'Dinner')
  await pay(hers.daily, hers.savings, '200.00', 'Put by')
  await pay(hers.savings, hers.daily, '50.00', 'Needed after all')
  const { quoteId } = (
    await alice.mutate('exchange.quote', {
      fromAccountId: hers.daily,
      toAccountId: hers.euros,
      sell: usd('10.00'),
    })
  ).data as { quoteId: string }
  await alice.command('exchangeMoney', { quoteId })
  await bank.catchUp()
})

type Wire = { amount: string; currency: 'USD' | 'EUR' }
const minor = ({ amount, currency }: Wire) => parseDecimal(amount, currency)!

describe('net worth', () => {
  type Point = {
    month: string
    at: string
    balances: { accountId: string; balance: Wire }[]
    total: null | { total: Wire; ratesAt: string; parts: { money: Wire; rate: string; worth: Wire }[] }
  }
  const worth = (client: Client, input: object) =>
    client.ask<{ version: number; data: { points: Point[] } }>('insights.netWorth', input)

  test('is what each account had at the end of each month, the running one included', async () => {
    const { data, version } = await worth(alice, { months: 3 })
    expect(version).toBeGreaterThan(0)
    expect(data.points).toHaveLength(3)
    expect(data.points.at(-1)!.month).toBe(thisMonth)
    const accounts = await alice.ask<{ data: { accountId: string; balance: Wire }[] }>('accounts.list')
    expect(
      new Map(data.points.at(-1)!.balances.map(({ accountId, balance }) => [accountId, balance])),
    ).toEqual(new Map(accounts.data.map(({ accountId, balance }) => [accountId, balance])))
    for (const { balances, total } of data.points.slice(0, 2)) {
      expect(balances.map(({ balance }) => minor(balance))).toEqual([0n, 0n, 0n])
      expect(total).toBeNull()
    }
  })

  test('is told in one currency only with the rates of that very end', async () => {
    const { points } = (await worth(alice, { months: 2, currency: 'EUR' })).data
    for (const { at, total } of points) {
      expect(total!.total.currency).toBe('EUR')
      expect(Date.parse(total!.ratesAt)).toBeLessThanOrEqual(Date.parse(at) + 60_000)
      expect(minor(total!.total)).toBe(total!.parts.reduce((sum, { worth: one }) => sum + minor(one), 0n))
    }
    const [before] = points
    const asked = await alice.ask<{ data: { ratesAt: string; parts: { rate: string }[] } }>(
      'accounts.total',
      {
        currency: 'EUR',
        at: before!.at,
      },
    )
    expect(before!.total!.ratesAt).toBe(asked.data.ratesAt)
    expect(before!.total!.parts.map(({ rate }) => rate)).toEqual(asked.data.parts.map(({ rate }) => rate))
  })

  test("leaves out months that have not begun, and is nobody else's", async () => {
    const next = new Date(
      Date.UTC(Number(thisMonth.slice(0, 4)), Number(thisMonth.slice(5)), 1),
    ).toISOString()
    expect((await worth(alice, { from: thisMonth, to: next.slice(0, 7) })).data.points).toHaveLength(1)
    expect((await bob.query('insights.netWorth', { accountId: hers.daily })).status).toBe(404)
    expect((await worth(alice, { accountId: hers.savings, months: 1 })).data.points[0]!.balances).toEqual([
      { accountId: hers.savings, balance: usd('150.00') },
    ])
  })
})

test('flows come to all that moved on an account, and name the other one where it is her own', async () => {
  type Row = { accountId: string; category: Category; ownAccountId: string | null; out: Wire; in: Wire }
  const { data } = await alice.ask<{ data: { rows: Row[] } }>('insights.flows', { months: 1 })
  const short = (row: Row) =>
    [row.accountId, row.category, row.ownAccountId, row.out.amount, row.in.amount] as const
  const rows = data.rows.map(short)
  expect(rows).toContainEqual([hers.daily, 'rent', null, '300.00', '0.00'])
  expect(rows).toContainEqual([hers.daily, 'savings', hers.savings, '200.00', '50.00'])
  expect(rows).toContainEqual([hers.savings, 'savings', hers.daily, '50.00', '200.00'])
  expect(rows).toContainEqual([hers.daily, 'ownTransfers', hers.euros, '10.00', '0.00'])
  for (const accountId of [hers.daily, hers.savings, hers.euros]) {
    const { data: account } = await alice.ask<{ data: { balance: Wire } }>('accounts.balance', { accountId })
    const mine = data.rows.filter((row) => row.accountId === accountId)
    expect(mine.reduce((sum, row) => sum + minor(row.in) - minor(row.out), 0n)).toBe(minor(account.balance))
  }
  expect((await bob.query('insights.flows', { accountId: hers.daily })).status).toBe(404)
})

describe('the lines behind a figure', () => {
  type Lines = {
    data: {
      sums: { currency: string; out: Wire; outCount: number; in: Wire; inCount: number }[]
      lines: { position: number; accountId: string; description: string; money: Wire; direction: string }[]
    }
    nextCursor: string | null
  }
  const lines = (input: object) => alice.ask<Lines>('insights.transactions', { months: 1, ...input })

  test('are those of its category and month, and come to the same', async () => {
    const spending = await alice.ask<{
      data: {
        rows: {
          currency: string
          category: Category
          out: Wire
          outCount: number
          in: Wire
          inCount: number
        }[]
      }
    }>('insights.spending', { months: 1 })
    expect(spending.data.rows.length).toBeGreaterThan(3)
    for (const { currency, category, out, outCount, in: income, inCount } of spending.data.rows) {
      const { data } = await lines({ currency, categories: [category] })
      const refunded = { amount: '0.00', currency }
      expect(data.sums).toEqual([{ currency, out, outCount, refunded, in: income, inCount }])
      expect(data.lines).toHaveLength(outCount + inCount)
    }
  })

  test('are those of the cash flow without what went between her own accounts', async () => {
    const flow = await alice.ask<{ data: { rows: { currency: string; in: Wire; out: Wire }[] } }>(
      'insights.cashFlow',
      { months: 1 },
    )
    for (const { currency, in: income, out } of flow.data.rows) {
      const { data } = await lines({ currency, withoutOwn: true })
      expect(data.sums.map((sums) => [sums.in, sums.out])).toEqual([[income, out]])
    }
  })

  test('come page by page, newest first, of several categories and all accounts', async () => {
    const all = await lines({})
    const accounts = new Set(all.data.lines.map(({ accountId }) => accountId))
    expect(accounts).toEqual(new Set(Object.values(hers)))
    const first = await lines({ limit: 3 })
    const second = await lines({ limit: 200, cursor: first.nextCursor })
    expect([...first.data.lines, ...second.data.lines]).toEqual(all.data.lines)
    expect(second.data.sums).toEqual(all.data.sums)
    expect(second.nextCursor).toBeNull()
    const some = await lines({ categories: ['rent', 'eatingOut'], direction: 'out' })
    expect(some.data.lines.map(({ description }) => description)).toEqual(['Dinner', 'Rent'])
  })

  test('follow the category that she chooses', async () => {
    const { data } = await lines({ categories: ['eatingOut'] })
    const { version } = await alice.command('categoriseTransaction', {
      position: data.lines[0]!.position,
      category: 'gifts',
    })
    await bank.catchUp()
    const [before, after] = await Promise.all([
      lines({ categories: ['eatingOut'], afterVersion: version }),
      lines({ categories: ['gifts'], afterVersion: version }),
    ])
    expect(before.data).toMatchObject({ sums: [], lines: [] })
    expect(after.data.lines).toHaveLength(1)
  })

  test('say how much of what went out was given back since', async () => {
    const { data } = await bob.ask<{ data: { transferId: string; description: string }[] }>(
      'accounts.transactions',
      { accountId: bobsAccount, search: 'rent' },
    )
    const { version } = await bob.command('refundTransfer', {
      ...{ transferId: data[0]!.transferId, money: usd('25.00'), description: 'Too much' },
    })
    await bank.catchUp()
    const spent = await lines({
      currency: 'USD',
      categories: ['rent'],
      direction: 'out',
      afterVersion: version,
    })
    expect(spent.data.sums).toMatchObject([{ out: usd('300.00'), refunded: usd('25.00') }])
    const all = await lines({ currency: 'USD', direction: 'out', withoutOwn: true, limit: 1 })
    expect(all.data.sums).toMatchObject([{ refunded: usd('25.00') }])
  })

  test('are nobody else’s, and bad filters are named', async () => {
    expect((await bob.query('insights.transactions', { accountId: hers.daily })).status).toBe(404)
    const { status, error } = await alice.query('insights.transactions', { categories: [] })
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, 'categories'])
    expect((await alice.query('insights.transactions', { cursor: 'x' })).status).toBe(400)
  })
})

describe('all accounts in one list', () => {
  type Line = {
    position: number
    accountId: string
    description: string
    direction: 'in' | 'out'
    money: Wire
  }
  type Listed = { version: number; data: Line[]; nextCursor: string | null }
  type Totals = {
    data: { sums: { currency: string; count: number; in: Wire; out: Wire; net: Wire }[]; isPartial: boolean }
  }
  const list = (input: object) => alice.ask<Listed>('accounts.activity', input)
  const positionsOf = (listed: Listed) => listed.data.map(({ position }) => position)

  test('is what the lists of the accounts hold together, newest first and page by page, filtered or not', async () => {
    for (const filter of [{}, { direction: 'in' }, { search: 'dinner' }, { search: 'put', minAmount: '1' }]) {
      const each = await Promise.all(
        Object.values(hers).map((accountId) =>
          alice.ask<Listed>('accounts.transactions', { accountId, ...filter }),
        ),
      )
      const all = each.flatMap(positionsOf).toSorted((a, b) => b - a)
      const listed: number[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: Listed = await list({ ...filter, limit: 2, ...(cursor && { cursor }) })
        expect(page.data.length).toBeLessThanOrEqual(2)
        listed.push(...positionsOf(page))
        cursor = page.nextCursor
      }
      expect(all.length).toBeGreaterThan(0)
      expect(listed).toEqual(all)
      const { data } = await alice.ask<Totals>('accounts.activityTotals', filter)
      expect(data.sums.map(({ currency }) => currency)).toEqual(['EUR', 'USD'])
      expect(data.sums.reduce((count, sum) => count + sum.count, 0)).toBe(all.length)
      for (const { currency, in: income, out, net } of data.sums) {
        const lines = (await list(filter)).data.filter(({ money }) => money.currency === currency)
        const sum = (direction: string) =>
          lines.reduce((all, line) => (line.direction === direction ? all + minor(line.money) : all), 0n)
        expect([minor(income), minor(out), minor(net)]).toEqual([
          sum('in'),
          sum('out'),
          sum('in') - sum('out'),
        ])
      }
    }
  })

  test('answers what was picked out of it, and nothing of anybody else’s', async () => {
    const [newest, next] = positionsOf(await list({}))
    const foreign = await bob.ask<Listed>('accounts.activity', {})
    expect(foreign.data.map(({ description }) => description)).toEqual(['Too much', 'Dinner', 'Rent'])
    expect(positionsOf(await list({ positions: [next, newest, ...positionsOf(foreign)] }))).toEqual([
      newest,
      next,
    ])
    const { status, error } = await alice.query('accounts.activity', { positions: [newest], search: 'x' })
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, 'search'])
    const carol = await bank.customer('Carol')
    expect(await carol.ask<Listed>('accounts.activity', { search: 'x' })).toMatchObject({
      ...{ data: [], nextCursor: null },
    })
  })
})
