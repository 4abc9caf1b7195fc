/** A fault is known where it is to happen, and ends there by itself, whatever becomes of the database and of processes. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  clearFault,
  type InjectedFault,
  listFaults,
  setFault,
  unendedFaults,
} from '../../server/fault-injection/store.ts'
import {
  createFaultWatch,
  type FaultWatch,
  type FaultWatchOptions,
} from '../../server/fault-injection/watch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { PATIENCE } from '../support/patience.ts'

const NEVER_MS = 3_600_000
const MODEL = 'account-summaries'
const slow = (delayMs = 1) => ({ kind: 'slowProjector', projector: MODEL, delayMs }) as const

let database: TestDatabase
let watches: FaultWatch[]

beforeEach(async () => {
  database = await createTestDatabase()
  watches = []
})
afterEach(async () => {
  await Promise.all(watches.map((one) => one.stop()))
  await database.close()
})

const set = (delayMs = 1, seconds = 60, now = new Date()) =>
  setFault(database.sql, slow(delayMs), { by: randomUUID(), now, seconds })

const watch = async (options: Partial<FaultWatchOptions> = {}) => {
  const one = createFaultWatch({ sql: database.sql, lookMs: NEVER_MS, ...options })
  watches.push(one)
  await one.ready
  return one
}
/** Until the process has heard of it. */
const found = (one: FaultWatch) => vi.waitFor(() => one.find('slowProjector', MODEL)!.over.aborted, PATIENCE)
const whenOver = async (one: FaultWatch) => {
  const { over } = one.find('slowProjector', MODEL)!
  if (!over.aborted) await once(over, 'abort')
}

test('it is told of at once, and turned off at once', async () => {
  const one = await watch()
  // Listening is under way by then, or the look that follows it has found it.
  const { id } = await set(250)
  await found(one)
  expect(one.find('slowProjector', MODEL)).toMatchObject({ id, fault: slow(250) })
  expect(one.find('slowProjector', 'transactions')).toBeUndefined()
  const ended = whenOver(one)
  expect(await clearFault(database.sql, id, new Date())).toBe(true)
  await ended
  expect(one.find('slowProjector', MODEL)).toBeUndefined()
  expect(await clearFault(database.sql, id, new Date())).toBe(false)
})

test('a notification that is lost costs a look', async () => {
  const one = await watch({ lookMs: 20 })
  const until = new Date(Date.now() + 60_000).toISOString()
  await database.sql`
    INSERT INTO injected_faults (kind, target, id, settings, set_at, set_by, until)
    VALUES ('slowProjector', ${MODEL}, ${randomUUID()}, ${JSON.stringify(slow())}::text::jsonb, now(), ${randomUUID()},
            ${until}::text::timestamptz)`
  await found(one)
  const ended = whenOver(one)
  await database.sql`DELETE FROM injected_faults`
  await ended
})

test('its time is up when it is up, whether or not the database is there', async () => {
  const pool = database.connectAgain()
  const one = await watch({ sql: pool.sql })
  await set(1, 0.5)
  await one.look()
  const { over } = one.find('slowProjector', MODEL)!
  await pool.close()
  await expect(pool.sql`SELECT 1`).rejects.toThrow()
  if (!over.aborted) await once(over, 'abort')
  expect(one.find('slowProjector', MODEL)).toBeUndefined()
})

test('however late its row says, a process ends it after the longest time that there is', async () => {
  await set(1, 600)
  const one = await watch({ longestMs: 300 })
  await whenOver(one)
  // It still stands there, and does not come back.
  await one.look()
  expect(one.find('slowProjector', MODEL)).toBeUndefined()
  expect(await unendedFaults(database.sql)).toHaveLength(1)
})

test('a process that begins in the middle honours what is left, and none of what is over', async () => {
  const now = new Date(Date.now() - 1_000)
  await set(1, 60, now)
  expect((await watch()).find('slowProjector', MODEL)).toBeDefined()
  await set(1, 0.5, now)
  expect((await watch()).find('slowProjector', MODEL)).toBeUndefined()
})

test('set again it is another one, and the time of the first ends nothing', async () => {
  const first = await set(1)
  const one = await watch()
  const ended = whenOver(one)
  const second = await set(2)
  await ended
  await vi.waitFor(
    () => expect(one.find('slowProjector', MODEL)).toMatchObject({ id: second.id, fault: slow(2) }),
    PATIENCE,
  )
  expect(await clearFault(database.sql, first.id, new Date())).toBe(false)
  expect(await unendedFaults(database.sql)).toEqual([second])
})

test('two who set it at once leave one of the two', async () => {
  const both = await Promise.all([set(1), set(2)])
  const [left, ...others] = await unendedFaults(database.sql)
  expect(others).toEqual([])
  expect(both.map(({ id }) => id)).toContain(left!.id)
})

test('what it leaves behind is put right until that is done, by whichever process looks, and then it is ended', async () => {
  const fault = await set(1, 0.5)
  let tries = 0
  const putRight = async (one: InjectedFault) => {
    expect(one.id).toBe(fault.id)
    tries += 1
    if (tries === 2) throw new Error('the database is away')
    return tries > 2
  }
  await watch({ lookMs: 20, putRight })
  await vi.waitFor(
    async () =>
      expect(await listFaults(database.sql)).toMatchObject([{ id: fault.id, endedAt: expect.any(String) }]),
    PATIENCE,
  )
  expect(tries).toBe(3)
  expect(await unendedFaults(database.sql)).toEqual([])
})

test('what one leaves behind does not wait for what another has left', async () => {
  const first = await set(1, 0.1)
  const second = await setFault(
    database.sql,
    { ...slow(), projector: 'transactions' },
    { by: randomUUID(), now: new Date(), seconds: 0.1 },
  )
  const goOn = Promise.withResolvers<void>()
  const putRight = async ({ id }: InjectedFault) => {
    if (id === first.id) await goOn.promise
    return true
  }
  await watch({ lookMs: 20, putRight })
  try {
    await vi.waitFor(async () => {
      const left = await unendedFaults(database.sql)
      expect(left.map(({ id }) => id)).toEqual([first.id])
    }, PATIENCE)
    expect((await listFaults(database.sql)).find(({ id }) => id === second.id)?.endedAt).toEqual(
      expect.any(String),
    )
  } finally {
    goOn.resolve()
  }
})

test('one that is set again while the one before is put right is not ended with it', async () => {
  await set(1, 0.1)
  const inHand = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const one = await watch({
    putRight: async () => {
      inHand.resolve()
      await goOn.promise
      return true
    },
  })
  await one.look()
  await inHand.promise
  const second = await set(2)
  goOn.resolve()
  // By its end, what was in hand is done.
  await one.stop()
  expect(await unendedFaults(database.sql)).toEqual([second])
})

test('what it does is counted by all processes together', async () => {
  const fault = await set()
  const [one, other] = [await watch(), await watch()]
  for (const each of [one, other]) each.count(each.find('slowProjector', MODEL)!, 'batches', 2)
  one.count(one.find('slowProjector', MODEL)!, 'batches')
  await Promise.all(watches.splice(0).map(({ stop }) => stop()))
  expect(await listFaults(database.sql)).toMatchObject([{ id: fault.id, effects: { batches: 5 } }])
})
