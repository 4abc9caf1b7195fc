/** What callers are told when something is wrong: shapes, codes, and that nothing of the inside leaks out. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  BusBusy,
  BusStopped,
  CommandConflict,
  HistoryIsLong,
  OutcomeUnknown,
} from '../../server/command-bus/errors.ts'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import { wireCommands } from '../../server/domain/commands.ts'
import { type AccountId, accountIdSchema } from '../../server/domain/ids.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const usd = (amount: string) => ({ amount, currency: 'USD' })
let alice: Client
let teller: Client
let approver: Client
let from: string
let to: string

beforeAll(async () => {
  alice = await bank.customer('Alice')
  teller = await bank.staff('teller')
  approver = await bank.staff('approver')
  const open = () =>
    alice.command<{ accountId: string }>('openAccount', {
      product: 'current',
      currency: 'USD',
      name: 'Daily',
    })
  from = (await open()).accountId
  to = (await open()).accountId
  await teller.command('depositMoney', { accountId: from, money: usd('50.00'), description: 'Opening' })
  await bank.catchUp()
})
afterEach(() => vi.restoreAllMocks())

test('nobody opens an account with the number of somebody else’s', async () => {
  const bob = await bank.customer('Bob')
  const opening = { product: 'current', currency: 'USD', name: 'Mine' }
  // Another id that stands for the same number: it is the id's last digits, in the decimal system.
  let twin = BigInt(`0x${from.replaceAll('-', '')}`)
  let accountId = ''
  do {
    twin += 10n ** 16n
    accountId = twin
      .toString(16)
      .padStart(32, '0')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  } while (!accountIdSchema.safeParse(accountId).success || accountId[14] === '8')
  expect(accountNumberOf(accountId as AccountId)).toBe(accountNumberOf(from as AccountId))
  for (const id of [accountId, from]) {
    const { status, error } = await bob.mutate('commands.openAccount', { ...opening, accountId: id })
    expect(status).toBe(422)
    expect(error?.data.rejection).toEqual({ reason: 'AccountAlreadyExists', field: 'accountId' })
  }
  // The same form once more is answered as before.
  const form = { ...opening, accountId: randomUUID(), commandId: randomUUID() }
  const answer = await bob.command('openAccount', form)
  await bank.catchUp('account-summaries')
  expect(await bob.command('openAccount', form)).toEqual(answer)
})

const transfer = (amount: string, more: object = {}) => ({
  fromAccountId: from,
  toAccountId: to,
  money: usd(amount),
  description: 'Rent',
  ...more,
})

describe('bad input', () => {
  const account = { accountId: 'here', reason: '' }
  const statusFields = ['accountId', 'reason']
  const movement = { accountId: '1', money: { amount: '1', currency: 'USD' }, description: 'x'.repeat(141) }
  const movementFields = ['accountId', 'description', 'money.amount']
  const cases: Record<keyof typeof wireCommands, { input: object; fields: string[]; by?: 'approver' }> = {
    openAccount: {
      input: { accountId: 1, customerId: 'x', product: 'gold', currency: 'XXX', name: '\u0007' },
      fields: ['accountId', 'currency', 'customerId', 'name', 'product'],
    },
    depositMoney: { input: movement, fields: movementFields },
    withdrawMoney: { input: { ...movement, money: 5 }, fields: ['accountId', 'description', 'money'] },
    transferMoney: {
      input: {
        transferId: 'x',
        toAccountId: null,
        money: { amount: '0.00', currency: 'USD' },
        settleAfterSeconds: 61,
      },
      fields: [
        'description',
        'fromAccountId',
        'money.amount',
        'settleAfterSeconds',
        'toAccountId',
        'transferId',
      ],
    },
    setUndoWindow: { input: { customerId: 'x', seconds: 61 }, fields: ['customerId', 'seconds'] },
    cancelTransfer: { input: { transferId: 'x' }, fields: ['transferId'] },
    refundTransfer: {
      input: { refundId: 'x', money: { amount: '-1.00', currency: 'USD' } },
      fields: ['description', 'money.amount', 'refundId', 'transferId'],
    },
    clearSuspense: { input: { transferId: 'x' }, fields: ['accountId', 'transferId'] },
    exchangeMoney: { input: { quoteId: 'x' }, fields: ['quoteId'] },
    acceptRequest: { input: { requestId: 'x' }, fields: ['fromAccountId', 'requestId'] },
    declineRequest: { input: {}, fields: ['requestId'] },
    cancelRequest: { input: { requestId: 7 }, fields: ['requestId'] },
    freezeAccount: { input: account, fields: statusFields },
    unfreezeAccount: { input: account, fields: statusFields },
    renameAccount: { input: { accountId: 'x', name: 'x'.repeat(61) }, fields: ['accountId', 'name'] },
    setOverdraftLimit: {
      input: { accountId: 'x', limit: { amount: '-1.00', currency: 'USD' } },
      fields: ['accountId', 'limit.amount'],
    },
    setLowBalanceAlert: {
      input: { accountId: 'x', threshold: { amount: '-1.00', currency: 'USD' } },
      fields: ['accountId', 'threshold.amount'],
    },
    approveTransfer: { input: {}, fields: ['transferId'] },
    declineTransfer: { input: { transferId: 'x', reason: '' }, fields: ['reason', 'transferId'] },
    changeTransferLimits: {
      input: { accountId: 'x', perDay: { amount: '-1.00', currency: 'USD' } },
      fields: ['accountId', 'perDay.amount'],
    },
    renamePayee: { input: { name: '\u0000' }, fields: ['name', 'payeeId'] },
    trustPayee: { input: { payeeId: 'x' }, fields: ['payeeId'] },
    untrustPayee: { input: {}, fields: ['payeeId'] },
    removePayee: { input: { payeeId: 1 }, fields: ['payeeId'] },
    saveSearch: {
      input: { searchId: 'x', name: '', filter: { direction: 'up', range: 'always' } },
      fields: ['filter.direction', 'filter.range', 'name', 'searchId'],
    },
    removeSearch: { input: { searchId: 1 }, fields: ['searchId'] },
    sendPayment: {
      input: {
        transferId: 'x',
        fromAccountId: 7,
        money: { amount: '-1.00', currency: 'USD' },
        settleAfterSeconds: -1,
      },
      fields: ['description', 'fromAccountId', 'money.amount', 'payeeId', 'settleAfterSeconds', 'transferId'],
    },
    createStandingOrder: {
      input: {
        orderId: 'x',
        toAccountId: 'y',
        money: { amount: '-1.00', currency: 'USD' },
        description: 'x'.repeat(10_000),
        schedule: { frequency: 'weekly', firstDate: '2026-02-30', count: 0 },
      },
      fields: [
        ...['description', 'fromAccountId', 'money.amount', 'orderId', 'schedule.count'],
        ...['schedule.firstDate', 'toAccountId'],
      ],
    },
    changeStandingOrder: {
      input: { orderId: 'x', money: 5, description: '\u0000', schedule: {} },
      fields: ['description', 'money', 'orderId', 'schedule.firstDate', 'schedule.frequency'],
    },
    skipOccurrence: { input: { date: 'tomorrow' }, fields: ['date', 'orderId'] },
    restoreOccurrence: { input: { date: 'tomorrow' }, fields: ['date', 'orderId'] },
    cancelStandingOrder: { input: {}, fields: ['orderId'] },
  }

  test.each(Object.entries(cases))('%s names every field and its reason', async (name, { input, fields }) => {
    const { roles } = wireCommands[name as keyof typeof wireCommands]
    const client = (
      [
        ['teller', teller],
        ['customer', alice],
        ['approver', approver],
      ] as const
    ).find(([role]) => (roles as readonly string[]).includes(role))![1]
    const { status, error } = await client.mutate(`commands.${name}`, { ...input, commandId: 'no uuid' })
    expect(status).toBe(400)
    expect(error?.data.fields?.map(({ path }) => path).sort()).toEqual(['commandId', ...fields].sort())
    for (const { reason } of error?.data.fields ?? []) expect(reason).toMatch(/^(must|is) /)
  })

  test('every wire command is tried', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(wireCommands).sort())
  })

  test('a field that this actor must fill in', async () => {
    const { status, error } = await teller.mutate('commands.openAccount', {
      product: 'current',
      currency: 'USD',
      name: 'Daily',
    })
    expect(status).toBe(400)
    expect(error?.data.fields).toEqual([
      { path: 'customerId', reason: 'is required: whose account is it to be?' },
    ])
  })

  test.each([
    ['nothing at all', ''],
    ['half of it', '{"fromAccountId":'],
    ['no object', '[]'],
    ['null', 'null'],
  ])('%s as JSON is refused', async (_, body) => {
    const { status } = await alice.mutate('commands.transferMoney', body)
    expect(status).toBe(400)
  })

  test.each([
    ['a limit above 200', { limit: 201 }, 'limit'],
    ['a limit of none', { limit: 0 }, 'limit'],
    ['a cursor that was never given', { cursor: 'bm90IG1pbmU' }, 'cursor'],
    ['a version that is none', { afterVersion: -1 }, 'afterVersion'],
  ])('%s is refused', async (_, input, path) => {
    const { status, error } = await alice.query('accounts.list', input)
    expect(status).toBe(400)
    expect(error?.data.fields?.map((field) => field.path)).toEqual([path])
  })

  test.each([
    [
      'a filter in no known form',
      { from: 'yesterday', minAmount: '1,5', direction: 'up' },
      ['from', 'minAmount', 'direction'],
    ],
  ])('%s is refused', async (_, input, paths) => {
    const { status, error } = await alice.query('accounts.transactions', { accountId: from, ...input })
    expect(status).toBe(400)
    expect(error?.data.fields?.map(({ path }) => path)).toEqual(paths)
  })

  test('queries without any input are given none', async () => {
    expect((await alice.query('accounts.list')).status).toBe(200)
    expect((await alice.query('projections.versions')).status).toBe(200)
  })
})

describe('rules', () => {
  test('a no is 422 with its reason, money in the form of the wire', async () => {
    const { status, error } = await alice.mutate('commands.transferMoney', transfer('80.00'))
    expect(status).toBe(422)
    expect(error?.data.rejection).toEqual({ reason: 'InsufficientFunds', shortBy: usd('30.00') })
    expect(error?.message).toBe('There is not enough money available.')
  })

  test("an account that is not there is 404, and says which field's", async () => {
    const { status, error } = await alice.mutate(
      'commands.transferMoney',
      transfer('1.00', { toAccountId: randomUUID() }),
    )
    expect(status).toBe(404)
    expect(error?.data.rejection).toEqual({ reason: 'AccountNotFound', field: 'toAccountId' })
  })
})

describe('command ids', () => {
  test('the same command twice is answered the same and done once', async () => {
    const command = transfer('1.00', { commandId: randomUUID() })
    const first = await alice.mutate('commands.transferMoney', command)
    const second = await alice.mutate('commands.transferMoney', command)
    expect(first.status).toBe(200)
    expect(second.data).toEqual(first.data)
  })

  test('used again with other content: 409 CommandIdReused', async () => {
    const commandId = randomUUID()
    await alice.command('transferMoney', transfer('1.00', { commandId }))
    const { status, error } = await alice.mutate('commands.transferMoney', transfer('2.00', { commandId }))
    expect(status).toBe(409)
    expect(error?.data.reason).toBe('CommandIdReused')
  })
})

describe('what the command bus throws', () => {
  test.each([
    [new CommandConflict('five times'), 409, 'Conflict', '1'],
    [new BusBusy('full'), 503, 'Busy', '1'],
    [new HistoryIsLong('being read'), 503, 'Busy', '2'],
    [new BusStopped('going'), 503, 'Busy', '1'],
    [new OutcomeUnknown('cut'), 503, 'OutcomeUnknown', '2'],
  ])('%s', async (thrown, expected, reason, retryAfter) => {
    vi.spyOn(bank.bank.services.bus, 'execute').mockRejectedValue(thrown)
    const { status, error, headers } = await alice.mutate('commands.transferMoney', transfer('1.00'))
    expect(status).toBe(expected)
    expect(error?.data.reason).toBe(reason)
    expect(headers.get('retry-after')).toBe(retryAfter)
    expect(JSON.stringify(error)).not.toContain(thrown.message)
  })
})

describe('a fault', () => {
  test('is 500 with a correlation id and nothing else', async () => {
    vi.spyOn(bank.bank.services.bus, 'execute').mockRejectedValue(new Error('secret: SELECT * FROM vault'))
    const correlationId = randomUUID()
    const { status, error, headers } = await alice.mutate('commands.transferMoney', transfer('1.00'), {
      'x-correlation-id': correlationId,
    })
    expect(status).toBe(500)
    expect(error).toEqual({
      code: -32603,
      message: 'Something went wrong on our side.',
      data: {
        code: 'INTERNAL_SERVER_ERROR',
        httpStatus: 500,
        path: 'commands.transferMoney',
        correlationId,
      },
    })
    expect(headers.get('x-correlation-id')).toBe(correlationId)
  })

  test('a correlation id that is no UUID is replaced', async () => {
    const { headers } = await alice.mutate('system.ping', {}, { 'x-correlation-id': 'a b c' })
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('the correlation id stands in the events of the command', async () => {
    const correlationId = randomUUID()
    const { data } = await alice.mutate('commands.transferMoney', transfer('1.00'), {
      'x-correlation-id': correlationId,
    })
    const { transferId } = data as { transferId: string }
    const stream = await alice.ask<{ data: { correlationId: string }[] }>('audit.stream', {
      streamId: `Transfer-${transferId}`,
    })
    expect(stream.data.map((event) => event.correlationId)).toEqual([correlationId])
  })
})

describe('versions', () => {
  test('one that is not reached in time is 408 and says how far it got', async () => {
    const { version } = await alice.command<{ version: number }>('transferMoney', transfer('1.00'))
    const { status, error } = await alice.query('accounts.list', { afterVersion: version })
    expect(status).toBe(408)
    expect(error?.data.reason).toBe('VersionNotReached')
    expect(error?.data.reached).toBeLessThan(version)
  })

  test('a query waits for the read model to pass the version', async () => {
    const { version } = await alice.command<{ version: number }>('transferMoney', transfer('1.00'))
    const [answer] = await Promise.all([
      alice.ask<{ version: number }>('accounts.summary', { accountId: from, afterVersion: version }),
      bank.catchUp(),
    ])
    expect(answer.version).toBeGreaterThanOrEqual(version)
  })

  test('the audit reads the log itself and has nothing to wait for', async () => {
    const { version } = await alice.command<{ version: number }>('transferMoney', transfer('1.00'))
    const input = { streamId: `BankAccount-${from}`, afterVersion: version }
    expect((await alice.query('audit.stream', input)).status).toBe(200)
    expect((await alice.query('audit.stream', { ...input, afterVersion: version + 100 })).status).toBe(408)
  })
})

describe('batches', () => {
  test('each call has its own outcome', async () => {
    const body = { 0: transfer('1.00'), 1: transfer('9999.00'), 2: transfer('1') }
    const path = Array(3).fill('commands.transferMoney').join(',')
    const response = await alice.post(`/api/trpc/${path}?batch=1`, body)
    const outcomes = (await response.json()) as {
      result?: object
      error?: { data: { httpStatus: number } }
    }[]
    expect(response.status).toBe(207)
    expect(outcomes.map(({ result, error }) => (result ? 200 : error?.data.httpStatus))).toEqual([
      200, 422, 400,
    ])
  })

  test('more than 50 calls are refused', async () => {
    const path = Array(51).fill('session.me').join(',')
    expect((await alice.fetch(`/api/trpc/${path}?batch=1`)).status).toBe(400)
  })
})

describe('methods', () => {
  test('queries can be POSTed, so that nothing needs to stand in a URL', async () => {
    const { status, data } = await alice.mutate('accounts.summary', { accountId: from })
    expect(status).toBe(200)
    expect(data).toHaveProperty('data.accountId', from)
  })

  test('commands cannot be given with GET', async () => {
    expect((await alice.query('commands.transferMoney', transfer('1.00'))).status).toBe(405)
  })

  test('an unknown procedure is 404', async () => {
    expect((await alice.query('commands.printMoney')).status).toBe(404)
  })
})
