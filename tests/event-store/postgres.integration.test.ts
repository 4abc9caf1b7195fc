import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { dial } from '../../db/address.ts'
import { inTransaction } from '../../db/transaction.ts'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { append, appendEncoded, type Batch, encodeBatch } from '../../server/event-store/append.ts'
import { UnreadableEvent } from '../../server/event-store/codec.ts'
import { isConflict, isConnectionLost } from '../../server/event-store/errors.ts'
import { loadStreams } from '../../server/event-store/load.ts'
import { sealBatch } from '../../server/event-store/personal-data.ts'
import { readAll, readHead, readStream } from '../../server/event-store/read.ts'
import { findReceipts, purgeReceipts } from '../../server/event-store/receipts.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, metadataOf, newAccount, readOf, receiptOf } from '../support/log.ts'
import { postgresStore, waitingForLock } from '../support/postgres-store.ts'
import { eventStoreContract } from './contract.ts'

const database = await createTestDatabase({ max: 20 })
const { sql } = database
const store = postgresStore(database)
const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
afterAll(() => admin.end())

/** What the log refuses to everybody, a superuser can do by leaving out triggers: only tests ever want to. */
const emptyTheLog = () =>
  admin.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`TRUNCATE events, command_receipts, snapshots`
    await tx`UPDATE event_log_head SET last_position = 0, last_created_at = '-infinity'`
  })
beforeEach(emptyTheLog)

eventStoreContract('Postgres', async () => store)

test('without the log’s lock a change in a stream that was read is overlooked, which is why it must be held', async () => {
  const [read, written] = [newAccount(), newAccount()]
  await store.append(batchOf(accountEvents(read)))
  const paused = await store.appendAndPause(batchOf(accountEvents(read, { from: 1 })))
  const waiting = append(sql, batchOf(accountEvents(written), { reads: [readOf(read, 0)] }))
  await vi.waitFor(async () => expect(await waitingForLock(sql)).toBe(1), { timeout: 5_000 })
  await paused.commit()
  expect(await waiting).toBe(2)
})

