/** The audit trail as a file: the whole of it, at the reader's own pace, and for auditors alone. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AuditedEvent } from '../../server/read-models/audit-trail/audited-event.ts'
import { exportAudit } from '../../server/read-models/audit-trail/export.ts'
import { written } from '../../server/read-models/audit-trail/written.ts'
import { auditExport } from '../../server/web/audit-export.ts'
import { createAuditedLog, fillAuditedLog } from '../support/audited-log.ts'
import { account, deposited, opened } from '../support/bank.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { PATIENCE } from '../support/patience.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
let auditor: Client
beforeAll(async () => {
  auditor = await bank.staff('auditor')
})

const exported = async (query: string, client = auditor) => client.fetch(`/api/audit/export?${query}`)

const lines = async (query: string): Promise<AuditedEvent[]> => {
  const text = await (await exported(`format=jsonl&${query}`)).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** RFC 4180, told apart from the writer that made it. */
const parseCsv = (text: string): string[][] => {
  const records: string[][] = []
  let record: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r]*))(,|\r\n)/g)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') {
      records.push(record)
      record = []
    }
  }
  return records
}

describe('of a bank in which nothing has happened', () => {
  test('CSV has its columns and JSON Lines nothing', async () => {
    const csv = await exported('format=csv')
    expect(csv.status).toBe(200)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit-0.csv"')
    expect(parseCsv(await csv.text())).toEqual([
      [
        'position',
        'at',
        'streamId',
        'streamPosition',
        'type',
        'schemaVersion',
        'userId',
        'commandId',
        'correlationId',
        'causationId',
        'data',
      ],
    ])
    expect(await lines('')).toEqual([])
  })
})

describe('of a bank', () => {
  let events: Awaited<ReturnType<ReturnType<typeof createAuditedLog>['events']>>
  beforeAll(async () => {
    const log = createAuditedLog(bank.database)
    await fillAuditedLog(log)
    events = await log.events()
  })

  test('JSON Lines are the log', async () => {
    const all = await lines('')
    expect(all.map(({ position }) => position)).toEqual(events.map(({ globalPosition }) => globalPosition))
    const event = events.find(({ type }) => type === 'MoneyDeposited')!
    expect(all[event.globalPosition - 1]).toEqual({
      position: event.globalPosition,
      streamId: event.streamId,
      streamPosition: event.streamPosition,
      type: 'MoneyDeposited',
      schemaVersion: event.schemaVersion,
      data: expect.objectContaining({ money: { amount: '1000.00', currency: 'USD' } }),
      at: event.createdAt.toISOString(),
      ...event.metadata,
    })
  })

  test('CSV says the same as JSON Lines', async () => {
    const [columns, ...records] = parseCsv(await (await exported('format=csv')).text())
    const fromCsv = records.map((record) => Object.fromEntries(columns!.map((name, n) => [name, record[n]])))
    const expected = (await lines('')).map((event) =>
      Object.fromEntries(
        Object.entries(event).map(([name, value]) => [
          name,
          typeof value === 'object' ? JSON.stringify(value) : String(value),
        ]),
      ),
    )
    expect(fromCsv).toEqual(expected)
  })

  test('filters leave what they leave in a search', async () => {
    const { userId } = events.at(-1)!.metadata
    const from = events[20]!.createdAt.toISOString()
    const expected = events.filter(
      (event) =>
        event.metadata.userId === userId &&
        event.type === 'MoneyDeposited' &&
        event.createdAt >= new Date(from),
    )
    const found = await lines(`userId=${userId}&type=MoneyDeposited&from=${encodeURIComponent(from)}`)
    expect(found.map(({ position }) => position)).toEqual(
      expected.map(({ globalPosition }) => globalPosition),
    )
    expect(expected.length).toBeGreaterThan(0)
  })

  test.each([
    ['no format', '', 'format'],
    ['an unknown format', 'format=pdf', 'format'],
    ['a misspelt filter', 'format=csv&usrId=ada', 'usrId'],
    ['a filter given twice', 'format=csv&userId=ada&userId=bob', 'userId'],
    ['an unknown type', 'format=csv&type=MoneyStolen', 'type'],
    ['no instant', 'format=csv&from=yesterday', 'from'],
    ['an instant in the future', 'format=csv&from=2999-01-01T00:00:00Z', 'from'],
    ['an end before the beginning', 'format=csv&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['a stream that is none', 'format=csv&streamId=Wallet-1', 'streamId'],
    ['a stream that does not exist', `format=csv&streamId=Transfer-${randomUUID()}`, 'streamId'],
  ])('%s is 400 and names the field', async (_, query, path) => {
    const response = await exported(query)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { data: { code: 'BAD_REQUEST', fields: [{ path, reason: expect.any(String) }] } },
    })
  })

  test('is for auditors, and is only read', async () => {
    expect((await exported('format=csv', bank.client())).status).toBe(401)
    expect((await exported('format=csv', await bank.customer())).status).toBe(403)
    expect((await exported('format=csv', await bank.staff('teller'))).status).toBe(403)
    expect((await exported('format=csv', await bank.staff('approver'))).status).toBe(403)
    expect((await auditor.post('/api/audit/export?format=csv', {})).status).toBe(405)
  })
})

