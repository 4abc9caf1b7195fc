/** Standing orders over the API: given, looked at, changed, and what their lists show to whom. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import type { StandingOrderId } from '../../server/domain/ids.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { reset } from '../../server/read-models/runner.ts'
import { theBank } from '../support/bank.ts'
import { GERMAN } from '../support/payees.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const teller = await bank.staff('teller')
const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }
const today = new Date().toISOString().slice(0, 10)
const inDays = (days: number) => addDays(today, days)

type Order = {
  orderId: string
  status: string
  money: object
  next: { date: string; at: string } | null
  skipped: string[]
}
type Page<Row> = { version: number; data: Row[]; nextCursor: string | null }

let alice: Client
let bob: Client
let from: string
let to: string
const openFor = async (person: Client) =>
  (await person.command<{ accountId: string }>('openAccount', opening)).accountId
beforeEach(async () => {
  ;[alice, bob] = [await bank.customer('Alice'), await bank.customer('Bob')]
  ;[from, to] = [await openFor(alice), await openFor(bob)]
})

const weekly = () => ({ frequency: 'weekly', firstDate: inDays(3) })
const rent = (more: object = {}) => ({
  fromAccountId: from,
  toAccountId: to,
  money: usd('10.00'),
  description: 'Rent',
  schedule: weekly(),
  ...more,
})
const give = async (more: object = {}) =>
  (await alice.command<{ orderId: string }>('createStandingOrder', rent(more))).orderId
const ask = async <Answer>(who: Client, path: string, input: object = {}) => {
  await bank.catchUp('standing-orders')
  return who.ask<Answer>(`standingOrders.${path}`, input)
}
/** As a worker would, at six at the earliest, and not tomorrow: the log's time never goes back, also for who comes next. */
const execute = async (orderId: string, date: string) => {
  const data = { orderId: orderId as StandingOrderId, date }
  const at = new Date(Math.max(Date.now(), Date.parse(`${date}T06:00:01Z`)))
  const result = await bank.bank.bus.execute('executeOccurrence', data, { actor: theBank, at })
  expect(result.outcome).toBe('accepted')
}

test('one that was given is there at its version, with both ends by name and number, and what comes next', async () => {
  const { version, orderId } = await alice.command<{ version: number; orderId: string }>(
    'createStandingOrder',
    rent(),
  )
  const answer = await ask<{ version: number; data: Order }>(alice, 'get', { orderId, afterVersion: version })
  expect(answer.version).toBeGreaterThanOrEqual(version)
  expect(answer.data).toEqual({
    orderId,
    status: 'active',
    ending: null,
    money: usd('10.00'),
    description: 'Rent',
    from: { accountId: from, number: expect.stringMatching(/^PB/), name: 'Alice Example' },
    to: { accountId: to, number: expect.stringMatching(/^PB/), name: 'Bob Example' },
    payeeId: null,
    schedule: { frequency: 'weekly', firstDate: inDays(3), dayOfMonth: null, lastDate: null, count: null },
    next: { date: inDays(3), at: `${inDays(3)}T06:00:00.000Z`, isRetry: false },
    inReview: null,
    skipped: [],
    createdAt: expect.stringMatching(/Z$/),
  })
})

test('changes, skipped dates and the end show', async () => {
  const orderId = await give()
  await alice.command('changeStandingOrder', { orderId, money: usd('12.00') })
  await alice.command('skipOccurrence', { orderId, date: inDays(3) })
  await alice.command('skipOccurrence', { orderId, date: inDays(17) })
  expect((await ask<{ data: Order }>(alice, 'get', { orderId })).data).toMatchObject({
    money: usd('12.00'),
    next: { date: inDays(10) },
    skipped: [inDays(3), inDays(17)],
  })
  await alice.command('restoreOccurrence', { orderId, date: inDays(3) })
  expect((await ask<{ data: Order }>(alice, 'get', { orderId })).data).toMatchObject({
    next: { date: inDays(3) },
    skipped: [inDays(17)],
  })
  await alice.command('cancelStandingOrder', { orderId })
  expect((await ask<{ data: Order }>(alice, 'get', { orderId })).data).toMatchObject({
    status: 'ended',
    ending: 'cancelled',
    next: null,
    skipped: [],
  })
})

