/**
 * An event that a projector cannot apply is tried again, then put aside with everything that must not overtake it; all
 * others go on. What stands in the tables is what the log without those events comes to.
 */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readEntries } from '../../server/event-store/read.ts'
import { createKnownFailures } from '../../server/read-models/dead-letters/known-failures.ts'
import { retryDeadLetter } from '../../server/read-models/dead-letters/resolve.ts'
import { projectionVersions } from '../../server/read-models/health.ts'
import { ProjectionFailed } from '../../server/read-models/projection.ts'
import { createRecollection } from '../../server/read-models/recollection.ts'
import { drain, type ProjectionRuntime, reset } from '../../server/read-models/runner.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { fc, runs } from '../support/property.ts'
import {
  accountOf,
  beginLog,
  checkpointOf,
  createFailingProjector,
  createTables,
  emptyTables,
  expectSoundRows,
  parkedRowsOf,
  rowsOf,
  streamOf,
  type WrittenLog,
  writeLog,
} from './failing-projector.ts'

let database: TestDatabase
let runtime: ProjectionRuntime
/** The log only grows, so every test has a projector that begins where its own events do. */
let failing: ReturnType<typeof createFailingProjector>

beforeAll(async () => {
  database = await createTestDatabase()
  await createTables(database)
})
beforeEach(async () => {
  await emptyTables(database)
  runtime = { database, readLog: readEntries, retryDelaysMs: [1, 1, 1, 1] }
  failing = createFailingProjector('test')
})

const begin = (log: string, faulty?: readonly number[]) => beginLog(database, failing, log, faulty)
const parkedRows = () => parkedRowsOf(database)
const positionsOf = (rows: readonly { position: number }[]) => rows.map(({ position }) => position)
const expectSound = (written: WrittenLog) => expectSoundRows(database, failing, written)
const checkpoint = () => checkpointOf(database)

/** Counts how often the log is read: once for a batch, and again before each further try. */
const countingReads = () => {
  let reads = 0
  const readLog: ProjectionRuntime['readLog'] = (sql, range) => {
    reads += 1
    return readEntries(sql, range)
  }
  return { readLog, reads: () => reads }
}

describe('an event that fails', () => {
  test('is tried five times, then parked as it is stored, with the error', async () => {
    const written = await begin('b a', [1])
    const { readLog, reads } = countingReads()
    const drained = await drain({ ...runtime, readLog }, failing.projector)
    expect(drained).toMatchObject({ position: written.last, applied: 1 })
    expect(reads()).toBe(5)
    const [parked] = await database.sql`
      SELECT p.projector_name, p.keys, p.behind, p.tries, p.status, p.error,
             (p.stream_id, p.stream_position, p.event_type, p.schema_version, p.data, p.metadata, p.created_at)
             = (e.stream_id, e.stream_position, e.event_type, e.schema_version, e.data, e.metadata, e.created_at) AS as_stored
      FROM parked_events p JOIN events e USING (global_position)`
    expect(parked).toEqual({
      projector_name: 'test',
      keys: [accountOf('a')],
      behind: null,
      tries: 5,
      status: 'parked',
      error: {
        name: 'RangeError',
        message: `No way past ${written.last}`,
        stack: expect.stringMatching(/^ +at /),
      },
      as_stored: true,
    })
    await expectSound(written)
  })

  test('is applied when it succeeds at a later try', async () => {
    const written = await begin('a a b', [1])
    let reads = 0
    const readLog: ProjectionRuntime['readLog'] = (sql, range) => {
      reads += 1
      if (reads === 4) failing.faults.clear()
      return readEntries(sql, range)
    }
    expect(await drain({ ...runtime, readLog }, failing.projector)).toMatchObject({ applied: 3 })
    expect(reads).toBe(4)
    await expectSound(written)
  })

  test('is parked with those of its key behind it, in order, also in later batches; all others go on', async () => {
    const written = await begin('a b a b a c', [0])
    await drain({ ...runtime, batchSize: 2 }, failing.projector)
    await expectSound(written)
    const { first } = written
    expect(await parkedRows()).toMatchObject([
      { position: first, behind: null, error: { name: 'RangeError' } },
      { position: first + 2, behind: first, tries: 0, error: null },
      { position: first + 4, behind: first, tries: 0, error: null },
    ])
    // A runner that comes later knows of it.
    await writeLog(database, 'a b')
    await drain(runtime, failing.projector)
    await expectSound({ first, last: written.last + 2, log: `${written.log} a b` })
  })

  test('is parked whole: none of its parts has it, and all its keys wait', async () => {
    const written = await begin('a b ab a b c', [2])
    await drain(runtime, failing.projector)
    await expectSound(written)
    expect(await rowsOf(database)).toMatchObject({
      seen: { a: [written.first], b: [written.first + 1] },
      received: {},
    })
  })

  test('holds up what shares a key with one that waits', async () => {
    const written = await begin('a ab b bc c d', [0])
    await drain(runtime, failing.projector)
    await expectSound(written)
    expect((await parkedRows()).map(({ behind }) => behind && behind - written.first)).toEqual([
      null,
      0,
      1,
      1,
      3,
    ])
  })

  test('several in one batch share their tries', async () => {
    const written = await begin('a b c d e f', [0, 2, 4])
    const { readLog, reads } = countingReads()
    await drain({ ...runtime, readLog }, failing.projector)
    expect(reads()).toBe(5)
    await expectSound(written)
  })

  test('gives way when the worker stops, and is not parked before its time', async () => {
    const written = await begin('a b', [0])
    const stopping = new AbortController()
    const { readLog } = countingReads()
    const draining = drain({ ...runtime, readLog, retryDelaysMs: [600_000] }, failing.projector, {
      signal: stopping.signal,
    })
    setTimeout(() => stopping.abort(), 20)
    expect(await draining).toMatchObject({ position: written.first - 1, applied: 0 })
    expect(await parkedRows()).toEqual([])
  })
})

