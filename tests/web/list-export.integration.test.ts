/** Lists as files: what the list itself answers with the same filters, to those to whom it answers. */
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { appRouter } from '../../server/trpc/router.ts'
import { exportedLists } from '../../server/web/exported-lists.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
let ada: Client
let bea: Client
let teller: Client
let account: { accountId: string; number: string }
let other: { accountId: string; number: string }

type Row = Record<string, string>

const usd = (amount: string) => ({ amount, currency: 'USD' })
const opened = async (client: Client, name: string) => {
  const { accountId } = await client.command<{ accountId: string }>('openAccount', {
    ...{ product: 'current', currency: 'USD', name },
  })
  await bank.catchUp('account-summaries')
  const { data } = await client.ask<{ data: { accountId: string; number: string }[] }>('accounts.list')
  return data.find((one) => one.accountId === accountId)!
}

beforeAll(async () => {
  ada = await bank.customer('Ada')
  bea = await bank.customer('Bea')
  teller = await bank.staff('teller')
  account = await opened(ada, '=1+1')
  other = await opened(bea, 'Bills, "all" of them')
  await teller.command('depositMoney', {
    ...{ accountId: account.accountId, money: usd('900.00'), description: 'Cash' },
  })
  for (let n = 0; n < 5; n += 1)
    await ada.command('transferMoney', {
      ...{ fromAccountId: account.accountId, toAccountId: other.accountId, money: usd(`${n + 1}.00`) },
      description: `Number ${n}`,
    })
  await ada.command('addPayee', { name: '@Bea Example', number: other.number })
  await ada.command('createStandingOrder', {
    ...{
      fromAccountId: account.accountId,
      toAccountId: other.accountId,
      money: usd('5.00'),
      description: 'Rent',
    },
    schedule: { frequency: 'monthly', firstDate: '2198-01-31' },
  })
  await bea.command('requestMoney', {
    ...{
      toAccountId: other.accountId,
      payer: { number: account.number },
      money: usd('7.00'),
      description: 'Tea',
    },
  })
  await bank.catchUp()
})

const exported = (list: string, body: object, client: Client) =>
  client.post(`/api/lists/${list}/export`, { format: 'csv', ...body })
const read = async (list: string, body: object, client: Client): Promise<Row[]> => {
  const response = await exported(list, body, client)
  expect(response.status).toBe(200)
  return parse(await response.text(), { bom: true, columns: true }) as Row[]
}

test('every list is one that the API has, and has all that it is asked for', () => {
  const procedures = Object.keys(appRouter._def.procedures)
  for (const { path } of Object.values(exportedLists)) expect(procedures).toContain(path)
})

