/** The sweep: which streams it finds, what it makes of interruptions, and what it leaves alone. */
import postgres from 'postgres'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { dial } from '../../db/address.ts'
import { bankAccount } from '../../server/domain/bank-account/decider.ts'
import type { Aggregate } from '../../server/domain/decider.ts'
import { accountStream } from '../../server/domain/ids.ts'
import { append } from '../../server/event-store/append.ts'
import { type SnapshotPolicies, snapshotPolicies } from '../../server/event-store/snapshot-policies.ts'
import { sweepSnapshots } from '../../server/event-store/snapshot-sweep.ts'
import { listSnapshots, nearestState, saveSnapshots } from '../../server/event-store/snapshots.ts'
import type { TestAccount } from '../support/bank.ts'
import { createTestDatabase } from '../support/database.ts'
import { accountEvents, batchOf, newAccount, stateAfter } from '../support/log.ts'

const database = await createTestDatabase()
const { sql } = database
const admin = postgres(...dial(database.adminUrl, { max: 1, onnotice: () => undefined }))
afterAll(() => admin.end())

const aggregate = bankAccount as unknown as Aggregate
const policies: SnapshotPolicies = { ...snapshotPolicies, BankAccount: { sweepBeyond: 5 } }
const sweep = (more = {}) => sweepSnapshots(sql, { policies, ...more })
const streamOf = (at: TestAccount) => accountStream(at.accountId)
const write = (at: TestAccount, from: number, count: number) =>
  append(sql, batchOf(accountEvents(at, { from, count })))
const kept = (at: TestAccount) => nearestState(sql, { streamId: streamOf(at), aggregate, upTo: 1_000_000 })
const entryOf = async (at: TestAccount) =>
  (await listSnapshots(sql, { after: '', limit: 1_000 })).find(({ streamId }) => streamId === streamOf(at))

beforeEach(async () => {
  await sweep()
  await sql`DELETE FROM snapshots`
})

test('a stream whose tail is long gets one, a short one does not', async () => {
  const [long, short] = [newAccount(), newAccount()]
  await write(long, 0, 6)
  await write(short, 0, 5)
  expect(await sweep()).toMatchObject({ taken: 1, failed: 0 })
  expect(await kept(long)).toEqual({ state: stateAfter(long, 6), streamPosition: 5 })
  expect(await entryOf(short)).toBeUndefined()
  expect(await sweep()).toMatchObject({ taken: 0 })
})

test('what counts is how many events have come since its snapshot', async () => {
  const at = newAccount()
  await write(at, 0, 20)
  await saveSnapshots(sql, [
    { streamId: streamOf(at), aggregate, state: stateAfter(at, 20), streamPosition: 19 },
  ])
  await write(at, 20, 5)
  expect(await sweep()).toMatchObject({ taken: 0 })
  await write(at, 25, 1)
  expect(await sweep()).toMatchObject({ taken: 1 })
  expect((await kept(at)).streamPosition).toBe(25)
})

test('a stream that grows a little between any two sweeps gets one in the end', async () => {
  const at = newAccount()
  for (const from of [0, 2, 4]) {
    expect(await entryOf(at)).toBeUndefined()
    await write(at, from, 2)
    await sweep()
  }
  expect(await kept(at)).toEqual({ state: stateAfter(at, 6), streamPosition: 5 })
})

test('stopped between two windows, it goes on where it was', async () => {
  const accounts = [newAccount(), newAccount(), newAccount()]
  for (const at of accounts) await write(at, 0, 6)
  const stopping = new AbortController()
  const stopped = sweep({ window: 6, signal: stopping.signal, onProgress: () => stopping.abort() })
  await expect(stopped).rejects.toThrow('aborted')
  expect(await listSnapshots(sql, { after: '', limit: 10 })).toHaveLength(1)

  expect(await sweep()).toMatchObject({ taken: 2 })
  for (const at of accounts) expect((await kept(at)).state).toEqual(stateAfter(at, 6))
})

test('two at once do no harm', async () => {
  const accounts = Array.from({ length: 20 }, newAccount)
  await append(sql, batchOf(accounts.flatMap((at) => accountEvents(at, { count: 7 }))))
  await Promise.all([sweep({ window: 30 }), sweep({ window: 30 }), sweep()])
  for (const at of accounts) expect(await kept(at)).toEqual({ state: stateAfter(at, 7), streamPosition: 6 })
})

test('one of another schema version counts for nothing and is taken again', async () => {
  const at = newAccount()
  await write(at, 0, 3)
  await sweep()
  const future = { ...aggregate, snapshot: { ...aggregate.snapshot, schemaVersion: 0 } }
  await saveSnapshots(sql, [
    { streamId: streamOf(at), aggregate: future, state: stateAfter(at, 1_000), streamPosition: 2 },
  ])
  expect(await kept(at)).toEqual({ state: { status: 'none' }, streamPosition: -1 })
  expect(await sweep()).toMatchObject({ taken: 1 })
  expect(await kept(at)).toEqual({ state: stateAfter(at, 3), streamPosition: 2 })
})

test('those of another schema version come before all that has grown', async () => {
  const [outdated, grown] = [newAccount(), newAccount()]
  await write(outdated, 0, 6)
  await sweep()
  await sql`UPDATE snapshots SET schema_version = 0`
  await write(grown, 0, 6)
  const stopping = new AbortController()
  const stopped = sweep({ window: 1, signal: stopping.signal, onProgress: () => stopping.abort() })
  await stopped.catch(() => undefined)
  expect(await kept(outdated)).toMatchObject({ streamPosition: 5 })
  expect(await kept(grown)).toMatchObject({ streamPosition: -1 })
})

test('an old one is renewed when its stream has gone on, and only then', async () => {
  const [moved, still] = [newAccount(), newAccount()]
  for (const at of [moved, still]) await write(at, 0, 6)
  await sweep()
  await write(moved, 6, 1)
  await sql`UPDATE snapshots SET created_at = now() - interval '2 hours'`
  const aged: SnapshotPolicies = { ...policies, BankAccount: { olderThanMs: 3_600_000 } }
  expect(
    await sweep({ policies: { ...policies, BankAccount: { olderThanMs: 3 * 3_600_000 } } }),
  ).toMatchObject({ taken: 0 })
  expect(await sweep({ policies: aged })).toMatchObject({ taken: 1 })
  expect(await entryOf(moved)).toMatchObject({ streamPosition: 6, eventsSince: 0 })
  expect(await entryOf(still)).toMatchObject({ streamPosition: 5 })
})

test('a stream that cannot be read keeps no other from its snapshot', async () => {
  const [broken, well] = [newAccount(), newAccount()]
  await write(broken, 0, 6)
  await write(well, 0, 6)
  await admin.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`UPDATE events SET schema_version = 99 WHERE stream_id = ${streamOf(broken)} AND stream_position = 3`
  })
  expect(await sweep()).toMatchObject({ taken: 1, failed: 1 })
  expect((await kept(well)).streamPosition).toBe(5)
})
