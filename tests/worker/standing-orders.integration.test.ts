/** Each occurrence once: with two workers, after a restart with some overdue, over changes of the clocks. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { CommandBus } from '../../server/command-bus/command-bus.ts'
import type { PayeeId, StandingOrderId } from '../../server/domain/ids.ts'
import type { Schedule } from '../../server/domain/standing-order/schedule.ts'
import { readAll } from '../../server/event-store/read.ts'
import { processInstances } from '../../server/read-models/processes/projection.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { createProcessRunner } from '../../server/worker/process-runner.ts'
import { startWorker } from '../../server/worker/worker.ts'
import { close, deposit, type TestAccount, withdraw } from '../support/bank.ts'
import { balanceIn, createTestBus, openAccountWith, sendWell } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { add, elsewhere } from '../support/payees.ts'
import { cancelOrder, leaveOut, order, schedule } from '../support/standing-orders.ts'

const ZONE = 'Europe/Berlin'
const database = await createTestDatabase({ max: 30 })
const { sql } = database

/** Put forward by hand; everything that knows the time has it from here. */
let now = Date.parse('2026-03-01T12:00:00.000Z')
const clock = () => new Date(now)
const moveTo = (instant: string) => {
  now = Date.parse(instant)
}

const newBus = () => createTestBus(database, { clock, timeZone: ZONE })
const bus = newBus()
const runner = (more: Partial<Parameters<typeof createProcessRunner>[0]> = {}) =>
  createProcessRunner({ sql, bus: newBus(), clock, ...more })
const project = () => drain({ database, readLog: readAll }, processInstances)
/** As a worker does: as long as there is something to do. */
const work = async (one = runner()) => {
  for (;;) {
    await project()
    if ((await one.look()).given === 0) return
  }
}

let from: TestAccount
let to: TestAccount
beforeEach(async () => {
  moveTo('2026-03-01T12:00:00.000Z')
  ;[from, to] = [await openAccountWith(bus, '100.00'), await openAccountWith(bus)]
})

/** Of alice's own, to somebody at another bank. */
const giveOrderAbroad = async (when: Schedule): Promise<StandingOrderId> => {
  const orderId = randomUUID() as StandingOrderId
  const payeeId = randomUUID() as PayeeId
  const saving = add(1, elsewhere(), from)
  await sendWell(bus, { ...saving, data: { ...saving.data, payeeId } })
  const given = order(when, { orderId, from, payee: 1 })
  await sendWell(bus, { ...given, data: { ...given.data, payeeId } })
  return orderId
}

const giveOrder = async (when: Schedule, amount = '10.00'): Promise<StandingOrderId> => {
  const orderId = randomUUID() as StandingOrderId
  await sendWell(bus, order(when, { orderId, from, to, amount }))
  return orderId
}
/** `2026-04-01 OccurrenceExecuted`, in the log's order. */
const eventsOf = async (orderId: StandingOrderId): Promise<string[]> => {
  const events = await readAll(sql, { after: 0, limit: 100_000 })
  return events.flatMap(({ type, data }) =>
    'orderId' in data && data.orderId === orderId && type.startsWith('Occurrence')
      ? [`${'date' in data ? data.date : ''} ${type.slice('Occurrence'.length)}`]
      : [],
  )
}
const paidTo = () => balanceIn(database, to)

test('a standing order pays on its dates, at six by the bank’s clocks, before and after they change', async () => {
  const orderId = await giveOrder(schedule('weekly', '2026-03-24', { count: 2 }))
  await project()
  const one = runner()
  expect(await one.look()).toEqual({ given: 0, nextAt: new Date('2026-03-24T05:00:00.000Z') })
  moveTo('2026-03-24T05:00:00.000Z')
  await work(one)
  expect(await one.look()).toMatchObject({ nextAt: new Date('2026-03-31T04:00:00.000Z') })
  expect(await eventsOf(orderId)).toEqual(['2026-03-24 Executed'])
  moveTo('2026-03-31T04:00:00.000Z')
  await work(one)
  expect(await eventsOf(orderId)).toEqual(['2026-03-24 Executed', '2026-03-31 Executed'])
  expect(await paidTo()).toBe(2_000n)
  expect(await one.look()).toEqual({ given: 0, nextAt: undefined })
})

