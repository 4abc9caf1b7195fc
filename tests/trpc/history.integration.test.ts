/** Looking back over the API: what is answered, page by page, and how a question without an answer is refused. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
let owner: Client
let auditor: Client
let teller: Client
let accountId: string
let streamId: string
const usd = (amount: string) => ({ amount, currency: 'USD' })

/** 0 opened, 1 +10, 2 +5, 3 -12, 4 frozen. */
beforeAll(async () => {
  owner = await bank.customer('Alice')
  auditor = await bank.staff('auditor')
  teller = await bank.staff('teller')
  accountId = (
    await owner.command<{ accountId: string }>('openAccount', {
      product: 'current',
      currency: 'USD',
      name: 'Daily',
    })
  ).accountId
  streamId = `BankAccount-${accountId}`
  const movement = (amount: string) => ({ accountId, money: usd(amount), description: '' })
  await teller.command('depositMoney', movement('10.00'))
  await teller.command('depositMoney', movement('5.00'))
  await teller.command('withdrawMoney', movement('12.00'))
  await teller.command('freezeAccount', { accountId, reason: 'Lost card' })
})

type StateAt = {
  version: number
  data: { streamPosition: number; position: number | null; at: string; state: object }
}
type Step = {
  event: { type: string; streamPosition: number; userId: string }
  before: object
  after: object
  changes: object[]
}
const stateAt = (input: object) => auditor.ask<StateAt>('history.stateAt', { streamId, ...input })

test('the state at a position of the stream, at one of the log, and at an instant is the same', async () => {
  const { data, version } = await stateAt({ streamPosition: 2 })
  expect(data).toMatchObject({
    streamPosition: 2,
    state: { status: 'open', balance: usd('15.00') },
  })
  expect(version).toBeGreaterThanOrEqual(data.position as number)
  expect((await stateAt({ globalPosition: data.position })).data).toEqual(data)
  const later = await stateAt({ at: data.at })
  expect(later.data.streamPosition).toBeGreaterThanOrEqual(2)
  expect((await stateAt({ at: '2020-01-01T00:00:00Z' })).data).toMatchObject({
    streamPosition: -1,
    position: null,
    at: null,
    state: { status: 'none' },
  })
})

test('a replay in pages is the whole of it', async () => {
  const steps: Step[] = []
  let cursor: string | null = null
  do {
    const page: { data: Step[]; nextCursor: string | null } = await owner.ask('history.replay', {
      streamId,
      limit: 2,
      ...(cursor && { cursor }),
    })
    expect(page.data.length).toBeLessThanOrEqual(2)
    steps.push(...page.data)
    cursor = page.nextCursor
  } while (cursor)
  expect(steps.map(({ event }) => event.type)).toEqual([
    'AccountOpened',
    'MoneyDeposited',
    'MoneyDeposited',
    'MoneyWithdrawn',
    'AccountFrozen',
  ])
  expect(steps[3]).toMatchObject({
    before: { balance: usd('15.00') },
    after: { balance: usd('3.00') },
    changes: [{ path: 'balance.amount', kind: 'changed', was: '15.00', is: '3.00' }],
  })
})

test('the first event after which something holds, and by the cursor the next one', async () => {
  const find = (condition: object, cursor?: string) =>
    auditor.ask<{ data: Step | null; searchedUpTo: number; nextCursor: string | null }>('history.find', {
      streamId,
      condition,
      ...(cursor && { cursor }),
    })
  const above = { path: 'balance', is: 'above', value: '9.99' }
  const first = await find(above)
  expect(first).toMatchObject({ data: { event: { streamPosition: 1 }, after: { balance: usd('10.00') } } })
  expect(await find(above, first.nextCursor as string)).toMatchObject({
    data: { event: { streamPosition: 2 } },
  })
  expect(await find({ path: 'status', is: 'becomes', value: 'frozen' })).toMatchObject({
    data: { event: { type: 'AccountFrozen' } },
    nextCursor: null,
  })
  expect(await find({ path: 'balance', is: 'below', value: 0 })).toMatchObject({
    data: null,
    searchedUpTo: 4,
    nextCursor: null,
  })
})