test('to another bank it names the payee, as the list does; each date is a payment', async () => {
  const { payeeId } = await alice.command<{ payeeId: string }>('addPayee', {
    name: 'Carol',
    number: GERMAN,
  })
  await teller.command('depositMoney', { accountId: from, money: usd('15.00'), description: '' })
  const given = { toAccountId: undefined, payeeId, schedule: { frequency: 'weekly', firstDate: today } }
  const orderId = await give(given)
  expect((await ask<{ data: Order }>(alice, 'get', { orderId })).data).toMatchObject({
    to: { number: GERMAN, name: 'Carol' },
    payeeId,
  })
  expect((await ask<Page<object>>(alice, 'upcoming', { orderId })).data[0]).toMatchObject({
    to: { name: 'Carol' },
  })
  await execute(orderId, today)
  const { data } = await ask<Page<{ transferId: string }>>(alice, 'occurrences', { orderId })
  expect(data).toMatchObject([{ outcome: 'executed', date: today }])
  await bank.catchUp('transfers', 'payments')
  const { transferId } = data[0]!
  const transfer = await alice.ask<{ data: object }>('transfers.get', { transferId })
  expect(transfer.data).toMatchObject({ status: 'held', purpose: 'external', to: { name: 'Carol' } })
  // Somebody else's payee is none.
  const theirs = await bob.command<{ payeeId: string }>('addPayee', { name: 'Carol', number: GERMAN })
  for (const [more, status, what] of [
    [{ ...given, payeeId: theirs.payeeId }, 404, 'PayeeNotFound'],
    [{ ...given, payeeId: undefined }, 400, 'toAccountId'],
    [{ ...given, toAccountId: to }, 400, 'payeeId'],
  ] as const) {
    const answer = await alice.mutate('commands.createStandingOrder', rent(more))
    const said = answer.error?.data.rejection?.reason ?? answer.error?.data.fields?.[0]?.path
    expect([answer.status, said]).toEqual([status, what])
  }
})

test('what has become of each date is told, the newest first, and a transfer is one like others', async () => {
  await teller.command('depositMoney', { accountId: from, money: usd('15.00'), description: '' })
  const orderId = await give({ schedule: { frequency: 'weekly', firstDate: today } })
  await execute(orderId, today)
  const page = await ask<Page<{ transferId: string | null; outcome: string }>>(alice, 'occurrences', {
    orderId,
  })
  expect(page.data).toEqual([
    {
      date: today,
      outcome: 'executed',
      money: usd('10.00'),
      reason: null,
      retryAt: null,
      transferId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: expect.stringMatching(/Z$/),
    },
  ])
  await bank.catchUp('transfers')
  const { transferId } = page.data[0]!
  const transfer = await bob.ask<{ data: object }>('transfers.get', { transferId })
  expect(transfer.data).toMatchObject({ status: 'completed', description: 'Rent', money: usd('10.00') })

  const tooMuch = await give({ schedule: { frequency: 'once', firstDate: today }, money: usd('10.01') })
  await execute(tooMuch, today)
  await alice.command('skipOccurrence', { orderId: tooMuch, date: today })
  const first = await ask<Page<object>>(alice, 'occurrences', { orderId: tooMuch, limit: 1 })
  expect(first.data).toMatchObject([{ outcome: 'skipped', money: null }])
  const second = await ask<Page<object>>(alice, 'occurrences', {
    orderId: tooMuch,
    limit: 1,
    cursor: first.nextCursor,
  })
  expect(second.data).toMatchObject([
    { outcome: 'postponed', reason: 'InsufficientFunds', retryAt: expect.any(String) },
  ])
  expect(second.nextCursor).toBeNull()
})