describe('a batch that was decided on another', () => {
  const encoded = async (batch: Batch) => encodeBatch(await sealBatch(sql, batch))
  const batch = () => encoded(batchOf(accountEvents(newAccount(), { count: 2 })))

  it('is refused unless that one was written, and leaves nothing behind', async () => {
    const [lost, next] = [await batch(), await batch()]
    await expect(appendEncoded(sql, next, lost.id)).rejects.toSatisfy(isConflict)
    expect(await readHead(sql)).toBe(0)
    await appendEncoded(sql, lost)
    expect(await appendEncoded(sql, next, lost.id)).toBe(2)
  })

  it('can wait for the lock while that one is being written', async () => {
    const [first, second] = [await batch(), await batch()]
    let waiting: Promise<number> | undefined
    await inTransaction(sql, async (tx) => {
      await appendEncoded(tx, first)
      waiting = appendEncoded(sql, second, first.id)
      await vi.waitFor(async () => expect(await waitingForLock(sql)).toBe(1), { timeout: 5_000 })
    })
    expect(await waiting).toBe(2)
  })

  it('is refused when that one was not committed after all', async () => {
    const [first, second] = [await batch(), await batch()]
    let waiting: Promise<unknown> | undefined
    const failing = inTransaction(sql, async (tx) => {
      await appendEncoded(tx, first)
      waiting = expect(appendEncoded(sql, second, first.id)).rejects.toSatisfy(isConflict)
      await vi.waitFor(async () => expect(await waitingForLock(sql)).toBe(1), { timeout: 5_000 })
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    await waiting
    expect(await readHead(sql)).toBe(0)
  })

  it('may have a few others before it, not any number', async () => {
    const first = await batch()
    await appendEncoded(sql, first)
    for (let others = 0; others < 7; others++) await appendEncoded(sql, await batch())
    await appendEncoded(sql, await batch(), first.id)
    await expect(appendEncoded(sql, await batch(), first.id)).rejects.toSatisfy(isConflict)
  })

  it('is refused when that one was decided once more: it is another batch then', async () => {
    const events = batchOf(accountEvents(newAccount(), { count: 2 }))
    const [once, again] = [await encoded(events), await encoded(events)]
    await appendEncoded(sql, again)
    await expect(appendEncoded(sql, await batch(), once.id)).rejects.toSatisfy(isConflict)
  })
})

describe('the log is append only', () => {
  const at = newAccount()
  const changes = [
    `UPDATE events SET data = '{}'`,
    `UPDATE events SET global_position = global_position + 1`,
    'DELETE FROM events',
    'TRUNCATE events',
    'TRUNCATE events CASCADE',
    'DELETE FROM event_log_head',
    'TRUNCATE event_log_head',
    `INSERT INTO events SELECT * FROM events ON CONFLICT (global_position) DO UPDATE SET data = '{}'`,
    `MERGE INTO events USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE`,
    'WITH gone AS (DELETE FROM events RETURNING *) SELECT * FROM gone',
  ]
  beforeEach(async () => {
    await store.append(batchOf(accountEvents(at, { count: 2 })))
  })

  it.each(changes)('for the bank’s own role: %s', async (statement) => {
    const before = await readAll(sql, { after: 0, limit: 10 })
    await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
    expect(await readAll(sql, { after: 0, limit: 10 })).toEqual(before)
  })
  it.each(changes)('for a superuser: %s', async (statement) => {
    const before = await readAll(sql, { after: 0, limit: 10 })
    await expect(admin.unsafe(statement)).rejects.toMatchObject({ code: '23001' })
    expect(await readAll(sql, { after: 0, limit: 10 })).toEqual(before)
  })
  it('has one head only', async () => {
    const second = sql`INSERT INTO event_log_head (only_row, last_position, last_created_at) VALUES (false, 0, now())`
    await expect(second).rejects.toMatchObject({ code: '23514' })
  })
})

describe('payloads', () => {
  it('are objects, not strings that hold one, and so are metadata, answers and snapshots', async () => {
    const at = newAccount()
    await store.append(batchOf(accountEvents(at, { count: 2 }), { receipts: [receiptOf(2)] }))
    const [stream] = await loadStreams(sql, [
      { streamId: accountStream(at.accountId), aggregate: bankAccount as never, from: undefined },
    ])
    await store.saveSnapshot(stream!)
    const types = await sql`
      SELECT jsonb_typeof(data) AS type FROM events UNION ALL SELECT jsonb_typeof(metadata) FROM events
      UNION ALL SELECT jsonb_typeof(response) FROM command_receipts UNION ALL SELECT jsonb_typeof(data) FROM snapshots`
    expect(types.map(({ type }) => type)).toEqual(Array(6).fill('object'))
    expect(await sql`SELECT data->'money'->>'amountMinor' AS amount FROM events ORDER BY 1`).toEqual([
      { amount: '100' },
      { amount: null },
    ])
  })

  it('that Postgres cannot keep are refused with all their batch', async () => {
    const good = accountEvents(newAccount(), { count: 2 })
    for (const description of ['a\u0000b', '\ud800']) {
      const [bad] = accountEvents(newAccount(), { from: 1 })
      Object.assign(bad!.event.data, { description })
      const receipt = receiptOf(3)
      const refused = store.append(batchOf([...good, bad!], { receipts: [receipt] }))
      await expect(refused).rejects.toSatisfy((error) => !isConflict(error) && !isConnectionLost(error))
      expect(await readHead(sql)).toBe(0)
      expect(await findReceipts(sql, [receipt])).toEqual([])
    }
    expect(await store.append(batchOf(good))).toBe(0)
  })

  it('come back with any text that is one', async () => {
    const [event] = accountEvents(newAccount(), { from: 0 })
    const name = `"'\\ \\u0000 {}[] \u2028 🏦 שלום \ufeff`
    Object.assign(event!.event.data, { name })
    await store.append(batchOf([event!]))
    expect((await readAll(sql, { after: 0, limit: 1 }))[0]?.data).toMatchObject({ name })
  })
})

describe('an event that nobody can read', () => {
  const at = newAccount()
  const streamId = accountStream(at.accountId)
  const put = (type: string, version: number, data: object) => sql`
    WITH head AS (UPDATE event_log_head SET last_position = last_position + 1 RETURNING last_position)
    INSERT INTO events SELECT last_position, ${streamId}, 1, ${type}, ${version}, ${JSON.stringify(data)}::text::jsonb,
                              ${JSON.stringify(metadataOf())}::text::jsonb, now() FROM head`

  it.each([
    ['of an unknown type', 'AccountPainted', 1, {}, 'its type is unknown'],
    ['of another schema version', 'AccountFrozen', 9, {}, 'no way leads from schema version 9 to 1'],
    ['with data of another shape', 'AccountFrozen', 1, { accountId: 5 }, 'cannot be read'],
  ])('%s is a fault that names its place', async (_what, type, version, data, why) => {
    await store.append(batchOf(accountEvents(at)))
    await put(type, version, data)
    const request = { streamId, aggregate: bankAccount as never, from: undefined }
    for (const read of [
      () => readAll(sql, { after: 0, limit: 10 }),
      () => readStream(sql, streamId),
      () => loadStreams(sql, [request]),
    ]) {
      await expect(read()).rejects.toBeInstanceOf(UnreadableEvent)
      await expect(read()).rejects.toThrow(`Event 2 (${type} in ${streamId}) cannot be read`)
      await expect(read()).rejects.toThrow(why)
    }
    // What stands before it can still be read.
    expect(await readAll(sql, { after: 0, limit: 1 })).toHaveLength(1)
  })
})

test('receipts are kept for thirty days', async () => {
  const [old, young] = [receiptOf(1, { commandId: randomUUID() }), receiptOf(2)]
  await store.append(batchOf(accountEvents(newAccount(), { count: 2 }), { receipts: [old, young] }))
  await sql`UPDATE command_receipts SET created_at = now() - interval '30 days 1 minute' WHERE command_id = ${old.commandId}`
  await sql`UPDATE command_receipts SET created_at = now() - interval '29 days' WHERE command_id = ${young.commandId}`
  expect(await purgeReceipts(sql)).toBe(1)
  expect((await findReceipts(sql, [old, young])).map(({ commandId }) => commandId)).toEqual([young.commandId])
})

describe('an error is', () => {
  const error = (code: string) => Object.assign(new Error(code), { code })
  it.each([
    ...['CONNECTION_CLOSED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH'],
    ...['ENOTFOUND', 'EAI_AGAIN', '08006', '57P01', '57P03', '25P03', '53300'],
  ])('a lost connection: %s', (code) => expect(isConnectionLost(error(code))).toBe(true))
  it.each(['23505', '22P05', '57014', '42501', '40001', 'ERR_ASSERTION', ''])(
    'no lost connection: %s',
    (code) => expect(isConnectionLost(error(code))).toBe(false),
  )
  it('no conflict because of any other constraint', async () => {
    const [row] = await sql`SELECT 1 AS one`
    expect(row).toEqual({ one: 1 })
    const twice = sql`INSERT INTO snapshots SELECT 'a', 1, 1, '{}'::jsonb FROM generate_series(1, 2)`
    await expect(twice).rejects.toSatisfy((failure) => !isConflict(failure))
  })
})
