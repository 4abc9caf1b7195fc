/**
 * Rows and checkpoint are one: whatever happens in between, a read model is as it was or as it is to be, and rebuilt
 * from nothing it is the same as the one that lived through everything.
 */
import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../db/client.ts'
import type { StoredBankEvent } from '../../server/domain/events.ts'
import { readAll } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import { type Checkpoint, readCheckpoint } from '../../server/read-models/checkpoint.ts'
import { createKnownFailures } from '../../server/read-models/dead-letters/known-failures.ts'
import { readObstacles } from '../../server/read-models/dead-letters/obstacles.ts'
import { fraudAlerts } from '../../server/read-models/fraud-alerts/projection.ts'
import { applyPatiently } from '../../server/read-models/patience.ts'
import { pauseProjectors, resumeProjectors } from '../../server/read-models/pause.ts'
import { ProjectionFailed, type Projector } from '../../server/read-models/projection.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { createRowMemory } from '../../server/read-models/row-memory.ts'
import { drain, type ProjectionRuntime, reset } from '../../server/read-models/runner.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  createProjectedBank,
  livedInBank,
  livedInRequests,
  type ProjectedBank,
  readModelRows,
} from './projected-bank.ts'

let database: TestDatabase
let bank: ProjectedBank
let runtime: ProjectionRuntime

const moveIn = async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database)
  runtime = bank.runtime
  const { current, bobs } = await livedInBank(bank)
  // Every projector has something to write, or there would be nothing to lose in mid-batch.
  await livedInRequests(bank, current, bobs)
  return () => database.close()
}

const checkpointOf = async ({ sql }: Database, name: string) => {
  const [row] = await sql<{ last_position: number }[]>`
    SELECT last_position FROM projector_checkpoints WHERE projector_name = ${name}`
  return row?.last_position
}

const setCheckpoint = ({ sql }: Database, name: string, position: number) =>
  sql`UPDATE projector_checkpoints SET last_position = ${position} WHERE projector_name = ${name}`

const rowsTable = ({ parts }: Projector) => getTableName(parts[0]!.table)

/** Keeps everybody from the table, until unlocked, by a connection of its own. */
const lockTable = async (table: string) => {
  const held = Promise.withResolvers<void>()
  const taken = Promise.withResolvers<void>()
  const holding = database.connectAgain({ max: 1 }).sql.begin(async (tx) => {
    await tx`LOCK TABLE ${tx(table)} IN EXCLUSIVE MODE`
    taken.resolve()
    await held.promise
  })
  await taken.promise
  return {
    someoneWaits: () =>
      vi.waitFor(
        async () => {
          const [row] = await database.sql<{ waiting: number }[]>`
            SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`
          expect(row!.waiting).toBeGreaterThan(0)
        },
        { interval: 5, timeout: 10_000 },
      ),
    unlock: () => {
      held.resolve()
      return holding
    },
  }
}

/** One batch, once: whether it was written. */
const apply = async (
  { sql }: Database,
  projector: Projector,
  { after, events }: { after: Checkpoint; events: readonly StoredBankEvent[] },
): Promise<boolean> => {
  const obstacles = await readObstacles(sql, projector, after.position)
  const work = { ...after, obstacles, entries: events, readAt: 0, memory: createRowMemory(sql) }
  const patience = { retryDelaysMs: [], known: createKnownFailures(), readLog: readAll }
  return (await applyPatiently(sql, projector, work, patience)) !== 'lost'
}

const head = async ({ sql }: Database) => {
  const [row] = await sql<{ last_position: number }[]>`SELECT last_position FROM event_log_head`
  return row!.last_position
}

