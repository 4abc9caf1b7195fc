/**
 * What somebody does about parked events: trying again applies what has been mended, in order; skipping leaves an event
 * out for good and lets those behind it go on. Whatever is done, the rows are what the log without the rest comes to.
 */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readEntries } from '../../server/event-store/read.ts'
import type { Checkpoint } from '../../server/read-models/checkpoint.ts'
import { getDeadLetter, listDeadLetters } from '../../server/read-models/dead-letters/queries.ts'
import {
  AlreadyResolved,
  BeingRebuilt,
  DeadLetterNotFound,
  type Resolver,
  retryDeadLetter,
  skipDeadLetter,
} from '../../server/read-models/dead-letters/resolve.ts'
import { type Chain, chainAt } from '../../server/read-models/dead-letters/waiting.ts'
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
  type FailingProjector,
  parkedRowsOf,
  streamOf,
  type WrittenLog,
  writeLog,
} from './failing-projector.ts'

let database: TestDatabase
let runtime: ProjectionRuntime
let failing: FailingProjector
let resolver: Resolver

beforeAll(async () => {
  database = await createTestDatabase()
  await createTables(database)
})
beforeEach(async () => {
  await emptyTables(database)
  runtime = { database, readLog: readEntries, retryDelaysMs: [] }
  failing = createFailingProjector('test')
  resolver = { by: 'ada', projectors: [failing.projector] }
})

/** A log that has been drained, with what failed parked. */
const parked = async (log: string, faulty?: readonly number[]): Promise<WrittenLog> => {
  const written = await beginLog(database, failing, log, faulty)
  await drain(runtime, failing.projector)
  return written
}
const idAt = async (position: number): Promise<number> =>
  (await parkedRowsOf(database)).find((row) => row.position === position)!.id
const retry = async (position: number) => retryDeadLetter(database.sql, await idAt(position), resolver)
const skip = async (position: number, reason = 'It never happened') =>
  skipDeadLetter(database.sql, await idAt(position), { ...resolver, reason })
const sound = (written: WrittenLog, skipped?: ReadonlySet<number>) =>
  expectSoundRows(database, failing, written, skipped)

