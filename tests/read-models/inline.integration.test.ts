/**
 * A read model that is written in the append's own transaction. Whatever goes on beside it (processes without it, the
 * worker, crashes, faults), its rows are those that folding the log gives, and no command fails because of it.
 */
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { CommandBus } from '../../server/command-bus/command-bus.ts'
import { readAll, readHead } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import { accountSummaryTable } from '../../server/read-models/account-summaries/table.ts'
import { readCheckpoint } from '../../server/read-models/checkpoint.ts'
import { createInlineProjector, type InlineOptions } from '../../server/read-models/inline.ts'
import { pauseProjectors, resumeProjectors } from '../../server/read-models/pause.ts'
import { existing, fold, projector } from '../../server/read-models/projection.ts'
import { carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import { readRebuilds, requestRebuilds } from '../../server/read-models/rebuild/requests.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { createVersionWatch } from '../../server/read-models/wait.ts'
import { deposit, freeze, type TestAccount, transfer, unfreeze, withdraw } from '../support/bank.ts'
import { createTestBus, openAccountWith, send, sendWell } from '../support/command-bus.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'

let database: TestDatabase
let elsewhere: TestDatabase
const NAME = accountSummaries.name

beforeAll(async () => {
  database = await createTestDatabase({ max: 8 })
  elsewhere = { ...database, ...database.connectAgain({ max: 8 }) }
})

/** As a process with the projection inline, or without it. */
const inlineBus = (options: Partial<InlineOptions> = {}, on: TestDatabase = database): CommandBus => {
  const inlineProjection = createInlineProjector({
    sql: on.sql,
    projector: accountSummaries,
    readLog: readAll,
    ...options,
  })
  onTestFinished(() => inlineProjection.stop())
  return createTestBus(on, { inlineProjection })
}
const plainBus = (on: TestDatabase = database) => createTestBus(on)

const work = (on: TestDatabase = database) => drain({ database: on, readLog: readAll }, accountSummaries)
const position = async () => (await readCheckpoint(database.sql, NAME)).position
const rows = async () => {
  const all = await database.sql<{ row: string }[]>`
    SELECT t::text AS row FROM account_summaries t UNION ALL SELECT t::text FROM account_summary_owners t ORDER BY 1`
  return all.map(({ row }) => row)
}
const shown = async ({ accountId }: TestAccount) => {
  const [row] = await database.sql<{ balance: string; last_position: number }[]>`
    SELECT balance::text, last_position FROM account_summaries WHERE account_id = ${accountId}`
  return row && { balance: row.balance, position: row.last_position }
}
/** The rows are what the worker makes of the same log. */
const expectRowsToBeTheFold = async () => {
  const inline = await rows()
  await reset(database, accountSummaries)
  await work()
  expect(inline).toEqual(await rows())
}
const throwing = projector(NAME, [
  fold(
    accountSummaryTable,
    {
      MoneyDeposited: () => {
        throw new Error('No idea')
      },
    },
    { key: ({ data }) => data.accountId },
  ),
])
const refused = projector(NAME, [
  fold(
    accountSummaryTable,
    { MoneyDeposited: (row) => ({ ...existing(row), name: null }) as never },
    { key: ({ data }) => data.accountId },
  ),
])
/** Not as it is, where what is folded again comes to the same, but so that every fold leaves a trace in its row. */
const counting = projector(NAME, [
  fold(
    accountSummaryTable,
    {
      AccountOpened: (_, { data, createdAt, globalPosition }) => ({
        ...data,
        status: 'open',
        balance: 0n,
        held: 1n,
        overdraftLimit: 0n,
        openedAt: createdAt,
        updatedAt: createdAt,
        lastPosition: globalPosition,
      }),
      MoneyDeposited: (row) => ({ ...existing(row), held: existing(row).held + 1n }),
    },
    { key: ({ data }) => data.accountId },
  ),
])
const newId = () => crypto.randomUUID() as never

beforeEach(async () => {
  await work()
})

describe('switched on', () => {
  test('what is acknowledged can be read at once, without a worker', async () => {
    const bus = inlineBus()
    const [from, to] = [await openAccountWith(bus, '100.00'), await openAccountWith(bus, '5.00')]
    const version = await sendWell(bus, transfer(from, to, '30.00', newId()))
    expect(await position()).toBe(version)
    expect(await shown(from)).toMatchObject({ balance: '7000' })
    expect(await shown(to)).toMatchObject({ balance: '3500' })
    await expectRowsToBeTheFold()
  })

  test('those who wait are told', async () => {
    const bus = inlineBus()
    const { waitForVersion, stop } = createVersionWatch(elsewhere.sql, { pollMs: 60_000 })
    onTestFinished(stop)
    const at = await openAccountWith(bus)
    // Not there when it begins to wait: the poll that comes first finds nothing.
    const next = (await readHead(database.sql)) + 1
    const waiting = waitForVersion([NAME], next, { timeoutMs: 20_000 })
    await waitForVersion([NAME], next - 1)
    await sendWell(bus, deposit(at, '1.00'))
    await waiting
  })

  test('with two batches under way, and with batches that are refused', async () => {
    const [here, there] = [inlineBus(), inlineBus({}, elsewhere)]
    const accounts = await Promise.all(Array.from({ length: 4 }, () => openAccountWith(here, '1000.00')))
    const among = (n: number) => accounts[n % accounts.length]!
    const results = await Promise.all(
      Array.from({ length: 900 }, (_, n) =>
        send(n % 3 === 0 ? there : here, transfer(among(n), among(n + 1), '1.00', newId())),
      ),
    )
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(900)
    expect(await position()).toBe(await readHead(database.sql))
    await expectRowsToBeTheFold()
  })

  test('rows that others have changed meanwhile are taken as they are now', async () => {
    const bus = inlineBus()
    const at = await openAccountWith(bus, '10.00')
    await sendWell(bus, freeze(at))
    await sendWell(plainBus(), unfreeze(at))
    await work()
    await sendWell(bus, deposit(at, '1.00'))
    await expectRowsToBeTheFold()
  })

  test('late: what was appended before is folded with the first append', async () => {
    const before = plainBus()
    const at = await openAccountWith(before, '10.00')
    await sendWell(before, freeze(await openAccountWith(before, '3.00')))
    expect(await shown(at)).toBeUndefined()
    const version = await sendWell(inlineBus(), deposit(at, '1.00'))
    expect(await position()).toBe(version)
    expect(await shown(at)).toEqual({ balance: '1100', position: version })
    await expectRowsToBeTheFold()
  })

  test('too late: more than may be folded under the lock is left to the worker, and then it goes on', async () => {
    const at = await openAccountWith(plainBus(), '10.00')
    const start = await position()
    const bus = inlineBus({ maxGap: 2 })
    await sendWell(bus, deposit(at, '1.00'))
    expect(await position()).toBe(start)
    await work()
    const version = await sendWell(bus, deposit(at, '1.00'))
    expect(await position()).toBe(version)
    await expectRowsToBeTheFold()
  })

  test('but paused: what is appended meanwhile is folded when it is resumed', async () => {
    const bus = inlineBus()
    const at = await openAccountWith(bus, '1.00')
    await pauseProjectors(database.sql, [NAME], { by: 'somebody' })
    await sendWell(bus, deposit(at, '2.00'))
    expect(await shown(at)).toMatchObject({ balance: '100' })
    await resumeProjectors(database.sql, [NAME])
    await sendWell(bus, deposit(at, '4.00'))
    expect(await shown(at)).toMatchObject({ balance: '700' })
    await expectRowsToBeTheFold()
  })

  test('and off again: the worker goes on where it stands', async () => {
    const bus = inlineBus()
    const at = await openAccountWith(bus, '10.00')
    const last = await position()
    await sendWell(plainBus(), deposit(at, '5.00'))
    expect(await position()).toBe(last)
    await work()
    expect(await shown(at)).toMatchObject({ balance: '1500' })
    await expectRowsToBeTheFold()
  })
})

test('a process with it, one without it and two workers at once come to what the log says', async () => {
  const [here, there] = [inlineBus(), plainBus(elsewhere)]
  const accounts = await Promise.all(Array.from({ length: 6 }, () => openAccountWith(here, '500.00')))
  const steps = fc.array(
    fc.record({ inline: fc.boolean(), from: fc.nat(5), to: fc.nat(5), worker: fc.nat(3), cents: fc.nat(9) }),
    { minLength: 20, maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      await Promise.all(
        given.map(({ inline, from, to, worker, cents }) => {
          const [one, other] = [accounts[from]!, accounts[to]!]
          const amount = `0.${cents + 10}`
          const command = from === to ? withdraw(one, amount) : transfer(one, other, amount, newId())
          const sent = send(inline ? here : there, command)
          return Promise.all([sent, worker === 0 ? work(elsewhere) : worker === 1 ? work() : undefined])
        }),
      )
      await work()
      expect(await position()).toBe(await readHead(database.sql))
      await expectRowsToBeTheFold()
    }),
    runs(8),
  )
})

