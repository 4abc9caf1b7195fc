/** Whoever asks the bank about its past gets the same answers whether the months lie in the database or in files. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createParser } from 'eventsource-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountStream } from '../../server/domain/ids.ts'
import { archiveMonths, restoreMonths } from '../../server/event-store/archive/archive.ts'
import { listArchives } from '../../server/event-store/archive/archived.ts'
import { createAuditedLog, fillAuditedLog } from '../support/audited-log.ts'
import { account, deposited, opened, registered } from '../support/bank.ts'
import { tableRows } from '../support/old-months.ts'
import type { Client } from './client.ts'
import { startTestBank } from './test-bank.ts'

const bank = await startTestBank()
const { sql } = bank.database
const log = createAuditedLog(bank.database)
const at = account(randomUUID(), randomUUID())
const streamId = accountStream(at.accountId)
const directory = await mkdtemp(join(tmpdir(), 'passbook-archive-'))
afterAll(() => rm(directory, { recursive: true }))
const A_MONTH_MS = 31 * 86_400_000
let auditor: Client
let head = 0

beforeAll(async () => {
  auditor = await bank.staff('auditor')
  // January has most of it; the next four months and the last one have an event of one account each.
  await fillAuditedLog(log)
  await log.write([registered(at), opened(at), deposited(at, '1.00')])
  for (const afterMs of [1, 1, 1, 1, 3].map((months) => months * A_MONTH_MS))
    await log.write([deposited(at, '1.00')], { afterMs })
  await bank.catchUp('audit-trail')
  head = (await log.events()).length
  for (const [name, position] of Object.entries({ ledger: 0, reports: 17 }))
    await auditor.mutate('feed.create', { name, position })
})

const move = () =>
  archiveMonths(sql, {
    directory,
    olderThanMonths: 2,
    timeZone: 'UTC',
    now: new Date('2026-11-20T00:00:00Z'),
  })

type Page = { data: unknown[]; nextCursor: string | null }
const allPages = async (procedure: string, input: object): Promise<unknown[]> => {
  const pages: unknown[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page = await auditor.ask(procedure, { ...input, limit: 9, ...(cursor && { cursor }) })
    pages.push(page)
    cursor = page.nextCursor
  }
  return pages
}

const json = async (path: string): Promise<Record<string, unknown>> =>
  (await (await auditor.fetch(path)).json()) as Record<string, unknown>

const feedPages = async (query: string): Promise<unknown[]> => {
  const pages: unknown[] = []
  for (let after = -1, next = 0; next !== after; ) {
    after = next
    const page = await json(`/api/feed?after=${after}&limit=7&${query}`)
    pages.push(page)
    next = page.nextAfter as number
  }
  return pages
}

/** As a server sent events client gets it, up to the log's head. */
const followed = async (query: string, headers: Record<string, string> = {}): Promise<string[]> => {
  const leave = new AbortController()
  const response = await auditor.fetch(`/api/feed?${query}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: leave.signal,
  })
  const received: string[] = []
  const parser = createParser({ onEvent: ({ id, data }) => void received.push(`${id} ${data}`) })
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    parser.feed(chunk)
    if (received.at(-1)?.startsWith(`${head} `)) break
  }
  leave.abort()
  return received
}

const exported = async (query: string) => (await auditor.fetch(`/api/audit/export?${query}`)).text()

/** Every question to which the log itself has the answer. */
const answers = async () => {
  const positions = [1, 2, 9, 20, 33, head - 6, head - 1, head]
  const instants = [
    '2025-12-01T00:00:00Z',
    '2026-01-01T00:00:05Z',
    '2026-03-01T00:00:00Z',
    '2026-11-01T00:00:00Z',
  ]
  return {
    newest: await allPages('audit.search', { order: 'newest' }),
    oldest: await allPages('audit.search', { order: 'oldest', to: '2026-04-01T00:00:00Z' }),
    between: await allPages('audit.search', { from: instants[1], to: instants[2], type: 'MoneyDeposited' }),
    ofStream: await allPages('audit.search', { streamId }),
    stream: await allPages('audit.stream', { streamId }),
    events: await Promise.all(
      positions.map((globalPosition) => auditor.ask('audit.event', { globalPosition })),
    ),
    causes: await Promise.all(
      positions.map((globalPosition) => auditor.ask('audit.causation', { globalPosition })),
    ),
    csv: await exported('format=csv'),
    lines: await exported('format=jsonl'),
    some: await exported(`format=jsonl&type=MoneyDeposited&from=${instants[1]}`),
    feed: await feedPages(''),
    feedOfTypes: await feedPages('types=AccountOpened,TransferCompleted'),
    consumer: await json('/api/feed?consumer=reports&limit=20'),
    follower: await followed('after=3'),
    resumed: await followed('', { 'last-event-id': '30' }),
    consumerFollows: await followed('consumer=reports'),
    states: await Promise.all([
      ...positions.map((globalPosition) => auditor.ask('history.stateAt', { streamId, globalPosition })),
      ...instants.map((instant) => auditor.ask('history.stateAt', { streamId, at: instant })),
      ...[0, 3, 6].map((streamPosition) => auditor.ask('history.stateAt', { streamId, streamPosition })),
    ]),
    replay: await allPages('history.replay', { streamId }),
    found: await auditor.ask('history.find', {
      streamId,
      condition: { path: 'balance.amount', is: 'above', value: '3.00' },
    }),
    balance: await auditor.ask('accounts.balance', { accountId: at.accountId, from: 'writeSide' }),
  }
}

test('search, streams, causes, exports, the feed and the past are what they were', async () => {
  const before = await answers()
  expect(before.lines.trim().split('\n')).toHaveLength(head)
  expect(before.follower).toHaveLength(head - 3)
  const inTable = (await tableRows(sql)).length
  expect(await move()).toHaveLength(5)
  // What has been asked for was not there any more.
  expect((await tableRows(sql)).length).toBeLessThan(inTable - 40)
  expect(await answers()).toEqual(before)

  const both = await Promise.all([answers(), restoreMonths(sql, { month: '2026-03' })])
  expect(both[0]).toEqual(before)
  expect((await listArchives(sql)).map(({ month }) => month)).toEqual(['2026-01', '2026-02'])
  expect(await answers()).toEqual(before)
})

test('a consumer goes on through the months that have moved meanwhile, each event once', async () => {
  await restoreMonths(sql, {})
  const seen: number[] = []
  for (let turn = 0; ; turn += 1) {
    const { events } = (await json('/api/feed?consumer=ledger&limit=5')) as { events: { position: number }[] }
    const last = events.at(-1)
    if (!last) break
    const from = seen.at(-1) ?? 0
    seen.push(...events.map(({ position }) => position))
    expect((await auditor.mutate('feed.advance', { name: 'ledger', from, to: last.position })).status).toBe(
      200,
    )
    if (turn === 2) await move()
    if (turn === 6) await restoreMonths(sql, { month: '2026-02' })
  }
  expect(seen).toEqual(Array.from({ length: head }, (_, index) => index + 1))
})
