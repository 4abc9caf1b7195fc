/** Months that have moved to files: read as before, brought back as they were, and refused when a file is damaged. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bankAccount } from '../../../server/domain/bank-account/decider.ts'
import { accountStream } from '../../../server/domain/ids.ts'
import { append, underLock } from '../../../server/event-store/append.ts'
import {
  ArchiveBusy,
  archiveMonths,
  restoreMonths,
  verifyArchives,
} from '../../../server/event-store/archive/archive.ts'
import { listArchives } from '../../../server/event-store/archive/archived.ts'
import { isConflict } from '../../../server/event-store/errors.ts'
import { firstPositionFrom, readAt } from '../../../server/event-store/find.ts'
import { findStream, type Moment, stateAt } from '../../../server/event-store/history.ts'
import { type LoadRequest, loadStreams } from '../../../server/event-store/load.ts'
import { readAll, readHead, readStored, readStream } from '../../../server/event-store/read.ts'
import { logToVerify, sealsFrom } from '../../../server/event-store/seals/bank-log.ts'
import { verifyLog } from '../../../server/event-store/seals/verify.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { createForger } from '../../support/forger.ts'
import { accountEvents, batchOf, expectSoundLog, newAccount, readOf } from '../../support/log.ts'

let database: TestDatabase
let directory: string
const accounts = Array.from({ length: 6 }, newAccount)
const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-12']
/** In each month: as many events as the account has a number, for every account but those that have fallen silent. */
const countIn = (account: number, month: number) => (account < 2 && month > 0 ? 0 : account * 7 + 3)

beforeEach(async () => {
  database = await createTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'passbook-archive-'))
  const written = accounts.map(() => 0)
  for (const [month, name] of MONTHS.entries())
    for (const [index, account] of accounts.entries()) {
      const count = countIn(index, month)
      if (count === 0) continue
      const createdAt = new Date(`${name}-15T12:00:00Z`)
      await append(database.sql, batchOf(accountEvents(account, { from: written[index]!, count, createdAt })))
      written[index]! += count
    }
})
afterEach(async () => {
  await database.close()
  await rm(directory, { recursive: true })
})

const options = { olderThanMonths: 6, timeZone: 'UTC', now: new Date('2026-01-10T00:00:00Z') }
const archive = (more: Partial<Parameters<typeof archiveMonths>[1]> = {}) =>
  archiveMonths(database.sql, { ...options, directory, ...more })
const requestFor = (account: (typeof accounts)[number]): LoadRequest => ({
  streamId: accountStream(account.accountId),
  aggregate: bankAccount as LoadRequest['aggregate'],
  from: undefined,
})

/** All that can be read of the log, in every way. */
const everything = async () => {
  const { sql } = database
  const head = await readHead(sql)
  const ranges = [
    { after: 0, limit: 10_000 },
    { after: 0, limit: 5 },
    { after: 17, limit: 40 },
    { after: 17, limit: 40, upTo: 20 },
    { after: 0, limit: 10_000, upTo: head - 3 },
    { after: head, limit: 10 },
  ]
  return {
    ranges: await Promise.all(ranges.map((range) => readAll(sql, range))),
    streams: await Promise.all(
      accounts.flatMap(({ accountId }) =>
        [{}, { after: 2 }, { after: 0, limit: 4 }, { after: 500 }].map((range) =>
          readStream(sql, accountStream(accountId), range),
        ),
      ),
    ),
    loaded: await loadStreams(sql, [...accounts, newAccount()].map(requestFor)).then((all) =>
      all.slice(0, accounts.length),
    ),
    part: await loadStreams(
      sql,
      await loadStreams(sql, accounts.map(requestFor)).then((all) =>
        all.map((from, index) => ({ ...requestFor(accounts[index]!), from })),
      ),
    ),
    stored: (await readStored(sql, [1, 2, 30, head])).map(({ data, stream_id }) => [
      JSON.parse(data),
      stream_id,
    ]),
  }
}
const tableRows = async () =>
  (await database.sql<{ row: string }[]>`SELECT e::text AS row FROM events e ORDER BY global_position`).map(
    ({ row }) => row,
  )