describe('a projector that keeps failing in the same way', () => {
  test('waits for the first batch alone: what fails after it is parked at its first try', async () => {
    const written = await begin('a b c d e f a b c d', [0, 1, 2, 3, 4, 5])
    const { readLog, reads } = countingReads()
    const recollection = createRecollection()
    await drain({ ...runtime, readLog, recollection, batchSize: 3 }, failing.projector)
    // Five batches, the first of them four times more.
    expect(reads()).toBeLessThanOrEqual(5 + 4 + 1)
    await expectSound(written)
    const failed = (await parkedRows()).filter(({ behind }) => behind === null)
    expect(failed.map(({ tries }) => tries)).toEqual([5, 5, 1, 1, 1, 1])
    // Also where it is woken again.
    const more = await writeLog(database, 'f e')
    failing.faults.add(more).add(more + 1)
    await database.sql`UPDATE parked_events SET status = 'applied'`
    await database.sql`UPDATE projector_checkpoints SET generation = generation + 1`
    await drain({ ...runtime, readLog, recollection }, failing.projector)
    expect((await parkedRows()).map(({ tries }) => tries)).toEqual([1, 1])
  })

  test('gives what fails in another way all its tries', async () => {
    const written = await begin('a ab b!', [0, 1])
    const { readLog, reads } = countingReads()
    await drain({ ...runtime, readLog, batchSize: 1 }, failing.projector)
    // An AccountFrozen that throws, a transfer behind it, and an event that cannot be decoded.
    expect((await parkedRows()).map(({ tries }) => tries)).toEqual([5, 0, 5])
    expect(reads()).toBeGreaterThanOrEqual(3 + 4 + 4)
    await expectSound(written)
  })

  test('still applies what passes at a later try, where others fail as before', async () => {
    const written = await begin('a b c ef', [0, 1, 2, 3])
    let reads = 0
    const readLog: ProjectionRuntime['readLog'] = (sql, range) => {
      if (range.after === written.first + 1) reads += 1
      // The transfer alone fails in a new way, so its batch waits, and it recovers.
      if (reads === 3) failing.faults.delete(written.first + 3)
      return readEntries(sql, range)
    }
    await drain({ ...runtime, readLog, batchSize: 3 }, failing.projector)
    await expectSound(written)
    expect(await parkedRows()).toMatchObject([{ tries: 5 }, { tries: 5 }, { tries: 3 }])
  })

  test('when the database refuses every row, each is found by about one try', async () => {
    const log = Array.from({ length: 200 }, (_, index) => ['ab', 'cd', 'ef'][index % 3]).join(' ')
    const written = await begin(log)
    await database.sql.unsafe(`ALTER TABLE test_received ADD CONSTRAINT refused CHECK (false) NOT VALID;
      CREATE SEQUENCE tried; CREATE FUNCTION count_try() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM nextval('tried'); RETURN NULL; END $$;
      CREATE TRIGGER count_try BEFORE INSERT ON test_received FOR EACH STATEMENT EXECUTE FUNCTION count_try()`)
    await drain({ ...runtime, retryDelaysMs: [] }, failing.projector)
    const [tried] = await database.sql<{ last_value: number }[]>`SELECT last_value FROM tried`
    await database.sql.unsafe(`ALTER TABLE test_received DROP CONSTRAINT refused; DROP FUNCTION count_try CASCADE;
      DROP SEQUENCE tried`)
    // All others wait behind these three.
    for (const index of [0, 1, 2]) failing.faults.add(written.first + index)
    await expectSound(written)
    expect(tried!.last_value).toBeLessThan(40)
  })
})

