/** Looking back at a stream, held against the plain fold of its events. */
import postgres from 'postgres'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dial } from '../../db/address.ts'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { Aggregate } from '../../server/domain/decider.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { wireValues } from '../../server/domain/wire.ts'
import { outlineOf, windowOf } from '../../server/engine-room/replay.ts'
import { withoutEvent } from '../../server/engine-room/without-event.ts'
import { append, type NewEvent } from '../../server/event-store/append.ts'
import {
  findFirst,
  findStream,
  type Moment,
  type ReplayedStep,
  replay,
  stateAt,
} from '../../server/event-store/history.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import { readStream } from '../../server/event-store/read.ts'
import { EVENTS_PER_MARK, nearestState, saveSnapshots } from '../../server/event-store/snapshots.ts'
import { closed, deposited, froze, opened, type TestAccount, unfroze, withdrew } from '../support/bank.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, metadataOf, newAccount, stateAfter } from '../support/log.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank } from '../support/pure-bank.ts'

const database = await createTestDatabase()
const { sql } = database
const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
afterAll(() => admin.end())

const aggregate = bankAccount as unknown as Aggregate
const NOW = new Date('2030-01-01T00:00:00Z')
let clock = Date.parse('2026-01-01T00:00:00Z')

const streamOf = (at: TestAccount) => accountStream(at.accountId)
const known = (at: TestAccount) => findStream(sql, streamOf(at))
const lookAt = async (at: TestAccount, moment: Moment) => stateAt(sql, await known(at), { moment, now: NOW })

/** What happens next, each so many milliseconds after the one before: 0 is at the same instant. */
type Happening = { readonly what: 'in' | 'out' | 'freeze' | 'unfreeze'; readonly ms: number }
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    what: fc.constantFrom('in', 'in', 'out', 'freeze', 'unfreeze'),
    ms: fc.constantFrom(0, 0, 1, 7),
  }),
  { maxLength: 25 },
)

const write = async (at: TestAccount, list: readonly Happening[]): Promise<void> => {
  const bank = createPureBank()
  const facts = {
    in: deposited(at, '3.00'),
    out: withdrew(at, '1.00'),
    freeze: froze(at),
    unfreeze: unfroze(at),
  }
  for (const fact of [opened(at), ...list.map(({ what }) => facts[what])])
    for (const event of fact(bank)) bank.record(event)
  const events = bank.log.map((logged, index): NewEvent => {
    clock += index === 0 ? 1_000 : (list[index - 1]?.ms ?? 0)
    return { ...logged, metadata: metadataOf(), createdAt: new Date(clock) }
  })
  // In several batches, with somebody else's events in between.
  for (let from = 0; from < events.length; from += 7) {
    await append(sql, batchOf(events.slice(from, from + 7)))
    await append(sql, batchOf(accountEvents(newAccount(), { createdAt: new Date(clock) })))
  }
}

/** The plain fold of all events that are so. */
const foldOf = (events: Awaited<ReturnType<typeof readStream>>) =>
  wireValues(events.reduce(aggregate.evolve, aggregate.initialState) as object)

test('any state at any moment is the fold of what had happened by then, with snapshots and without', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, fc.nat(), fc.boolean(), async (list, chance, withSnapshot) => {
      const at = newAccount()
      await write(at, list)
      const events = await readStream(sql, streamOf(at))
      if (withSnapshot) {
        const streamPosition = chance % events.length
        const state = events.slice(0, streamPosition + 1).reduce(aggregate.evolve, aggregate.initialState)
        await saveSnapshots(sql, [{ streamId: streamOf(at), aggregate, state, streamPosition }])
      }
      const first = events[0]!
      const last = events.at(-1)!
      for (const { streamPosition } of events)
        expect((await lookAt(at, { streamPosition })).state).toEqual(
          foldOf(events.slice(0, streamPosition + 1)),
        )
      for (let position = first.globalPosition - 1; position <= last.globalPosition; position++) {
        if (position === 0) continue
        const until = events.filter(({ globalPosition }) => globalPosition <= position)
        const past = await lookAt(at, { globalPosition: position })
        expect(past).toMatchObject({ state: foldOf(until), streamPosition: until.length - 1 })
        expect(past.event).toEqual(until.at(-1))
      }
      for (let ms = first.createdAt.getTime() - 1; ms <= last.createdAt.getTime() + 1; ms++) {
        const until = events.filter(({ createdAt }) => createdAt.getTime() <= ms)
        const past = await lookAt(at, { at: new Date(ms) })
        expect(past).toMatchObject({ state: foldOf(until), streamPosition: until.length - 1 })
      }
    }),
    runs(8),
  )
})

