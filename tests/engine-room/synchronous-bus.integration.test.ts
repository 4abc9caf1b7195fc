/**
 * A second bus whose commits bring the balances along, beside a bank that does without: whatever the worker is doing
 * meanwhile, commands are done once, and rows are what folding the log gives.
 */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { connect as connectTo } from '../../db/client.ts'
import { createAggregateCache } from '../../server/command-bus/aggregate-cache.ts'
import { BusStopped } from '../../server/command-bus/errors.ts'
import { createSynchronousBus } from '../../server/engine-room/synchronous-bus.ts'
import { readAll, readHead } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import { readCheckpoint } from '../../server/read-models/checkpoint.ts'
import { pauseProjectors, resumeProjectors } from '../../server/read-models/pause.ts'
import { drain, type ProjectionRuntime, reset } from '../../server/read-models/runner.ts'
import { type TestAccount, transfer } from '../support/bank.ts'
import {
  balanceIn,
  createTestBus,
  eventsOf,
  openAccountWith,
  send,
  sendWell,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'

const database = await createTestDatabase({ max: 8 })
const { sql } = database
const elsewhere = { ...database, ...database.connectAgain({ max: 4 }) }
const NAME = accountSummaries.name
const APPLICATION = 'passbook-synchronous'

const cache = createAggregateCache(1_000)
const bus = createTestBus(database, { cache })
const connect = vi.fn(() => database.connectAgain({ applicationName: APPLICATION, max: 3 }))

const synchronous = (idleMs?: number) => {
  const made = createSynchronousBus({
    connect,
    sql,
    createBus: (own) => createTestBus(database, { cache, ...own }),
    ...(idleMs !== undefined && { idleMs }),
  })
  onTestFinished(made.stop)
  return made
}
const newId = () => randomUUID() as never
const giveTo = (
  { execute }: ReturnType<typeof synchronous>,
  { name, data, by }: ReturnType<typeof transfer>,
  commandId = randomUUID(),
) => execute(name, data, { actor: by, commandId })

const work = (more: Partial<ProjectionRuntime> = {}) =>
  drain({ database: elsewhere, readLog: readAll, ...more }, accountSummaries)
const position = async () => (await readCheckpoint(sql, NAME)).position
const connections = async () => {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = ${APPLICATION} ORDER BY 1`
  return row!.count
}
const shown = async ({ accountId }: TestAccount) => {
  const [row] = await sql<{ balance: string }[]>`
    SELECT balance::text FROM account_summaries WHERE account_id = ${accountId} ORDER BY 1`
  return row?.balance
}
const rows = async () => {
  const all = await sql<{ row: string }[]>`
    SELECT t::text AS row FROM account_summaries t UNION ALL SELECT t::text FROM account_summary_owners t ORDER BY 1`
  return all.map(({ row }) => row)
}
const expectRowsToBeTheFold = async () => {
  const found = await rows()
  await reset(database, accountSummaries)
  await work()
  expect(found).toEqual(await rows())
}

let from: TestAccount
let to: TestAccount
beforeEach(async () => {
  connect.mockClear()
  from = await openAccountWith(bus, '100.00')
  to = await openAccountWith(bus, '5.00')
  await work()
})

test('a connection that is lost while it is opened is made anew by whoever opens it next', async () => {
  const proxy = await startTcpProxy(database.url)
  const pool = connectTo(proxy.url, { applicationName: APPLICATION, max: 3 })
  onTestFinished(proxy.close)
  connect.mockReturnValueOnce(pool)
  const lane = synchronous()
  const { happened } = proxy.loseWhen('SELECT 1 ORDER BY 1', 'before Postgres hears')
  await expect(lane.open()).rejects.toThrow()
  await happened
  await lane.open()
  const { result } = await giveTo(lane, transfer(from, to, '30.00', newId()))
  expect(result.outcome).toBe('accepted')
  expect(connect).toHaveBeenCalledTimes(1)
  await lane.stop()
})

describe('the balance is there with the answer', () => {
  test('without a worker, and it says what that took', async () => {
    const { result, projection } = await giveTo(synchronous(), transfer(from, to, '30.00', newId()))
    expect(result.outcome).toBe('accepted')
    expect(projection).toMatchObject({ isWritten: true })
    expect(projection!.ms).toBeGreaterThan(0)
    expect(await position()).toBe(await readHead(sql))
    expect([await shown(from), await shown(to)]).toEqual(['7000', '3500'])
    await expectRowsToBeTheFold()
  })

  test('while the projector is slowed down: its batch, which waits, is written by nobody twice', async () => {
    const lane = synchronous()
    const waiting = Promise.withResolvers<void>()
    const over = Promise.withResolvers<void>()
    // One that the bank's own bus has written is in the worker's hands, and waits there.
    await sendWell(bus, transfer(from, to, '1.00', newId()))
    const slowed = work({
      interference: {
        beforeBatch: async () => {
          waiting.resolve()
          await over.promise
        },
        afterBatch: async () => undefined,
      },
    })
    await waiting.promise
    const { projection } = await giveTo(lane, transfer(from, to, '2.00', newId()))
    expect(projection?.isWritten).toBe(true)
    expect([await shown(from), await shown(to)]).toEqual(['9700', '800'])
    over.resolve()
    await slowed
    expect([await shown(from), await shown(to)]).toEqual(['9700', '800'])
    expect(await position()).toBe(await readHead(sql))
    await expectRowsToBeTheFold()
  })

  test('but not while it is paused: then it is left to the worker, and says so', async () => {
    const lane = synchronous()
    await pauseProjectors(sql, [NAME], { by: 'somebody' })
    onTestFinished(async () => void (await resumeProjectors(sql, [NAME])))
    const before = await position()
    const { result, projection } = await giveTo(lane, transfer(from, to, '2.00', newId()))
    expect(result.outcome).toBe('accepted')
    expect(projection).toMatchObject({ isWritten: false })
    expect(await position()).toBe(before)
    expect(await shown(from)).toBe('10000')
    await resumeProjectors(sql, [NAME])
    await work()
    expect(await shown(from)).toBe('9800')
    await expectRowsToBeTheFold()
  })

  test('while the bank’s own bus and the worker are busy with the same accounts', async () => {
    const lane = synchronous()
    let isDone = false
    const working = (async () => {
      while (!isDone) await work()
    })()
    const transfers = Array.from({ length: 120 }, (_, n) => {
      const [payer, payee] = n % 2 === 0 ? [from, to] : [to, from]
      return transfer(payer, payee, '0.01', newId())
    })
    const outcomes = await Promise.all(
      transfers.map(async (one, n) =>
        n % 3 === 0 ? (await giveTo(lane, one)).result.outcome : (await send(bus, one)).outcome,
      ),
    ).finally(() => {
      isDone = true
    })
    await working
    expect(new Set(outcomes)).toEqual(new Set(['accepted']))
    expect([await balanceIn(database, from), await balanceIn(database, to)]).toEqual([10_000n, 500n])
    await work()
    await expectRowsToBeTheFold()
  })
})

test('the same command id, given to both buses, is one command with one answer', async () => {
  const lane = synchronous()
  const commandId = randomUUID()
  const command = transfer(from, to, '3.00', newId())
  const [one, other] = await Promise.all([
    giveTo(lane, command, commandId),
    send(bus, command, { commandId }),
  ])
  expect(one.result).toEqual(other)
  expect((await giveTo(lane, command, commandId)).result).toEqual(other)
  expect(await eventsOf(database, commandId)).toHaveLength(3)
  expect(await balanceIn(database, from)).toBe(9_700n)
})

test('what it refuses is refused as by the bank’s own bus, and nothing is written', async () => {
  const before = await readHead(sql)
  const command = transfer(from, to, '999.00', newId())
  const { result, projection } = await giveTo(synchronous(), command)
  expect(result).toEqual(await send(bus, command))
  expect(result).toMatchObject({ outcome: 'rejected', rejection: { reason: 'InsufficientFunds' } })
  expect(projection).toBeNull()
  expect(await readHead(sql)).toBe(before)
})

test('there is none until somebody asks, none any more when nobody does, and a new one when somebody does again', async () => {
  const lane = synchronous(0)
  expect(connect).not.toHaveBeenCalled()
  await lane.open()
  expect(connect).toHaveBeenCalledTimes(1)
  await expect.poll(connections).toBe(0)
  const { projection } = await giveTo(lane, transfer(from, to, '1.00', newId()))
  expect(projection?.isWritten).toBe(true)
  expect(connect).toHaveBeenCalledTimes(2)
})

test('stopped, it answers who has asked, takes nobody new and leaves no connection', async () => {
  const lane = synchronous()
  const asked = Promise.all(
    Array.from({ length: 5 }, () => giveTo(lane, transfer(from, to, '1.00', newId()))),
  )
  await lane.open()
  await lane.stop()
  expect((await asked).every(({ result }) => result.outcome === 'accepted')).toBe(true)
  await expect(giveTo(lane, transfer(from, to, '1.00', newId()))).rejects.toBeInstanceOf(BusStopped)
  expect(await connections()).toBe(0)
})
