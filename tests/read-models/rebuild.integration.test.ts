/**
 * A read model is rebuilt beside the live one while the bank goes on: whoever reads sees whole rows at every moment, and
 * whatever breaks on the way, the next one who carries the rebuild finishes it.
 */
import { getTableName } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readAll } from '../../server/event-store/read.ts'
import type { ReadLog } from '../../server/read-models/batch.ts'
import type { AppendPart, Projector } from '../../server/read-models/projection.ts'
import { type CarryOutOptions, carryOut } from '../../server/read-models/rebuild/carry-out.ts'
import {
  cancelRebuilds,
  newestRebuilds,
  RebuildUnderWay,
  readRebuilds,
  requestRebuilds,
} from '../../server/read-models/rebuild/requests.ts'
import type { Purpose } from '../../server/read-models/rebuild/table.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { drain } from '../../server/read-models/runner.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  createProjectedBank,
  livedInBank,
  livedInRefund,
  livedInRequests,
  type ProjectedBank,
  readModelRows,
} from './projected-bank.ts'

let original: TestDatabase
let database: TestDatabase
let bank: ProjectedBank
let people: Awaited<ReturnType<typeof livedInBank>>

beforeAll(async () => {
  original = await createTestDatabase()
  bank = createProjectedBank(original)
  people = await livedInBank(bank)
  await livedInRefund(bank, people.current, people.bobs)
  await livedInRequests(bank, people.current, people.bobs)
  await bank.project()
})
beforeEach(async () => {
  database = await createTestDatabase({ copyOf: original })
  const now = bank.now().toISOString()
  bank = createProjectedBank(database)
  bank.setClock(now)
})
afterEach(() => database.close())

const request = async (projector: Projector, purpose: Purpose = 'replace') => {
  const [rebuild] = await requestRebuilds(database.sql, {
    projectors: [projector.name],
    purpose,
    requestedBy: 'ada',
  })
  return { id: rebuild!.id, projector, purpose }
}

const options = (more: Partial<CarryOutOptions> = {}): CarryOutOptions => ({
  databaseUrl: database.url,
  readLog: readAll,
  batchSize: 5,
  ...more,
})

const stateOf = async (id: number) => (await readRebuilds(database.sql, [id]))[0]!

/** What the bank's own reset and fold make of the log, against what stands there. */
const expectAsFolded = async () => {
  await bank.project()
  const lived = await readModelRows(database)
  await bank.rebuild()
  expect(lived).toEqual(await readModelRows(database))
}

/** Tables, indexes, constraints and checkpoints: what a rebuild must leave as it found it. */
const namesInTheDatabase = async () => {
  const rows = await database.sql<{ name: string }[]>`
    SELECT c.relname || ' of ' || coalesce(pg_get_indexdef(i.indexrelid), c.relkind::text) AS name
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'i')
    UNION ALL SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT projector_name FROM projector_checkpoints
    ORDER BY 1`
  return rows.map(({ name }) => name)
}

const spoil = (projector: Projector) =>
  database.sql`DELETE FROM ${database.sql(getTableName(projector.parts[0]!.table))}`

describe.each(projectors.map((projector) => [projector.name, projector] as const))(
  '%s',
  (name, projector) => {
    test('comes out as the log says, under the names it had, at the position it had', async () => {
      const [rows, names] = [await readModelRows(database), await namesInTheDatabase()]
      await spoil(projector)
      const rebuild = await request(projector)
      expect(await carryOut(rebuild, options())).toBe('done')
      expect(await readModelRows(database)).toEqual(rows)
      expect(await namesInTheDatabase()).toEqual(names)
      expect(await stateOf(rebuild.id)).toMatchObject({
        projector: name,
        status: 'done',
        phase: 'replacing',
        requestedBy: 'ada',
        error: null,
      })
    })
  },
)