describe('a customer', () => {
  test('has their own accounts, as text where a spreadsheet would calculate', async () => {
    expect(await read('accounts', {}, ada)).toEqual([
      expect.objectContaining({ number: account.number, name: "'=1+1", balance: '885.00', currency: 'USD' }),
    ])
  })

  test('has transfers by status, newest first', async () => {
    const rows = await read('transfers', { status: 'completed' }, ada)
    expect(rows.map(({ amount, description }) => [amount, description])).toEqual(
      [4, 3, 2, 1, 0].map((n) => [`${n + 1}.00`, `Number ${n}`]),
    )
    expect(await read('transfers', { status: 'held' }, ada)).toEqual([])
  })

  test('has payees, standing orders and requests', async () => {
    expect(await read('payees', {}, ada)).toEqual([
      expect.objectContaining({ name: "'@Bea Example", number: other.number, isTrusted: 'false' }),
    ])
    expect(await read('standing-orders', { status: 'active' }, ada)).toEqual([
      expect.objectContaining({ amount: '5.00', frequency: 'monthly', nextDate: '2198-01-31' }),
    ])
    expect(await read('requests', { direction: 'in' }, ada)).toEqual([
      expect.objectContaining({ direction: 'in', amount: '7.00', description: 'Tea', status: 'open' }),
    ])
    expect(await read('requests', { direction: 'in' }, bea)).toEqual([])
  })

  test('has what comes, what has become of an order, what it was told, and its months', async () => {
    const [first] = await read('standing-orders', {}, ada)
    expect(await read('upcoming', { until: new Date().toISOString().slice(0, 10) }, ada)).toEqual([])
    await ada.command('skipOccurrence', { orderId: first!.orderId, date: '2198-01-31' })
    await bank.catchUp()
    expect(await read('occurrences', { orderId: first!.orderId }, ada)).toEqual([
      expect.objectContaining({ date: '2198-01-31', outcome: 'skipped', amount: '' }),
    ])
    expect((await exported('occurrences', {}, ada)).status).toBe(400)
    expect((await exported('occurrences', { orderId: first!.orderId }, bea)).status).toBe(404)
    const told = await read('notifications', { unreadOnly: true }, bea)
    expect(told.map(({ kind, amount }) => [kind, amount])).toContainEqual(['moneyIn', '5.00'])
    const month = new Date().toISOString().slice(0, 7)
    const ofAll = await read('statements', {}, ada)
    expect(ofAll).toEqual([
      expect.objectContaining({ month, accountNumber: account.number, closing: '885.00', entries: '6' }),
    ])
    expect(await read('statements', { accountId: account.accountId }, ada)).toEqual(ofAll)
    expect((await exported('statements', { accountId: account.accountId }, bea)).status).toBe(404)
  })

  test('has the lines behind a figure of the insights, of all accounts, with their signs', async () => {
    const rows = await read('insight-lines', { currency: 'USD', direction: 'out' }, ada)
    expect(
      rows.map(({ amount, description, counterpartyName }) => [amount, description, counterpartyName]),
    ).toEqual([4, 3, 2, 1, 0].map((n) => [`-${n + 1}.00`, `Number ${n}`, 'Bea Example']))
    expect(await read('insight-lines', { direction: 'in' }, ada)).toEqual([
      expect.objectContaining({ amount: '900.00', description: 'Cash', accountId: account.accountId }),
    ])
    expect((await exported('insight-lines', { accountId: other.accountId }, ada)).status).toBe(404)
    const all = await read('activity', {}, ada)
    expect(all.map(({ description }) => description)).toEqual([
      ...[4, 3, 2, 1, 0].map((n) => `Number ${n}`),
      'Cash',
    ])
    expect(await read('activity', { positions: [Number(all[1]!.position)] }, ada)).toEqual([all[1]])
  })

  test('has those rows alone that were found on the screen, in the order of the list', async () => {
    const payees = await read('payees', {}, ada)
    const [bea] = payees
    const nobody = '0192f0c0-0000-7000-8000-000000000000'
    expect(await read('payees', { only: [nobody, bea!.payeeId] }, ada)).toEqual([bea])
    expect(await read('payees', { only: [] }, ada)).toEqual([])
    // Where the bank itself searches, rows are not named.
    expect((await exported('transfers', { only: [nobody] }, ada)).status).toBe(400)
    expect((await exported('payees', { only: ['bea'] }, ada)).status).toBe(400)
  })

  test('has requests that are over, in whatever way', async () => {
    expect(await read('requests', { status: 'over' }, ada)).toEqual([])
    const [tea] = await read('requests', { direction: 'in' }, ada)
    await ada.command('declineRequest', { requestId: tea!.requestId })
    await bank.catchUp()
    expect(await read('requests', { status: 'over', direction: 'in' }, ada)).toEqual([
      expect.objectContaining({ description: 'Tea', status: 'declined' }),
    ])
    expect(await read('requests', { status: 'open', direction: 'in' }, ada)).toEqual([])
  })

  test("has nobody else's", async () => {
    expect((await exported('transfers', { accountId: other.accountId }, ada)).status).toBe(404)
    expect((await exported('fraud-alerts', {}, ada)).status).toBe(403)
    expect((await exported('payees', {}, teller)).status).toBe(403)
    expect((await exported('accounts', {}, bank.client())).status).toBe(401)
  })
})

test('staff have everybody’s, with the version and the number of rows', async () => {
  const response = await exported('accounts', {}, teller)
  const { version } = await teller.ask<{ version: number }>('accounts.list')
  expect(response.headers.get('x-version')).toBe(String(version))
  expect(response.headers.get('x-total-count')).toBe('2')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="accounts-${version}.csv"`)
  for (const [list, filter] of [
    ['fraud-alerts', { severity: 'high' }],
    ['reviews', { status: 'all' }],
    ['payments', { inSuspense: true }],
  ] as const) {
    expect(await read(list, filter, teller)).toEqual([])
    expect((await exported(list, filter, ada)).status).toBe(403)
  }
  expect(await read('customers', { search: 'Bea' }, teller)).toEqual([
    expect.objectContaining({ name: 'Bea Example', accounts: `USD ${other.number}` }),
  ])
  expect((await exported('statements', {}, teller)).status).toBe(400)
})

test('more than one page is all of them, each once', async () => {
  const { sql } = bank.database
  await sql`
    INSERT INTO account_summaries
    SELECT (jsonb_populate_record(a, jsonb_build_object(
      'account_id', gen_random_uuid(), 'number', 'PB00PASS' || lpad(n::text, 16, '0'), 'name', 'Made ' || n))).*
    FROM account_summaries a, generate_series(1, 450) AS n WHERE a.account_id = ${account.accountId}`
  const response = await exported('accounts', {}, ada)
  expect(response.headers.get('x-total-count')).toBeNull()
  const rows = parse(await response.text(), { bom: true, columns: true }) as Row[]
  expect(rows.length).toBe(451)
  expect(new Set(rows.map(({ number }) => number)).size).toBe(451)
})

test.each([
  ['a misspelt filter', 'transfers', { sttus: 'held' }, 'sttus'],
  ['a status that there is not', 'transfers', { status: 'lost' }, 'status'],
  ['a cursor', 'transfers', { cursor: 'abc' }, 'cursor'],
  ['another format', 'transfers', { format: 'pdf' }, 'format'],
])('%s is 400 and names the field', async (_, list, body, path) => {
  const response = await exported(list, body, ada)
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { data: { fields: { path: string }[] } } }
  expect(error.data.fields.map((field) => field.path)).toEqual([path])
})