describe('a projector', () => {
  // One bank for all of them: each has read nothing before each test, and leaves nothing behind.
  beforeAll(moveIn)

  describe.each(projectors.map((projector) => [projector.name, projector] as const))(
    '%s',
    (name, projector) => {
      beforeEach(() => reset(database, projector))
      afterAll(async () => {
        await reset(database, projector)
        await database.sql`DELETE FROM projector_checkpoints WHERE projector_name = ${name}`
      })

      test('drains to the head and says how far it came', async () => {
        expect(await drain(runtime, projector)).toMatchObject({
          position: await head(database),
          applied: await head(database),
        })
        expect(await drain(runtime, projector)).toMatchObject({ position: await head(database), applied: 0 })
        expect(await checkpointOf(database, name)).toBe(await head(database))
      })

      test('rebuilt from zero it is the same as lived through, whatever the size of the batches', async () => {
        // Lived through: event by event, with more happening in between.
        await drain({ ...runtime, batchSize: 1 }, projector)
        const late = await bank.account(await bank.customer('Grace', 'Hopper'))
        await drain(runtime, projector)
        await bank.deposit(late, '7.00')
        await drain(runtime, projector)
        const lived = await readModelRows(database, projector)
        for (const batchSize of [1, 3, 5, 1_000]) {
          await reset(database, projector)
          expect(await checkpointOf(database, name)).toBe(0)
          await drain({ ...runtime, batchSize }, projector)
          expect(await readModelRows(database, projector)).toEqual(lived)
        }
      })

      test('each batch twice changes nothing', async () => {
        await drain(runtime, projector)
        const once = await readModelRows(database, projector)
        await reset(database, projector)
        const end = await head(database)
        const { generation } = await readCheckpoint(database.sql, name)
        for (let position = 0; position < end; position += 3) {
          const events = await readAll(database.sql, { after: position, limit: 3 })
          const after = { position, generation }
          expect(await apply(database, projector, { after, events })).toBe(true)
          // A second delivery is refused by the checkpoint.
          expect(await apply(database, projector, { after, events })).toBe(false)
          // And does nothing even where the checkpoint has been turned back by hand.
          await setCheckpoint(database, name, position)
          expect(await apply(database, projector, { after, events })).toBe(true)
        }
        expect(await readModelRows(database, projector)).toEqual(once)
      })

      test.each([
        ['rows and checkpoint', 'BEFORE INSERT ON', rowsTable(projector), ''],
        ['both and the commit', 'AFTER UPDATE ON', 'projector_checkpoints', 'DEFERRABLE INITIALLY DEFERRED'],
      ])('a crash between %s loses nothing and does nothing twice', async (_, when, table, deferred) => {
        const before = await readModelRows(database, projector)
        await database.sql.unsafe(`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'The lights go out'; END $$;
      CREATE ${deferred && 'CONSTRAINT'} TRIGGER crash ${when} ${table} ${deferred} FOR EACH ROW EXECUTE FUNCTION crash()`)
        try {
          await expect(drain(runtime, projector)).rejects.toThrow(/The lights go out/)
          expect(await readModelRows(database, projector)).toEqual(before)
        } finally {
          await database.sql.unsafe('DROP FUNCTION crash CASCADE')
        }
        await drain({ ...runtime, batchSize: 5 }, projector)
        const recovered = await readModelRows(database, projector)
        await reset(database, projector)
        await drain(runtime, projector)
        expect(await readModelRows(database, projector)).toEqual(recovered)
      })

      test('of two workers on one batch one wins, and the other goes on from there', async () => {
        const workers = [1, 2, 3].map(() => database.connectAgain({ max: 3 }))
        const results = await Promise.all(
          workers.map((worker) => drain({ ...runtime, database: worker, batchSize: 2 }, projector)),
        )
        await Promise.all(workers.map((worker) => worker.close()))
        const end = await head(database)
        expect(results.map(({ position }) => position)).toEqual([end, end, end])
        expect(results.reduce((sum, { applied }) => sum + applied, 0)).toBe(end)
        const together = await readModelRows(database, projector)
        await reset(database, projector)
        await drain(runtime, projector)
        expect(await readModelRows(database, projector)).toEqual(together)
      })

      test('a rebuild pulls the ground from under a batch in hand', async () => {
        const worker = database.connectAgain()
        const slow = drain({ ...runtime, batchSize: 6, database: worker }, projector)
        await Promise.all([slow, reset(database, projector)])
        await worker.close()
        await drain(runtime, projector)
        const rows = await readModelRows(database, projector)
        await reset(database, projector)
        await drain(runtime, projector)
        expect(await readModelRows(database, projector)).toEqual(rows)
      })
    },
  )
})