test.each([
  ['the tables are made', `BEFORE UPDATE ON projection_rebuilds`, `NEW.phase = 'reading'`],
  ['it is in the middle', 'BEFORE UPDATE ON projector_checkpoints', 'NEW.last_position > 8'],
  ['the indexes are to be built', 'BEFORE UPDATE ON projection_rebuilds', `NEW.phase = 'indexing'`],
  ['it is about to swap', 'BEFORE UPDATE ON projection_rebuilds', `NEW.phase = 'replacing'`],
  ['it is in mid-swap', 'BEFORE DELETE ON projector_checkpoints', `OLD.generation = 1`],
  ['it commits the swap', 'AFTER UPDATE ON projection_rebuilds', `NEW.status = 'done'`],
])('whoever breaks off when %s, the next one finishes', async (_, when, condition) => {
  const names = await namesInTheDatabase()
  await spoil(transactions)
  const spoilt = await readModelRows(database)
  const rebuild = await request(transactions)
  const deferred = when.startsWith('AFTER')
  await database.sql.unsafe(`
    CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'The lights go out'; END $$;
    CREATE ${deferred ? 'CONSTRAINT' : ''} TRIGGER crash ${when} ${deferred ? 'DEFERRABLE INITIALLY DEFERRED' : ''}
    FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION crash()`)
  await expect(carryOut(rebuild, options())).rejects.toThrow(/The lights go out/)
  await database.sql.unsafe('DROP FUNCTION crash CASCADE')
  const { checkpoints: _moved, ...rows } = await readModelRows(database)
  expect(rows).toEqual({ ...spoilt, checkpoints: undefined })
  expect((await stateOf(rebuild.id)).status).toBe('running')
  await bank.transfer(people.current, people.bobs, '1.00')

  expect(await carryOut(rebuild, options())).toBe('done')
  expect(await namesInTheDatabase()).toEqual(names)
  await expectAsFolded()
})

test('all at once, while money moves and everybody reads: nobody sees an empty table or half a transfer', async () => {
  const total = async () => {
    const [row] = await reader.sql<
      { total: string; accounts: number; movements: number; transfers: number }[]
    >`
      SELECT (SELECT sum(balance)::text FROM account_summaries WHERE currency = 'USD') AS total,
             (SELECT count(*)::int FROM account_summaries) AS accounts,
             (SELECT count(*)::int FROM transactions) AS movements,
             (SELECT count(*)::int FROM transfers) AS transfers`
    return row!
  }
  const reader = database.connectAgain({ max: 4 })
  const before = await total()
  const stop = new AbortController()
  const until = async (work: () => Promise<unknown>) => {
    while (!stop.signal.aborted) await work()
  }
  let reads = 0
  let seen = before
  const reading = until(async () => {
    const now = await total()
    expect({ total: now.total, accounts: now.accounts }).toEqual({
      total: before.total,
      accounts: before.accounts,
    })
    expect(now.movements).toBeGreaterThanOrEqual(seen.movements)
    expect(now.transfers).toBeGreaterThanOrEqual(seen.transfers)
    seen = now
    reads += 1
  })
  const live = database.connectAgain({ max: 6 })
  const runtime = { ...bank.runtime, database: live }
  // While one payment is made, the figures of those before it are: without pause, and without asking again and again
  // for what has not changed.
  const paying = until(() =>
    Promise.all([
      bank.transfer(people.current, people.bobs, '0.01'),
      ...projectors.map((projector) => drain(runtime, projector)),
    ]),
  )

  const results: string[] = []
  for (let round = 0; round < 3; round++)
    results.push(
      ...(await Promise.all(
        projectors.map(async (one) => carryOut(await request(one), options({ batchSize: 40 }))),
      )),
    )
  stop.abort()
  await Promise.all([reading, paying])
  expect(new Set(results)).toEqual(new Set(['done']))
  expect(reads).toBeGreaterThan(20)
  await expectAsFolded()
})

describe('cancelled', () => {
  test('in mid-batch, it leaves nothing behind and the live rows as they were', async () => {
    const [rows, names] = [await readModelRows(database), await namesInTheDatabase()]
    const rebuild = await request(transactions)
    let batches = 0
    const readLog: ReadLog = async (sql, range) => {
      batches += 1
      if (batches === 3) await cancelRebuilds(database.sql, [transactions])
      return readAll(sql, range)
    }
    expect(await carryOut(rebuild, options({ readLog }))).toBe('over')
    expect(await readModelRows(database)).toEqual(rows)
    expect(await namesInTheDatabase()).toEqual(names)
    expect(await stateOf(rebuild.id)).toMatchObject({ status: 'cancelled' })
    // And the next one is not disturbed by it.
    expect(await carryOut(await request(transactions), options())).toBe('done')
  })

  test('before anybody has begun, and when there is nothing to cancel', async () => {
    await request(transactions)
    expect(await cancelRebuilds(database.sql, projectors)).toMatchObject([{ projector: 'transactions' }])
    expect(await cancelRebuilds(database.sql, projectors)).toEqual([])
  })
})

test('stopped, it stays where it is and goes on from there', async () => {
  const rebuild = await request(transactions)
  const stop = new AbortController()
  const after: number[] = []
  const readLog: ReadLog = (sql, range) => {
    after.push(range.after)
    if (after.length === 3) stop.abort()
    return readAll(sql, range)
  }
  expect(await carryOut(rebuild, options({ readLog, signal: stop.signal }))).toBe('stopped')
  const [{ last_position: reached }] = await database.sql<[{ last_position: number }]>`
    SELECT last_position FROM projector_checkpoints WHERE projector_name = 'transactions~rebuild'`
  expect(reached).toBeGreaterThan(0)
  after.length = 0
  expect(await carryOut(rebuild, options({ readLog }))).toBe('done')
  expect(Math.min(...after)).toBe(reached)
})