describe('a question without an answer is refused with the field and the reason', () => {
  const beyond = Buffer.from('[99]').toString('base64url')
  test.each<[string, object, string, string]>([
    ['stateAt', { streamPosition: 5 }, 'streamPosition', "is beyond the stream's last event, which is 4"],
    ['stateAt', { streamPosition: -1 }, 'streamPosition', 'must be at least 0'],
    ['stateAt', { globalPosition: 1_000_000 }, 'globalPosition', "is beyond the log's head"],
    ['stateAt', { at: '2999-01-01T00:00:00Z' }, 'at', 'is in the future'],
    ['stateAt', { at: 'yesterday' }, 'at', 'must be an ISO 8601 instant'],
    ['stateAt', {}, '', 'must have exactly one of streamPosition, globalPosition and at'],
    ['stateAt', { streamPosition: 1, globalPosition: 1 }, '', 'must have exactly one of'],
    ['stateAt', { streamId: 'Loan-1', streamPosition: 0 }, 'streamId', 'must be BankAccount-'],
    ['replay', { cursor: 'x' }, 'cursor', 'must be a cursor from an earlier answer'],
    ['replay', { cursor: beyond }, 'cursor', 'must be a cursor from an earlier answer'],
    ['replay', { limit: 201 }, 'limit', 'must be at most 200'],
    ['find', {}, 'condition', 'must be an object with path, is and value'],
    [
      'find',
      { condition: { path: 'balance', is: 'below', value: 'x' } },
      'condition.value',
      'must be a decimal number',
    ],
    [
      'find',
      { condition: { path: 'blance', is: 'below', value: '0' } },
      'condition.path',
      'is not in the state of this stream',
    ],
  ])('%s %j', async (procedure, input, path, reason) => {
    const { status, error } = await auditor.query(`history.${procedure}`, { streamId, ...input })
    expect(status).toBe(400)
    expect((error as { data: { fields: object[] } }).data.fields).toContainEqual({
      path,
      reason: expect.stringContaining(reason),
    })
  })

  test('a stream that is not there', async () => {
    for (const [procedure, input] of [
      ['stateAt', { streamPosition: 0 }],
      ['replay', {}],
      ['find', { condition: { path: 'status', is: 'equals', value: 'open' } }],
    ] as const) {
      const given = { streamId: `BankAccount-${randomUUID()}`, ...input }
      expect((await auditor.query(`history.${procedure}`, given)).status).toBe(404)
    }
  })
})

describe('as a film', () => {
  const film = <Answer>(procedure: string, input: object) =>
    auditor.ask<{ data: Answer }>(`engineRoom.replay.${procedure}`, { streamId, ...input })

  test('its outline has the balance after each movement', async () => {
    const { data } = await film<object>('outline', {})
    expect(data).toMatchObject({
      end: 4,
      currency: 'USD',
      kept: [],
      balances: ['0.00', '10.00', '15.00', '3.00'].map((amount, streamPosition) => ({
        streamPosition,
        amount,
      })),
    })
    expect((data as { eventTypes: string[] }).eventTypes).toContain('AccountFrozen')
  })

  test('each step of a window begins where the one before it has ended', async () => {
    const { data } = await film<object>('window', { from: 2, limit: 2 })
    expect(data).toMatchObject({
      from: 2,
      foldedFrom: -1,
      before: { balance: usd('10.00') },
      steps: [
        { event: { streamPosition: 2, type: 'MoneyDeposited' }, after: { balance: usd('15.00') } },
        {
          event: { streamPosition: 3, type: 'MoneyWithdrawn' },
          after: { balance: usd('3.00') },
          changes: [{ path: 'balance.amount', was: '15.00', is: '3.00' }],
        },
      ],
    })
  })

  test.each<[object, number, number | null]>([
    [{ what: 'balanceAbove', amount: '9.99' }, -1, 1],
    // It is above all along, and so has not become so again.
    [{ what: 'balanceAbove', amount: '9.99' }, 1, null],
    [{ what: 'balanceBelow', amount: '5' }, 1, 3],
    [{ what: 'status', status: 'frozen' }, -1, 4],
    [{ what: 'event', type: 'MoneyDeposited' }, 1, 2],
    [{ what: 'event', type: 'AccountClosed' }, -1, null],
  ])('%j after event %i is found at %j', async (sought, after, foundAt) => {
    const { data } = await film<object>('find', { sought, after })
    expect(data).toEqual({ foundAt, searchedUpTo: foundAt ?? 4 })
  })

  test('without its first deposit it could not have paid what it did, and nothing is written', async () => {
    const before = await film('outline', {})
    const { data } = await film<object>('without', { leftOut: 1 })
    expect(data).toMatchObject({
      searchedUpTo: 4,
      carry: null,
      refusedCommands: 1,
      refused: [
        {
          streamPosition: 3,
          type: 'MoneyWithdrawn',
          reason: 'InsufficientFunds',
          shortBy: usd('7.00'),
          events: 1,
        },
      ],
      is: { status: 'frozen', balance: usd('3.00') },
      wouldBe: { status: 'frozen', balance: usd('5.00') },
    })
    expect(await film('outline', {})).toEqual(before)
  })

  test.each<[string, object, string, string]>([
    ['window', { from: 5 }, 'from', "is beyond the stream's last event, which is 4"],
    ['window', { from: 0, limit: 201 }, 'limit', 'must be at most 200'],
    ['outline', { streamId: 'Loan-1' }, 'streamId', 'must be BankAccount-'],
    ['find', { sought: { what: 'balanceBelow', amount: 'x' } }, 'sought.amount', 'must be a decimal number'],
    ['find', { sought: { what: 'weather' } }, 'sought', 'must say what is sought'],
    ['find', { sought: { what: 'event', type: 'MoneyEaten' } }, 'sought.type', 'must be a type of event'],
    ['without', { leftOut: 9 }, 'leftOut', 'is beyond'],
    ['without', { leftOut: 1, carried: { streamPosition: 2, state: '{' } }, 'carried.state', 'must be what'],
    [
      'without',
      { leftOut: 2, carried: { streamPosition: 1, state: '{}' } },
      'carried.streamPosition',
      'is before',
    ],
  ])('%s %j is refused', async (procedure, input, path, reason) => {
    const { status, error } = await auditor.query(`engineRoom.replay.${procedure}`, { streamId, ...input })
    expect(status).toBe(400)
    const { fields } = (error as { data: { fields: { path: string; reason: string }[] } }).data
    expect(fields.map((field) => field.reason)).toContainEqual(expect.stringContaining(reason))
    expect(fields.map((field) => field.path).join()).toContain(path)
  })
})

