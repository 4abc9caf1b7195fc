/** Each fault really goes wrong, ends, and leaves the bank as it would be without it. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isConnectionLost } from '../../db/connection-lost.ts'
import type { ClearingHouse, PaymentOrder } from '../../server/clearing/clearing-house.ts'
import { createCommandBus } from '../../server/command-bus/command-bus.ts'
import { OutcomeUnknown } from '../../server/command-bus/errors.ts'
import { money } from '../../server/domain/money.ts'
import { theBankItself } from '../../server/domain/the-bank.ts'
import { houseWithFaults } from '../../server/fault-injection/clearing.ts'
import { cutOnDemand } from '../../server/fault-injection/cutting.ts'
import type { Fault } from '../../server/fault-injection/faults.ts'
import { killOnDemand } from '../../server/fault-injection/killing.ts'
import { interfereWithProjectors } from '../../server/fault-injection/projecting.ts'
import { type FaultNotPossible, KILLS_APART_MS } from '../../server/fault-injection/store.ts'
import { pauseProjectors, resumeProjectors } from '../../server/read-models/pause.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { livedInBank } from '../read-models/projected-bank.ts'
import { PATIENCE } from '../support/patience.ts'
import { type BankWithFaults, bankWithFaults, MODEL, OTHERS, WORKER } from './bank-with-faults.ts'

let it: BankWithFaults
beforeEach(async () => {
  it = await bankWithFaults()
})
afterEach(() => it.end())

const refusalOf = (setting: Promise<unknown>): Promise<FaultNotPossible['reason'] | 'none'> =>
  setting.then(
    () => 'none' as const,
    (error: FaultNotPossible) => error.reason,
  )
const ended = (kind: Fault['kind']) =>
  vi.waitFor(async () => expect((await it.last(kind)).endedAt).not.toBeNull(), PATIENCE)
const isPaused = async () => {
  const [row] = await it.database.sql<{ paused: boolean }[]>`
    SELECT paused_at IS NOT NULL AS paused FROM projector_checkpoints WHERE projector_name = ${MODEL}`
  return row?.paused ?? false
}
const parked = async () => {
  const [row] = await it.database.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM parked_events WHERE status = 'parked'`
  return row!.count
}

describe('a projector that is paused', () => {
  const paused = { kind: 'pausedProjector', projector: MODEL } as const

  test('stands still, goes on when turned off, and is whole again', async () => {
    await livedInBank(it.bank)
    const fault = await it.set(paused)
    await it.startWorker()
    const version = await it.deposit()
    await it.reached(version, OTHERS)
    expect(await it.positionOf(MODEL)).toBe(0)
    await it.clear(fault)
    await it.reached(version)
    await ended('pausedProjector')
    await it.isAsRebuilt()
  })

  test('goes on by itself when its time is up, also when the worker has been killed meanwhile', async () => {
    const version = await it.deposit()
    await it.set(paused, 0.3)
    expect(await isPaused()).toBe(true)
    // The web process: there is no worker.
    await it.watch()
    await ended('pausedProjector')
    expect(await isPaused()).toBe(false)
    await it.startWorker()
    await it.reached(version)
  })

  test('by hand stays paused: it can be neither taken over nor ended by this one', async () => {
    await pauseProjectors(it.database.sql, [MODEL], { by: 'an auditor' })
    expect(await refusalOf(it.set(paused))).toBe('PausedAlready')
    await resumeProjectors(it.database.sql, [MODEL])
    const fault = await it.set(paused)
    await pauseProjectors(it.database.sql, [MODEL], { by: 'an auditor' })
    await it.clear(fault)
    await it.watch()
    await ended('pausedProjector')
    expect(await isPaused()).toBe(true)
  })

  test('set again while the one before is ended stays paused until the end of the second', async () => {
    const first = await it.set(paused)
    await it.clear(first)
    await it.set(paused)
    await (await it.watch()).look()
    expect(await isPaused()).toBe(true)
  })

  test('has no batches that could throw or be delivered twice', async () => {
    await it.set(paused)
    for (const kind of ['throwingProjection', 'redeliveredBatches'] as const)
      expect(await refusalOf(it.set({ kind, projector: MODEL }))).toBe('PausedAlready')
    expect(await refusalOf(it.set({ kind: 'throwingProjection', projector: 'transactions' }))).toBe('none')
  })
})

test('a batch that is delivered again is refused, and changes nothing', async () => {
  await livedInBank(it.bank)
  for (const projector of [MODEL, 'transactions', 'spending'] as const)
    await it.set({ kind: 'redeliveredBatches', projector })
  await it.startWorker({ runtime: { batchSize: 5 } })
  const version = await it.deposit()
  await it.reached(version)
  await vi.waitFor(async () => {
    const { refused = 0, ...others } = await it.effects('redeliveredBatches')
    expect(refused).toBeGreaterThan(1)
    expect(others).toEqual({})
  }, PATIENCE)
  await it.isAsRebuilt()
})

test('a batch that was to come again when the worker stopped counts neither way', async () => {
  await it.set({ kind: 'redeliveredBatches', projector: MODEL })
  const { afterBatch } = interfereWithProjectors(await it.watch(), () => undefined)
  const projector = projectors.find(({ name }) => name === MODEL)!
  for (const outcome of ['gave up', 'lost'] as const) await afterBatch(projector, async () => outcome)
  await vi.waitFor(
    async () => expect(await it.effects('redeliveredBatches')).toEqual({ refused: 1 }),
    PATIENCE,
  )
})

describe('a projection that throws', () => {
  const throwing = { kind: 'throwingProjection', projector: MODEL } as const

  test('has its events parked; when it is over they are taken in by themselves', async () => {
    await livedInBank(it.bank)
    const fault = await it.set(throwing)
    await it.startWorker({ runtime: { retryDelaysMs: [10] } })
    const version = await it.deposit()
    await it.reached(version)
    expect(await parked()).toBeGreaterThan(0)
    await vi.waitFor(
      async () => expect((await it.effects('throwingProjection')).thrown).toBeGreaterThan(0),
      PATIENCE,
    )
    await it.clear(fault)
    await ended('throwingProjection')
    expect(await parked()).toBe(0)
    await it.isAsRebuilt()
  })

  test('has what nobody has put right at its end taken in when a process begins, unless it throws again', async () => {
    const { sql } = it.database
    await it.set(throwing)
    await it.startWorker({ runtime: { retryDelaysMs: [] } })
    await it.reached(await it.deposit())
    await it.stopWorker()
    expect(await parked()).toBeGreaterThan(0)
    // By its end, it has looked at all that there was.
    const begin = async () => (await it.watch()).stop()
    await begin()
    expect(await parked()).toBeGreaterThan(0)
    await sql`DELETE FROM injected_faults`
    await begin()
    expect(await parked()).toBe(0)
    await it.isAsRebuilt()
  })

  test('leaves alone what has failed for another reason', async () => {
    const version = await it.deposit()
    const { sql } = it.database
    await sql`ALTER TABLE account_summaries ADD CONSTRAINT no_room_for CHECK (balance < 100)`
    await it.startWorker({ runtime: { retryDelaysMs: [] } })
    await it.reached(version)
    expect(await parked()).toBe(1)
    await it.clear(await it.set(throwing))
    await ended('throwingProjection')
    expect(await parked()).toBe(1)
  })
})

describe('killing the worker', () => {
  const kill = { kind: 'killedWorker' } as const
  const worker = async (livedForMs: number) => {
    const faults = await it.watch()
    const killed = vi.fn<() => void>()
    const onBatch = killOnDemand({ sql: it.database.sql, faults, kill: killed, livedForMs: () => livedForMs })
    return { faults, killed, onBatch }
  }

  test('kills one of them, once, when its next batch has begun; and not the one that is started in its place', async () => {
    const both = [await worker(60_000), await worker(60_000)]
    await it.set(kill)
    await vi.waitFor(() => {
      for (const { onBatch } of both) onBatch()
      expect(both.flatMap(({ killed }) => killed.mock.calls)).toHaveLength(1)
    }, PATIENCE)
    const next = await worker(60_000)
    next.onBatch()
    await next.faults.look()
    expect([...both, next].flatMap(({ killed }) => killed.mock.calls)).toHaveLength(1)
    expect(await it.effects('killedWorker')).toEqual({ kills: 1 })
  })

  test('leaves one alone that has only just been started', async () => {
    const { killed, onBatch, faults } = await worker(0)
    const fault = await it.set(kill)
    await faults.look()
    onBatch()
    await it.clear(fault)
    await ended('killedWorker')
    expect(killed).not.toHaveBeenCalled()
    expect(await it.effects('killedWorker')).toEqual({})
  })

  test('can be asked for again only when the worker has had time to get well', async () => {
    const now = Date.now()
    const at = (ms: number) => it.set(kill, 60, new Date(now + ms))
    await at(0)
    expect(await refusalOf(at(KILLS_APART_MS - 1))).toBe('WorkerKilledLately')
    await at(KILLS_APART_MS)
    expect(await refusalOf(at(KILLS_APART_MS + 1))).toBe('WorkerKilledLately')
  })

  test('two at once ask for one', async () => {
    const refusals = await Promise.all([refusalOf(it.set(kill)), refusalOf(it.set(kill))])
    expect(refusals.toSorted()).toEqual(['WorkerKilledLately', 'none'])
  })

  test('and cutting its connections do not go together; cutting those of the web does', async () => {
    await it.set(kill)
    const cut = (process: 'web' | 'worker') => it.set({ kind: 'cutConnections', process })
    expect(await refusalOf(cut('worker'))).toBe('BothAtTheWorker')
    expect(await refusalOf(cut('web'))).toBe('none')
  })
})

describe('the clearing house', () => {
  let now = Date.parse('2026-03-02T12:00:00.000Z')
  const order = (amount: bigint): PaymentOrder => ({
    kind: 'payment',
    paymentId: randomUUID(),
    money: money(amount, 'EUR'),
    debtor: { name: 'Ada', number: 'GB33PASS00000000000001' },
    creditor: { name: 'Bob', number: 'DE89370400440532010000' },
    description: 'Rent',
  })
  const house = async (): Promise<ClearingHouse> =>
    houseWithFaults(await it.watch(), { sql: it.database.sql, clock: () => new Date(now) })
  const all = { after: 0, limit: 100 }

  test('that says no rejects what it is handed meanwhile, and nothing after that', async () => {
    const fault = await it.set({ kind: 'clearingHouse', does: 'reject' })
    const one = await house()
    const [small, large, later] = [order(1_00n), order(90_000_00n), order(1_00n)]
    await one.submit(small)
    await one.submit(large)
    now += 10_000
    const told = await one.messages(all)
    expect(new Set(told.map(({ content }) => content))).toMatchObject(
      new Set([small, large].map(({ paymentId }) => ({ paymentId, outcome: 'rejected' }))),
    )
    await it.clear(fault)
    await ended('clearingHouse')
    const after = { after: told.at(-1)!.position, limit: 100 }
    const another = await house()
    await another.submit(later)
    now += 10_000
    expect((await another.messages(after)).map(({ content }) => content)).toMatchObject([
      { paymentId: later.paymentId, outcome: 'settled' },
    ])
  })

  test('that is late says all of it when the fault is over', async () => {
    const one = await house()
    const before = order(1_00n)
    await one.submit(before)
    const fault = await it.set({ kind: 'clearingHouse', does: 'delay' })
    const late = await house()
    const meanwhile = order(1_00n)
    await late.submit(meanwhile)
    now += 60_000
    expect(await late.messages(all)).toEqual([])
    await it.clear(fault)
    await ended('clearingHouse')
    await vi.waitFor(async () => {
      const answered = (await late.messages(all)).map(
        ({ content }) => 'paymentId' in content && content.paymentId,
      )
      expect(answered).toEqual(expect.arrayContaining([before.paymentId, meanwhile.paymentId]))
    }, PATIENCE)
    await vi.waitFor(async () => expect(await it.effects('clearingHouse')).toEqual({ orders: 1 }), PATIENCE)
  })
})

test('commands and batches whose connections are cut are done once each, in the end', async () => {
  const { bank, database } = it
  const { accountId } = await bank.account(await bank.customer('Ada', 'Lovelace'))
  const { faults, pool } = await it.startWorker()
  const lived = () => 60_000
  cutOnDemand({ sql: pool.sql, faults, process: 'worker', applicationName: WORKER, livedForMs: lived })
  const web = database.connectAgain({ applicationName: 'passbook-web', max: 4 })
  const seen = await it.watch(web.sql)
  cutOnDemand({
    sql: web.sql,
    faults: seen,
    process: 'web',
    applicationName: 'passbook-web',
    livedForMs: lived,
  })
  const bus = createCommandBus({ sql: web.sql, clock: bank.now, newId: randomUUID })
  await it.set({ kind: 'cutConnections', process: 'web' }, 10)
  await it.set({ kind: 'cutConnections', process: 'worker' }, 10)

  /** As a client does: given again with the same id until there is an answer. */
  const give = async (): Promise<number> => {
    const commandId = randomUUID()
    const data = { accountId, money: money(1_00n, 'USD'), description: '' }
    for (;;)
      try {
        const result = await bus.execute('depositMoney', data, { actor: theBankItself, commandId })
        return result.outcome === 'rejected' ? Number.NaN : result.version
      } catch (error) {
        if (!(error instanceof OutcomeUnknown || isConnectionLost(error))) throw error
      }
  }
  let given = 0
  let version = 0
  const cuts = async () =>
    await Promise.all(
      ['web', 'worker'].map(async (process) => {
        const [row] = await database.sql<{ cut: number }[]>`
      SELECT coalesce((effects->>'cut')::int, 0) AS cut FROM injected_faults WHERE target = ${process}`
        return row!.cut
      }),
    )
  do {
    version = Math.max(...(await Promise.all(Array.from({ length: 20 }, give))))
    given += 20
  } while ((await cuts()).includes(0) || given < 200)
  await it.reached(version)
  await bus.stop()
  const [row] = await database.sql<{ events: number; balance: number }[]>`
    SELECT count(*)::int AS events, (SELECT balance::int FROM account_summaries WHERE account_id = ${accountId}) AS balance
    FROM events WHERE stream_id = ${`BankAccount-${accountId}`} AND event_type = 'MoneyDeposited'`
  expect(row).toEqual({ events: given, balance: given * 100 })
})
