/** Accounts that have a long history and no snapshot of use: they are loaded, nobody else waits, and it is done once. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { aggregate, writeStream } from '../../bench/load/streams.ts'
import { BusStopped, HistoryIsLong } from '../../server/command-bus/errors.ts'
import type { AccountId } from '../../server/domain/ids.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import { saveSnapshots } from '../../server/event-store/snapshots.ts'
import { deposit, type TestAccount, withdraw } from '../support/bank.ts'
import { createTestBus, openAccountWith, send, sendWell } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { newAccount } from '../support/log.ts'
import { PATIENCE } from '../support/patience.ts'

const database = await createTestDatabase()
const { sql } = database

const LENGTH = 200_000
const LONGER_THAN_A_PAGE = 20_000

const longAccount = async (length: number) => {
  const streamId = await writeStream(sql, length)
  const at: TestAccount = { ...newAccount(), accountId: streamId.slice('BankAccount-'.length) as AccountId }
  return { streamId, at }
}
const replayedOf = async (streamId: Awaited<ReturnType<typeof longAccount>>['streamId']) =>
  (await loadStreams(sql, [{ streamId, aggregate, from: undefined }]))[0]

/** A bus that can load nothing long until it is let go. */
const busWithoutLoading = async (options = {}) => {
  const pool = database.connectAgain({ max: 1 })
  const busy = await pool.sql.reserve()
  const bus = createTestBus(database, { snapshotSql: pool.sql, ...options })
  let isHeld = true
  const letGo = () => {
    if (isHeld) busy.release()
    isHeld = false
  }
  onTestFinished(async () => {
    letGo()
    await bus.stop()
  })
  return { bus, letGo }
}

let short: TestAccount
beforeEach(async () => {
  short = await openAccountWith(createTestBus(database), '10.00')
})

test('after a new state’s shape, longer than an attempt may take, and fast from then on', async () => {
  const { streamId, at } = await longAccount(LENGTH)
  const former = { ...aggregate, snapshot: { ...aggregate.snapshot, schemaVersion: 0 } }
  await saveSnapshots(sql, [
    { streamId, aggregate: former, state: aggregate.initialState, streamPosition: LENGTH - 1 },
  ])
  const options = { attemptTimeoutMs: 1_000, longLoadPatienceMs: 100 }
  const bus = createTestBus(database, options)
  onTestFinished(bus.stop)
  // The caller is told to come back, and what it has begun goes on.
  await expect(send(bus, deposit(at, '1.00'))).rejects.toBeInstanceOf(HistoryIsLong)
  await vi.waitFor(() => sendWell(bus, deposit(at, '1.00')), { timeout: 20_000, interval: 20 })
  // It is kept, so that another process need not do it again.
  const other = createTestBus(database, options)
  onTestFinished(other.stop)
  await sendWell(other, deposit(at, '1.00'))
  const loaded = await replayedOf(streamId)
  expect(loaded).toMatchObject({
    streamPosition: LENGTH + 1,
    state: { balance: { amountMinor: BigInt(LENGTH + 1) * 100n } },
  })
  expect(loaded?.replayed).toBeLessThan(10)
})

test('nobody else in its batch waits for it, nor anybody in a later one', async () => {
  const { at } = await longAccount(LONGER_THAN_A_PAGE)
  const { bus, letGo } = await busWithoutLoading()
  const order: string[] = []
  const slow = sendWell(bus, deposit(at, '1.00')).then(() => order.push('long'))
  const alsoSlow = send(bus, withdraw(at, '1000000.00')).then(({ outcome }) => order.push(`long ${outcome}`))
  const beside = Array.from({ length: 50 }, () => sendWell(bus, deposit(short, '1.00')))
  await Promise.all(beside)
  await Promise.all(Array.from({ length: 50 }, () => sendWell(bus, deposit(short, '1.00'))))
  expect(order).toEqual([])
  letGo()
  await Promise.all([slow, alsoSlow])
  expect(order).toEqual(['long', 'long rejected'])
})

test('one command id that is sent again while it waits is applied once', async () => {
  const { streamId, at } = await longAccount(LONGER_THAN_A_PAGE)
  const { bus, letGo } = await busWithoutLoading()
  const commandId = crypto.randomUUID()
  const sent = Array.from({ length: 3 }, () => sendWell(bus, deposit(at, '1.00'), { commandId }))
  await sendWell(bus, deposit(short, '1.00'))
  letGo()
  const versions = await Promise.all(sent)
  expect(new Set(versions).size).toBe(1)
  expect((await replayedOf(streamId))?.streamPosition).toBe(LONGER_THAN_A_PAGE)
})

test('those who wait count as waiting, and are told when the bank stops', async () => {
  const { at } = await longAccount(LONGER_THAN_A_PAGE)
  const { bus } = await busWithoutLoading({ maxWaiting: 3 })
  const waiting = Array.from({ length: 3 }, () => send(bus, deposit(at, '1.00')))
  const refusals = Promise.allSettled(waiting)
  await vi.waitFor(() => expect(send(bus, deposit(short, '1.00'))).rejects.toThrow('busy'), PATIENCE)
  void bus.stop()
  for (const refused of await refusals)
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(BusStopped) })
})

test('an event that cannot be read is a fault of this account’s commands alone', async () => {
  const { streamId, at } = await longAccount(LONGER_THAN_A_PAGE)
  const [row] = await sql<{ data: string }[]>`
    SELECT data::text AS data FROM events WHERE stream_id = ${streamId} AND stream_position = 1`
  await sql`
    INSERT INTO events (global_position, stream_id, stream_position, event_type, schema_version, data, metadata, created_at)
    SELECT last_position + 1, ${streamId}, ${LONGER_THAN_A_PAGE}, 'MoneyDeposited', 99, ${row?.data ?? ''}::text::jsonb, '{}', now()
    FROM event_log_head`
  await sql`UPDATE event_log_head SET last_position = last_position + 1`
  const bus = createTestBus(database)
  onTestFinished(bus.stop)
  const unreadable = send(bus, deposit(at, '1.00'))
  await Promise.all([expect(unreadable).rejects.toThrow('version 99'), sendWell(bus, deposit(short, '1.00'))])
})