describe('a paused projector', () => {
  beforeAll(moveIn)

  test('does not move, nor does a batch that was begun before; others do, and it goes on from there', async () => {
    const { name } = transactions
    await drain({ ...runtime, batchSize: 5 }, transactions)
    await bank.deposit(await bank.account(await bank.customer('Grace', 'Hopper')), '7.00')
    // Whoever folds a batch has read where it stands.
    const after = await readCheckpoint(database.sql, name)
    const events = await readAll(database.sql, { after: after.position, limit: 100 })
    const [paused] = await pauseProjectors(database.sql, [name], { by: 'somebody' })
    expect(paused).toEqual({ projector: name, position: after.position })
    expect(await apply(database, transactions, { after, events })).toBe(false)
    const standing = { position: after.position, applied: 0, isPaused: true }
    expect(await drain(runtime, transactions)).toMatchObject(standing)
    // Also for whoever believes to know where it stands.
    expect(await drain(runtime, transactions, { from: after })).toMatchObject(standing)
    expect(await drain(runtime, accountSummaries)).toMatchObject({ position: await head(database) })

    // Paused once more it stays so in the name of who was first, and it is resumed at once.
    await pauseProjectors(database.sql, [name], { by: 'somebody else' })
    const [row] = await database.sql`
      SELECT paused_by FROM projector_checkpoints WHERE projector_name = ${name}`
    expect(row).toEqual({ paused_by: 'somebody' })
    await resumeProjectors(database.sql, [name])
    expect(await drain(runtime, transactions)).toMatchObject({
      position: await head(database),
      isPaused: false,
    })
    const lived = await readModelRows(database, transactions)
    await reset(database, transactions)
    await drain(runtime, transactions)
    expect(await readModelRows(database, transactions)).toEqual(lived)
  })

  test('that has never run is paused all the same', async () => {
    const { name } = fraudAlerts
    expect(await pauseProjectors(database.sql, [name], { by: 'somebody' })).toEqual([
      { projector: name, position: 0 },
    ])
    expect(await drain(runtime, fraudAlerts)).toMatchObject({ position: 0, applied: 0 })
  })
})