test('a replay shows each event once, in order, each beginning where the last one ended', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, fc.nat(), async (list, chance) => {
      const at = newAccount()
      await write(at, list)
      const events = await readStream(sql, streamOf(at))
      const after = (chance % events.length) - 1
      const steps = await collect(replay(sql, await known(at), { after }))
      expect(steps.map(({ event }) => event)).toEqual(events.slice(after + 1))
      for (const { event, before, after: state, changes } of steps) {
        expect(before).toEqual(foldOf(events.slice(0, event.streamPosition)))
        expect(state).toEqual(foldOf(events.slice(0, event.streamPosition + 1)))
        expect(apply(before, changes)).toEqual(state)
      }
    }),
    runs(20),
  )
})

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The state with its changes made to it. */
const apply = (before: ReplayedStep['before'], changes: ReplayedStep['changes']) => {
  const state = structuredClone(before) as Record<string, unknown>
  for (const { path, kind, was, is } of changes) {
    const names = path.split('.')
    const last = names.pop() as string
    const owner = names.reduce((value, name) => value[name] as typeof state, state)
    expect(owner[last]).toEqual(was)
    if (kind === 'removed') delete owner[last]
    else owner[last] = is
  }
  return state
}

describe('one account', () => {
  let at: TestAccount
  /** 0 opened, 1 to 4 three in and one out, 5 frozen, 6 unfrozen, 7 in, 8 frozen again. */
  beforeEach(async () => {
    at = newAccount()
    const what = ['in', 'in', 'in', 'out', 'freeze', 'unfreeze', 'in', 'freeze'] as const
    await write(
      at,
      what.map((each) => ({ what: each, ms: 1 })),
    )
  })

  test('says what an event changed, and nothing else', async () => {
    const steps = await collect(replay(sql, await known(at), { after: -1 }))
    expect(steps[1]?.changes).toEqual([{ path: 'balance.amount', kind: 'changed', was: '0.00', is: '3.00' }])
    expect(steps[5]?.changes).toEqual([{ path: 'status', kind: 'changed', was: 'open', is: 'frozen' }])
    expect(steps[0]?.changes.map(({ path, kind }) => `${kind} ${path}`).sort()).toEqual([
      'added balance',
      'added books',
      'added held',
      'added holds',
      'added limits',
      'added lowBalanceAlert',
      'added overdraftLimit',
      'added owner',
      'added product',
      'added spending',
      'changed status',
    ])
  })

  const find = async (condition: object, { after = -1, atMost = 1_000 } = {}) =>
    findFirst(sql, await known(at), { condition: condition as never, after, atMost })

  test.each([
    [{ path: 'balance', is: 'above', value: '5' }, -1, 2],
    [{ path: 'balance', is: 'below', value: '9' }, 3, 4],
    [{ path: 'status', is: 'equals', value: 'frozen' }, -1, 5],
    [{ path: 'status', is: 'becomes', value: 'frozen' }, 5, 8],
    [{ path: 'status', is: 'differs', value: 'open' }, 5, 8],
    [{ path: 'balance', is: 'below', value: '0' }, -1, undefined],
  ])('%j after event %i is found at %j', async (condition, after, expected) => {
    const { found, searched } = await find(condition, { after })
    expect(found?.event.streamPosition).toBe(expected)
    expect(searched).toBe(expected ?? 8)
  })

  test('a search goes no further than it may, and on from there', async () => {
    const frozen = { path: 'status', is: 'equals', value: 'frozen' }
    expect(await find(frozen, { atMost: 3 })).toEqual({ found: undefined, searched: 2 })
    expect((await find(frozen, { after: 2, atMost: 3 })).found?.event.streamPosition).toBe(5)
  })

  test('a part that no state has is said, with those there are', async () => {
    await expect(find({ path: 'blance', is: 'below', value: '0' })).rejects.toThrow(
      'condition.path is not in the state of this stream, which has status, owner, product, balance.amount, balance.currency',
    )
  })

  test('a snapshot of another schema version is not looked at', async () => {
    const other = {
      ...aggregate,
      snapshot: { ...aggregate.snapshot, schemaVersion: aggregate.snapshot.schemaVersion + 1 },
    }
    await saveSnapshots(sql, [
      { streamId: streamOf(at), aggregate: other, state: stateAfter(at, 1_000), streamPosition: 4 },
    ])
    expect((await lookAt(at, { streamPosition: 4 })).state).toMatchObject({ balance: { amount: '8.00' } })
    expect((await collect(replay(sql, await known(at), { after: 4 })))[0]?.before).toMatchObject({
      balance: { amount: '8.00' },
    })
  })

  test('what has not happened yet has no state', async () => {
    await expect(lookAt(at, { streamPosition: 9 })).rejects.toThrow(
      "streamPosition is beyond the stream's last event, which is 8",
    )
    await expect(lookAt(at, { globalPosition: 1e9 })).rejects.toThrow(
      /^globalPosition is beyond the log's head, which is \d+$/,
    )
    await expect(lookAt(at, { at: new Date(NOW.getTime() + 1) })).rejects.toThrow('at is in the future')
    await expect(findStream(sql, streamOf(newAccount()))).rejects.toThrow('There is no stream')
    await expect(findStream(sql, 'Loan-1')).rejects.toThrow('There is no stream Loan-1.')
  })

  test('an event that is missing from the log is a fault, and no wrong answer', async () => {
    const moment = { at: new Date(clock) }
    expect(await lookAt(at, moment)).toMatchObject({ streamPosition: 8 })
    await admin.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`DELETE FROM events WHERE stream_id = ${streamOf(at)} AND stream_position < 6`
    })
    await expect(lookAt(at, moment)).rejects.toThrow(/Event \d of .* cannot be found/)
  })

  test('before its first event a stream is as empty as it was', async () => {
    expect(await lookAt(at, { at: new Date(0) })).toEqual({
      streamId: streamOf(at),
      streamPosition: -1,
      event: undefined,
      state: { status: 'none' },
    })
  })
})