test('one for today is paid at once, also in the evening', async () => {
  const orderId = await giveOrder(schedule('once', '2026-03-01'))
  await work()
  expect(await eventsOf(orderId)).toEqual(['2026-03-01 Executed'])
})

test('what became due while nobody worked is done, each date in its turn', async () => {
  const orderId = await giveOrder(schedule('monthly', '2026-03-31'))
  await sendWell(bus, { ...leaveOut('2026-05-31', orderId), by: from.owner })
  moveTo('2026-07-15T00:00:00.000Z')
  await work()
  expect(await eventsOf(orderId)).toEqual([
    '2026-05-31 Skipped',
    '2026-03-31 Executed',
    '2026-04-30 Executed',
    '2026-06-30 Executed',
  ])
  expect(await paidTo()).toBe(3_000n)
})

describe('without enough money', () => {
  test('it is tried again, then fails, and the next date has its own tries', async () => {
    const orderId = await giveOrder(schedule('weekly', '2026-03-02', { count: 2 }), '100.01')
    for (const time of ['02T05:00', '02T13:00', '03T05:00', '03T13:00', '04T05:00', '09T05:00']) {
      moveTo(`2026-03-${time}:00.000Z`)
      await work()
    }
    const failing = ['Postponed', 'Postponed', 'Postponed', 'Failed'].map((one) => `2026-03-02 ${one}`)
    expect(await eventsOf(orderId)).toEqual([...failing, '2026-03-09 Postponed'])
    await sendWell(bus, deposit(from, '0.01'))
    moveTo('2026-03-09T13:00:00.000Z')
    await work()
    expect(await eventsOf(orderId)).toEqual([...failing, '2026-03-09 Postponed', '2026-03-09 Executed'])
  })

  test('a late try and the next date can be due at the very same time, and both happen', async () => {
    const orderId = await giveOrder(schedule('weekly', '2026-03-02', { count: 2 }))
    await sendWell(bus, withdraw(from, '95.00'))
    moveTo('2026-03-08T20:00:00.000Z')
    await work()
    expect(await eventsOf(orderId)).toEqual(['2026-03-02 Postponed'])
    await sendWell(bus, deposit(from, '50.00'))
    moveTo('2026-03-09T05:00:00.000Z')
    await work()
    expect((await eventsOf(orderId)).slice(1)).toEqual(['2026-03-02 Executed', '2026-03-09 Executed'])
  })
})

test('it ends when the account that pays is closed', async () => {
  const orderId = await giveOrder(schedule('weekly', '2026-03-02'))
  await sendWell(bus, withdraw(from, '100.00'))
  await sendWell(bus, close(from))
  moveTo('2026-06-01T12:00:00.000Z')
  await work()
  expect(await eventsOf(orderId)).toEqual(['2026-03-02 Failed'])
  const [instance] = await sql<{ is_over: boolean }[]>`
    SELECT ended_at IS NOT NULL AND due_at IS NULL AS is_over FROM process_standing_order_execution
    WHERE instance_id = ${orderId}`
  expect(instance?.is_over).toBe(true)
})

