/** What every event store must do, whatever it is made of. Each test gets an empty one. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { accountStream } from '../../server/domain/ids.ts'
import type { Batch } from '../../server/event-store/append.ts'
import { isConflict } from '../../server/event-store/errors.ts'
import type { LoadedStream, LoadRequest } from '../../server/event-store/load.ts'
import type { Receipt, ReceiptKey } from '../../server/event-store/receipts.ts'
import type { Snapshot } from '../../server/event-store/snapshots.ts'
import { type TestAccount, transferred } from '../support/bank.ts'
import {
  accountEvents,
  batchOf,
  expectSoundLog,
  metadataOf,
  newAccount,
  readOf,
  receiptOf,
  stateAfter,
} from '../support/log.ts'
import { createPureBank } from '../support/pure-bank.ts'

export type EventStoreUnderTest = {
  readonly append: (batch: Batch) => Promise<number>
  /** Appends and stops just before the commit, keeping all other writers waiting. */
  readonly appendAndPause: (batch: Batch) => Promise<PausedAppend>
  /** How many writers are waiting for their turn now. */
  readonly waitingWriters: () => Promise<number>
  readonly readAll: (range: { after: number; limit: number; upTo?: number }) => Promise<StoredBankEvent[]>
  readonly readStream: (
    streamId: string,
    range?: { after?: number; limit?: number },
  ) => Promise<StoredBankEvent[]>
  readonly readHead: () => Promise<number>
  readonly findReceipts: (keys: readonly ReceiptKey[]) => Promise<Receipt[]>
  readonly load: (requests: readonly LoadRequest[]) => Promise<LoadedStream[]>
  readonly saveSnapshot: (snapshot: Snapshot) => Promise<void>
}

export type PausedAppend = {
  readonly commit: () => Promise<void>
  readonly rollBack: () => Promise<void>
}

