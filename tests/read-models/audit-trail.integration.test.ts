/** The audit trail finds what a filter over the whole log finds, page by page, and tells what led to what. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { newEvents } from '../../server/engine-room/new-events.ts'
import { firstPositionFrom, readAt } from '../../server/event-store/find.ts'
import {
  type CausedCommand,
  causationOf,
  MAX_DEPTH,
  MAX_EVENTS,
} from '../../server/read-models/audit-trail/causation.ts'
import { exportAudit } from '../../server/read-models/audit-trail/export.ts'
import type { AuditFilter } from '../../server/read-models/audit-trail/filter.ts'
import { allEventTypes } from '../../server/read-models/audit-trail/projection.ts'
import { type AuditSearch, searchAudit } from '../../server/read-models/audit-trail/queries.ts'
import { InvalidCursor } from '../../server/read-models/paging.ts'
import { createAuditedLog, fillAuditedLog } from '../support/audited-log.ts'
import { account, deposited, opened } from '../support/bank.ts'
import { createTestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'

const database = await createTestDatabase()
const log = createAuditedLog(database)
let events: StoredBankEvent[]
beforeAll(async () => {
  await fillAuditedLog(log)
  events = await log.events()
})

const positionsOf = (some: readonly StoredBankEvent[]) => some.map(({ globalPosition }) => globalPosition)

const matches = (filter: AuditFilter) => (event: StoredBankEvent) =>
  (filter.streamId === undefined || event.streamId === filter.streamId) &&
  (filter.type === undefined || event.type === filter.type) &&
  (filter.userId === undefined || event.metadata.userId === filter.userId) &&
  (filter.commandId === undefined || event.metadata.commandId === filter.commandId) &&
  (filter.correlationId === undefined || event.metadata.correlationId === filter.correlationId) &&
  (filter.from === undefined || event.createdAt >= filter.from) &&
  (filter.to === undefined || event.createdAt <= filter.to)

const allPages = async (search: Omit<AuditSearch, 'cursor'>): Promise<number[]> => {
  const found: number[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await searchAudit(database.sql, { ...search, cursor })
    expect(page!.version).toBe(events.length)
    expect(page!.data.length).toBeLessThanOrEqual(search.limit)
    found.push(...positionsOf(page!.data))
    cursor = page!.nextCursor
  }
  return found
}

/** Mostly what stands in one event, so that filters find something together; sometimes from another one. */
const filters = fc
  .record({
    event: fc.nat(),
    other: fc.nat(),
    mix: fc.record({
      streamId: fc.boolean(),
      type: fc.boolean(),
      userId: fc.boolean(),
      correlationId: fc.boolean(),
    }),
    use: fc.subarray(['streamId', 'type', 'userId', 'commandId', 'correlationId', 'from', 'to'] as const),
    aroundMs: fc.integer({ min: -300, max: 300 }),
  })
  .map(({ event, other, mix, use, aroundMs }): AuditFilter => {
    const one = events[event % events.length]!
    const second = events[other % events.length]!
    const all: AuditFilter = {
      streamId: (mix.streamId ? one : second).streamId,
      type: (mix.type ? one : second).type,
      userId: (mix.userId ? one : second).metadata.userId,
      correlationId: (mix.correlationId ? one : second).metadata.correlationId,
      commandId: one.metadata.commandId,
      from: new Date(Math.min(+one.createdAt, +second.createdAt) + aroundMs),
      to: new Date(Math.max(+one.createdAt, +second.createdAt) + aroundMs),
    }
    return Object.fromEntries(Object.entries(all).filter(([name]) => use.includes(name as never)))
  })

