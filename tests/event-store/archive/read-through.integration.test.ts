/** What reading past, into and across the archive costs, and that nobody who looks at the log by other ways misses any. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { bankAccount } from '../../../server/domain/bank-account/decider.ts'
import type { Aggregate } from '../../../server/domain/decider.ts'
import { accountStream, customerStream } from '../../../server/domain/ids.ts'
import { eventInVersions } from '../../../server/engine-room/stored-event.ts'
import { append } from '../../../server/event-store/append.ts'
import { archiveMonths, restoreMonths } from '../../../server/event-store/archive/archive.ts'
import { listArchives } from '../../../server/event-store/archive/archived.ts'
import { accountsOpenedAfter, eraseCustomer } from '../../../server/event-store/erasure.ts'
import { firstPositionFrom, readAt } from '../../../server/event-store/find.ts'
import { loadStreams } from '../../../server/event-store/load.ts'
import type { Queryable } from '../../../server/event-store/new-events.ts'
import { readAll, readHead, readStored } from '../../../server/event-store/read.ts'
import { snapshotPolicies } from '../../../server/event-store/snapshot-policies.ts'
import { sweepSnapshots } from '../../../server/event-store/snapshot-sweep.ts'
import { nearestState } from '../../../server/event-store/snapshots.ts'
import { forgot, registered, type TestAccount } from '../../support/bank.ts'
import { createTestDatabase } from '../../support/database.ts'
import { batchOf, metadataOf, newAccount, stateAfter } from '../../support/log.ts'
import { OLD_MONTHS, writeOldMonths } from '../../support/old-months.ts'
import { createPureBank } from '../../support/pure-bank.ts'

const database = await createTestDatabase()
const { sql } = database
const top = await mkdtemp(join(tmpdir(), 'passbook-archive-'))
afterAll(() => rm(top, { recursive: true }))
const directory = join(top, 'of', 'the bank')
const aggregate = bankAccount as unknown as Aggregate
// More than a load takes at once.
const COUNTS = { '2025-01': 2_300, '2025-02': 2_900, '2025-03': 30, '2025-12': 2 }
const ALL = 2_300 + 2_900 + 30 + 2
let busy: TestAccount
let silent: TestAccount

const run = () => archiveMonths(sql, { ...OLD_MONTHS, directory })
beforeAll(async () => {
  ;({ busy, silent } = await writeOldMonths(sql, COUNTS))
})
beforeEach(run)

/** The same connection, counting what is asked of it. */
const counting = () => {
  const asked = { queries: 0 }
  const counted = new Proxy(sql, {
    apply: (target, _this, args: Parameters<typeof sql>) => {
      asked.queries += 1
      return target(...args)
    },
  })
  return { asked, sql: counted as Queryable }
}

test('who has read all asks once whether there is more, and so does who reads what has not moved', async () => {
  const head = await readHead(sql)
  const { asked, sql: counted } = counting()
  expect(await readAll(counted, { after: head, limit: 100 })).toEqual([])
  expect(asked.queries).toBe(1)
  expect(await readAll(counted, { after: head - 2, limit: 100 })).toHaveLength(2)
  expect(asked.queries).toBe(2)
})

test('events by their positions cost the same however many they are', async () => {
  const cost = async (positions: readonly number[]) => {
    const { asked, sql: counted } = counting()
    expect((await readAt(counted, positions)).map(({ globalPosition }) => globalPosition)).toEqual(positions)
    expect(await readStored(counted, positions)).toHaveLength(positions.length)
    return asked.queries
  }
  const many = Array.from({ length: 300 }, (_, index) => 1 + index * 17)
  expect(await cost(many)).toBe(await cost([7]))
})

test('an archived event is shown as it was stored, and said to be archived', async () => {
  const head = await readHead(sql)
  expect((await eventInVersions(sql, 7)).found).toMatchObject({
    event: { position: 7, type: 'MoneyDeposited' },
    versions: [{ version: 2, data: { accountId: busy.accountId } }],
    isArchived: true,
  })
  const newest = await eventInVersions(sql, head)
  expect(newest.found).toMatchObject({ event: { position: head }, isArchived: false })
  expect(await eventInVersions(sql, head + 1)).toEqual({ head, found: undefined })
})

test('a long stream of archived events is loaded whole, beginning anywhere', async () => {
  const streamId = accountStream(busy.accountId)
  for (const at of [0, 1, 100, 2_299, 5_231]) {
    const from = at === 0 ? undefined : { state: stateAfter(busy, at), streamPosition: at - 1 }
    const [loaded] = await loadStreams(sql, [{ streamId, aggregate, from }])
    expect(loaded).toMatchObject({
      state: stateAfter(busy, ALL),
      streamPosition: ALL - 1,
      replayed: ALL - at,
    })
  }
})