test('a failure is known for a minute after it was last seen', () => {
  let now = 0
  const known = createKnownFailures(() => now)
  const { projector } = failing
  const failure = { type: 'MoneyDeposited', error: new RangeError('1') }
  const like = { type: 'MoneyDeposited', error: new RangeError('2') }
  expect(known.areKnown(projector, [failure])).toBe(false)
  known.note(projector, [failure])
  expect(known.areKnown(projector, [failure, like])).toBe(true)
  for (const other of [
    { type: 'MoneyWithdrawn', error: new RangeError('1') },
    { type: 'MoneyDeposited', error: new TypeError('1') },
    { type: 'MoneyDeposited', error: Object.assign(new RangeError('1'), { code: 'ERR_X' }) },
  ])
    expect(known.areKnown(projector, [failure, other])).toBe(false)
  expect(known.areKnown({ ...projector, name: 'another' }, [failure])).toBe(false)
  now = 59_000
  known.note(projector, [like])
  now = 118_000
  expect(known.areKnown(projector, [failure])).toBe(true)
  now = 120_000
  expect(known.areKnown(projector, [failure])).toBe(false)
})

describe('an event that cannot be decoded', () => {
  test('blocks its stream and nothing else', async () => {
    const written = await begin('a! b a ab b c')
    await drain(runtime, failing.projector)
    await expectSound(written)
    const [row] = await database.sql`
      SELECT keys, schema_version, data, error FROM parked_events ORDER BY global_position LIMIT 1`
    expect(row).toMatchObject({
      keys: [streamOf('a')],
      schema_version: 99,
      data: { accountId: accountOf('a') },
      error: { name: 'UnreadableEvent' },
    })
  })

  test('is passed over where nobody wants its type, and kept where nobody knows it', async () => {
    await begin('a')
    const onlyTransfers = { ...failing.projector, parts: failing.projector.parts.slice(1) }
    await begin('a! b')
    await drain(runtime, onlyTransfers)
    expect(await parkedRows()).toEqual([])
    const { first } = await begin('c')
    const strange: ProjectionRuntime['readLog'] = async (sql, range) =>
      (await readEntries(sql, range)).map((entry) =>
        entry.globalPosition === first
          ? {
              globalPosition: first,
              streamId: entry.streamId,
              metadata: entry.metadata,
              type: 'SomethingFromTomorrow',
              unreadable: new Error('its type is unknown'),
            }
          : entry,
      )
    await drain({ ...runtime, readLog: strange }, onlyTransfers)
    expect(positionsOf(await parkedRows())).toEqual([first])
  })
})

describe('what is not the event’s fault', () => {
  test.each(['insufficient_resources', 'deadlock_detected', 'admin_shutdown'])(
    '%s parks nothing, however often it happens',
    async (condition) => {
      const written = await begin('a b')
      await database.sql.unsafe(`
      CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE 'Out of order' USING ERRCODE = '${condition}'; END $$;
      CREATE TRIGGER away BEFORE INSERT ON test_seen FOR EACH ROW EXECUTE FUNCTION away()`)
      const recollection = createRecollection()
      for (let i = 0; i < 7; i++)
        await expect(drain({ ...runtime, recollection }, failing.projector)).rejects.toThrow(ProjectionFailed)
      await database.sql.unsafe('DROP FUNCTION away CASCADE')
      expect(await parkedRows()).toEqual([])
      await drain(runtime, failing.projector)
      await expectSound(written)
    },
  )

  test('a log that cannot be read parks nothing either', async () => {
    const written = await begin('a b', [0])
    let reads = 0
    const readLog: ProjectionRuntime['readLog'] = (sql, range) => {
      reads += 1
      if (reads === 3) throw new Error('The database is away')
      return readEntries(sql, range)
    }
    await expect(drain({ ...runtime, readLog }, failing.projector)).rejects.toThrow(/The database is away/)
    expect(await parkedRows()).toEqual([])
    expect(await checkpoint()).toBe(written.first - 1)
  })
})