test('any combination of filters finds what the log itself holds, in either order, however it is paged', async () => {
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.constantFrom('newest' as const, 'oldest' as const),
      fc.integer({ min: 1, max: 9 }),
      async (filter, order, limit) => {
        const expected = positionsOf(events.filter(matches(filter)))
        if (order === 'newest') expected.reverse()
        expect(await allPages({ ...filter, order, limit })).toEqual(expected)

        const exported: number[] = []
        const { pages } = await exportAudit(database.sql, filter, { pageSize: limit })
        for await (const page of pages()) exported.push(...positionsOf(page))
        expect(exported).toEqual(positionsOf(events.filter(matches(filter))))
      },
    ),
    runs(120),
  )
})

test('an account and a transfer with the same id are two streams', async () => {
  const transfer = events.find(({ streamId }) => {
    const id = streamId.slice('Transfer-'.length)
    return streamId.startsWith('Transfer-') && events.some((event) => event.streamId === `BankAccount-${id}`)
  })!
  const page = await searchAudit(database.sql, { streamId: transfer.streamId, order: 'oldest', limit: 200 })
  expect(page!.data.map(({ type }) => type)).toEqual(['TransferCompleted'])
})

test('what arrives between two pages moves nothing', async () => {
  const own = await createTestDatabase()
  const other = createAuditedLog(own)
  const at = account(randomUUID(), randomUUID())
  await other.write([opened(at), deposited(at, '1.00'), deposited(at, '1.00'), deposited(at, '1.00')])
  await other.project()
  const first = await searchAudit(own.sql, { order: 'newest', limit: 2 })
  await other.write([deposited(at, '1.00')])
  await other.project()
  const second = await searchAudit(own.sql, { order: 'newest', limit: 2, cursor: first!.nextCursor })
  expect([...positionsOf(first!.data), ...positionsOf(second!.data)]).toEqual([4, 3, 2, 1])
})

test('pages and what comes meanwhile are together the whole log, with no event missing and none twice', async () => {
  const own = await createTestDatabase()
  const other = createAuditedLog(own)
  const at = account(randomUUID(), randomUUID())
  const filter = { type: 'MoneyDeposited' } as const
  await other.write([opened(at), deposited(at, '1.00'), deposited(at, '1.00'), deposited(at, '1.00')])
  await other.project()
  const first = await searchAudit(own.sql, { ...filter, order: 'newest', limit: 2 })
  const none = await newEvents(own.sql, { ...filter, after: first!.version, limit: 2 })
  expect(none).toEqual({ version: 4, data: [], isGap: false })

  // Written, and not yet in the trail: then it is not told, and not passed over either.
  await other.write([deposited(at, '1.00')])
  expect((await newEvents(own.sql, { ...filter, after: first!.version, limit: 2 })).version).toBe(4)
  await other.project()
  const come = await newEvents(own.sql, { ...filter, after: first!.version, limit: 2 })
  const second = await searchAudit(own.sql, {
    ...filter,
    order: 'newest',
    limit: 2,
    cursor: first!.nextCursor,
  })
  expect(come).toMatchObject({ version: 5, isGap: false })
  expect([
    ...come.data.map(({ position }) => position),
    ...positionsOf(first!.data),
    ...positionsOf(second!.data),
  ]).toEqual([5, 4, 3, 2])

  await other.write([deposited(at, '1.00'), deposited(at, '1.00'), deposited(at, '1.00')])
  await other.project()
  const many = await newEvents(own.sql, { ...filter, after: come.version, limit: 2 })
  expect(many).toEqual({ version: 8, data: [], isGap: true })
  const others = { userId: randomUUID(), after: 0, limit: 2 }
  expect(await newEvents(own.sql, others)).toEqual({ version: 8, data: [], isGap: false })
})

test('a stream that does not exist is told from one in which nothing fits', async () => {
  const { streamId } = events[0]!
  expect(
    await searchAudit(database.sql, { streamId: `Transfer-${randomUUID()}`, order: 'newest', limit: 5 }),
  ).toBeUndefined()
  expect(
    (await searchAudit(database.sql, { streamId, commandId: randomUUID(), order: 'newest', limit: 5 }))!.data,
  ).toEqual([])
})

