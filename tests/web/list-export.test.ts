/** Lists as files, with made-up pages: how they are asked for, and what is refused before anybody is asked. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { SignedIn } from '../../server/auth/sessions.ts'
import type { Services } from '../../server/trpc/context.ts'
import { appRouter } from '../../server/trpc/router.ts'
import { exportedLists } from '../../server/web/exported-lists.ts'
import { type ExportedList, listExport } from '../../server/web/list-export.ts'
import { answeringRefusals } from '../../server/web/refusals.ts'

const signedIn = { actor: { role: 'teller', userId: 'x', customerId: null } } as unknown as SignedIn
// Nothing here gets as far as the database.
const services = {} as Services

const sent = async <Row>(list: ExportedList<Row>, body: unknown): Promise<Response> => {
  const endpoint = answeringRefusals(listExport(services, 'made-up', list))
  const server = createServer((request, response) => {
    const query = new URLSearchParams()
    void endpoint({ request, response, query, body: JSON.stringify(body), correlationId: 'x', signedIn })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/`)
  const text = await response.text()
  server.close()
  return new Response(text, { status: response.status, headers: response.headers })
}

type Row = { name: string; amount: string }

/** Of so many pages with two rows each. */
const madeUp = (pages: number) => {
  const asked: object[] = []
  const list: ExportedList<Row> = {
    path: 'transfers.list',
    ask: async (_, input) => {
      asked.push(input)
      const n = Number(input.cursor ?? 0)
      return {
        version: 7 + n,
        data: [0, 1].map((row) => ({ name: `=${n}.${row}`, amount: '-1.00' })),
        nextCursor: n + 1 < pages ? String(n + 1) : null,
      }
    },
    columns: { name: ({ name }) => name, amount: ({ amount }) => amount },
  }
  return { asked, list }
}

test('every list is one that the API has', () => {
  const procedures = Object.keys(appRouter._def.procedures)
  for (const { path } of Object.values(exportedLists)) expect(procedures).toContain(path)
})

test('all pages are asked for with the same filters, each once and in order', async () => {
  const { asked, list } = madeUp(3)
  const response = await sent(list, { format: 'csv', status: 'held' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="made-up-7.csv"')
  expect(response.headers.get('x-version')).toBe('7')
  expect(response.headers.get('x-total-count')).toBeNull()
  const rows = parse(await response.text(), { bom: true, columns: true }) as Row[]
  expect(rows.map(({ name }) => name)).toEqual(
    ['0.0', '0.1', '1.0', '1.1', '2.0', '2.1'].map((at) => `'=${at}`),
  )
  expect(rows.every(({ amount }) => amount === '-1.00')).toBe(true)
  expect(asked).toEqual([
    { status: 'held', limit: 200 },
    { status: 'held', limit: 200, cursor: '1' },
    { status: 'held', limit: 200, cursor: '2' },
  ])
})

test('where one page is all, it is said how many rows there are', async () => {
  expect((await sent(madeUp(1).list, { format: 'csv' })).headers.get('x-total-count')).toBe('2')
})

test.each([
  ['a misspelt filter', { format: 'csv', sttus: 'held' }, 'sttus'],
  ['a cursor', { format: 'csv', cursor: '1' }, 'cursor'],
  ['a number of rows', { format: 'csv', limit: 1 }, 'limit'],
  ['another format', { format: 'pdf' }, 'format'],
])('%s is refused before anybody is asked', async (_, body, path) => {
  const { asked, list } = madeUp(1)
  const response = await sent(list, body)
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { error: { data: { fields: { path: string }[] } } }
  expect(error.data.fields.map((field) => field.path)).toEqual([path])
  expect(asked).toEqual([])
})

test('what the list itself refuses is told in its words', async () => {
  const { transfers, payees } = exportedLists
  const status = await sent(transfers, { format: 'csv', status: 'lost' })
  expect(status.status).toBe(400)
  expect(await status.json()).toMatchObject({ error: { data: { fields: [{ path: 'status' }] } } })
  // Only customers have payees.
  expect((await sent(payees, { format: 'csv' })).status).toBe(403)
})
