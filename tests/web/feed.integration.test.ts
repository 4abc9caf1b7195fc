/** The feed for other systems: every event once and in order, however it is read and whatever breaks off. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createParser } from 'eventsource-parser'
import postgres from 'postgres'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { dial } from '../../db/address.ts'
import { readFeed } from '../../server/read-models/feed/read-feed.ts'
import { createLogWatch } from '../../server/read-models/log-watch.ts'
import { feed } from '../../server/web/feed.ts'
import { createAuditedLog } from '../support/audited-log.ts'
import { account, deposited, opened, registered } from '../support/bank.ts'
import { createTestDatabase } from '../support/database.ts'
import { PATIENCE } from '../support/patience.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
const log = createAuditedLog(bank.database)
const at = account(randomUUID(), randomUUID())
const deposit = () => deposited(at, '1.00')
let auditor: Client
let head = 0
const write = async (...facts: Parameters<typeof log.write>[0]) => {
  await log.write(facts)
  head += facts.length
}
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => first + n)

beforeAll(async () => {
  auditor = await bank.staff('auditor')
  await write(registered(at), opened(at), ...Array.from({ length: 28 }, deposit))
})

type Page = { events: { position: number; type: string }[]; nextAfter: number; head: number }
const page = async (query: string): Promise<Page> => {
  const response = await auditor.fetch(`/api/feed?${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Page
}

const streams: { destroy: () => void }[] = []
afterEach(() => {
  for (const stream of streams.splice(0)) stream.destroy()
})

/** A follower as simple as they come, on its own connection. */
const follow = async (query = '', { headers = {}, client = auditor, url = bank.url } = {}) => {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const request = httpRequest(`${url}/api/feed?${query}`, {
    headers: { accept: 'text/event-stream', cookie, ...headers },
  }).end()
  streams.push(request)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const received = {
    positions: [] as number[],
    ids: [] as string[],
    comments: [] as string[],
    events: [] as string[],
  }
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      if (event) received.events.push(`${event} ${data}`)
      else received.positions.push(JSON.parse(data).position)
      if (id) received.ids.push(id)
    },
    onComment: (comment) => received.comments.push(comment.trim()),
  })
  response.setEncoding('utf8').on('data', (chunk: string) => parser.feed(chunk))
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()))
  request.on('error', () => undefined)
  response.on('error', () => undefined)
  return {
    ...received,
    status: response.statusCode,
    headers: response.headers,
    response,
    ended,
    close: () => request.destroy(),
    has: (position: number) =>
      vi.waitFor(() => expect(received.positions.at(-1)).toBe(position), { interval: 5, timeout: 10_000 }),
  }
}

describe('pages', () => {
  test('are the log, one after the other, and say where to go on', async () => {
    const seen: number[] = []
    for (let after = 0; ; ) {
      const { events, nextAfter, head: end } = await page(`after=${after}&limit=7`)
      expect(end).toBe(head)
      seen.push(...events.map(({ position }) => position))
      if (nextAfter === after) break
      after = nextAfter
    }
    expect(seen).toEqual(upTo(head))
    expect(await page(`after=${head}`)).toEqual({ events: [], nextAfter: head, head })
  })

  test('of some types look past the others, and say how far they have looked', async () => {
    const some = await page('types=AccountOpened,CustomerRegistered')
    expect(some.events.map(({ type }) => type)).toEqual(['CustomerRegistered', 'AccountOpened'])
    expect(some.nextAfter).toBe(head)
    const cut = await page('types=AccountOpened&limit=1')
    expect(cut).toMatchObject({ events: [{ position: 2 }], nextAfter: 2 })
  })

  test.each([
    ['after=-1', 'after'],
    ['after=x', 'after'],
    ['after=999999', 'after'],
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['types=MoneyStolen', 'types.0'],
    ['type=AccountOpened', 'type'],
    ['consumer=nobody', 'consumer'],
    ['consumer=No+Name', 'consumer'],
    ['consumer=nobody&after=1', 'after'],
  ])('%s is 400 and names the field', async (query, path) => {
    for (const accept of ['application/json', 'text/event-stream']) {
      const response = await auditor.fetch(`/api/feed?${query}`, { headers: { accept } })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error: { data: { fields: [{ path }] } } })
    }
  })

  test('are for auditors', async () => {
    for (const accept of ['application/json', 'text/event-stream']) {
      const statusFor = async (client: Client) =>
        (await client.fetch('/api/feed', { headers: { accept } })).status
      expect(await statusFor(bank.client())).toBe(401)
      for (const role of ['teller', 'approver'] as const)
        expect(await statusFor(await bank.staff(role))).toBe(403)
    }
  })
})