describe('the list', () => {
  test('has one’s own, the newest first, by pages, accounts and status', async () => {
    const other = await openFor(alice)
    const orderIds: string[] = []
    for (const more of [{}, { fromAccountId: other }, {}]) orderIds.push(await give(more))
    await alice.command('cancelStandingOrder', { orderId: orderIds[0] })
    const idsOf = ({ data }: Page<Order>) => data.map(({ orderId }) => orderId)
    const list = (input: object) => ask<Page<Order>>(alice, 'list', input)
    expect(idsOf(await list({}))).toEqual([...orderIds].reverse())
    expect(idsOf(await list({ accountId: other }))).toEqual([orderIds[1]])
    expect(idsOf(await list({ status: 'ended' }))).toEqual([orderIds[0]])
    const first = await list({ limit: 2 })
    const rest = await list({ limit: 2, cursor: first.nextCursor })
    expect([...idsOf(first), ...idsOf(rest)]).toEqual([...orderIds].reverse())
    expect(rest.nextCursor).toBeNull()
    expect(idsOf(await ask<Page<Order>>(bob, 'list'))).toEqual([])
    expect(idsOf(await ask<Page<Order>>(teller, 'list', { accountId: other }))).toEqual([orderIds[1]])
  })
  test('whoever is to be paid sees nothing of it', async () => {
    const orderId = await give()
    await bank.catchUp('standing-orders')
    for (const path of ['get', 'occurrences'])
      expect((await bob.query(`standingOrders.${path}`, { orderId })).status).toBe(404)
    expect((await bob.query('audit.stream', { streamId: `StandingOrder-${orderId}` })).status).toBe(404)
  })
})

describe('what is to come', () => {
  type Coming = { date: string; at: string; orderId: string }
  const upcoming = (input: object = {}) => ask<Page<Coming>>(alice, 'upcoming', input)

  test('is all dates of all orders, in order, without those left out, by pages', async () => {
    const first = await give()
    const second = await give({ schedule: { frequency: 'fourWeekly', firstDate: inDays(10) } })
    const ended = await give()
    await alice.command('skipOccurrence', { orderId: first, date: inDays(17) })
    await alice.command('cancelStandingOrder', { orderId: ended })
    const { data, nextCursor } = await upcoming({ until: inDays(38) })
    const expected = [
      [inDays(3), first],
      ...[first, second].sort().map((orderId) => [inDays(10), orderId]),
      ...[inDays(24), inDays(31)].map((date) => [date, first]),
      ...[first, second].sort().map((orderId) => [inDays(38), orderId]),
    ]
    expect(data.map(({ date, orderId }) => [date, orderId])).toEqual(expected)
    expect(data.map(({ at }) => at)).toEqual(expected.map(([date]) => `${date}T06:00:00.000Z`))
    expect(nextCursor).toBeNull()

    const paged: string[][] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Page<Coming> = await upcoming({ until: inDays(38), limit: 2, cursor })
      paged.push(...page.data.map(({ date, orderId }) => [date, orderId]))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(expected)
  })
  test('has one that is tried again at the time of its next try', async () => {
    const orderId = await give({ schedule: { frequency: 'once', firstDate: today } })
    await execute(orderId, today)
    const { data } = await upcoming()
    expect(data).toMatchObject([{ date: today, orderId }])
    expect(data[0]!.at > `${today}T06:00:00.000Z`).toBe(true)
  })
  test('reaches a month ahead, and a year when asked to', async () => {
    await give()
    expect((await upcoming()).data).toHaveLength(5)
    expect((await upcoming({ until: inDays(366) })).data).toHaveLength(50)
    const { status, error } = await alice.query('standingOrders.upcoming', { until: inDays(368) })
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, 'until'])
  })
})

test('bad input is refused before anything is written, and rules say which they are', async () => {
  const cases: [object, number, string][] = [
    [{ schedule: { ...weekly(), firstDate: inDays(-1) } }, 422, 'DateInPast'],
    [{ schedule: { ...weekly(), lastDate: inDays(2) } }, 400, 'schedule.lastDate'],
    [{ schedule: { ...weekly(), count: 0 } }, 400, 'schedule.count'],
    [{ toAccountId: randomUUID() }, 404, 'AccountNotFound'],
    [{ toAccountId: from }, 422, 'SameAccount'],
    [{ money: usd('0.00') }, 400, 'money.amount'],
    [{ money: usd('-1.00') }, 400, 'money.amount'],
    [{ money: usd('1.001') }, 400, 'money.amount'],
    [{ money: usd('99999999999999.00') }, 400, 'money.amount'],
    [{ money: { amount: '1.00', currency: 'EUR' } }, 422, 'CurrencyMismatch'],
    [{ description: 'a\u0000b' }, 400, 'description'],
    [{ description: 'x'.repeat(10_000) }, 400, 'description'],
  ]
  for (const [more, expected, what] of cases) {
    const { status, error } = await alice.mutate('commands.createStandingOrder', rent(more))
    const said = error?.data.rejection?.reason ?? error?.data.fields?.[0]?.path
    expect([status, said], JSON.stringify(more)).toEqual([expected, what])
  }
  expect((await ask<Page<Order>>(alice, 'list')).data).toEqual([])
})

