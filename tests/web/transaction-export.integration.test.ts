/** Movements as a file: exactly those that the list shows with the same filters, at the reader's own pace. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../server/auth/sessions.ts'
import { exportTransactions } from '../../server/read-models/transactions/export.ts'
import type { TransactionRow } from '../../server/read-models/transactions/queries.ts'
import { transactionExport } from '../../server/web/transaction-export.ts'
import { type Account, createProjectedBank } from '../read-models/projected-bank.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
const { sql } = bank.database
const past = createProjectedBank(bank.database)
let teller: Client
let adas: Account
let many: Account
/** More than a PDF holds, also of those that came in. */
const MANY = 115_000

beforeAll(async () => {
  const market = await past.account(await past.customer('Corner', 'Market'))
  const ada = await past.customer('Ada', 'Lovelace')
  adas = await past.account(ada)
  many = await past.account(ada, { name: 'Many', currency: 'JPY' })
  await past.deposit(adas, '500.00', 'Salary January')
  for (const [n, description] of ['Lunch', 'Dinner', 'Lunch again', '-lunch'].entries())
    await past.transfer(adas, market, `${10 + n}.00`, description)
  await past.deposit(adas, '7.50', 'Found at lunch')
  await past.project()
  await makeMany(many)
  teller = await bank.staff('teller')
})

/** As if they had always been there: only the list reads them. */
const makeMany = async ({ accountId }: Account) => {
  await sql`
    INSERT INTO transactions (position, account_id, direction, amount, currency, balance_after, description,
                              at, amount_class, words, text_category, other_side, is_received)
    SELECT 20000000 - n, ${accountId}, CASE WHEN n % 8 = 0 THEN 'out' ELSE 'in' END, n, 'JPY', 1000000 + n,
           'Number ' || n, timestamptz '2025-12-01 00:00:00Z' - n * interval '1 second', 100, '', 'cash', ${accountId}, false
    FROM generate_series(1, ${MANY}) AS n`
  await sql`UPDATE projector_checkpoints SET last_position = 20000000 WHERE projector_name = 'transactions'`
}

const exported = (body: object, client: Client = teller) =>
  client.post('/api/transactions/export', { accountId: adas.accountId, format: 'csv', ...body })
const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[]

const listed = async (filter: object): Promise<TransactionRow[]> => {
  const input = { accountId: adas.accountId, ...filter }
  return (await teller.ask<{ data: TransactionRow[] }>('accounts.transactions', input)).data
}

test.each([
  ['no filter', {}, 6],
  ['words', { search: 'lunch' }, 4],
  ['words with a mistake', { search: 'diner' }, 1],
  ['a direction', { direction: 'in' }, 2],
  ['amounts', { minAmount: '10', maxAmount: '12.00' }, 3],
  ['words and a direction', { search: 'lunch', direction: 'in' }, 1],
  ['a category', { category: 'salary' }, 1],
  ['times', { from: '2026-01-01T09:00:00Z', to: '2030-01-01T00:00:00Z' }, 6],
  ['words that nothing has', { search: 'zebra' }, 0],
])('with %s it is what the list shows, in its order', async (_, filter, count) => {
  const response = await exported(filter)
  expect(response.status).toBe(200)
  const rows = rowsOf(await response.text())
  const list = await listed(filter)
  expect(rows.map(({ position }) => Number(position))).toEqual(list.map(({ position }) => position))
  expect(rows.length).toBe(count)
  expect(response.headers.get('x-total-count')).toBe(String(count))
})

test('as PDF and as camt.052 it has the same lines, and says by what they were picked out', async () => {
  const filter = { search: 'lunch', direction: 'out', categories: ['other', 'transfers'] }
  const list = await listed(filter)
  const report = await exported({ ...filter, format: 'camt052' })
  expect(report.headers.get('content-type')).toContain('application/xml')
  const xml = await report.text()
  expect([...xml.matchAll(/<NtryRef>(\d+)</g)].map(([, one]) => Number(one))).toEqual(
    list.map(({ position }) => position),
  )
  expect(xml).toContain('Words: “lunch”. Direction: Money out. Categories: Other, Transfers to people.')
  const paper = await exported({ ...filter, format: 'pdf' })
  expect(paper.headers.get('content-type')).toBe('application/pdf')
  expect(paper.headers.get('x-total-count')).toBe(String(list.length))
  expect(
    Buffer.from(await paper.arrayBuffer())
      .subarray(0, 8)
      .toString(),
  ).toBe('%PDF-1.7')
})