export const eventStoreContract = (name: string, empty: () => Promise<EventStoreUnderTest>) => {
  let store: EventStoreUnderTest
  beforeEach(async () => {
    store = await empty()
  })

  const everything = () => store.readAll({ after: 0, limit: 10_000 })
  const conflicts = async (batch: Batch) => {
    const before = await everything()
    await expect(store.append(batch)).rejects.toSatisfy(isConflict)
    expect(await everything()).toEqual(before)
  }
  const request = (at: TestAccount, more: Partial<LoadRequest> = {}): LoadRequest => ({
    streamId: accountStream(at.accountId),
    aggregate: bankAccount as LoadRequest['aggregate'],
    from: undefined,
    ...more,
  })

  describe(`${name}: appending and reading`, () => {
    it('begins empty', async () => {
      expect(await store.readHead()).toBe(0)
      expect(await everything()).toEqual([])
      expect(await store.readStream('BankAccount-nobody')).toEqual([])
    })

    it('gives back what was appended, with its place, its time and by whom', async () => {
      const at = newAccount()
      const events = accountEvents(at, { count: 3 })
      expect(await store.append(batchOf(events))).toBe(0)
      const expected = events.map(({ event, ...rest }, index) => ({
        ...event,
        ...rest,
        globalPosition: index + 1,
        schemaVersion: event.type === 'MoneyDeposited' ? 2 : 1,
      }))
      expect(await everything()).toEqual(expected)
      expect(await store.readStream(accountStream(at.accountId))).toEqual(expected)
      expect(await store.readHead()).toBe(3)
    })

    it('keeps events of several streams in the order in which they were given', async () => {
      const [from, to] = [newAccount(), newAccount()]
      const bank = createPureBank()
      for (const event of [from, to].flatMap((at) => accountEvents(at, { count: 2 })))
        bank.record(event.event)
      for (const event of transferred(from, to, '1.00')(bank)) bank.record(event)
      const metadata = metadataOf()
      await store.append(
        batchOf(bank.log.map((logged) => ({ ...logged, metadata, createdAt: new Date('2026-01-01') }))),
      )
      const read = await everything()
      expect(read.map(({ type, data }) => ({ type, data }))).toEqual(bank.log.map(({ event }) => event))
      expectSoundLog(read)
    })

    it('goes on where the log ends, and says where that was', async () => {
      expect(await store.append(batchOf(accountEvents(newAccount(), { count: 2 })))).toBe(0)
      expect(await store.append(batchOf(accountEvents(newAccount(), { count: 3 })))).toBe(2)
      expect(await store.readHead()).toBe(5)
      expectSoundLog(await everything())
    })

    it('reads a page at a time', async () => {
      const at = newAccount()
      await store.append(batchOf(accountEvents(at, { count: 10 })))
      const positions = async (range: { after: number; limit: number; upTo?: number }) =>
        (await store.readAll(range)).map(({ globalPosition }) => globalPosition)
      expect(await positions({ after: 0, limit: 3 })).toEqual([1, 2, 3])
      expect(await positions({ after: 3, limit: 3 })).toEqual([4, 5, 6])
      expect(await positions({ after: 8, limit: 3 })).toEqual([9, 10])
      expect(await positions({ after: 10, limit: 3 })).toEqual([])
      expect(await positions({ after: 2, limit: 10, upTo: 4 })).toEqual([3, 4])
      const stream = await store.readStream(accountStream(at.accountId), { after: 4, limit: 2 })
      expect(stream.map(({ streamPosition }) => streamPosition)).toEqual([5, 6])
    })

    it('takes 512 commands in one go', async () => {
      const batches = Array.from({ length: 512 }, () => accountEvents(newAccount(), { count: 3 }))
      const receipts = batches.map((_, index) => receiptOf((index + 1) * 3))
      await store.append(batchOf(batches.flat(), { receipts }))
      const read = await everything()
      expect(read).toHaveLength(512 * 3)
      expectSoundLog(read)
      const found = await store.findReceipts(receipts)
      expect(found.map(({ version }) => version)).toEqual(receipts.map(({ eventCount }) => eventCount))
    })
  })

  describe(`${name}: time`, () => {
    const at = (time: string) => new Date(`2026-01-01T${time}Z`)

    it('never runs backwards along the log, even when clocks do', async () => {
      const account = newAccount()
      for (const [from, time] of ['12:00:00.500', '11:00:00', '12:00:00.499', '12:00:01'].entries())
        await store.append(batchOf(accountEvents(account, { from, createdAt: at(time) })))
      const times = (await everything()).map(({ createdAt }) => createdAt)
      expect(times).toEqual(['12:00:00.500', '12:00:00.500', '12:00:00.500', '12:00:01'].map(at))
    })

    it('never runs backwards within one append either', async () => {
      const times = ['12:00:03', '12:00:01', '12:00:04', '12:00:02']
      const batch = times.flatMap((time) => accountEvents(newAccount(), { createdAt: at(time) }))
      await store.append(batchOf(batch))
      await store.append(batchOf(accountEvents(newAccount(), { createdAt: at('12:00:03') })))
      const read = (await everything()).map(({ createdAt }) => createdAt)
      expect(read).toEqual(['12:00:03', '12:00:03', '12:00:04', '12:00:04', '12:00:04'].map(at))
    })

    it('may begin as long ago as one likes', async () => {
      await store.append(
        batchOf(accountEvents(newAccount(), { createdAt: new Date('1969-07-20T20:17:40Z') })),
      )
      expect((await everything())[0]?.createdAt.toISOString()).toBe('1969-07-20T20:17:40.000Z')
    })
  })

  describe(`${name}: conflicts`, () => {
    it('refuses a position that is taken, and the whole append with it', async () => {
      const [taken, other] = [newAccount(), newAccount()]
      await store.append(batchOf(accountEvents(taken, { count: 2 })))
      const receipt = receiptOf(2)
      await conflicts(
        batchOf([...accountEvents(other), ...accountEvents(taken, { from: 1 })], { receipts: [receipt] }),
      )
      expect(await store.findReceipts([receipt])).toEqual([])
      // And the position that it would have had is not lost.
      expect(await store.append(batchOf(accountEvents(other)))).toBe(2)
    })

    it('refuses a command id that the same actor has used, and no other actor’s', async () => {
      const receipt = receiptOf(1)
      await store.append(batchOf(accountEvents(newAccount()), { receipts: [receipt] }))
      await conflicts(batchOf(accountEvents(newAccount()), { receipts: [receipt] }))
      await store.append(batchOf(accountEvents(newAccount()), { receipts: [{ ...receipt, actor: 'ben' }] }))
      expect(await store.readHead()).toBe(2)
    })

    it('remembers receipts with the version of their command’s last event', async () => {
      const [first, second] = [
        receiptOf(2),
        receiptOf(3, { response: { transferId: 'x' }, requestHash: 'other' }),
      ]
      await store.append(batchOf(accountEvents(newAccount())))
      const events = [...accountEvents(newAccount(), { count: 2 }), ...accountEvents(newAccount())]
      await store.append(batchOf(events, { receipts: [first, second] }))
      const { eventCount: _two, ...one } = first
      const { eventCount: _three, ...two } = second
      expect(await store.findReceipts([second, first, receiptOf(1)])).toEqual([
        { ...one, version: 3 },
        { ...two, version: 4 },
      ])
      expect(await store.findReceipts([{ actor: 'ben', commandId: first.commandId }])).toEqual([])
      expect(await store.findReceipts([])).toEqual([])
    })

    it('refuses when a stream that was only read has moved on', async () => {
      const [read, written] = [newAccount(), newAccount()]
      await store.append(batchOf(accountEvents(read, { count: 2 })))
      await conflicts(batchOf(accountEvents(written), { reads: [readOf(read, 0)] }))
      await conflicts(batchOf(accountEvents(written), { reads: [readOf(read, -1)] }))
      await conflicts(batchOf(accountEvents(written), { reads: [readOf(newAccount(), -1), readOf(read, 0)] }))
      await store.append(
        batchOf(accountEvents(written), { reads: [readOf(read, 1), readOf(newAccount(), -1)] }),
      )
      expect(await store.readHead()).toBe(3)
    })

    it('refuses it too when it moves on while the append is waiting for its turn', async () => {
      const [read, written] = [newAccount(), newAccount()]
      await store.append(batchOf(accountEvents(read)))
      const paused = await store.appendAndPause(batchOf(accountEvents(read, { from: 1 })))
      const waiting = store.append(batchOf(accountEvents(written), { reads: [readOf(read, 0)] }))
      const refused = expect(waiting).rejects.toSatisfy(isConflict)
      await vi.waitFor(async () => expect(await store.waitingWriters()).toBe(1), { timeout: 5_000 })
      await paused.commit()
      await refused
      expect(await store.readHead()).toBe(2)
    })
  })

  describe(`${name}: writers at the same time`, () => {
    it('hand out positions without gaps and in the order of their commits, as every reader sees', async () => {
      const writers = 8
      const appends = 6
      const accounts = Array.from({ length: writers }, newAccount)
      const last = 2 + writers * appends * 2
      const paused = await store.appendAndPause(batchOf(accountEvents(newAccount(), { count: 2 })))
      const writing = accounts.map(async (account) => {
        for (let n = 0; n < appends; n++)
          await store.append(batchOf(accountEvents(account, { from: n * 2, count: 2 })))
      })
      await vi.waitFor(async () => expect(await store.waitingWriters()).toBeGreaterThan(1), {
        timeout: 5_000,
      })
      // While one is in mid-transaction, nobody sees anything: neither its events nor later ones without them.
      expect(await everything()).toEqual([])

      const reader = async () => {
        const seen: StoredBankEvent[] = []
        while (seen.length < last) {
          const more = await store.readAll({ after: seen.length, limit: 1_000 })
          for (const event of more) expect(event.globalPosition).toBe(seen.push(event))
        }
        return seen
      }
      const readers = [reader(), reader()]
      await paused.commit()
      await Promise.all(writing)
      for (const seen of await Promise.all(readers)) {
        expect(seen).toHaveLength(last)
        expectSoundLog(seen)
      }
    })

    it('leave no gap when one of them gives up', async () => {
      const paused = await store.appendAndPause(batchOf(accountEvents(newAccount(), { count: 5 })))
      const next = store.append(batchOf(accountEvents(newAccount(), { count: 2 })))
      await vi.waitFor(async () => expect(await store.waitingWriters()).toBe(1), { timeout: 5_000 })
      await paused.rollBack()
      expect(await next).toBe(0)
      expectSoundLog(await everything())
      expect(await store.readHead()).toBe(2)
    })

    it('on one position: one wins, all others are refused', async () => {
      const account = newAccount()
      const tries = await Promise.allSettled(
        Array.from({ length: 10 }, () => store.append(batchOf(accountEvents(account)))),
      )
      const refused = tries.filter((one) => one.status === 'rejected')
      expect(refused).toHaveLength(9)
      for (const { reason } of refused) expect(reason).toSatisfy(isConflict)
      expect(await everything()).toHaveLength(1)
    })
  })

  describe(`${name}: loading`, () => {
    it('folds streams from their events, in the order asked for', async () => {
      const [one, two, none] = [newAccount(), newAccount(), newAccount()]
      await store.append(batchOf([...accountEvents(one, { count: 3 }), ...accountEvents(two, { count: 5 })]))
      expect(await store.load([request(two), request(none), request(one)])).toEqual([
        expect.objectContaining({ state: stateAfter(two, 5), streamPosition: 4, replayed: 5 }),
        expect.objectContaining({ state: { status: 'none' }, streamPosition: -1, replayed: 0 }),
        expect.objectContaining({ state: stateAfter(one, 3), streamPosition: 2, replayed: 3 }),
      ])
      expect(await store.load([])).toEqual([])
    })

    it('goes on from a state that is known', async () => {
      const at = newAccount()
      await store.append(batchOf(accountEvents(at, { count: 5 })))
      const from = { state: stateAfter(at, 3), streamPosition: 2 }
      expect(await store.load([request(at, { from })])).toMatchObject([
        { state: stateAfter(at, 5), streamPosition: 4, replayed: 2 },
      ])
      const end = { state: stateAfter(at, 5), streamPosition: 4 }
      expect(await store.load([request(at, { from: end })])).toMatchObject([{ ...end, replayed: 0 }])
    })

    const snapshotAt = (at: TestAccount, count: number, state = stateAfter(at, count)) =>
      store.saveSnapshot({ ...request(at), state, streamPosition: count - 1 })

    it('begins at the snapshot and replays only what came after it', async () => {
      const [at, other] = [newAccount(), newAccount()]
      await store.append(batchOf([...accountEvents(at, { count: 5 }), ...accountEvents(other, { count: 2 })]))
      await snapshotAt(at, 3)
      expect(await store.load([request(at), request(other)])).toMatchObject([
        { state: stateAfter(at, 5), streamPosition: 4, replayed: 2 },
        { state: stateAfter(other, 2), streamPosition: 1, replayed: 2 },
      ])
      await snapshotAt(at, 5)
      expect(await store.load([request(at)])).toMatchObject([{ state: stateAfter(at, 5), replayed: 0 }])
    })

    it('takes the newer of the snapshot and the state that is known', async () => {
      const at = newAccount()
      await store.append(batchOf(accountEvents(at, { count: 6 })))
      await snapshotAt(at, 3)
      const newer = { state: stateAfter(at, 5), streamPosition: 4 }
      expect(await store.load([request(at, { from: newer })])).toMatchObject([
        { state: stateAfter(at, 6), replayed: 1 },
      ])
      const older = { state: stateAfter(at, 1), streamPosition: 0 }
      expect(await store.load([request(at, { from: older })])).toMatchObject([
        { state: stateAfter(at, 6), streamPosition: 5, replayed: 3 },
      ])
    })

    it('ignores a snapshot of another schema version', async () => {
      const at = newAccount()
      await store.append(batchOf(accountEvents(at, { count: 4 })))
      const { schema, schemaVersion } = bankAccount.snapshot
      const newVersion = { ...bankAccount, snapshot: { schema, schemaVersion: schemaVersion + 1 } }
      const aggregate = newVersion as LoadRequest['aggregate']
      // A state that the events do not give, to tell whether it was used.
      await snapshotAt(at, 3, stateAfter(at, 1_000))
      expect(await store.load([request(at, { aggregate })])).toMatchObject([
        { state: stateAfter(at, 4), replayed: 4 },
      ])
      // And it is replaced, even by one that stands earlier in the stream.
      await store.saveSnapshot({ ...request(at, { aggregate }), state: stateAfter(at, 2), streamPosition: 1 })
      expect(await store.load([request(at, { aggregate })])).toMatchObject([{ replayed: 2 }])
      expect(await store.load([request(at)])).toMatchObject([{ state: stateAfter(at, 4), replayed: 4 }])
    })

    it('never lets an older snapshot replace a newer one', async () => {
      const at = newAccount()
      await store.append(batchOf(accountEvents(at, { count: 6 })))
      await snapshotAt(at, 5)
      await snapshotAt(at, 2)
      expect(await store.load([request(at)])).toMatchObject([{ state: stateAfter(at, 6), replayed: 1 }])
      await snapshotAt(at, 6)
      expect(await store.load([request(at)])).toMatchObject([{ state: stateAfter(at, 6), replayed: 0 }])
    })

    it('does not see what is not committed', async () => {
      const at = newAccount()
      const paused = await store.appendAndPause(
        batchOf(accountEvents(at, { count: 2 }), { receipts: [receiptOf(2)] }),
      )
      expect(await store.load([request(at)])).toMatchObject([{ streamPosition: -1 }])
      await paused.commit()
      expect(await store.load([request(at)])).toMatchObject([{ streamPosition: 1 }])
    })

    it('loads hundreds of streams at once', async () => {
      const accounts = Array.from({ length: 300 }, newAccount)
      await store.append(batchOf(accounts.flatMap((at, n) => accountEvents(at, { count: 1 + (n % 3) }))))
      const loaded = await store.load(accounts.map((at) => request(at)))
      expect(loaded.map(({ state }) => state)).toEqual(accounts.map((at, n) => stateAfter(at, 1 + (n % 3))))
      expect(new Set([randomUUID(), ...loaded.map(({ streamId }) => streamId)]).size).toBe(301)
    })
  })
}