test('while somebody writes, a replay in pages loses nothing and shows nothing twice', async () => {
  const at = newAccount()
  await append(sql, batchOf(accountEvents(at, { count: 5 })))
  let written = 5
  const steps: ReplayedStep[] = []
  while (steps.length < 40) {
    const after = steps.length - 1
    const more = append(sql, batchOf(accountEvents(at, { from: written, count: 3 })))
    const stream = await known(at)
    for await (const step of replay(sql, { ...stream, end: Math.min(stream.end, after + 4) }, { after }))
      steps.push(step)
    await more
    written += 3
  }
  expect(steps.map(({ event }) => event.streamPosition)).toEqual(steps.map((_, index) => index))
  for (const [index, { before }] of steps.entries())
    if (index > 0) expect(before).toEqual(steps[index - 1]?.after)
})

describe('a long stream', () => {
  const at = newAccount()
  const streamId = streamOf(at)
  const LENGTH = 2 * EVENTS_PER_MARK + 500

  test('leaves marks when it is first folded, and is looked into from the nearest one', async () => {
    await append(sql, batchOf(accountEvents(at, { count: 2 })))
    // The rest as a server makes it fastest: true events, each with its own balance.
    await sql`
      INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
      SELECT e.global_position + n, e.stream_id, e.stream_position + n, e.event_type, e.schema_version,
             jsonb_set(e.data, '{balanceAfter,amountMinor}', to_jsonb(((n + 1) * 100)::text)),
             jsonb_set(e.metadata, '{commandId}', to_jsonb(gen_random_uuid())), e.created_at
      FROM events e, generate_series(1, ${LENGTH - 2}::int) n
      WHERE e.stream_id = ${streamId} AND e.stream_position = 1 ORDER BY n`
    await sql`UPDATE event_log_head SET last_position = (SELECT max(global_position) FROM events)`
    const near = (upTo: number) => nearestState(sql, { streamId, aggregate, upTo })
    expect(await near(LENGTH)).toMatchObject({ streamPosition: -1 })

    expect((await lookAt(at, { streamPosition: LENGTH - 1 })).state).toEqual(
      wireValues(stateAfter(at, LENGTH)),
    )
    expect(await near(LENGTH)).toEqual({
      state: stateAfter(at, 2 * EVENTS_PER_MARK),
      streamPosition: 2 * EVENTS_PER_MARK - 1,
    })
    expect(await near(2 * EVENTS_PER_MARK - 2)).toEqual({
      state: stateAfter(at, EVENTS_PER_MARK),
      streamPosition: EVENTS_PER_MARK - 1,
    })
    expect(await near(EVENTS_PER_MARK - 2)).toMatchObject({ streamPosition: -1 })
    const middle = EVENTS_PER_MARK + 7
    expect((await lookAt(at, { streamPosition: middle })).state).toEqual(
      wireValues(stateAfter(at, middle + 1)),
    )
    const steps = await collect(replay(sql, { ...(await known(at)), end: middle + 2 }, { after: middle }))
    expect(steps.map(({ event }) => event.streamPosition)).toEqual([middle + 1, middle + 2])
    expect(steps[0]?.before).toEqual(wireValues(stateAfter(at, middle + 1)))
  })

  test('is a film that is read window by window, each folded from the state that is kept before it', async () => {
    const stream = await known(at)
    const outline = await outlineOf(sql, stream)
    expect(outline).toMatchObject({ end: LENGTH - 1, currency: 'USD' })
    expect(outline.kept).toEqual([
      { streamPosition: EVENTS_PER_MARK - 1, isMark: true },
      { streamPosition: 2 * EVENTS_PER_MARK - 1, isMark: false },
    ])
    expect(outline.balances.length).toBeLessThan(100)
    expect(outline.balances.at(-1)).toEqual({ streamPosition: LENGTH - 1, amount: `${LENGTH - 1}.00` })

    const from = EVENTS_PER_MARK + 7
    const window = await windowOf(sql, stream, { from, limit: 2, signal: undefined })
    expect(window).toMatchObject({ from, foldedFrom: EVENTS_PER_MARK - 1 })
    expect(window.before).toEqual(wireValues(stateAfter(at, from)))
    expect(window.steps.map(({ after }) => after)).toEqual([
      wireValues(stateAfter(at, from + 1)),
      wireValues(stateAfter(at, from + 2)),
    ])
  })

  test('is reckoned without one of its events in pieces, which come to the same as one', async () => {
    const stream = await known(at)
    const leftOut = LENGTH - 100
    const whole = await withoutEvent(sql, stream, { leftOut })
    expect(whole).toMatchObject({
      searchedUpTo: LENGTH - 1,
      carry: null,
      refusedCommands: 0,
      changes: [{ path: 'balance.amount', was: `${LENGTH - 1}.00`, is: `${LENGTH - 2}.00` }],
    })
    const first = await withoutEvent(sql, stream, { leftOut, atMost: 40 })
    expect(first.searchedUpTo).toBe(leftOut + 40)
    const carried = { streamPosition: first.searchedUpTo, state: first.carry as string }
    expect(await withoutEvent(sql, stream, { leftOut, carried })).toMatchObject({
      carry: null,
      wouldBe: whole.wouldBe,
      is: whole.is,
    })
    // Nothing of this is written.
    expect((await lookAt(at, { streamPosition: LENGTH - 1 })).state).toEqual(whole.is)
  })

  test('is loaded whole, snapshot or none', async () => {
    await sql`DELETE FROM snapshots WHERE stream_id = ${streamId}`
    const [loaded, short] = await loadStreams(sql, [
      { streamId, aggregate, from: undefined },
      { streamId: streamOf(newAccount()), aggregate, from: undefined },
    ])
    expect(loaded).toMatchObject({
      state: stateAfter(at, LENGTH),
      streamPosition: LENGTH - 1,
      replayed: LENGTH,
      snapshotAgeMs: null,
    })
    expect(short).toMatchObject({ streamPosition: -1, replayed: 0 })
  })

  test('stops being folded when nobody waits any more', async () => {
    await sql`DELETE FROM snapshots WHERE stream_id = ${streamId}`
    await sql`DELETE FROM snapshot_marks WHERE stream_id = ${streamId}`
    const stopping = new AbortController()
    let reached = 0
    const looking = stateAt(sql, await known(at), {
      moment: { streamPosition: LENGTH - 1 },
      now: NOW,
      signal: stopping.signal,
      onReached: (position) => {
        reached = position
        if (position > 3_000) stopping.abort()
      },
    })
    await expect(looking).rejects.toThrow('aborted')
    expect(reached).toBeLessThan(LENGTH / 2)
  })
})

test('a closed account can be looked back at like any other', async () => {
  const at = newAccount()
  const bank = createPureBank()
  for (const fact of [opened(at), deposited(at, '1.00'), withdrew(at, '1.00'), closed(at)])
    for (const event of fact(bank)) bank.record(event)
  await append(
    sql,
    batchOf(bank.log.map((logged) => ({ ...logged, metadata: metadataOf(), createdAt: new Date(clock) }))),
  )
  expect((await lookAt(at, { streamPosition: 3 })).state).toMatchObject({ status: 'closed' })
  expect((await lookAt(at, { streamPosition: 1 })).state).toMatchObject({
    status: 'open',
    balance: { amount: '1.00' },
  })
})
