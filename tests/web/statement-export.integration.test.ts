/** Statements as files: of the right account and month, to those who may have them, as of one version. */
import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { exportStatement } from '../../server/read-models/statements/export.ts'
import { type Account, createProjectedBank } from '../read-models/projected-bank.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
const past = createProjectedBank(bank.database)
let teller: Client
let adas: Account

/** January is closed, and so is February, in which nothing was; then there is March. */
beforeAll(async () => {
  const ada = await past.customer('Ada', 'Lovelace')
  const market = await past.account(await past.customer('Corner', 'Market'))
  adas = await past.account(ada, { name: 'Every "day", 日々' })
  await past.deposit(adas, '500.00', 'Salary January')
  await past.transfer(adas, market, '20.00', '=HYPERLINK("http://x")')
  await past.withdraw(adas, '5.00', 'Geldautomat Köln')
  await past.hold(adas, market, '30.00')
  for (let month = 1; month <= 2; month += 1)
    for (const account of [market, adas]) await past.closeMonth(account)
  past.setClock('2026-03-10T10:00:00.000Z')
  await past.deposit(adas, '10.00', 'Later')
  await past.project()
  teller = await bank.staff('teller')
})

const exported = (body: object, client: Client = teller) =>
  client.post('/api/statements/export', {
    accountId: adas.accountId,
    month: '2026-01',
    format: 'csv',
    ...body,
  })

const fieldsOf = async (response: Response) => {
  const body = (await response.json()) as { error: { data: { fields: { path: string }[] } } }
  return body.error.data.fields.map(({ path }) => path)
}

test('a closed month is its lines between its opening and its closing, which says what proves it', async () => {
  const response = await exported({})
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="statement-2026-01-\d{4}\.csv"$/,
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[]
  expect(rows.map((row) => [row.record, row.date, row.amount, row.balanceAfter])).toEqual([
    ['opening', '2026-01-01', '', '0.00'],
    ['line', '2026-01-01', '500.00', '500.00'],
    ['line', '2026-01-01', '-20.00', '480.00'],
    ['line', '2026-01-01', '-5.00', '475.00'],
    ['closing', '2026-01-31', '', '475.00'],
  ])
  expect(rows[2]).toMatchObject({
    description: `'=HYPERLINK("http://x")`,
    counterpartyName: 'Corner Market',
    currency: 'USD',
  })
  expect(response.headers.get('x-total-count')).toBe('3')

  const statement = await teller.ask<{
    version: number
    data: { proof: { events: { position: number }[] } }
  }>('statements.get', { accountId: adas.accountId, month: '2026-01' })
  expect(response.headers.get('x-version')).toBe(String(statement.version))
  const { position } = statement.data.proof.events[0]!
  expect(rows.at(-1)!.description).toContain(`Closed by event #${position} of the bank's log`)
  expect(rows.at(-1)!.description).toMatch(/proved by its SHA-256 [0-9a-f]{64}\./)
  const [seal] = await bank.database.sql<{ created_at: Date }[]>`
    SELECT created_at FROM events WHERE global_position = ${position}`
  expect(rows.at(-1)!.description).toContain(new Date(seal!.created_at).toISOString())
})

test('a month without entries, and one that is open', async () => {
  const read = async (month: string) =>
    parse(await (await exported({ month })).text(), { bom: true, columns: true }) as Record<string, string>[]
  expect((await read('2026-02')).map(({ record }) => record)).toEqual(['opening', 'closing'])
  const march = await read('2026-03')
  expect(march.map(({ record, amount }) => [record, amount])).toEqual([
    ['opening', ''],
    ['line', '10.00'],
    ['closing', ''],
  ])
  expect(march.at(-1)!.description).toContain('This month is still open')
})