describe('in a bank of its own', () => {
  beforeEach(moveIn)

  // Of either kind, one that appends and one that folds: each costs the driver seconds until it connects again.
  test.each([transactions, accountSummaries].map((projector) => [projector.name, projector] as const))(
    '%s: a connection that is lost in mid-batch takes rows and checkpoint back together',
    async (name, projector) => {
      const before = await readModelRows(database)
      const table = await lockTable(rowsTable(projector))
      const cut = drain(
        { ...runtime, database: database.connectAgain({ applicationName: 'cut off' }) },
        projector,
      )
      const lost = expect(cut).rejects.toThrow(ProjectionFailed)
      await table.someoneWaits()
      await database.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut off'`
      await lost
      await table.unlock()
      expect(await readModelRows(database)).toEqual({ ...before, checkpoints: [`${name} 0`] })
      await drain(runtime, projector)
      expect(await checkpointOf(database, name)).toBe(await head(database))
    },
  )

  test('while one worker writes a batch, another one waits and then writes nothing', async () => {
    const events = await readAll(database.sql, { after: 0, limit: 1_000 })
    await reset(database, transactions)
    const after = await readCheckpoint(database.sql, transactions.name)
    const table = await lockTable('transactions')
    const first = apply(database.connectAgain(), transactions, { after, events })
    await table.someoneWaits()
    const second = apply(database.connectAgain(), transactions, { after, events })
    await table.unlock()
    expect(await Promise.all([first, second])).toEqual([true, false])
  })

  test('a checkpoint never stands inside a command', async () => {
    const batchEnds = new Set<number>()
    const readLog: ProjectionRuntime['readLog'] = (sql, range) => {
      batchEnds.add(range.after)
      return readAll(sql, range)
    }
    await drain({ ...runtime, readLog, batchSize: 2 }, transactions)
    const inside = await database.sql<{ global_position: number }[]>`
    SELECT e.global_position FROM events e JOIN events next ON next.global_position = e.global_position + 1
    WHERE e.metadata->>'commandId' = next.metadata->>'commandId' ORDER BY 1`
    expect(inside.length).toBeGreaterThan(2)
    expect(batchEnds.size).toBeGreaterThan(5)
    expect(inside.filter(({ global_position: position }) => batchEnds.has(position))).toEqual([])
  })

  test('events that concern a projector not at all only move its checkpoint', async () => {
    await bank.project()
    const before = await readModelRows(database)
    await bank.customer('Grace', 'Hopper')
    const bare = { ...transactions, parts: transactions.parts.slice(0, 1) }
    await drain(runtime, bare)
    const after = await readModelRows(database)
    expect(after.transactions).toEqual(before.transactions)
    expect(await checkpointOf(database, 'transactions')).toBe(await head(database))
  })

  test('rows that were replaced while a projector remembers them are read again, though the position is the same', async () => {
    let reads = 0
    const readLog: ProjectionRuntime['readLog'] = async (sql, range) => {
      reads += 1
      if (reads === 4)
        await database.sql`
        WITH replaced AS (UPDATE account_summaries SET name = 'Replaced')
        UPDATE projector_checkpoints SET generation = generation + 1 WHERE projector_name = ${accountSummaries.name}`
      return readAll(sql, range)
    }
    await drain({ ...runtime, readLog, batchSize: 3 }, accountSummaries)
    const rows = await database.sql<
      { name: string }[]
    >`SELECT name FROM account_summaries ORDER BY account_id`
    expect(reads).toBeGreaterThan(5)
    expect(rows.filter(({ name }) => name === 'Replaced').length).toBeGreaterThan(1)
  })

  test('what stops between batches is finished by the next one', async () => {
    const stopping = new AbortController()
    const readLog: ProjectionRuntime['readLog'] = (sql, range) => {
      stopping.abort()
      return readAll(sql, range)
    }
    const { position } = await drain({ ...runtime, readLog, batchSize: 4 }, transactions, {
      signal: stopping.signal,
    })
    expect(position).toBeGreaterThan(0)
    expect(position).toBeLessThan(await head(database))
    expect(await checkpointOf(database, 'transactions')).toBe(position)
    await drain(runtime, transactions)
    expect(await checkpointOf(database, 'transactions')).toBe(await head(database))
  })

  test('text that would mean something to Postgres arrives as it was', async () => {
    const customer = await bank.customer('Ada "NULL"', String.raw`O'Neill\{,}`)
    const account = await bank.account(customer, { name: 'null' })
    const strange = String.raw`100% "sure", {really}\ NULL, 日本 ☕`
    await bank.deposit(account, '1.00', strange)
    await bank.deposit(account, '1.00', '')
    await bank.project()
    const rows = await database.sql`
    SELECT t.description, c.name, a.name AS account_name
    FROM transactions t JOIN account_summaries a USING (account_id)
    JOIN account_summary_owners c USING (customer_id)
    WHERE account_id = ${account.accountId} ORDER BY position`
    const person = { name: String.raw`Ada "NULL" O'Neill\{,}`, account_name: 'null' }
    expect([...rows]).toEqual([
      { description: strange, ...person },
      { description: '', ...person },
    ])
  })
})