test('the sweep gives streams their snapshots whose events have moved', async () => {
  await sql`DELETE FROM snapshots`
  await sql`DELETE FROM snapshot_marks`
  await sql`DELETE FROM snapshot_sweep`
  const policies = { ...snapshotPolicies, BankAccount: { sweepBeyond: 2 } }
  expect(await sweepSnapshots(sql, { policies, window: 1_000 })).toMatchObject({ taken: 2, failed: 0 })
  const kept = ({ accountId }: TestAccount) =>
    nearestState(sql, { streamId: accountStream(accountId), aggregate, upTo: 1_000_000 })
  expect(await kept(busy)).toEqual({ state: stateAfter(busy, ALL), streamPosition: ALL - 1 })
  expect(await kept(silent)).toEqual({ state: stateAfter(silent, 3), streamPosition: 2 })

  await sql`UPDATE snapshots SET stream_position = 1, created_at = now() - interval '2 hours'
            WHERE stream_id = ${accountStream(silent.accountId)}`
  const aged = { ...policies, BankAccount: { olderThanMs: 3_600_000 } }
  expect(await sweepSnapshots(sql, { policies: aged })).toMatchObject({ taken: 1 })
  expect(await kept(silent)).toMatchObject({ streamPosition: 2 })
})

test('an account that was opened in an archived month is found', async () => {
  const opened = ({ customerId }: TestAccount, after: number) =>
    accountsOpenedAfter(sql, { customerId, after })
  expect(await opened(busy, 0)).toEqual([busy.accountId])
  expect(await opened(silent, 0)).toEqual([silent.accountId])
  expect(await opened(busy, 4)).toEqual([])
  expect(await opened(newAccount(), 0)).toEqual([])
})

test('an instant is found while its month moves', async () => {
  await restoreMonths(sql, {})
  const instant = new Date('2025-02-15T12:00:00Z')
  const position = await firstPositionFrom(sql, instant)
  expect(position).toBe(2_304)
  // Right after the first look, which finds nothing archived.
  const moving = new Proxy(sql, {
    apply: async (target, _this, args: Parameters<typeof sql>) => {
      const text = (args[0] as unknown as readonly string[]).join('?')
      if (text.includes('RECURSIVE')) await run()
      return target(...args)
    },
  }) as Queryable
  expect(await firstPositionFrom(moving, instant)).toBe(position)
  expect(await listArchives(sql)).toHaveLength(3)
})

test('a forgotten customer leaves no state behind, neither the newest nor an older one', async () => {
  const at = newAccount()
  const bank = createPureBank()
  for (const fact of [registered(at), forgot(at)]) for (const event of fact(bank)) bank.record(event)
  const events = bank.log.map((logged) => ({ ...logged, metadata: metadataOf(), createdAt: new Date() }))
  await append(sql, batchOf(events))
  const streamId = customerStream(at.customerId)
  await sql`INSERT INTO snapshots (stream_id, stream_position, schema_version, data) VALUES (${streamId}, 0, 1, '{}')`
  await sql`INSERT INTO snapshot_marks (stream_id, block, stream_position, schema_version, data)
            VALUES (${streamId}, 0, 0, 1, '{}')`
  expect(await eraseCustomer(sql, at.customerId)).toBe(true)
  const left = await sql`SELECT stream_id FROM snapshots WHERE stream_id = ${streamId}
                         UNION ALL SELECT stream_id FROM snapshot_marks WHERE stream_id = ${streamId}`
  expect([...left]).toEqual([])
})

test('files, and then their names, are on the disk before an event leaves the table', async () => {
  await restoreMonths(sql, {})
  const elsewhere = join(top, randomUUID(), 'archive')
  const probe = await open(top)
  const handles = Object.getPrototypeOf(probe) as FileHandle
  await probe.close()
  const synced: { ino: number; names: string[]; months: number }[] = []
  const { sync } = handles
  const watched = vi.spyOn(handles, 'sync').mockImplementation(async function (this: FileHandle) {
    await sync.call(this)
    const names = await readdir(elsewhere)
    synced.push({ ino: (await this.stat()).ino, names, months: (await listArchives(sql)).length })
  })
  try {
    for (const [index, { path }] of (
      await archiveMonths(sql, { ...OLD_MONTHS, directory: elsewhere })
    ).entries()) {
      const before = synced.filter(({ months }) => months === index)
      const names = [path, path.replace('.jsonl.zst', '.json')]
      for (const name of names) {
        const { ino } = await stat(name)
        expect(
          before.findIndex((one) => one.ino === ino),
          name,
        ).toBeGreaterThanOrEqual(0)
      }
      const folder = await stat(elsewhere)
      expect(before.at(-1)!.ino).toBe(folder.ino)
      for (const name of names) expect(before.at(-1)!.names).toContain(name.slice(elsewhere.length + 1))
    }
    const above = await stat(join(elsewhere, '..'))
    expect(synced.map(({ ino }) => ino)).toContain(above.ino)
  } finally {
    watched.mockRestore()
  }
})
