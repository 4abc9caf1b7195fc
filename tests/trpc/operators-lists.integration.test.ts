/** What those who look after the bank go through page by page: the version it is of, and each row once. */
import { beforeAll, describe, expect, test } from 'vitest'
import { readHead } from '../../server/event-store/read.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const { sql } = bank.database
let auditor: Client

type Listed = { version: number; data: { [field: string]: unknown }[]; nextCursor: string | null }

beforeAll(async () => {
  auditor = await bank.staff('auditor')
  await sql`
    INSERT INTO feed_consumers (name, position, created_by)
    SELECT 'follower-' || n, 0, 'ada' FROM generate_series(1, 5) AS n`
  await sql`
    INSERT INTO clearing_failed_messages (position, message_id, status, attempts, error, failed_at)
    SELECT n, 'message-' || n, CASE WHEN n = 3 THEN 'failing' ELSE 'parked' END, 5, 'Error', now()
    FROM generate_series(1, 6) AS n`
})

describe.each([
  ['feed.list', 'name', [1, 2, 3, 4, 5].map((n) => `follower-${n}`)],
  ['payments.parkedMessages', 'position', [1, 2, 4, 5, 6]],
])('%s', (path, key, expected) => {
  const page = (input: object) => auditor.ask<Listed>(path, input)

  test.each([1, 2, 5, 200])('by pages of %i', async (limit) => {
    const seen: unknown[] = []
    for (let cursor: string | null = null; ; ) {
      const answer: Listed = await page({ limit, ...(cursor !== null && { cursor }) })
      expect(answer.version).toBe(await readHead(sql))
      expect(answer.data.length).toBeLessThanOrEqual(limit)
      seen.push(...answer.data.map((row) => row[key]))
      cursor = answer.nextCursor
      if (cursor === null) break
    }
    expect(seen).toEqual(expected)
  })
})

test('one follower is found by its name', async () => {
  const { data } = await auditor.ask<Listed>('feed.list', { name: 'follower-3' })
  expect(data).toMatchObject([{ name: 'follower-3', position: 0, lag: await readHead(sql) }])
})

test('before a worker has ever run no job has failed', async () => {
  const { version, data, nextCursor } = await auditor.ask<Listed>('deadLetters.failedJobs', { limit: 1 })
  expect({ version, data, nextCursor }).toEqual({ version: await readHead(sql), data: [], nextCursor: null })
})

test.each(['feed.list', 'payments.parkedMessages', 'deadLetters.failedJobs'])(
  '%s says what is wrong with a page that it cannot give',
  async (path) => {
    for (const [input, field] of [
      [{ limit: 0 }, 'limit'],
      [{ limit: 201 }, 'limit'],
      [{ cursor: 'nonsense' }, 'cursor'],
    ] as const) {
      const { status, error } = await auditor.query(path, input)
      expect([status, error?.data.fields?.[0]?.path]).toEqual([400, field])
    }
  },
)