describe('a row that the database refuses', () => {
  const refuse = (condition: string) =>
    database.sql.unsafe(`ALTER TABLE test_received ADD CONSTRAINT refused CHECK (${condition}) NOT VALID`)
  const accept = () => database.sql.unsafe('ALTER TABLE test_received DROP CONSTRAINT refused')

  test('is its event’s fault; all others of the batch are applied', async () => {
    const written = await begin('ab cd ab ef f cd')
    const refused = [written.first + 2, written.first + 3]
    await refuse(`position NOT IN (${refused.join()})`)
    await drain(runtime, failing.projector)
    await accept()
    for (const position of refused) failing.faults.add(position)
    await expectSound(written)
    const [row] = await parkedRows()
    expect(row).toMatchObject({
      tries: 5,
      error: { name: 'PostgresError', message: 'The database refuses the row (SQLSTATE 23514, refused)' },
    })
  })
})

describe('parking and the checkpoint are one', () => {
  test('a crash before the commit leaves neither', async () => {
    const written = await begin('a b a', [0])
    await database.sql.unsafe(`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'The lights go out'; END $$;
      CREATE CONSTRAINT TRIGGER crash AFTER UPDATE ON projector_checkpoints DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION crash()`)
    await expect(drain(runtime, failing.projector)).rejects.toThrow(/The lights go out/)
    expect(await parkedRows()).toEqual([])
    expect(await checkpoint()).toBe(written.first - 1)
    await database.sql.unsafe('DROP FUNCTION crash CASCADE')
    await drain(runtime, failing.projector)
    await expectSound(written)
  })

  test('what stands in the way is still known after it was left, and asked for anew when somebody has changed it', async () => {
    const recollection = createRecollection()
    const written = await begin('a b', [0])
    await drain({ ...runtime, recollection }, failing.projector)
    await writeLog(database, 'a b')
    await drain({ ...runtime, recollection }, failing.projector)
    await expectSound({ first: written.first, last: written.last + 2, log: 'a b a b' })
    // As a retry does.
    failing.faults.clear()
    const [{ id } = { id: 0 }] = await parkedRows()
    await retryDeadLetter(database.sql, id, { by: 'ada', projectors: [failing.projector] })
    await writeLog(database, 'a')
    await drain({ ...runtime, recollection }, failing.projector)
    await expectSound({ first: written.first, last: written.last + 3, log: 'a b a b a' })
  })

  test('of several workers one parks', async () => {
    const written = await begin('a b ab c a b c', [0, 3])
    await Promise.all(
      [1, 2, 3].map(() =>
        drain({ ...runtime, database: database.connectAgain({ max: 2 }), batchSize: 2 }, failing.projector),
      ),
    )
    await expectSound(written)
  })

  test('built anew, the projector sees its parked events again', async () => {
    await reset(database, failing.projector)
    const written = await begin('a b a', [0])
    await drain(runtime, failing.projector)
    expect(await parkedRows()).toHaveLength(2)
    await reset(database, failing.projector)
    expect(await parkedRows()).toEqual([])
    await database.sql`UPDATE projector_checkpoints SET last_position = ${written.first - 1}`
    failing.faults.clear()
    await drain(runtime, failing.projector)
    await expectSound(written)
  })
})

test('health says how many are parked', async () => {
  const written = await begin('a a b', [0])
  const named = { ...failing.projector, name: 'transfers' }
  await database.sql`
    INSERT INTO projector_checkpoints (projector_name, last_position) VALUES ('transfers', ${written.first - 1})`
  await drain(runtime, named)
  const { data } = await projectionVersions(database.sql)
  const { transfers, ...others } = Object.fromEntries(data.map(({ name, parked }) => [name, parked]))
  expect(transfers).toBe(2)
  expect(new Set(Object.values(others))).toEqual(new Set([0]))
})

test('whatever fails, the rows are those of the log without it', async () => {
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e') },
    { weight: 4, arbitrary: fc.constantFrom('ab', 'bc', 'cd', 'da', 'ae') },
    { weight: 1, arbitrary: fc.constantFrom('a!', 'b!') },
  )
  const aLog = fc.array(fc.tuple(word, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(aLog, fc.integer({ min: 1, max: 9 }), async (events, batchSize) => {
      await emptyTables(database)
      failing.faults.clear()
      const faulty = events.flatMap(([, one, two], index) => (one && two ? [index] : []))
      const written = await begin(events.map(([given]) => given).join(' '), faulty)
      await drain({ ...runtime, batchSize, retryDelaysMs: [] }, failing.projector)
      await expectSound(written)
    }),
    runs(40),
  )
})