test('of two who carry one rebuild at a time one does; another request is refused and asks for nothing', async () => {
  const rebuild = await request(transactions)
  await expect(
    requestRebuilds(database.sql, {
      projectors: ['transfers', 'transactions'],
      purpose: 'verify',
      requestedBy: 'bob',
    }),
  ).rejects.toThrow(RebuildUnderWay)
  expect([...(await newestRebuilds(database.sql)).keys()]).toEqual(['transactions'])
  const results = await Promise.all([1, 2, 3].map(() => carryOut(rebuild, options({ batchSize: 2 }))))
  expect(results.filter((result) => result === 'done')).toHaveLength(1)
  expect(await carryOut(rebuild, options())).toBe('over')
  await expectAsFolded()
})

test('whoever reads for long is not refused; the swap waits for it, and others read meanwhile', async () => {
  const done = Promise.withResolvers<void>()
  const holding = Promise.withResolvers<void>()
  const longReader = database.connectAgain({ max: 1 }).sql.begin(async (tx) => {
    await tx`SELECT count(*) FROM transaction_accounts`
    holding.resolve()
    await done.promise
    return tx`SELECT count(*)::int AS movements FROM transactions`
  })
  await holding.promise
  const rebuild = await request(transactions)
  const carrying = carryOut(rebuild, options())
  await vi.waitFor(async () => expect((await stateOf(rebuild.id)).phase).toBe('replacing'), {
    timeout: 10_000,
  })
  for (let i = 0; i < 5; i++) await database.sql`SELECT count(*) FROM transaction_accounts`
  expect((await stateOf(rebuild.id)).status).toBe('running')
  done.resolve()
  expect((await longReader)[0]!.movements).toBeGreaterThan(0)
  expect(await carrying).toBe('done')
})

test('a connection that is lost before the swap costs nothing but time', async () => {
  const rebuild = await request(transactions)
  const readLog: ReadLog = async (sql, range) => {
    if (range.after > 8)
      await database.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'passbook-rebuild'`
    return readAll(sql, range)
  }
  await expect(carryOut(rebuild, options({ readLog }))).rejects.toThrow()
  expect(await carryOut(rebuild, options())).toBe('done')
  await expectAsFolded()
})

describe('dead letters', () => {
  const parked = () => database.sql`
    SELECT projector_name AS name, global_position AS position, status FROM parked_events ORDER BY global_position`

  test('what the shadow cannot apply waits under the live name after the swap, until a rebuild can', async () => {
    const [salary] = await database.sql`SELECT position FROM transactions WHERE description = 'Salary'`
    const [movements, ...lookups] = transactions.parts
    const broken: Projector = {
      ...transactions,
      parts: [
        {
          ...(movements as AppendPart),
          rowsOf: (event) => {
            if (event.globalPosition === salary!.position) throw new RangeError('No way past')
            return (movements as AppendPart).rowsOf(event)
          },
        },
        ...lookups,
      ],
    }
    const rebuild = { ...(await request(transactions)), projector: broken }
    expect(await carryOut(rebuild, options({ retryDelaysMs: [] }))).toBe('done')
    const waiting = await parked()
    expect(waiting[0]).toEqual({ name: 'transactions', position: salary!.position, status: 'parked' })
    // Those behind it, of the same account.
    expect(waiting.length).toBeGreaterThan(2)
    expect(new Set(waiting.map(({ name }) => name))).toEqual(new Set(['transactions']))

    expect(await carryOut(await request(transactions), options())).toBe('done')
    expect(await parked()).toHaveLength(0)
    await expectAsFolded()
  })

  test('what has been skipped stays skipped', async () => {
    await database.sql`
      INSERT INTO parked_events (projector_name, global_position, stream_id, stream_position, event_type, schema_version,
                                 data, metadata, created_at, keys, tries, status)
      SELECT 'transactions', global_position, stream_id, stream_position, event_type, schema_version, data, metadata,
             created_at, '{}', 5, 'skipped'
      FROM events WHERE global_position = (SELECT position FROM transactions WHERE description = 'Salary')`
    expect(await carryOut(await request(transactions), options())).toBe('done')
    expect(await database.sql`SELECT FROM transactions WHERE description = 'Salary'`).toHaveLength(0)
    expect(await parked()).toHaveLength(1)
  })
})