test('no event is folded twice, inline and by workers at the same moment', async () => {
  const [here, there] = [inlineBus({ projector: counting }), inlineBus({ projector: counting }, elsewhere)]
  const accounts = await Promise.all(Array.from({ length: 5 }, () => openAccountWith(here)))
  let isDone = false
  const working = Promise.all(
    [database, elsewhere].map(async (on) => {
      while (!isDone) await drain({ database: on, readLog: readAll }, counting)
    }),
  )
  // Some without it, so that there is something for the workers, and something to make up for inline.
  const buses = [here, there, plainBus()]
  for (let round = 0; round < 30; round += 1)
    await Promise.all(accounts.map((at, index) => sendWell(buses[(round + index) % 3]!, deposit(at, '1.00'))))
  isDone = true
  await working
  await drain({ database, readLog: readAll }, counting)
  const folded = await database.sql<{ held: number }[]>`
    SELECT held::int AS held FROM account_summaries
    WHERE account_id = ANY (${`{${accounts.map(({ accountId }) => accountId).join(',')}}`}::text::uuid[])`
  expect(folded.map(({ held }) => held)).toEqual(Array(5).fill(31))
  await reset(database, accountSummaries)
})

test('it goes on through a rebuild, and after the swap', async () => {
  const bus = inlineBus()
  const accounts = await Promise.all(Array.from({ length: 3 }, () => openAccountWith(bus, '100.00')))
  let isRebuilt = false
  const paying = (async () => {
    for (let n = 0; !isRebuilt || n < 20; n += 1)
      await sendWell(bus, transfer(accounts[n % 3]!, accounts[(n + 1) % 3]!, '0.01', newId()))
  })()
  const [rebuild] = await requestRebuilds(database.sql, {
    projectors: [NAME],
    purpose: 'replace',
    requestedBy: 'ada',
  })
  const target = { id: rebuild!.id, projector: accountSummaries, purpose: 'replace' as const }
  await carryOut(target, { databaseUrl: database.url, readLog: readAll, batchSize: 50 }).finally(() => {
    isRebuilt = true
  })
  await paying
  expect((await readRebuilds(database.sql, [rebuild!.id]))[0]).toMatchObject({ status: 'done' })
  const version = await sendWell(bus, deposit(accounts[0]!, '1.00'))
  expect(await position()).toBe(version)
  await expectRowsToBeTheFold()
})