test('the same command sent twice is one order', async () => {
  const commandId = randomUUID()
  expect(await give({ commandId })).toBe(await give({ commandId }))
  expect((await ask<Page<Order>>(alice, 'list')).data).toHaveLength(1)
})

test('names are forgotten with whom they belong to, and made anew with all the rest', async () => {
  const orderId = await give()
  const { customerId } = await bob.ask<{ customerId: string }>('session.me')
  await bob.command('closeAccount', { accountId: to, reason: 'moved' })
  await bank.catchUp()
  const approver = await bank.staff('approver')
  await approver.command('forgetCustomer', { customerId, reason: 'as asked' })
  const before = await ask<{ data: { to: { name: string } } }>(alice, 'get', { orderId })
  expect(before.data.to.name).not.toContain('Bob')
  const projector = projectors.find(({ name }) => name === 'standing-orders')!
  await reset(bank.database, projector)
  expect(await ask(alice, 'get', { orderId })).toEqual(before)
})

test('what has become of the dates of all one’s orders is told by date, of each the last word', async () => {
  const [rentId, giftId] = [await give(), await give({ description: 'Gift' })]
  await alice.command('skipOccurrence', { orderId: giftId, date: inDays(10) })
  await alice.command('skipOccurrence', { orderId: rentId, date: inDays(3) })
  // Put back, it has nothing said about it any more.
  for (const name of ['skipOccurrence', 'restoreOccurrence'])
    await alice.command(name, { orderId: rentId, date: inDays(17) })
  type Told = { orderId: string; date: string; outcome: string; description: string; money: object | null }
  const told = (who: Client, input: object = {}) =>
    ask<Page<Told>>(who, 'outcomes', { from: today, until: inDays(30), ...input })
  const both = await told(alice)
  expect(both.data).toMatchObject([
    { orderId: rentId, date: inDays(3), outcome: 'skipped', description: 'Rent', money: null },
    {
      orderId: giftId,
      date: inDays(10),
      outcome: 'skipped',
      description: 'Gift',
      to: { name: 'Bob Example' },
    },
  ])
  const first = await told(alice, { limit: 1 })
  expect(first.data.map(({ orderId }) => orderId)).toEqual([rentId])
  const rest = await told(alice, { limit: 1, cursor: first.nextCursor })
  expect([rest.data.map(({ orderId }) => orderId), rest.nextCursor]).toEqual([[giftId], null])
  expect((await told(alice, { from: inDays(4) })).data.map(({ orderId }) => orderId)).toEqual([giftId])
  expect((await told(bob)).data).toEqual([])
  const { customerId } = await alice.ask<{ customerId: string }>('session.me')
  expect((await told(teller, { customerId })).data).toHaveLength(2)
  for (const input of [
    { from: inDays(3), until: today },
    { from: today, until: inDays(400) },
  ])
    expect((await alice.query('standingOrders.outcomes', input)).status).toBe(400)
})

test('what one order is to do can be asked for by itself', async () => {
  const [rentId] = [await give(), await give({ description: 'Gift' })]
  const { data } = await ask<Page<{ orderId: string; date: string }>>(alice, 'upcoming', {
    orderId: rentId,
    until: inDays(20),
  })
  expect(data.map(({ orderId, date }) => [orderId, date])).toEqual([
    [rentId, inDays(3)],
    [rentId, inDays(10)],
    [rentId, inDays(17)],
  ])
  expect((await ask<Page<object>>(bob, 'upcoming', { orderId: rentId })).data).toEqual([])
})