test('old months move, and everything is read as before', async () => {
  const before = await everything()
  const moved = await archive()
  expect(moved.map(({ month }) => month)).toEqual(['2025-01', '2025-02', '2025-03'])
  // What is left of them is the newest event of those who have been silent since.
  const [left] = await database.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM events WHERE global_position <= ${moved.at(-1)!.to}`
  expect(left!.count).toBe(2)
  const after = await everything()
  expect(after).toEqual(before)
  expectSoundLog(after.ranges[0]!)
  expect(await archive()).toEqual([])
})

test('a month that is not old enough, or not over in the bank’s zone, stays', async () => {
  const now = new Date('2025-04-01T03:00:00Z')
  const none = await archive({ olderThanMonths: 0, now, timeZone: 'America/New_York' })
  expect(none.map(({ month }) => month)).toEqual(['2025-01', '2025-02'])
  const one = await archive({ olderThanMonths: 0, now, timeZone: 'Europe/Berlin' })
  expect(one.map(({ month }) => month)).toEqual(['2025-03'])
})

test('what appends goes on as before', async () => {
  await archive()
  const { sql } = database
  for (const [index, account] of accounts.entries()) {
    const count = MONTHS.reduce((sum, _, month) => sum + countIn(index, month), 0)
    const [next] = accountEvents(account, { from: count, createdAt: new Date('2026-01-10T00:00:00Z') })
    const taken = { ...next!, streamPosition: count - 1 }
    await expect(append(sql, batchOf([taken]))).rejects.toSatisfy(isConflict)
    await underLock(sql, (tx) => append(tx, batchOf([next!], { reads: [readOf(account, count - 1)] })))
    expect((await loadStreams(sql, [requestFor(account)]))[0]).toMatchObject({ streamPosition: count })
  }
  expectSoundLog(await readAll(sql, { after: 0, limit: 10_000 }))
})

test('months that move later follow those that have moved', async () => {
  const before = await everything()
  await archive({ olderThanMonths: 11 })
  expect((await listArchives(database.sql)).map(({ month }) => month)).toEqual(['2025-01'])
  await archive()
  expect((await listArchives(database.sql)).map(({ month }) => month)).toEqual([
    '2025-01',
    '2025-02',
    '2025-03',
  ])
  expect(await everything()).toEqual(before)
})

test('a restore brings every row back as it was, the newest months first when only some are wanted', async () => {
  const [rows, before] = [await tableRows(), await everything()]
  await archive()
  await restoreMonths(database.sql, { month: '2025-02' })
  expect((await listArchives(database.sql)).map(({ month }) => month)).toEqual(['2025-01'])
  expect(await everything()).toEqual(before)
  await restoreMonths(database.sql, {})
  expect(await listArchives(database.sql)).toEqual([])
  expect(await tableRows()).toEqual(rows)
})

test('the seals vouch for what has moved as well', async () => {
  await archive()
  const { sql } = database
  const verify = async () => verifyLog({ log: await logToVerify(sql), seals: sealsFrom(sql) })
  expect(await verify()).toMatchObject({ findings: [], to: await readHead(sql), isComplete: true })
})

test('what was tampered with is not moved', async () => {
  const forger = createForger(database.adminUrl)
  await archive({ olderThanMonths: 100 })
  await forger.does(`UPDATE events SET data = data || '{"x": 1}' WHERE global_position = 9`)
  await expect(archive()).rejects.toThrow('event 9 is not what was sealed')
  expect(await listArchives(database.sql)).toEqual([])
  expect(await readdir(directory)).toEqual([])
})

describe('a damaged file', () => {
  const damages: [string, (path: string) => Promise<void>][] = [
    ['is gone', (path) => rm(path)],
    ['is cut off', async (path) => writeFile(path, (await readFile(path)).subarray(0, 50))],
    [
      'has another byte',
      async (path) => {
        const bytes = await readFile(path)
        bytes[40]! ^= 1
        await writeFile(path, bytes)
      },
    ],
  ]
  test.each(damages)(
    'that %s is refused by its name, and nothing is brought back from it',
    async (_what, damage) => {
      const [, february] = await archive()
      const { path } = february!
      await damage(path)
      const { sql } = database
      const by = new RegExp(`The archive ${path} cannot be used`)
      await expect(readAll(sql, { after: 0, limit: 10_000 })).rejects.toThrow(by)
      await expect(readStream(sql, accountStream(accounts[3]!.accountId))).rejects.toThrow(by)
      const rows = await tableRows()
      await expect(restoreMonths(sql, { month: '2025-02' })).rejects.toThrow(by)
      expect(await tableRows()).toEqual(rows)
      const checked = await verifyArchives(sql)
      expect(checked.filter(({ damage }) => damage !== null).map(({ month }) => month)).toEqual(['2025-02'])
    },
  )
})

describe('nothing leaves the log by another way', () => {
  test('not without the right, which nobody has', async () => {
    await archive()
    await expect(database.sql`DELETE FROM events`).rejects.toThrow(/permission denied|append only/)
  })
  test('not what is not entered as archived, out of order, or not sealed', async () => {
    const { sql } = database
    await expect(sql`SELECT move_to_archive(1)`).rejects.toThrow('cannot leave the log')
    const enter = (from: number, to: number) => sql`
      INSERT INTO archives (from_position, to_position, month, path, sha256, frames)
      VALUES (${from}, ${to}, '2025-01', '/', '', '[]')`
    await enter(1, 5)
    await expect(sql`SELECT move_to_archive(1)`).rejects.toThrow('cannot leave the log')
    await enter(7, 9)
    await expect(sql`SELECT move_to_archive(7)`).rejects.toThrow('cannot leave the log')
    expect(await tableRows()).toHaveLength(await readHead(sql))
  })
})

test('a run that is stopped leaves whole months, and the next one goes on', async () => {
  const before = await everything()
  const stop = new AbortController()
  const stopped = archive({
    signal: stop.signal,
    onProgress: (events) => {
      if (events > 100) stop.abort()
    },
  })
  await expect(stopped).rejects.toThrow()
  expect((await listArchives(database.sql)).length).toBeLessThan(3)
  expect(await everything()).toEqual(before)
  await archive()
  expect(await listArchives(database.sql)).toHaveLength(3)
  expect(await everything()).toEqual(before)
})

test('whoever reads while months move and come back always sees all of the log', async () => {
  const before = await everything()
  let isMoving = true
  let looks = 0
  const reader = async () => {
    while (isMoving) {
      expect(await everything()).toEqual(before)
      looks += 1
    }
  }
  const readers = [reader(), reader()]
  for (let i = 0; i < 2; i += 1) {
    await archive()
    await restoreMonths(database.sql, {})
  }
  isMoving = false
  await Promise.all(readers)
  expect(looks).toBeGreaterThan(0)
})

test('two who archive at once do not get in each other’s way: one of them is told', async () => {
  const [one, two] = await Promise.allSettled([archive(), archive()])
  expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected'])
  const refused = one.status === 'rejected' ? one : (two as PromiseRejectedResult)
  expect(refused.reason).toBeInstanceOf(ArchiveBusy)
  expect(await listArchives(database.sql)).toHaveLength(3)
})

test('a run that fails at the last moment, or a process that dies there, has moved nothing', async () => {
  const { sql } = database
  const rows = await tableRows()
  await sql`ALTER FUNCTION move_to_archive(bigint) RENAME TO not_there`
  await expect(archive()).rejects.toThrow('move_to_archive')
  await sql`ALTER FUNCTION not_there(bigint) RENAME TO move_to_archive`
  expect(await listArchives(sql)).toEqual([])
  expect(await tableRows()).toEqual(rows)
  // The file that it has left is in nobody's way.
  expect(await archive()).toHaveLength(3)
})

test('an instant in an archived month is found as before', async () => {
  const { sql } = database
  const instants = [
    '2024-12-31',
    '2025-01-15T12:00:00Z',
    '2025-01-20',
    '2025-03-15T12:00:00.001Z',
    '2026-01-01',
  ]
  const positions = () => Promise.all(instants.map((instant) => firstPositionFrom(sql, new Date(instant))))
  const at = [1, 5, 44, 200, await readHead(sql), 99_999]
  const before = [await positions(), await readAt(sql, at)]
  await archive()
  expect([await positions(), await readAt(sql, at)]).toEqual(before)
})

test('a state of the past is what it was', async () => {
  const { sql } = database
  const now = new Date()
  const statesOf = async () => {
    const head = await readHead(sql)
    const moments: Moment[] = [
      { streamPosition: 2 },
      { globalPosition: 5 },
      { globalPosition: 130 },
      { globalPosition: head },
      { at: new Date('2024-01-01') },
      { at: new Date('2025-01-20') },
      { at: new Date('2025-02-15T12:00:00Z') },
      { at: now },
    ]
    return Promise.all(
      accounts.flatMap(({ accountId }) =>
        moments.map(async (moment) =>
          stateAt(sql, await findStream(sql, accountStream(accountId)), { moment, now }),
        ),
      ),
    )
  }
  const before = await statesOf()
  await archive()
  expect(await statesOf()).toEqual(before)
})