describe('once, although', () => {
  const EXECUTED = ['2026-03-02 Executed']
  const due = async () => {
    const orderId = await giveOrder(schedule('monthly', '2026-03-02'))
    await project()
    moveTo('2026-03-02T05:00:00.000Z')
    return orderId
  }

  test('the row does not know of it yet, and whoever did it is gone', async () => {
    const orderId = await due()
    for (let life = 0; life < 3; life++) {
      await runner().look()
      now += 60_000
    }
    expect(await eventsOf(orderId)).toEqual(EXECUTED)
    expect(await paidTo()).toBe(1_000n)
  })

  test('many look at the same moment, at many orders', async () => {
    const orderIds = [await due()]
    moveTo('2026-03-01T12:00:00.000Z')
    for (let i = 0; i < 8; i++) orderIds.push(await giveOrder(schedule('monthly', '2026-03-02'), '1.00'))
    await project()
    moveTo('2026-03-02T05:00:00.000Z')
    await Promise.all(Array.from({ length: 4 }, () => runner({ atOnce: 3 }).look()))
    for (const orderId of orderIds) expect(await eventsOf(orderId)).toEqual(EXECUTED)
    expect(await paidTo()).toBe(1_800n)
  })

  test('the answer was lost after the commit', async () => {
    const orderId = await due()
    const inner = newBus()
    const lossy: Pick<CommandBus, 'execute'> = {
      execute: async (...given) => {
        await inner.execute(...given)
        throw new Error('The line is dead')
      },
    }
    await runner({ bus: lossy }).look()
    now += 1_000
    await work()
    expect(await eventsOf(orderId)).toEqual(EXECUTED)
  })

  test('the rows are made anew in the middle of it', async () => {
    const orderId = await due()
    await runner().look()
    await reset(database, processInstances)
    await drain({ database, readLog: readAll, batchSize: 3 }, processInstances)
    await work()
    expect(await eventsOf(orderId)).toEqual(EXECUTED)
  })

  test('the clock is put back over it, and forward again', async () => {
    const orderId = await due()
    await work()
    moveTo('2026-02-01T12:00:00.000Z')
    await work()
    moveTo('2026-03-02T05:00:00.000Z')
    await work()
    expect(await eventsOf(orderId)).toEqual(EXECUTED)
  })

  test('it goes to another bank, and many look at the same moment, the rows made anew between', async () => {
    const orderId = await giveOrderAbroad(schedule('monthly', '2026-03-02'))
    await project()
    moveTo('2026-03-02T05:00:00.000Z')
    await Promise.all(Array.from({ length: 4 }, () => runner().look()))
    await reset(database, processInstances)
    await work()
    expect(await eventsOf(orderId)).toEqual(EXECUTED)
    const events = await readAll(sql, { after: 0, limit: 100_000 })
    const ofAccount = events.flatMap(({ type, data }) =>
      'accountId' in data && data.accountId === from.accountId && type === 'PaymentOrdered'
        ? [data.transferId]
        : [],
    )
    expect(ofAccount).toHaveLength(1)
    const handedIn = events.filter(
      ({ type, data }) => type === 'PaymentSubmitted' && data.transferId === ofAccount[0],
    )
    expect(handedIn).toHaveLength(1)
  })

  test('its owner is faster with cancelling, or slower, by a hair', async () => {
    for (let round = 0; round < 5; round++) {
      moveTo('2026-03-01T12:00:00.000Z')
      const orderId = await due()
      await Promise.all([runner().look(), sendWell(bus, { ...cancelOrder(orderId), by: from.owner })])
      const events = await eventsOf(orderId)
      expect([[], EXECUTED]).toContainEqual(events)
      await work()
      expect(await eventsOf(orderId)).toEqual(events)
    }
  })
})

test('two workers do it, what is overdue first, and go on with what comes', async () => {
  const orderId = await giveOrder(schedule('weekly', '2026-03-02'))
  moveTo('2026-03-11T12:00:00.000Z')
  const workers = await Promise.all(
    [1, 2].map(() =>
      startWorker({
        database: database.connectAgain({ applicationName: 'passbook-worker' }),
        applicationName: 'passbook-worker',
        timeZone: ZONE,
        clock,
      }),
    ),
  )
  const comesTo = (dates: string[]) =>
    expect
      .poll(() => eventsOf(orderId), { interval: 50, timeout: 15_000 })
      .toEqual(dates.map((date) => `${date} Executed`))
  try {
    await comesTo(['2026-03-02', '2026-03-09'])
    moveTo('2026-03-16T05:00:00.000Z')
    // Something happens, and they look.
    await giveOrder(schedule('once', '2027-01-01'))
    await comesTo(['2026-03-02', '2026-03-09', '2026-03-16'])
    expect(await paidTo()).toBe(3_000n)
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()))
  }
}, 40_000)