test('a PDF of more than it holds is refused before it is begun, also where nobody has counted', async () => {
  for (const filter of [{}, { direction: 'in' }]) {
    const response = await exported({ accountId: many.accountId, format: 'pdf', ...filter })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { data: { fields: [{ path: 'format' }] } } })
  }
})

test('a line says what is known of it', async () => {
  const [row] = rowsOf(await (await exported({ search: 'dinner' })).text())
  const [shown] = await listed({ search: 'dinner' })
  expect(row).toEqual({
    date: shown!.at.slice(0, 10),
    at: shown!.at,
    amount: '-11.00',
    currency: 'USD',
    balanceAfter: shown!.balanceAfter.amount,
    description: 'Dinner',
    note: '',
    counterpartyName: 'Corner Market',
    counterpartyNumber: shown!.counterparty!.number,
    category: shown!.category,
    transferId: shown!.transferId,
    position: String(shown!.position),
  })
})

test.each([
  ['a misspelt filter', { serach: 'lunch' }, 'serach'],
  ['an unknown category', { category: 'fun' }, 'category'],
  ['a time that is none', { from: 'yesterday' }, 'from'],
  ['an amount that is none', { minAmount: '1,50' }, 'minAmount'],
  ['a format for whole months', { format: 'camt053' }, 'format'],
])('%s is 400 and names the field', async (_, body, path) => {
  const response = await exported(body)
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { data: { fields: { path: string }[] } } }
  expect(error.data.fields.map((field) => field.path)).toEqual([path])
})

test("another customer's account is like one that does not exist", async () => {
  const eve = await bank.customer('Eve')
  expect((await exported({}, eve)).status).toBe(404)
  expect((await exported({}, bank.client())).status).toBe(401)
})

describe('a hundred thousand lines', () => {
  let served: Awaited<ReturnType<typeof serve>>
  afterEach(() => served?.stop())

  /** The endpoint alone, with a look at how much it reads. */
  const serve = async () => {
    const state = { pages: 0, response: undefined as ServerResponse | undefined, done: Promise.resolve() }
    const endpoint = transactionExport(bank.bank.services, async (...asked) => {
      const whole = (await exportTransactions(...asked))!
      const pages = async function* () {
        for await (const page of whole.pages()) {
          state.pages += 1
          yield page
        }
      }
      return { ...whole, pages }
    })
    const body = JSON.stringify({ accountId: many.accountId, format: 'csv' })
    const signedIn = { actor: { role: 'teller' } } as SignedIn
    const server = createServer((incoming, response) => {
      state.response = response
      const query = new URLSearchParams()
      state.done = endpoint({ request: incoming, response, query, body, correlationId: 'x', signedIn })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const stop = () => {
      server.closeAllConnections()
      server.close()
    }
    return { state, stop, port: (server.address() as AddressInfo).port }
  }

  const open = async (port: number): Promise<IncomingMessage> => {
    const [response] = (await once(request({ port, host: '127.0.0.1' }).end(), 'response')) as [
      IncomingMessage,
    ]
    return response
  }

  test('go to who reads slowly as fast as they are read, and there is never more than a page in memory', async () => {
    served = await serve()
    const { state } = served
    const reader = await open(served.port)
    expect(reader.headers['x-total-count']).toBe(String(MANY))
    await vi.waitFor(() => expect(state.response!.writableNeedDrain).toBe(true), {
      interval: 5,
      timeout: 20_000,
    })
    expect(state.pages).toBeLessThan(MANY / 500)
    expect(state.response!.writableLength).toBeLessThan(3 * 500 * 300)

    let lines = -1
    let largest = 0
    for await (const chunk of reader) {
      for (const byte of chunk as Buffer) if (byte === 10) lines += 1
      largest = Math.max(largest, state.response!.writableLength)
    }
    await state.done
    expect(lines).toBe(MANY)
    expect(largest).toBeLessThan(3 * 500 * 300)
    expect(state.pages).toBe(MANY / 500)
  })

  test('for who goes away nothing more is read', async () => {
    served = await serve()
    const { state } = served
    const reader = await open(served.port)
    await once(reader, 'readable')
    reader.destroy()
    await state.done
    expect(state.pages).toBeLessThan(MANY / 500)
  })
})
