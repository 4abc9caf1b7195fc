/** What the bank does by itself, once, whoever does it, whatever breaks off in between. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Sql } from '../../db/client.ts'
import type { CommandBus } from '../../server/command-bus/command-bus.ts'
import type { BankEventType } from '../../server/domain/events.ts'
import type { TransferId } from '../../server/domain/ids.ts'
import { readAll } from '../../server/event-store/read.ts'
import { processInstances } from '../../server/read-models/processes/projection.ts'
import { welcomeNewProcesses } from '../../server/read-models/processes/queries.ts'
import { processes } from '../../server/read-models/processes/registry.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { createVersionWatch } from '../../server/read-models/wait.ts'
import { commandIdOf, createProcessRunner } from '../../server/worker/process-runner.ts'
import { startWorker } from '../../server/worker/worker.ts'
import { cancelTransfer, freeze, holdTransfer, settleTransfer, type TestAccount } from '../support/bank.ts'
import {
  accountIn,
  balanceIn,
  createTestBus,
  openAccountWith,
  send,
  sendWell,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase({ max: 30 })
const { sql } = database

/** Put forward by hand; everything that knows the time has it from here. */
let now = Date.parse('2026-03-01T12:00:00.000Z')
const clock = () => new Date(now)
const passSeconds = (seconds: number) => {
  now += seconds * 1_000
}

const bus = createTestBus(database, { clock })
const runner = (more: Partial<Parameters<typeof createProcessRunner>[0]> = {}) =>
  createProcessRunner({ sql, bus: createTestBus(database, { clock }), clock, ...more })
/** Rows as they follow from the log as it is now. */
const project = () => drain({ database, readLog: readAll }, processInstances)

let from: TestAccount
let to: TestAccount
beforeEach(async () => {
  ;[from, to] = [await openAccountWith(bus, '1000.00'), await openAccountWith(bus)]
  passSeconds(3_600)
})

const holdFor = async (seconds: number, amount = '1.00'): Promise<TransferId> => {
  const transferId = randomUUID() as TransferId
  const command = holdTransfer(from, to, amount, transferId)
  await sendWell(bus, { ...command, data: { ...command.data, settleAfterSeconds: seconds } })
  return transferId
}
const eventsOf = async (transferId: TransferId): Promise<BankEventType[]> => {
  const events = await readAll(sql, { after: 0, limit: 100_000 })
  return events.flatMap(({ type, data }) =>
    'transferId' in data && data.transferId === transferId ? [type] : [],
  )
}
const HELD = ['MoneyHeld', 'TransferHeld']
const SETTLED = [...HELD, 'HoldSettled', 'TransferCompleted']

describe('a held transfer', () => {
  test('is settled when it is due and not before, and then there is nothing left to do', async () => {
    const transferId = await holdFor(10)
    await project()
    const one = runner()
    expect(await one.look()).toEqual({ given: 0, nextAt: new Date(now + 10_000) })
    expect(await eventsOf(transferId)).toEqual(HELD)
    passSeconds(10)
    expect(await one.look()).toMatchObject({ given: 1 })
    expect(await eventsOf(transferId)).toEqual(SETTLED)
    await project()
    expect(await one.look()).toEqual({ given: 0, nextAt: undefined })
    expect([await balanceIn(database, from), await balanceIn(database, to)]).toEqual([99_900n, 100n])
  })

  test('that was cancelled is left alone', async () => {
    const transferId = await holdFor(10)
    await sendWell(bus, cancelTransfer(from, transferId))
    await project()
    passSeconds(10)
    expect(await runner().look()).toEqual({ given: 0, nextAt: undefined })
    expect((await eventsOf(transferId)).filter((type) => type === 'TransferCompleted')).toEqual([])
  })

  test('that was cancelled without the row knowing is told no, and nothing happens', async () => {
    const transferId = await holdFor(10)
    await project()
    await sendWell(bus, cancelTransfer(from, transferId))
    passSeconds(10)
    await runner().look()
    expect(await eventsOf(transferId)).toEqual([...HELD, 'HoldReleased', 'TransferCancelled'])
    await project()
    expect(await runner().look()).toEqual({ given: 0, nextAt: undefined })
  })

  test('that cannot be settled any more fails, and its money is free', async () => {
    const transferId = await holdFor(10)
    await sendWell(bus, freeze(to))
    await project()
    passSeconds(10)
    await runner().look()
    expect(await eventsOf(transferId)).toEqual([...HELD, 'HoldReleased', 'TransferFailed'])
    expect(await accountIn(database, from)).toMatchObject({ held: { amountMinor: 0n } })
  })

  test('says in its events what has led to them', async () => {
    const transferId = await holdFor(1)
    await project()
    passSeconds(1)
    await runner().look()
    const events = (await readAll(sql, { after: 0, limit: 100_000 })).filter(
      ({ data }) => 'transferId' in data && data.transferId === transferId,
    )
    const [first, last] = [events[0]!, events.at(-1)!]
    expect(last.metadata).toEqual({
      commandId: commandIdOf(
        'transfer-settlement',
        { instanceId: transferId, dueAt: new Date(now) },
        { step: 'settle' },
      ),
      correlationId: first.metadata.correlationId,
      causationId: first.metadata.commandId,
      userId: 'system',
    })
  })
})