test('what could be spent at the end is without what was held then', async () => {
  const ofx = await (await exported({ format: 'ofx' })).text()
  expect(ofx).toContain('<LEDGERBAL><BALAMT>475.00</BALAMT>')
  expect(ofx).toContain('<AVAILBAL><BALAMT>445.00</BALAMT>')
})

test.each([
  ['an unknown format', { format: 'doc' }, 'format'],
  ['no month', { month: '2026-13' }, 'month'],
  ['a month before the account', { month: '2025-12' }, 'month'],
  ['a month to come', { month: '2198-12' }, 'month'],
  ['no account', { accountId: 'mine' }, 'accountId'],
  ['a misspelt field', { moth: '2026-01' }, 'moth'],
])('%s is 400 and names the field', async (_, body, path) => {
  const response = await exported(body)
  expect(response.status).toBe(400)
  expect(await fieldsOf(response)).toEqual([path])
})

test('what is no JSON, or not called so, is refused', async () => {
  const broken = await teller.post('/api/statements/export', '{"accountId":')
  expect(broken.status).toBe(400)
  const form = await teller.post('/api/statements/export', 'a=b', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(form.status).toBe(415)
  expect((await teller.fetch('/api/statements/export')).status).toBe(405)
})

describe('to whom', () => {
  test("nobody without a session, no other page, and no customer another's", async () => {
    expect((await exported({}, bank.client())).status).toBe(401)
    const elsewhere = await teller.post(
      '/api/statements/export',
      { accountId: adas.accountId, month: '2026-01', format: 'csv' },
      { origin: 'https://evil.example' },
    )
    expect(elsewhere.status).toBe(403)
    const eve = await bank.customer('Eve')
    const foreign = await exported({}, eve)
    const missing = await exported({ accountId: randomUUID() }, eve)
    expect([foreign.status, missing.status]).toEqual([404, 404])
    const told = async (response: Response) =>
      ((await response.json()) as { error: { message: string } }).error
    expect((await told(foreign)).message).toBe((await told(missing)).message)
    expect((await exported({}, await bank.staff('auditor'))).status).toBe(200)
  })

  test('a customer their own, and what they have just seen is in it', async () => {
    const bea = await bank.customer('Bea')
    const { accountId } = await bea.command<{ accountId: string }>('openAccount', {
      product: 'current',
      currency: 'JPY',
      name: 'Yen',
    })
    const money = { amount: '500', currency: 'JPY' }
    const { version } = await teller.command<{ version: number }>('depositMoney', {
      ...{ accountId, money, description: 'お年玉' },
    })
    await bank.catchUp()
    const month = new Date().toISOString().slice(0, 7)
    const response = await exported({ accountId, month, afterVersion: version }, bea)
    const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[]
    expect(rows.map(({ amount, balanceAfter, description }) => [amount, balanceAfter, description])).toEqual([
      ['', '0', 'Opening balance'],
      ['500', '500', 'お年玉'],
      ['', '500', expect.any(String)],
    ])
    expect(Number(response.headers.get('x-version'))).toBeGreaterThanOrEqual(version)
  })

  test('one version for all of it, however the bank goes on', async () => {
    const account = await past.account(await past.customer('Carl', 'Gauss'))
    for (let n = 0; n < 5; n += 1) await past.deposit(account, '1.00')
    await past.project()
    const found = await exportStatement(
      bank.database.sql,
      { accountId: account.accountId, month: new Date().toISOString().slice(0, 7) },
      { now: new Date(), timeZone: 'UTC' },
      { pageSize: 2 },
    )
    if (found.outcome !== 'found') throw new Error(found.outcome)
    const amounts: string[] = []
    for await (const page of found.pages()) {
      await past.deposit(account, '100.00')
      await past.project()
      expect(page.length).toBeLessThanOrEqual(2)
      amounts.push(...page.map(({ money }) => money.amount))
    }
    expect(amounts).toEqual(['1.00', '1.00', '1.00', '1.00', '1.00'])
    expect(found.head.closing.amount).toBe('5.00')
  })
})
