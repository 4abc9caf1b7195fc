/** The film of a stream that is so long that nobody would wait for all of it to be folded at once. */
import { beforeAll, expect, test } from 'vitest'
import { aggregate, writeStream } from '../../bench/load/streams.ts'
import type { StreamId } from '../../server/domain/ids.ts'
import { windowOf } from '../../server/engine-room/replay.ts'
import { EVENTS_PER_MARK } from '../../server/event-store/snapshots.ts'
import { createTestDatabase } from '../support/database.ts'

const LENGTH = 2 * EVENTS_PER_MARK + 500
const FROM = LENGTH - 25

const { sql } = await createTestDatabase()
let streamId: StreamId
beforeAll(async () => {
  streamId = await writeStream(sql, LENGTH)
})

const windowAt = (from: number) =>
  windowOf(
    sql,
    { streamId, aggregate, end: LENGTH - 1 },
    { from, limit: 25, signal: undefined, foldAtMost: EVENTS_PER_MARK },
  )

test('is folded a part at a time, and each part goes on where the last one ended', async () => {
  const parts = [await windowAt(FROM), await windowAt(FROM), await windowAt(FROM)]
  expect(parts.map(({ foldedFrom, foldedUpTo, steps }) => [foldedFrom, foldedUpTo, steps.length])).toEqual([
    [-1, EVENTS_PER_MARK - 1, 0],
    [EVENTS_PER_MARK - 1, 2 * EVENTS_PER_MARK - 1, 0],
    [2 * EVENTS_PER_MARK - 1, FROM - 1, 25],
  ])
  expect(parts[2]!.steps.at(-1)!.after).toMatchObject({
    balance: { amount: (LENGTH - 1).toFixed(2), currency: 'USD' },
  })
})

test('needs no part before its beginning', async () => {
  const { foldedFrom, foldedUpTo, steps } = await windowAt(0)
  expect([foldedFrom, foldedUpTo, steps.length]).toEqual([-1, -1, 25])
})