describe('once, although', () => {
  test('the row does not know of it yet, and whoever did it is gone', async () => {
    const transferId = await holdFor(5)
    await project()
    passSeconds(5)
    // Killed after the commit, three times: none of them has seen what the one before has done.
    for (let life = 0; life < 3; life++) {
      await runner().look()
      passSeconds(60)
    }
    expect(await eventsOf(transferId)).toEqual(SETTLED)
  })

  test('many look at the same moment', async () => {
    const transferIds = await Promise.all(Array.from({ length: 40 }, () => holdFor(5)))
    await project()
    passSeconds(5)
    await Promise.all(Array.from({ length: 4 }, () => runner({ atOnce: 7 }).look()))
    for (const transferId of transferIds) expect(await eventsOf(transferId)).toEqual(SETTLED)
    expect(await balanceIn(database, to)).toBe(4_000n)
    expect(await accountIn(database, from)).toMatchObject({ held: { amountMinor: 0n }, holds: {} })
  })

  test('the answer was lost after the commit, or the command before it', async () => {
    const [after, before] = [await holdFor(5), await holdFor(5)]
    await project()
    passSeconds(5)
    const inner = createTestBus(database, { clock })
    const lossy: Pick<CommandBus, 'execute'> = {
      execute: async (name, data, context) => {
        if ('transferId' in data && data.transferId === after) await inner.execute(name, data, context)
        throw new Error('The line is dead')
      },
    }
    const one = runner({ bus: lossy })
    await one.look()
    expect([await eventsOf(after), await eventsOf(before)]).toEqual([SETTLED, HELD])
    passSeconds(1)
    await runner().look()
    expect([await eventsOf(after), await eventsOf(before)]).toEqual([SETTLED, SETTLED])
  })

  test('the rows are made anew in the middle of it', async () => {
    const transferId = await holdFor(5)
    await project()
    passSeconds(5)
    await runner().look()
    await reset(database, processInstances)
    await drain({ database, readLog: readAll, batchSize: 3 }, processInstances)
    await runner().look()
    expect(await eventsOf(transferId)).toEqual(SETTLED)
  })

  test('a customer is faster, or slower, by a hair', async () => {
    for (let round = 0; round < 10; round++) {
      const transferId = await holdFor(5)
      await project()
      passSeconds(5)
      const [, cancelling] = await Promise.all([runner().look(), send(bus, cancelTransfer(from, transferId))])
      expect(await eventsOf(transferId)).toEqual(
        cancelling.outcome === 'accepted' ? [...HELD, 'HoldReleased', 'TransferCancelled'] : SETTLED,
      )
    }
  })
})