describe('nothing goes wrong for a command', () => {
  test('when the process dies between the append and the commit: all of it is there, or none', async () => {
    let deaths = 1
    const bus = inlineBus({
      readLog: async (tx, range) => {
        const events = await readAll(tx, range)
        if (deaths > 0 && events.length > 0) {
          deaths -= 1
          const [own] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
          await elsewhere.sql`SELECT pg_terminate_backend(${own!.pid})`
        }
        return events
      },
    })
    const at = await openAccountWith(plainBus(), '10.00')
    await work()
    const version = await sendWell(bus, deposit(at, '1.00'))
    expect(deaths).toBe(0)
    expect(await shown(at)).toEqual({ balance: '1100', position: version })
    expect(version).toBe(await readHead(database.sql))
    await expectRowsToBeTheFold()
  })

  test('when the worker is in mid-batch: it is not waited for', async () => {
    const bus = inlineBus()
    const at = await openAccountWith(bus, '10.00')
    const worker = await elsewhere.sql.reserve()
    await worker`BEGIN`
    await worker`SELECT FROM projector_checkpoints WHERE projector_name = ${NAME} FOR UPDATE`
    const before = await position()
    await sendWell(bus, deposit(at, '1.00'))
    expect(await position()).toBe(before)
    await worker`ROLLBACK`
    worker.release()
    const version = await sendWell(bus, deposit(at, '1.00'))
    expect(await shown(at)).toEqual({ balance: '1200', position: version })
    await expectRowsToBeTheFold()
  })

  test('when the tables are being replaced: that is not waited for either', async () => {
    const bus = inlineBus()
    const at = await openAccountWith(bus, '10.00')
    const before = await position()
    // As the swap of a rebuild takes them; it then waits for the checkpoint.
    const swap = await elsewhere.sql.reserve()
    await swap`BEGIN`
    await swap`LOCK TABLE account_summaries, account_summary_owners IN SHARE ROW EXCLUSIVE MODE`
    await sendWell(bus, deposit(at, '1.00'))
    await swap`SELECT FROM projector_checkpoints WHERE projector_name = ${NAME} FOR UPDATE`
    expect(await position()).toBe(before)
    await swap`ROLLBACK`
    swap.release()
    const version = await sendWell(bus, deposit(at, '1.00'))
    expect(await shown(at)).toEqual({ balance: '1200', position: version })
  })

  test.each([
    ['when the fold fails', throwing],
    ['when the database refuses the rows', refused],
  ])('%s: the worker takes it on', async (_, projectorThatFails) => {
    const at = await openAccountWith(inlineBus(), '10.00')
    const before = { position: await position(), shown: await shown(at) }
    const version = await sendWell(inlineBus({ projector: projectorThatFails }), deposit(at, '1.00'))
    expect({ position: await position(), shown: await shown(at) }).toEqual(before)
    await work()
    expect(await shown(at)).toEqual({ balance: '1100', position: version })
  })

  test('when an event of the same key is parked: what comes after it waits behind it', async () => {
    const bus = inlineBus()
    const [at, other] = [await openAccountWith(bus, '10.00'), await openAccountWith(bus, '10.00')]
    const parkedAt = await readHead(database.sql)
    await database.sql`
      INSERT INTO parked_events (projector_name, global_position, stream_id, stream_position, event_type,
                                 schema_version, data, metadata, created_at, keys, tries)
      SELECT ${NAME}, global_position, stream_id, stream_position, event_type, schema_version, data, metadata,
             created_at, ARRAY[${other.accountId}], 5
      FROM events WHERE global_position = ${parkedAt}`
    onTestFinished(() => void database.sql`DELETE FROM parked_events`.execute())
    const before = await shown(other)
    await sendWell(bus, deposit(other, '1.00'))
    expect(await shown(other)).toEqual(before)
    await work()
    expect(await shown(other)).toEqual(before)
    // Not passed over, but put aside behind the other: the worker has seen it.
    const [waiting] = await database.sql<{ count: number }[]>`
      SELECT count(*)::int FROM parked_events WHERE behind = ${parkedAt}`
    expect(waiting?.count).toBe(1)
    const version = await sendWell(bus, deposit(at, '1.00'))
    expect(await shown(at)).toEqual({ balance: '1100', position: version })
  })
})