describe('a stream', () => {
  test('sends what is there and then what comes, each event once, while others write', async () => {
    const writing = async () => {
      for (let n = 0; n < 60; n++) await write(deposit(), deposit())
    }
    const target = head + 120
    const [early, late] = await Promise.all([follow(''), follow(`after=${head - 3}`), writing()])
    await early.has(target)
    await late.has(target)
    expect(early.positions).toEqual(upTo(target))
    expect(early.ids).toEqual(upTo(target).map(String))
    expect(late.positions).toEqual(upTo(target, target - 122))
    expect(early.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  })

  test('goes on behind Last-Event-ID, whatever the address says', async () => {
    const { positions, has } = await follow('after=1', { headers: { 'last-event-id': '5' } })
    await has(head)
    expect(positions).toEqual(upTo(head, 6))
    const response = await auditor.fetch('/api/feed', {
      headers: { accept: 'text/event-stream', 'last-event-id': '999999' },
    })
    expect(response.status).toBe(400)
  })

  test('is told at once by the projectors, without being asked for', async () => {
    const watch = createLogWatch(bank.database.sql, { pollMs: 3_600_000 })
    const signal = new AbortController().signal
    const options = { withinMs: 20_000, signal }
    const before = head
    const moved = watch.movesBeyond(before, options)
    await write(deposit())
    expect(await moved).toBe(true)
    expect(await watch.movesBeyond(before, options)).toBe(true)
    // Told of the first at the latest when it began to listen, and of this one because it does.
    const again = watch.movesBeyond(head, options)
    await write(deposit())
    await log.project()
    expect(await again).toBe(true)
    const waiting = watch.movesBeyond(head, options)
    await watch.stop()
    expect(await waiting).toBe(false)
  })

  test('ends when its reader signs out, and takes nobody else with it', async () => {
    const other = await bank.staff('auditor')
    const [mine, theirs] = await Promise.all([follow(''), follow('', { client: other })])
    await Promise.all([mine.has(head), theirs.has(head)])
    await other.post('/api/auth/sign-out', {})
    await theirs.ended
    await write(deposit())
    await mine.has(head)
  })
})

test('of fifty-one streams the last is told to read pages, and gets the place of one that is closed', async () => {
  const MOST = 50
  const following = await Promise.all(Array.from({ length: MOST }, () => follow(`after=${head}`)))
  expect(following.map(({ status }) => status)).toEqual(Array(MOST).fill(200))
  const ask = () => follow(`after=${head}`)
  const refused = await ask()
  expect(refused.status).toBe(503)
  expect(refused.headers['retry-after']).toBe('10')
  expect((await page(`after=${head - 1}`)).events).toHaveLength(1)
  expect(
    await auditor.fetch('/api/feed?after=999999', { headers: { accept: 'text/event-stream' } }),
  ).toHaveProperty('status', 400)

  // Whoever goes away without a word frees a place, and no more than one.
  following[0]?.close()
  const next = await vi.waitFor(
    async () => {
      const stream = await ask()
      expect(stream.status).toBe(200)
      return stream
    },
    { timeout: 10_000, interval: 20 },
  )
  expect((await ask()).status).toBe(503)
  await write(deposit())
  await next.has(head)
  await following[MOST - 1]?.has(head)
})

describe('a stream, looked at from the server', () => {
  /** The endpoint alone, with a look at what it reads. */
  const serve = async (options: { heartbeatMs?: number; bytes?: number } = {}) => {
    const state = { reads: 0, response: undefined as ServerResponse | undefined, done: Promise.resolve() }
    const watch = createLogWatch(bank.database.sql, { pollMs: 20 })
    const endpoint = feed({
      sql: bank.database.sql,
      logWatch: watch,
      sessions: { endOf: () => new AbortController().signal },
      heartbeatMs: options.heartbeatMs ?? 3_600_000,
      read: async (sql, request) => {
        state.reads += 1
        // Each page again and again, as a log without an end: far more than all the buffers in between.
        if (options.bytes === undefined) return readFeed(sql, request)
        const found = await readFeed(sql, { after: 0, limit: 1 })
        const padded = {
          ...found.events[0]!,
          streamId: 'x'.repeat(options.bytes),
          position: request.after + 1,
        }
        return { ...found, events: [padded], nextAfter: request.after + 1 }
      },
    })
    const server = createServer((request, response) => {
      state.response = response
      const query = new URL(request.url!, 'http://x').searchParams
      state.done = endpoint({
        request,
        response,
        query,
        body: '',
        correlationId: 'x',
        signedIn: { sessionId: 'x' } as never,
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const stop = async () => {
      server.closeAllConnections()
      server.close()
      await watch.stop()
    }
    streams.push({ destroy: () => void stop() })
    return { state, watch, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  }

  test('keeps the connection alive, and tells how far it has looked', async () => {
    const { url } = await serve({ heartbeatMs: 20 })
    const { response, close, ended } = await follow('types=AccountFrozen', { url })
    let text = ''
    response.on('data', (chunk) => (text += chunk))
    await vi.waitFor(() => expect(text.match(/: heartbeat/g)?.length).toBeGreaterThan(2), PATIENCE)
    expect(text).toContain(`: heartbeat\nid: ${head}\n\n`)
    close()
    await ended
  })

  test('of a client that does not read holds a page, and reads no more', async () => {
    const { url, state } = await serve({ bytes: 1_000_000 })
    const { response, close } = await follow('', { url })
    response.pause()
    await vi.waitFor(() => expect(state.response!.writableNeedDrain).toBe(true), { ...PATIENCE, interval: 5 })
    // Once more after it is full, so that what is on its way has arrived.
    const reads = await vi.waitFor(async () => {
      const before = state.reads
      await readFeed(bank.database.sql, { after: 0, limit: 1 })
      expect(state.reads).toBe(before)
      return before
    }, PATIENCE)
    expect(state.response!.writableLength).toBeLessThan(3_000_000)
    response.resume()
    await vi.waitFor(() => expect(state.reads).toBeGreaterThan(reads + 20), PATIENCE)
    close()
    await state.done
  })

  test('ends with the process, and with its client', async () => {
    const { url, state, watch } = await serve()
    const gone = await follow('', { url })
    await gone.has(head)
    gone.close()
    await state.done
    const staying = await follow('', { url })
    await staying.has(head)
    await watch.stop()
    await staying.ended
    await state.done
    expect(staying.response.complete).toBe(true)
  })
})

describe('consumers', () => {
  const code = async (procedure: string, input: object) => {
    const { status, error } = await auditor.mutate(procedure, input)
    return [status, error?.data.reason ?? error?.data.fields?.[0]?.path]
  }

  test('keep their position, which moves only from where it is believed to stand', async () => {
    expect(await code('feed.create', { name: 'ledger' })).toEqual([200, undefined])
    expect(await code('feed.create', { name: 'ledger' })).toEqual([409, 'ConsumerExists'])
    expect(await code('feed.create', { name: 'Ledger!' })).toEqual([400, 'name'])
    expect(await code('feed.create', { name: 'ahead', position: 999_999 })).toEqual([400, 'position'])
    expect((await page('consumer=ledger&limit=1')).events[0]!.position).toBe(1)

    const both = await Promise.all(
      [5, 7].map((to) => auditor.mutate('feed.advance', { name: 'ledger', from: 0, to })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const { data } = await auditor.ask<{ data: { name: string; position: number; lag: number }[] }>(
      'feed.list',
    )
    const [{ position, lag }] = data as [(typeof data)[number]]
    expect([5, 7]).toContain(position)
    expect(lag).toBe(head - position)
    expect(both.find(({ error }) => error)!.error!.data.reached).toBe(position)
    expect((await page('consumer=ledger&limit=1')).events[0]!.position).toBe(position + 1)

    expect(await code('feed.advance', { name: 'ledger', from: position, to: 2 })).toEqual([400, 'to'])
    expect(await code('feed.advance', { name: 'ledger', from: position, to: 2, rewind: true })).toEqual([
      200,
      undefined,
    ])
    expect(await code('feed.advance', { name: 'ledger', from: 2, to: 999_999 })).toEqual([400, 'position'])
    expect(await code('feed.advance', { name: 'nobody', from: 0, to: 1 })).toEqual([404, undefined])

    const { positions, has } = await follow('consumer=ledger')
    await has(head)
    expect(positions).toEqual(upTo(head, 3))
    expect(await code('feed.delete', { name: 'ledger' })).toEqual([200, undefined])
    expect(await code('feed.delete', { name: 'ledger' })).toEqual([404, undefined])
  })
})

test('an event that cannot be read stops the feed in front of it, and says which', async () => {
  const database = await createTestDatabase()
  const own = createAuditedLog(database)
  await own.write([opened(at), deposit(), deposit()])
  const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
  await admin`SET session_replication_role = replica`
  await admin`UPDATE events SET schema_version = 99 WHERE global_position = 2`
  await admin.end()

  const stopped = await readFeed(database.sql, { after: 0, limit: 10 })
  expect(stopped).toMatchObject({ nextAfter: 1, unreadable: { position: 2, type: 'MoneyDeposited' } })
  expect(stopped.events.map(({ position }) => position)).toEqual([1])
  expect(
    (await readFeed(database.sql, { after: 2, limit: 10 })).events.map(({ position }) => position),
  ).toEqual([3])
  const others = await readFeed(database.sql, { after: 0, limit: 10, types: new Set(['AccountOpened']) })
  expect(others).toMatchObject({ nextAfter: 3, unreadable: undefined })

  const endpoint = feed({
    sql: database.sql,
    logWatch: createLogWatch(database.sql),
    sessions: { endOf: () => new AbortController().signal },
  })
  const server = createServer((request, response) => {
    const query = new URL(request.url!, 'http://x').searchParams
    void endpoint({
      request,
      response,
      query,
      body: '',
      correlationId: 'x',
      signedIn: { sessionId: 'x' } as never,
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  streams.push({ destroy: () => server.closeAllConnections() }, { destroy: () => server.close() })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const refused = await fetch(`${url}/api/feed?after=1`)
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ error: { data: { code: 'UNREADABLE_EVENT' } } })
  const { positions, events, ended } = await follow('', { url })
  await ended
  expect(positions).toEqual([1])
  expect(events[0]).toMatch(/^unreadable \{"position":2,/)
})
