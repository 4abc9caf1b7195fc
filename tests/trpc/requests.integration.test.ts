/** Requests for money over the API: who sees what of them, how they end, and that nobody learns what is not theirs. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { accountNumberOf, formatAccountNumber } from '../../server/domain/account-number.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import { createProcessRunner } from '../../server/worker/process-runner.ts'
import { createTestBus } from '../support/command-bus.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
type Name = 'alice' | 'bob' | 'carol'
const people = {} as Record<Name | 'teller' | 'approver', Client>
const accounts = { alice: '', bob: '', carol: '' }
const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }

type Payment = { status: string; transferId: string | null; fromAccountId: string | null } | null
type Request = {
  requestId: string
  direction: string | null
  status: string
  payment: Payment
  money: object
}
type Page = { version: number; data: Request[]; nextCursor: string | null }

const openFor = async (name: Name, amount: string) => {
  const { accountId } = await people[name].command<{ accountId: string }>('openAccount', opening)
  await people.teller.command('depositMoney', { accountId, money: usd(amount), description: '' })
  return accountId
}

beforeAll(async () => {
  for (const name of ['alice', 'bob', 'carol'] as const)
    people[name] = await bank.customer(name.charAt(0).toUpperCase() + name.slice(1))
  for (const role of ['teller', 'approver'] as const) people[role] = await bank.staff(role)
  for (const name of ['alice', 'bob', 'carol'] as const) accounts[name] = await openFor(name, '30000.00')
  await bank.catchUp()
})

const numberOf = (name: Name) => accountNumberOf(accounts[name] as AccountId)
const asking = (more: object = {}) => ({
  toAccountId: accounts.alice,
  payer: { number: numberOf('bob') },
  money: usd('12.50'),
  description: 'Pizza',
  ...more,
})
const ask = (more: object = {}) =>
  people.alice.command<{ version: number; requestId: string; expiresAt: string }>(
    'requestMoney',
    asking(more),
  )
const accept = (requestId: string, fromAccountId = accounts.bob) =>
  people.bob.mutate('commands.acceptRequest', { requestId, fromAccountId })
const look = async (who: Client, requestId: string) => {
  await bank.catchUp('payment-requests')
  return (await who.ask<{ data: Request }>('requests.get', { requestId })).data
}
const list = async (who: Client, input: object = {}) => {
  await bank.catchUp('payment-requests')
  return who.ask<Page>('requests.list', input)
}

describe('a request', () => {
  test('by a number as people type it is there for both, in their own light, and for the staff', async () => {
    const typed = formatAccountNumber(numberOf('bob')).toLowerCase()
    const { requestId, version, expiresAt } = await ask({ payer: { number: typed }, expiresInDays: 3 })
    const row = {
      requestId,
      status: 'open',
      money: usd('12.50'),
      description: 'Pizza',
      to: { accountId: accounts.alice, number: numberOf('alice'), name: 'Alice Example' },
      payer: { accountId: accounts.bob, number: numberOf('bob'), name: 'Bob Example' },
      split: null,
      payment: null,
      expiresAt,
      createdAt: expect.stringMatching(/Z$/),
      endedAt: null,
    }
    expect(await look(people.alice, requestId)).toEqual({ ...row, direction: 'out' })
    expect(await look(people.bob, requestId)).toEqual({ ...row, direction: 'in' })
    expect(await look(people.teller, requestId)).toEqual({ ...row, direction: null })
    const found = await list(people.bob, { afterVersion: version, limit: 1 })
    expect(found.data).toEqual([{ ...row, direction: 'in' }])
  })

  test('is nobody else’s, in the log as little as in the lists', async () => {
    const { requestId } = await ask()
    await bank.catchUp('payment-requests')
    const streamId = `PaymentRequest-${requestId}`
    for (const [who, status] of [
      ['carol', 404],
      ['bob', 200],
      ['alice', 200],
    ] as const) {
      expect((await people[who].query('requests.get', { requestId })).status).toBe(status)
      expect((await people[who].query('audit.stream', { streamId })).status).toBe(status)
      expect((await people[who].query('history.replay', { streamId })).status).toBe(status)
    }
    expect((await list(people.carol)).data).toEqual([])
    const { status, error } = await people.carol.mutate('commands.declineRequest', { requestId })
    expect([status, error?.data.rejection?.reason]).toEqual([404, 'PaymentRequestNotFound'])
  })

  test('is answered alike when nobody has the number and when its account is closed', async () => {
    const closed = await openFor('bob', '1.00')
    await people.teller.command('withdrawMoney', { accountId: closed, money: usd('1.00'), description: '' })
    await people.bob.command('closeAccount', { accountId: closed, reason: 'Moved' })
    await bank.catchUp('account-summaries')
    const answers = await Promise.all(
      [
        { number: accountNumberOf(randomUUID() as AccountId) },
        { number: accountNumberOf(closed as AccountId) },
        { accountId: closed },
        { accountId: randomUUID() },
      ].map((payer) => people.alice.mutate('commands.requestMoney', asking({ payer }))),
    )
    for (const { status, error } of answers)
      expect([status, error?.data.rejection, error?.message]).toEqual([
        404,
        { reason: 'AccountNotFound', field: 'payer' },
        answers[0]!.error?.message,
      ])
  })

  test.each([
    [{ payer: {} }, 'payer', 'must have one of number and accountId'],
    [{ payer: { number: 'PB00' } }, 'payer.number', 'must look like PB76 PASS 0123 4567 8901 2345'],
    [{ payer: 'bob' }, 'payer', 'must be an object with number or accountId'],
    [{ expiresInDays: 0 }, 'expiresInDays', 'must be at least 1'],
    [{ money: usd('0.00') }, 'money.amount', 'must be greater than zero'],
    [{ description: 'x'.repeat(10_000) }, 'description', 'must have at most 140 characters'],
  ])('with %j is bad input at %s', async (wrong, path, reason) => {
    const { status, error } = await people.alice.mutate('commands.requestMoney', asking(wrong))
    expect([status, error?.data.fields]).toEqual([400, [{ path, reason }]])
  })
})

describe('accepting', () => {
  test('pays, and both know of it; from which account is the payer’s alone to see here', async () => {
    const { requestId } = await ask()
    const another = await openFor('bob', '50.00')
    const { status, data } = await accept(requestId, another)
    expect([status, data]).toMatchObject([200, { status: 'completed' }])
    const { transferId } = data as { transferId: string }
    await bank.catchUp('transfers')
    expect(await look(people.bob, requestId)).toMatchObject({
      status: 'accepted',
      endedAt: expect.stringMatching(/Z$/),
      payment: { status: 'paid', transferId, fromAccountId: another },
    })
    expect(await look(people.alice, requestId)).toMatchObject({
      payment: { status: 'paid', transferId, fromAccountId: null },
    })
    expect((await people.alice.query('transfers.get', { transferId })).status).toBe(200)
  })

  test('what is looked at first waits, and then is paid or is not', async () => {
    const [first, second] = [await ask({ money: usd('10000.00') }), await ask({ money: usd('10000.00') })]
    // As much as a new payee may be sent is used up by the first: the other one is paid by somebody else.
    const { data } = await accept(first.requestId)
    const { transferId } = data as { transferId: string }
    expect(data).toMatchObject({ status: 'held', purpose: 'review' })
    expect(await look(people.alice, first.requestId)).toMatchObject({
      status: 'accepted',
      payment: { status: 'waiting', transferId: null, fromAccountId: null },
    })
    expect(await look(people.bob, first.requestId)).toMatchObject({
      payment: { status: 'waiting', transferId },
    })
    await people.approver.command('approveTransfer', { transferId })
    expect(await look(people.alice, first.requestId)).toMatchObject({
      payment: { status: 'paid', transferId },
    })

    const refused = await accept(second.requestId)
    expect([refused.status, refused.error?.data.rejection?.reason]).toEqual([422, 'LimitExceeded'])
    const from = await openFor('bob', '20000.00')
    const held = (await accept(second.requestId, from)).data as { transferId: string }
    await people.approver.command('declineTransfer', { transferId: held.transferId, reason: 'Not explained' })
    expect(await look(people.alice, second.requestId)).toMatchObject({
      status: 'accepted',
      payment: { status: 'notPaid', transferId: null },
    })
  })

  test('twice at once, beside a no and a taking back, ends it once', async () => {
    const [one, another] = [await openFor('bob', '50.00'), await openFor('bob', '50.00')]
    for (let round = 0; round < 3; round++) {
      const { requestId } = await ask({ money: usd('1.00') })
      const tries = await Promise.all([
        accept(requestId, one),
        people.bob.mutate('commands.declineRequest', { requestId }),
        accept(requestId, another),
        people.alice.mutate('commands.cancelRequest', { requestId }),
      ])
      expect(tries.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422])
      for (const { status, error } of tries)
        if (status === 422) expect(error?.data.rejection?.reason).toBe('PaymentRequestOver')
      const ending = ['accepted', 'declined', 'accepted', 'cancelled'][
        tries.findIndex(({ status }) => status === 200)
      ]
      expect(await look(people.bob, requestId)).toMatchObject({ status: ending })
    }
  })
})

test('a bill is split among people named either way, and its shares are found together', async () => {
  const { splitId, ownShare, requests, version } = await people.carol.command<{
    splitId: string
    version: number
    ownShare: object
    requests: { requestId: string; money: object }[]
  }>('splitBill', {
    toAccountId: accounts.carol,
    money: usd('100.00'),
    description: 'Dinner',
    people: [{ number: numberOf('alice') }, { accountId: accounts.bob, parts: 4 }],
  })
  expect(ownShare).toEqual(usd('16.67'))
  expect(requests.map(({ money }) => money)).toEqual([usd('16.67'), usd('66.66')])
  const { data } = await list(people.carol, { splitId, afterVersion: version })
  const split = { splitId, total: usd('100.00'), people: 2 }
  expect(data).toMatchObject([
    { requestId: requests[1]?.requestId, payer: { name: 'Bob Example' }, money: usd('66.66'), split },
    { requestId: requests[0]?.requestId, payer: { name: 'Alice Example' }, money: usd('16.67'), split },
  ])
  // Each of the others sees their own share alone.
  expect((await list(people.alice, { splitId })).data).toMatchObject([{ requestId: requests[0]?.requestId }])

  const byAmount = await people.carol.command<{ ownShare: object; requests: { money: object }[] }>(
    'splitBill',
    {
      ...{ toAccountId: accounts.carol, money: usd('100.00'), description: 'Dinner' },
      people: [
        { number: numberOf('alice'), money: usd('12.34') },
        { accountId: accounts.bob, money: usd('80.00') },
      ],
    },
  )
  expect(byAmount).toMatchObject({
    ownShare: usd('7.66'),
    requests: [{ money: usd('12.34') }, { money: usd('80.00') }],
  })

  const nobody = { number: accountNumberOf(randomUUID() as AccountId) }
  const { status, error } = await people.carol.mutate('commands.splitBill', {
    toAccountId: accounts.carol,
    money: usd('100.00'),
    description: 'Dinner',
    people: [{ number: numberOf('alice') }, nobody],
  })
  expect([status, error?.data.rejection]).toEqual([404, { reason: 'AccountNotFound', field: 'people.1' }])
})

test('lists are by direction and state, in pages, newest first; the staff say whose', async () => {
  const dora = await bank.customer('Dora')
  const { customerId } = await dora.ask<{ customerId: string }>('session.me')
  const { accountId } = await dora.command<{ accountId: string }>('openAccount', opening)
  const ids: string[] = []
  for (let n = 0; n < 5; n++)
    ids.unshift((await ask({ payer: { accountId }, money: usd(`${n + 1}.00`) })).requestId)
  const back = await dora.command<{ requestId: string }>('requestMoney', {
    ...asking({ payer: { accountId: accounts.alice } }),
    toAccountId: accountId,
  })
  await dora.command('declineRequest', { requestId: ids[1] })
  const all = [back.requestId, ...ids]

  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page: Page = await list(dora, { limit: 2, ...(cursor !== undefined && { cursor }) })
    seen.push(...page.data.map(({ requestId }) => requestId))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(all)
  const idsOf = async (who: Client, input: object) =>
    (await list(who, input)).data.map((one) => one.requestId)
  expect(await idsOf(dora, { direction: 'in' })).toEqual(ids)
  expect(await idsOf(dora, { direction: 'out' })).toEqual([back.requestId])
  expect(await idsOf(dora, { status: 'declined' })).toEqual([ids[1]])
  expect(await idsOf(dora, { status: 'open', direction: 'in', limit: 2 })).toEqual([ids[0], ids[2]])
  expect(await idsOf(people.teller, { customerId })).toEqual(all)
  expect(await idsOf(people.teller, { customerId, direction: 'out' })).toEqual([back.requestId])
  expect(await idsOf(people.teller, { limit: 1 })).toEqual([back.requestId])
})

test('numbers are looked up so often a minute and person, whatever for', async () => {
  const eve = await bank.customer('Eve')
  const { accountId } = await eve.command<{ accountId: string }>('openAccount', opening)
  const number = accountNumberOf(randomUUID() as AccountId)
  const lookUp = [
    () => eve.query('accounts.findByNumber', { number }),
    () => eve.mutate('commands.addPayee', { number, name: 'Nobody' }),
    () => eve.mutate('commands.requestMoney', { ...asking({ payer: { number } }), toAccountId: accountId }),
  ]
  for (let n = 0; n < 30; n++) expect((await lookUp[n % 3]!()).status).toBe(404)
  for (const again of lookUp) {
    const { status, error, headers } = await again()
    expect([status, error?.data.reason]).toEqual([429, 'TooManyRequests'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  // Others have their own count, and the staff none.
  for (const who of [people.carol, people.teller])
    expect((await who.query('accounts.findByNumber', { number })).status).toBe(404)
})

test('one that nobody answers expires, once, whoever looks and however often', async () => {
  const waiting = await ask({ expiresInDays: 1 })
  const late = await ask({ expiresInDays: 2 })
  const clock = () => new Date(Date.parse(waiting.expiresAt) + 1)
  const { sql } = bank.database
  const lookAround = () =>
    createProcessRunner({ sql, bus: createTestBus(bank.database, { clock }), clock }).look()
  await bank.catchUp('processes')
  await Promise.all([lookAround(), lookAround(), lookAround()])
  await bank.catchUp('processes')
  await lookAround()
  expect(await look(people.alice, waiting.requestId)).toMatchObject({ status: 'expired' })
  expect(await look(people.alice, late.requestId)).toMatchObject({ status: 'open' })
  const { data } = await people.alice.ask<{ data: { type: string }[] }>('audit.stream', {
    streamId: `PaymentRequest-${waiting.requestId}`,
  })
  expect(data.map(({ type }) => type)).toEqual(['PaymentRequested', 'PaymentRequestExpired'])
  expect((await accept(waiting.requestId)).status).toBe(422)
})