describe('the processes', () => {
  type Instance = { instanceId: string; status: string; dueAt: string; steps: object[]; lastEvent: object }
  type Instances = { data: Instance[]; nextCursor: string | null }
  const instances = (input: object) =>
    auditor.ask<Instances>('engineRoom.processes.instances', { process: 'month-end', ...input })

  beforeAll(async () => {
    for (const name of ['Rent', 'Holidays', 'Car'])
      await owner.command('openAccount', { product: 'current', currency: 'USD', name })
    await bank.catchUp('processes')
  })

  test('each instance says what it waits for, and what it will do then', async () => {
    const { data: figures } = await auditor.ask<{ data: { name: string }[] }>(
      'engineRoom.processes.overview',
      {},
    )
    expect(figures.find(({ name }) => name === 'month-end')).toMatchObject({
      isDueAtEnd: true,
      isEstimate: false,
      due: 0,
      oldestDueAt: null,
      eventTypes: ['AccountOpened', 'AccountClosed', 'MonthClosed'],
    })
    const all = (await instances({ limit: 200 })).data
    expect(all.find(({ instanceId }) => instanceId === accountId)).toMatchObject({
      status: 'waiting',
      endedAt: null,
      steps: [{ step: 'close', command: 'closeMonth' }],
      lastEvent: { type: 'AccountOpened', streamId, streamPosition: 0 },
    })
    expect(
      (figures.find(({ name }) => name === 'month-end') as unknown as { instances: number }).instances,
    ).toBe(all.length)
  })

  test.each(['deadline', 'id'])('in pages by %s they are the whole of it', async (order) => {
    const { data: all } = await instances({ order, limit: 200 })
    const paged: Instance[] = []
    let cursor: string | null = null
    do {
      const page: Instances = await instances({ order, limit: 2, ...(cursor && { cursor }) })
      paged.push(...page.data)
      cursor = page.nextCursor
    } while (cursor)
    expect(paged).toEqual(all)
    expect(all.length).toBeGreaterThan(2)
    const keys = all.map(({ dueAt, instanceId }) => (order === 'id' ? instanceId : `${dueAt} ${instanceId}`))
    expect(keys).toEqual(keys.toSorted())
  })

  test.each([
    [{ process: 'gardening' }, 'process'],
    [{ process: 'payment', order: 'colour' }, 'order'],
    [{ process: 'payment', limit: 201 }, 'limit'],
    [{ process: 'payment', cursor: 'nonsense' }, 'cursor'],
  ])('%j is refused', async (input, path) => {
    const { status, error } = await auditor.query('engineRoom.processes.instances', input)
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, path])
  })

  test('before a worker has ever run there are no queues', async () => {
    expect(await auditor.ask('engineRoom.processes.queues', {})).toEqual({ data: [] })
  })
})