test.each(['', 'nonsense', 'WzBd', 'WyJhIl0', 'W10'])('the cursor %j is refused', async (cursor) => {
  await expect(searchAudit(database.sql, { order: 'newest', limit: 5, cursor })).rejects.toThrow(
    InvalidCursor,
  )
})

test('an instant is found by halves', async () => {
  const last = events.at(-1)!
  for (const { createdAt } of events)
    for (const ms of [-1, 0, 1]) {
      const instant = new Date(createdAt.getTime() + ms)
      const expected =
        events.find((event) => event.createdAt >= instant)?.globalPosition ?? last.globalPosition + 1
      expect(await firstPositionFrom(database.sql, instant)).toBe(expected)
    }
  const empty = await createTestDatabase()
  expect(await firstPositionFrom(empty.sql, new Date())).toBe(1)
})

test('positions are read in the order of the log, and missing ones left out', async () => {
  expect(positionsOf(await readAt(database.sql, [5, 999_999, 2]))).toEqual([2, 5])
  expect(await readAt(database.sql, [])).toEqual([])
})

test('every type of event has its entry', async () => {
  const [row] = await database.sql<{ count: number }[]>`SELECT count(*)::int AS count FROM audit_entries`
  expect(row!.count).toBe(events.length)
  expect(allEventTypes.length).toBeGreaterThan(7)
})

describe('causation', () => {
  const shape = ({ events: own, effects }: CausedCommand): unknown => [own.length, ...effects.map(shape)]
  const eventOf = async (commandId: string) =>
    (await log.events()).find(({ metadata }) => metadata.commandId === commandId)!
  const at = account(randomUUID(), randomUUID())
  const caused = (causationId: string) =>
    log.write([deposited(at, '1.00')], { causationId, correlationId: randomUUID() })

  test('goes up to the root and down to every effect, from any event of the tree', async () => {
    const root = await log.write([opened(at), deposited(at, '1.00')])
    const [left, right] = [await caused(root), await caused(root)]
    const leaf = await caused(left)
    await log.project()
    for (const commandId of [root, left, right, leaf]) {
      const tree = await causationOf(database.sql, await eventOf(commandId))
      expect(tree.root.commandId).toBe(root)
      expect(shape(tree.root)).toEqual([2, [1, [1]], [1]])
      expect(tree.isTruncated).toBe(false)
    }
  })

  test('ends at a cause that is not in the log', async () => {
    const commandId = await caused(randomUUID())
    await log.project()
    expect((await causationOf(database.sql, await eventOf(commandId))).root.commandId).toBe(commandId)
  })

  test('does not walk round in a circle', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    await log.write([deposited(at, '1.00')], { commandId: one, causationId: other })
    await log.write([deposited(at, '1.00')], { commandId: other, causationId: one })
    await log.project()
    const tree = await causationOf(database.sql, await eventOf(one))
    expect(shape(tree.root)).toEqual([1, [1]])
  })

  test('is bounded in depth and in breadth, and says so', async () => {
    const root = await log.write([deposited(at, '1.00')])
    let last = root
    for (let depth = 0; depth <= MAX_DEPTH + 1; depth++) last = await caused(last)
    await log.project()
    expect(await causationOf(database.sql, await eventOf(root))).toMatchObject({ isTruncated: true })
    expect(await causationOf(database.sql, await eventOf(last))).toMatchObject({ isTruncated: true })

    const broad = await log.write([deposited(at, '1.00')])
    await log.write(
      Array.from({ length: MAX_EVENTS + 5 }, () => deposited(at, '1.00')),
      { causationId: broad },
    )
    await log.project()
    const tree = await causationOf(database.sql, await eventOf(broad))
    expect(tree.isTruncated).toBe(true)
    expect(tree.root.effects[0]!.events).toHaveLength(MAX_EVENTS - 1)
  })
})