test('a cell that a spreadsheet would take for a formula begins with an apostrophe', async () => {
  const database = await createTestDatabase()
  const log = createAuditedLog(database)
  const users = ['=1+1', '+1', '-1', '@SUM(A1)', 'ada']
  const at = account(randomUUID(), randomUUID())
  for (const [n, userId] of users.entries())
    await log.write([n === 0 ? opened(at) : deposited(at, '1.00')], { userId })
  await log.project()
  let csv = ''
  for await (const text of written((await exportAudit(database.sql, {})).pages(), 'csv')) csv += text
  const [columns, ...records] = parseCsv(csv)
  expect(records.map((record) => record[columns!.indexOf('userId')])).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    'ada',
  ])
})

describe('a reader who is slow or goes away', () => {
  const EVENTS = 1_000
  const PAGE_SIZE = 25
  let database: TestDatabase
  let served: Awaited<ReturnType<typeof serve>>

  beforeAll(async () => {
    database = await createTestDatabase()
    const log = createAuditedLog(database)
    const at = account(randomUUID(), randomUUID())
    // Far more than all the buffers between a server and a client.
    const deposits = Array.from({ length: EVENTS - 1 }, () => deposited(at, '1.00', null, 'x'.repeat(20_000)))
    await log.write([opened(at), ...deposits])
    await log.project()
  })
  afterEach(() => served.stop())

  /** The endpoint alone, with a look at how much it reads. */
  const serve = async () => {
    const state = { pages: 0, response: undefined as ServerResponse | undefined, done: Promise.resolve() }
    const endpoint = auditExport(database.sql, async (sql, filter) => {
      const whole = await exportAudit(sql, filter, { pageSize: PAGE_SIZE })
      const pages = async function* () {
        for await (const page of whole.pages()) {
          state.pages += 1
          yield page
        }
      }
      return { ...whole, pages }
    })
    const server = createServer((request, response) => {
      state.response = response
      state.done = endpoint({
        request,
        response,
        query: new URLSearchParams('format=jsonl'),
        body: '',
        correlationId: 'x',
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const stop = () => {
      server.closeAllConnections()
      server.close()
    }
    return { state, stop, url: `http://127.0.0.1:${port}/` }
  }

  const open = async (url: string): Promise<IncomingMessage> => {
    const [response] = (await once(get(url), 'response')) as [IncomingMessage]
    return response
  }

  test('who reads nothing is sent no more than the buffers hold, and later all of it', async () => {
    served = await serve()
    const { state } = served
    const reader = await open(served.url)
    await vi.waitFor(() => expect(state.response!.writableNeedDrain).toBe(true), { ...PATIENCE, interval: 5 })
    const before = state.pages
    expect(before).toBeLessThan(EVENTS / PAGE_SIZE)
    // A page is about a megabyte: one is being written, and one waits behind it.
    expect(state.response!.writableLength).toBeLessThan(2 * PAGE_SIZE * 21_000)

    let text = ''
    for await (const chunk of reader.setEncoding('utf8')) text += chunk
    await state.done
    expect(state.pages).toBe(EVENTS / PAGE_SIZE)
    const positions = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).position)
    expect(positions).toEqual(Array.from({ length: EVENTS }, (_, n) => n + 1))
  })

  test('for who goes away nothing more is read', async () => {
    served = await serve()
    const { state } = served
    const reader = await open(served.url)
    await once(reader, 'readable')
    reader.destroy()
    await state.done
    expect(state.pages).toBeLessThan(EVENTS / PAGE_SIZE)
  })
})