describe('an instance that cannot go on', () => {
  test('rests longer each time, and keeps no other from going on', async () => {
    const [stuck, other] = [await holdFor(5), await holdFor(6)]
    await project()
    passSeconds(5)
    const tried: string[] = []
    const inner = createTestBus(database, { clock })
    const refusing: Pick<CommandBus, 'execute'> = {
      execute: async (name, data, context) => {
        const { transferId } = data as { transferId: string }
        tried.push(transferId)
        if (transferId === stuck) throw new Error('No')
        return inner.execute(name, data, context)
      },
    }
    const one = runner({ bus: refusing, atOnce: 1 })
    // It is at the head of the line, and rests; what is due next is seen behind it.
    expect(await one.look()).toEqual({ given: 0, nextAt: new Date(now + 1_000) })
    passSeconds(1)
    await one.look()
    expect(await eventsOf(other)).toEqual(SETTLED)
    await project()
    expect(await one.look()).toMatchObject({ given: 0 })
    expect(tried.filter((id) => id === stuck)).toHaveLength(2)
    for (let i = 0; i < 20; i++) {
      passSeconds(30)
      await one.look()
    }
    expect(tried.filter((id) => id === stuck).length).toBeLessThan(16)
    await runner().look()
    expect(await eventsOf(stuck)).toEqual(SETTLED)
  })

  test('whose own question throws is as good as none', async () => {
    const transferId = await holdFor(5)
    await project()
    passSeconds(5)
    const broken = processes.map(({ process, table }) => ({
      table,
      process: {
        ...process,
        commandsDue: () => {
          throw new Error('No idea')
        },
      },
    }))
    expect(await runner({ processes: broken }).look()).toMatchObject({ given: 0 })
    await runner().look()
    expect(await eventsOf(transferId)).toEqual(SETTLED)
  })
})

test('a process with much to do holds up no other', async () => {
  for (let n = 0; n < 3; n++) await holdFor(5)
  await project()
  passSeconds(5)
  const turns: string[] = []
  const settlement = processes.find(({ process }) => process.name === 'transfer-settlement')!
  const called = (name: string) => {
    const commandsDue: typeof settlement.process.commandsDue = (...due) => {
      turns.push(name)
      return settlement.process.commandsDue(...due)
    }
    return { ...settlement, process: { ...settlement.process, name, commandsDue } }
  }
  await runner({ atOnce: 1, processes: [called('one'), called('other')] }).look()
  expect(turns).toEqual(['one', 'other', 'one', 'other', 'one', 'other'])
})

test('workers do what has become due while nobody worked, and go on with what comes', async () => {
  const overdue = await holdFor(5)
  passSeconds(500)
  const versions = createVersionWatch(sql, { pollMs: 20 })
  const workers = await Promise.all(
    [1, 2].map(() =>
      startWorker({
        database: database.connectAgain({ applicationName: 'passbook-worker' }),
        applicationName: 'passbook-worker',
        clock,
      }),
    ),
  )
  const isOver = (transferId: TransferId) =>
    expect.poll(() => eventsOf(transferId), { interval: 50, timeout: 15_000 }).toEqual(SETTLED)
  try {
    await isOver(overdue)
    // The clock moves on only when the row is there: the workers are told by the row alone.
    const transferId = await holdFor(5)
    const [{ position } = { position: 0 }] = await sql<{ position: number }[]>`
      SELECT last_position AS position FROM event_log_head`
    await versions.waitForVersion([processInstances.name], position)
    passSeconds(5)
    await sendWell(bus, settleTransfer((await holdFor(1)) as TransferId, '2100-01-01T00:00:00.000Z'))
    await isOver(transferId)
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()))
    await versions.stop()
  }
}, 40_000)

describe('a process that is new to the bank', () => {
  const one = { name: processInstances.name, processes }
  const wanted = async (of: Sql) => {
    const rows = await of<{ projector_name: string }[]>`
      SELECT projector_name FROM projection_rebuilds WHERE status = 'running' ORDER BY id`
    return rows.map((row) => row.projector_name)
  }
  test('has its rows made from the log’s beginning, once', async () => {
    await project()
    await sql`DELETE FROM known_processes`
    expect(await welcomeNewProcesses(sql, one)).toEqual(processes.map(({ process }) => process.name).sort())
    expect(await welcomeNewProcesses(sql, one)).toEqual([])
    expect(await wanted(sql)).toEqual([processInstances.name])
  })
  test('needs none in a bank without a past', async () => {
    const young = await createTestDatabase()
    await welcomeNewProcesses(young.sql, one)
    expect(await wanted(young.sql)).toEqual([])
  })
})

test('a command’s id is a UUID that all who give it agree on, and nobody else has', () => {
  const instance = { instanceId: 'one', dueAt: new Date(0) }
  const ids = [
    commandIdOf('a', instance, { step: 'b' }),
    commandIdOf('a', instance, { step: 'c' }),
    commandIdOf('b', instance, { step: 'b' }),
    commandIdOf('a', { ...instance, instanceId: 'two' }, { step: 'b' }),
    commandIdOf('a', { ...instance, dueAt: new Date(1) }, { step: 'b' }),
  ]
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(commandIdOf('a', instance, { step: 'b' })).toBe(ids[0])
})