describe('trying again', () => {
  test('applies it and all behind it, in order, once it has been mended', async () => {
    const written = await parked('a b ab a c b d', [0])
    failing.faults.clear()
    expect(await retry(written.first)).toEqual({ applied: 4, parked: 0, error: null })
    await sound(written)
    // The one that failed stays on record; of those that only waited nothing is left.
    const { data } = await listDeadLetters(database.sql, { status: 'applied', limit: 10 })
    expect(data).toMatchObject([{ position: written.first, resolvedBy: 'ada', reason: null }])
    expect(data[0]!.resolvedAt).not.toBeNull()
  })

  test('leaves all as it was when it fails again, with the new error', async () => {
    const written = await parked('a b a', [0])
    const before = await parkedRowsOf(database)
    expect(await retry(written.first)).toMatchObject({ applied: 0, parked: 2, error: { name: 'RangeError' } })
    await sound(written)
    expect(await parkedRowsOf(database)).toEqual([{ ...before[0]!, tries: 2 }, before[1]])
  })

  test('goes as far as it can: the first that fails holds up those behind it', async () => {
    const written = await parked('a a b a a', [0, 3])
    failing.faults.delete(written.first)
    expect(await retry(written.first)).toMatchObject({ applied: 2, parked: 2 })
    await sound(written)
    expect(await parkedRowsOf(database)).toMatchObject([
      { position: written.first + 3, behind: null, tries: 1, error: { name: 'RangeError' } },
      { position: written.first + 4, behind: written.first + 3, tries: 0 },
    ])
  })

  test('decodes what is stored anew', async () => {
    const written = await parked('a! b a')
    expect(await retry(written.first)).toMatchObject({ applied: 0, error: { name: 'UnreadableEvent' } })
    // As if there were now an upcaster for it.
    await database.sql`UPDATE parked_events SET schema_version = 1 WHERE global_position = ${written.first}`
    expect(await retry(written.first)).toEqual({ applied: 2, parked: 0, error: null })
    await sound({ ...written, log: 'a b a' })
  })

  test('takes many in pieces', async () => {
    const written = await parked('a a a b a a a ab a b', [0, 5])
    failing.faults.delete(written.first)
    const id = await idAt(written.first)
    expect(await retryDeadLetter(database.sql, id, { ...resolver, chunkSize: 2 })).toMatchObject({
      applied: 4,
      parked: 5,
    })
    await sound(written)
  })

  test('of a row that the database refuses leaves just that parked', async () => {
    const written = await parked('ab b ef ab b', [0, 2])
    failing.faults.clear()
    const refused = written.first + 3
    await database.sql.unsafe(
      `ALTER TABLE test_received ADD CONSTRAINT refused CHECK (position <> ${refused}) NOT VALID`,
    )
    const result = await retry(written.first)
    await database.sql.unsafe('ALTER TABLE test_received DROP CONSTRAINT refused')
    expect(result).toMatchObject({ applied: 2, parked: 2, error: { name: 'PostgresError' } })
    failing.faults.add(refused).add(written.first + 2)
    await sound(written)
  })

  test('does not take for applied what its row has gone past', async () => {
    const written = await parked('a a', [0])
    // As a key would allow that what failed could not tell.
    await database.sql`
      INSERT INTO test_seen (account_id, seen, last_position) VALUES (${accountOf('a')}, '', ${written.last + 1})`
    failing.faults.clear()
    expect(await retry(written.first)).toMatchObject({ applied: 0, parked: 2, error: { name: 'PassedBy' } })
  })

  test('a crash takes rows and record back together', async () => {
    const written = await parked('a b a', [0])
    const broken = new Set(failing.faults)
    failing.faults.clear()
    await database.sql.unsafe(`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'The lights go out'; END $$;
      CREATE CONSTRAINT TRIGGER crash AFTER UPDATE ON parked_events DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION crash()`)
    await expect(retry(written.first)).rejects.toThrow(/The lights go out/)
    await database.sql.unsafe('DROP FUNCTION crash CASCADE')
    for (const position of broken) failing.faults.add(position)
    await sound(written)
    failing.faults.clear()
    await retry(written.first)
    await sound(written)
  })

  test('while the projector has the next batch in hand, that batch is folded anew', async () => {
    const written = await parked('a a', [0])
    failing.faults.clear()
    await writeLog(database, 'a b a')
    let reads = 0
    const readLog: ProjectionRuntime['readLog'] = async (sql, range) => {
      const entries = await readEntries(sql, range)
      reads += 1
      // The projector already knows that the key is blocked, which from here on it is not.
      if (reads === 1) await retry(written.first)
      return entries
    }
    await drain({ ...runtime, readLog }, failing.projector)
    await sound({ first: written.first, last: written.last + 3, log: 'a a a b a' })
  })

  test('in pieces, a chain is looked at anew only when somebody has touched it or it has become longer', async () => {
    const { first } = await parked('a b a c', [0, 1])
    const [stood] = await database.sql<Checkpoint[]>`
      SELECT last_position AS position, generation FROM projector_checkpoints`
    const at = { ...stood!, generation: stood!.generation + 1 }
    const known: Chain = { keys: [accountOf('a'), streamOf('a')], blocked: new Map(), at: stood! }
    const chainOf = (now = at) => chainAt(database.sql, 'test', { known, after: first + 1, at: now })
    expect(await chainOf()).toEqual({ ...known, at })
    // More behind it changes nothing that was found.
    await writeLog(database, 'a d a')
    await drain(runtime, failing.projector)
    expect(await chainOf()).toEqual({ ...known, at })
    // Somebody else has retried, skipped or built anew.
    expect((await chainOf({ ...at, generation: at.generation + 1 })).blocked.get(accountOf('a'))).toBe(first)
    // What waits behind both of two chains makes them one.
    await writeLog(database, 'ab')
    await drain(runtime, failing.projector)
    const { keys, blocked } = await chainOf()
    expect(keys).toContain(accountOf('b'))
    expect(blocked.get(accountOf('b'))).toBe(first + 1)
  })

  test('twice at once is done once', async () => {
    const written = await parked('a b a', [0])
    failing.faults.clear()
    const id = await idAt(written.first)
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => retryDeadLetter(database.connectAgain({ max: 2 }).sql, id, resolver)),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(AlreadyResolved)
    await sound(written)
  })
})

