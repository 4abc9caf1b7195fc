/** Changing money by the API: from a price to what every screen shows of it, and what is said to everything else. */
import { randomUUID } from 'node:crypto'
import type { inferRouterOutputs } from '@trpc/server'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { quoteExchange } from '../../server/domain/exchange/commands.ts'
import { converted, divideHalfEven, middleRate, type Rates } from '../../server/domain/exchange/rates.ts'
import type { CustomerId } from '../../server/domain/ids.ts'
import { fromWire, toWire, type WireMoney } from '../../server/domain/money.ts'
import { createSimulatedMarket } from '../../server/rates/simulation.ts'
import type { WireTotal } from '../../server/trpc/rates.ts'
import type { AppRouter } from '../../server/trpc/router.ts'
import { theMarket } from '../support/exchange.ts'
import type { ApiResult, Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const usd = (amount: string): WireMoney => ({ amount, currency: 'USD' })
const eur = (amount: string): WireMoney => ({ amount, currency: 'EUR' })
type Quote = inferRouterOutputs<AppRouter>['exchange']['quote']
type Row = {
  quoteId: string | null
  transferId: string | null
  direction: string
  money: WireMoney
  description: string
  category: string
  counterparty: { accountId: string; name: string } | null
}

let alice: Client
let bob: Client
let auditor: Client
const accounts = { dollars: '', euros: '', yen: '', bobs: '' }

const open = async (client: Client, currency: string) =>
  (
    await client.command<{ accountId: string }>('openAccount', {
      product: 'current',
      currency,
      name: currency,
    })
  ).accountId
const quote = async (input: object, client = alice): Promise<Quote> => {
  const result = await client.mutate('exchange.quote', input)
  expect(result.error).toBeUndefined()
  return result.data as Quote
}
const toEuros = (amount: string) => ({
  fromAccountId: accounts.dollars,
  toAccountId: accounts.euros,
  sell: usd(amount),
})
const exchange = (quoteId: string, more: object = {}) =>
  alice.mutate('commands.exchangeMoney', { quoteId, ...more })
const rejectionOf = ({ status, error }: ApiResult) => [status, error?.data.rejection?.reason]

beforeAll(async () => {
  alice = await bank.customer('Alice')
  bob = await bank.customer('Bob')
  auditor = await bank.staff('auditor')
  const teller = await bank.staff('teller')
  accounts.dollars = await open(alice, 'USD')
  accounts.euros = await open(alice, 'EUR')
  accounts.yen = await open(alice, 'JPY')
  accounts.bobs = await open(bob, 'EUR')
  const salary = { accountId: accounts.dollars, money: usd('1000.00'), description: 'Salary' }
  await teller.command('depositMoney', salary)
})

describe('a quote', () => {
  it('says all that there is to know, and is there at once, for its owner and for staff', async () => {
    const asked = Date.now()
    const { version, ...named } = await quote(toEuros('100.00'))
    expect(named).toMatchObject({
      ...{ status: 'offered', fromAccountId: accounts.dollars, toAccountId: accounts.euros },
      ...{ sell: usd('100.00'), spreadPercent: '0.40' },
    })
    expect(Date.parse(named.expiresAt) - Date.parse(named.quotedAt)).toBe(30_000)
    const rates = (await createSimulatedMarket().ratesAt(new Date(named.ratesAt))) as Rates
    expect(Math.abs(Date.parse(rates.at) - asked)).toBeLessThan(10_000)
    expect(named.middleRate).toBe(middleRate(rates, 'USD', 'EUR'))

    for (const client of [alice, auditor])
      expect(
        (await client.query('exchange.get', { quoteId: named.quoteId, afterVersion: version })).data,
      ).toEqual({ version: expect.any(Number), data: named })
    expect((await bob.query('exchange.get', { quoteId: named.quoteId })).status).toBe(404)
  })

  it('that is asked for again is the same one, however the market has moved', async () => {
    const commandId = randomUUID()
    const first = await quote({ ...toEuros('10.00'), commandId })
    expect(await quote({ ...toEuros('10.00'), commandId })).toEqual(first)
    const other = await alice.mutate('exchange.quote', { ...toEuros('11.00'), commandId })
    expect([other.status, other.error?.data.reason]).toEqual([409, 'CommandIdReused'])

    const { customerId } = await alice.ask<{ customerId: CustomerId }>('session.me')
    const again = async (rate: string) => {
      const rates = { ...theMarket, perBase: { ...theMarket.perBase, EUR: rate } }
      const data = quoteExchange.input.parse({ ...toEuros('10.00'), rates })
      const actor = { userId: 'alice', role: 'customer', customerId } as const
      return bank.bank.bus.execute('quoteExchange', data, { actor, commandId })
    }
    const once = await again('0.92')
    expect(once).toMatchObject({ outcome: 'accepted' })
    expect(await again('0.95')).toEqual(once)
  })

  it.each([
    ['neither side', { sell: undefined }, 'sell', 'is required, unless there is buy'],
    ['both sides', { buy: eur('1.00') }, 'buy', 'cannot be given together with sell'],
    ['nothing', { sell: usd('0.00') }, 'sell.amount', 'must be greater than zero'],
    [
      'a number',
      { sell: { amount: 1, currency: 'USD' } },
      'sell.amount',
      'must be a decimal string, such as "12.50"',
    ],
    ['no account', { toAccountId: 'x' }, 'toAccountId', 'must be a UUID'],
  ])('of %s is refused by the field', async (_what, wrong, path, reason) => {
    const { status, error } = await alice.mutate('exchange.quote', { ...toEuros('1.00'), ...wrong })
    expect([status, error?.data.fields]).toEqual([400, [{ path, reason }]])
  })

  it('takes no rates from outside', async () => {
    const rates = {
      at: new Date().toISOString(),
      perBase: { USD: '1', EUR: '9', GBP: '1', CHF: '1', JPY: '1' },
    }
    expect(Number((await quote({ ...toEuros('1.00'), rates })).rate)).toBeLessThan(1.2)
  })
})

test('an exchange is at its price exactly, once, and shows wherever money is shown', async () => {
  const named = await quote(toEuros('100.00'))
  const commandId = randomUUID()
  const done = await exchange(named.quoteId, { commandId })
  expect([done.status, done.data]).toEqual([200, { version: expect.any(Number), quoteId: named.quoteId }])
  // The same form again is the same exchange, and another form finds the price used.
  expect((await exchange(named.quoteId, { commandId })).data).toEqual(done.data)
  expect(rejectionOf(await exchange(named.quoteId))).toEqual([422, 'QuoteUsed'])
  expect((await alice.ask<{ data: Quote }>('exchange.get', { quoteId: named.quoteId })).data.status).toBe(
    'used',
  )

  await bank.catchUp()
  const newest = async (accountId: string, filter: object = {}) =>
    (await alice.ask<{ data: Row[] }>('accounts.transactions', { accountId, ...filter })).data[0]
  const text = `Exchange of 100.00 USD for ${named.buy.amount} EUR at ${named.rate}`
  const entry = { quoteId: named.quoteId, transferId: null, description: text, category: 'ownTransfers' }
  const [out, into] = [
    { ...entry, direction: 'out', money: usd('100.00'), counterparty: { accountId: accounts.euros } },
    { ...entry, direction: 'in', money: named.buy, counterparty: { accountId: accounts.dollars } },
  ]
  expect(await newest(accounts.dollars)).toMatchObject(out)
  expect(await newest(accounts.euros)).toMatchObject(into)
  for (const filter of [{ search: 'exchange' }, { category: 'ownTransfers' }, { direction: 'in' }])
    expect(await newest(accounts.euros, filter)).toMatchObject(into)

  const { data: flow } = await alice.ask<{ data: { rows: object[] } }>('insights.cashFlow')
  const none = { inCount: 0, outCount: 0 }
  expect(flow.rows).toMatchObject([
    { currency: 'EUR', ...none, net: eur('0.00'), fromOwn: named.buy, toOwn: eur('0.00') },
    { currency: 'USD', inCount: 1, in: usd('1000.00'), outCount: 0, out: usd('0.00'), toOwn: usd('100.00') },
  ])
  const streamId = `Quote-${named.quoteId}`
  const { data: events } = await alice.ask<{ data: { type: string }[] }>('audit.stream', { streamId })
  expect(events.map(({ type }) => type)).toEqual(['ExchangeQuoted', 'ExchangeCompleted'])
  expect((await bob.query('audit.stream', { streamId })).status).toBe(404)
  const { data: past } = await alice.ask<{ data: { state: object } }>('history.stateAt', {
    streamId,
    streamPosition: 0,
  })
  expect(past.state).toMatchObject({ status: 'offered', sell: usd('100.00'), rate: named.rate })
})

test('one price that is used by many at once is used once', async () => {
  const { quoteId } = await quote(toEuros('1.00'))
  const results = await Promise.all(Array.from({ length: 8 }, () => exchange(quoteId)))
  expect(results.map(rejectionOf).sort()).toEqual([
    [200, undefined],
    ...Array.from({ length: 7 }, () => [422, 'QuoteUsed']),
  ])
})

test('what is somebody else’s is not there', async () => {
  const { quoteId } = await quote(toEuros('1.00'))
  expect(rejectionOf(await bob.mutate('commands.exchangeMoney', { quoteId }))).toEqual([404, 'QuoteNotFound'])
  const toBob = { ...toEuros('1.00'), toAccountId: accounts.bobs }
  expect(rejectionOf(await alice.mutate('exchange.quote', toBob))).toEqual([404, 'AccountNotFound'])
  expect(rejectionOf(await exchange(randomUUID()))).toEqual([404, 'QuoteNotFound'])
})

describe('the market', () => {
  it('is told from any currency, now and as it was, with its time', async () => {
    const at = '2026-01-31T12:00:00.500Z'
    const { data } = await alice.ask<{ data: { base: string; at: string; rates: object[] } }>(
      'exchange.rates',
      {
        at,
        base: 'GBP',
      },
    )
    const rates = (await createSimulatedMarket().ratesAt(new Date(at))) as Rates
    expect(data).toMatchObject({ base: 'GBP', at: '2026-01-31T12:00:00.000Z' })
    expect(data.rates).toHaveLength(4)
    expect(data.rates).toContainEqual({
      currency: 'USD',
      middleRate: middleRate(rates, 'GBP', 'USD'),
      rate: expect.any(String),
      spreadPercent: '0.45',
    })
  })
  it.each([
    [{ at: '2126-01-01T00:00:00Z' }, 'at', 'is in the future'],
    [{ at: '1999-12-31T23:59:59Z' }, 'at', 'is before the first rates'],
    [{ at: 'yesterday' }, 'at', 'must be an ISO 8601 instant, such as 2026-01-31T12:00:00Z'],
    [{ base: 'XXX' }, 'base', 'must be one of USD, EUR, GBP, CHF, JPY'],
  ])('does not know %o', async (input, path, reason) => {
    const { status, error } = await alice.query('exchange.rates', input)
    expect([status, error?.data.fields]).toEqual([400, [{ path, reason }]])
  })
})

describe('a total in one currency', () => {
  const proved = ({ total, ratesAt, parts }: WireTotal, rates: Rates) => {
    expect(ratesAt).toBe(rates.at)
    let sum = 0n
    for (const { money, rate, worth } of parts) {
      expect(rate).toBe(middleRate(rates, money.currency, total.currency))
      const exact = converted(fromWire(money), { rate, to: total.currency, divide: divideHalfEven })
      expect(worth).toEqual(toWire(exact))
      sum += exact.amountMinor
    }
    expect(fromWire(total).amountMinor).toBe(sum)
  }
  const ratesOf = async ({ ratesAt }: WireTotal) =>
    (await createSimulatedMarket().ratesAt(new Date(ratesAt))) as Rates
  type Total = WireTotal & { currency: string }

  it('says at which rates, of when, and can be recomputed from what it says', async () => {
    await bank.catchUp()
    const { data } = await alice.ask<{ data: Total }>('accounts.total', { currency: 'CHF' })
    proved(data, await ratesOf(data))
    expect(data.parts.map(({ money }) => money.currency)).toEqual(['EUR', 'JPY', 'USD'])
    // Nothing is held, and nothing may be overdrawn.
    expect(data).toMatchObject({ held: { amount: '0.00', currency: 'CHF' }, available: data.total })
    expect(Math.abs(Date.parse(data.ratesAt) - Date.now())).toBeLessThan(10_000)
    const { customerId } = await alice.ask<{ customerId: string }>('session.me')
    const staffs = await auditor.ask<{ data: Total }>('accounts.total', { currency: 'CHF', customerId })
    expect(staffs.data.parts.map(({ money }) => money)).toEqual(data.parts.map(({ money }) => money))
  })

  it('at an instant is of what there was, at the rates of then', async () => {
    const { data: rows } = await alice.ask<{ data: (Row & { at: string })[] }>('accounts.transactions', {
      accountId: accounts.dollars,
    })
    const salary = rows.at(-1)!
    const { data } = await alice.ask<{ data: Total }>('accounts.total', { currency: 'EUR', at: salary.at })
    proved(data, await ratesOf(data))
    expect(data.parts.map(({ money }) => money.amount)).toEqual(['0.00', '0', '1000.00'])
    expect(data.ratesAt.slice(0, 19)).toBe(salary.at.slice(0, 19))
  })

  it('of what the bank has by exchanging is what it has gained', async () => {
    const { data } = await auditor.ask<{ data: Total }>('exchange.position', { currency: 'EUR' })
    proved(data, await ratesOf(data))
    const [euros, dollars] = data.parts.map(({ money }) => fromWire(money))
    // 101.00 dollars were bought above. The market moves, and not by the spread within a test.
    expect([dollars, data.parts.length]).toEqual([fromWire(usd('101.00')), 2])
    expect(euros!.amountMinor).toBeLessThan(0n)
    expect(fromWire(data.total).amountMinor).toBeGreaterThan(0n)
    expect(fromWire(data.total).amountMinor).toBeLessThan(100n)
  })

  it('of the whole bank stands on its dashboard only when it is asked for', async () => {
    type Dashboard = { data: { totals: { balance: WireMoney }[]; inOneCurrency: WireTotal | null } }
    expect((await auditor.ask<Dashboard>('bank.dashboard')).data.inOneCurrency).toBeNull()
    const { data } = await auditor.ask<Dashboard>('bank.dashboard', { currency: 'JPY' })
    proved(data.inOneCurrency!, await ratesOf(data.inOneCurrency!))
    expect(data.inOneCurrency?.parts.map(({ money }) => money)).toEqual(
      data.totals.map(({ balance }) => balance),
    )
  })

  it('is of nobody’s money where staff do not say whose', async () => {
    const { status, error } = await auditor.query('accounts.total', { currency: 'EUR' })
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, 'customerId'])
  })
})

it('names so many prices a minute and person, and no more', async () => {
  const carol = await bank.customer('Carol')
  const open = async (currency: string) =>
    (
      await carol.command<{ accountId: string }>('openAccount', {
        product: 'current',
        currency,
        name: 'Daily',
      })
    ).accountId
  const request = { fromAccountId: await open('USD'), toAccountId: await open('EUR'), sell: usd('1.00') }
  const answers = await Promise.all(Array.from({ length: 62 }, () => carol.mutate('exchange.quote', request)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
  const [refused] = answers.filter(({ status }) => status === 429)
  expect(refused?.error?.data.reason).toBe('TooManyRequests')
  // Somebody else's are counted apart.
  expect((await alice.mutate('exchange.quote', { ...request })).status).toBe(404)
})