describe('skipping', () => {
  test('leaves the event out, lets those behind it go on, and says who and why', async () => {
    const written = await parked('a b ab a', [0])
    expect(await skip(written.first, 'Written twice')).toEqual({ applied: 2, parked: 0, error: null })
    await sound(written, new Set([written.first]))
    const { data } = await listDeadLetters(database.sql, { status: 'skipped', limit: 10 })
    expect(data).toMatchObject([
      { position: written.first, resolvedBy: 'ada', reason: 'Written twice', tries: 1 },
    ])
    await expect(skipDeadLetter(database.sql, data[0]!.id, { ...resolver, reason: 'again' })).rejects.toThrow(
      AlreadyResolved,
    )
  })

  test('one that fails too is parked next', async () => {
    const written = await parked('a a a', [0, 1])
    expect(await skip(written.first)).toMatchObject({ applied: 0, parked: 2, error: { name: 'RangeError' } })
    await sound(written, new Set([written.first]))
  })

  test('is refused while the read model is being rebuilt, and nothing is changed', async () => {
    const written = await parked('a b a', [0])
    await database.sql`
      INSERT INTO projection_rebuilds (projector_name, purpose, requested_by) VALUES ('test', 'replace', 'ada')`
    await expect(skip(written.first)).rejects.toThrow(BeingRebuilt)
    await sound(written)
    await database.sql`UPDATE projection_rebuilds SET status = 'done'`
    await skip(written.first)
    await sound(written, new Set([written.first]))
  })

  test('holds when the read model is built anew', async () => {
    await reset(database, failing.projector)
    const written = await parked('a b a', [0])
    await skip(written.first)
    failing.faults.clear()
    await reset(database, failing.projector)
    await database.sql`UPDATE projector_checkpoints SET last_position = ${written.first - 1}`
    await drain(runtime, failing.projector)
    await sound(written, new Set([written.first]))
    // And so it does beside it, for one that is to take its place.
    await reset(database, failing.projector)
    const beside = { ...failing.projector, name: 'test-anew', standsInFor: 'test' }
    await database.sql`
      INSERT INTO projector_checkpoints (projector_name, last_position) VALUES ('test-anew', ${written.first - 1})`
    await drain(runtime, beside)
    await database.sql`UPDATE projector_checkpoints SET last_position = ${written.last} WHERE projector_name = 'test'`
    await sound(written, new Set([written.first]))
  })
})

describe('looking', () => {
  test('page by page, by projector, status and key', async () => {
    const written = await parked('a b a c! b d', [0, 1])
    const first = await listDeadLetters(database.sql, { limit: 2 })
    expect(first.data.map(({ position }) => position - written.first)).toEqual([0, 1])
    const second = await listDeadLetters(database.sql, { limit: 10, cursor: first.nextCursor })
    expect(second.data.map(({ position }) => position - written.first)).toEqual([2, 3, 4])
    expect(second.nextCursor).toBeNull()
    const ofA = await listDeadLetters(database.sql, { limit: 10, key: accountOf('a') })
    expect(ofA.data.map(({ position }) => position - written.first)).toEqual([0, 2])
    expect(await listDeadLetters(database.sql, { limit: 10, projector: 'transfers' })).toMatchObject({
      data: [],
    })
  })

  test('at one: with the error, what waits, and the event as it is stored', async () => {
    const written = await parked('a a a', [0])
    expect(await getDeadLetter(database.sql, await idAt(written.first))).toMatchObject({
      projector: 'test',
      type: 'AccountFrozen',
      schemaVersion: 1,
      data: { accountId: accountOf('a'), reason: 'test' },
      metadata: { userId: 'test' },
      error: { name: 'RangeError', stack: expect.stringContaining('failing-projector') },
      waiting: 2,
      at: expect.stringMatching(/Z$/),
    })
    await expect(getDeadLetter(database.sql, 999_999)).rejects.toThrow(DeadLetterNotFound)
  })
})

test('whatever is mended or skipped, in whatever order, ends with the rows of the log without the skipped', async () => {
  const word = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') },
    { weight: 4, arbitrary: fc.constantFrom('ab', 'bc', 'cd', 'da') },
    { weight: 1, arbitrary: fc.constantFrom('a!', 'b!') },
  )
  const aLog = fc.array(fc.tuple(word, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(
      aLog,
      fc.infiniteStream(fc.nat(100)),
      fc.integer({ min: 1, max: 5 }),
      async (events, chance, size) => {
        await emptyTables(database)
        failing.faults.clear()
        const faulty = events.flatMap(([, one], index) => (one === 0 ? [index] : []))
        const written = await beginLog(database, failing, events.map(([given]) => given).join(' '), faulty)
        await drain({ ...runtime, batchSize: size }, failing.projector)
        const skipped = new Set<number>()
        for (;;) {
          const failed = (await parkedRowsOf(database)).filter(({ behind }) => behind === null)
          const one = failed[chance.next().value! % Math.max(1, failed.length)]
          if (!one) break
          const isUnreadable = one.error?.name === 'UnreadableEvent'
          if (isUnreadable || chance.next().value! < 40) {
            skipped.add(one.position)
            await skip(one.position)
          } else {
            failing.faults.delete(one.position)
            await retryDeadLetter(database.sql, one.id, { ...resolver, chunkSize: size })
          }
        }
        failing.faults.clear()
        await sound(written, skipped)
        expect(await checkpointOf(database)).toBe(written.last)
      },
    ),
    runs(25),
  )
})
