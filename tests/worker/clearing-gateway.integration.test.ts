/** What goes to other banks and comes from them: once, whoever carries it, whatever breaks off in between. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ClearingHouse, PaymentIdReused } from '../../server/clearing/clearing-house.ts'
import { type ClearingSettings, clearingSettings } from '../../server/clearing/settings.ts'
import { createSimulatedHouse } from '../../server/clearing/simulation.ts'
import type { CommandBus } from '../../server/command-bus/command-bus.ts'
import { BusBusy, CommandConflict, OutcomeUnknown } from '../../server/command-bus/errors.ts'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import type { BankEventType } from '../../server/domain/events.ts'
import type { PayeeId, TransferId } from '../../server/domain/ids.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import { readAll } from '../../server/event-store/read.ts'
import { accountSummaries } from '../../server/read-models/account-summaries/projection.ts'
import {
  countParkedMessages,
  listParkedMessages,
  MESSAGE_ATTEMPTS,
  retryMessage,
} from '../../server/read-models/payments/parked-messages.ts'
import { payments } from '../../server/read-models/payments/projection.ts'
import { listPayments, paymentsToDeliver } from '../../server/read-models/payments/queries.ts'
import { processInstances } from '../../server/read-models/processes/projection.ts'
import { drain } from '../../server/read-models/runner.ts'
import { transactions } from '../../server/read-models/transactions/projection.ts'
import { listTransactions } from '../../server/read-models/transactions/queries.ts'
import { transfers } from '../../server/read-models/transfers/projection.ts'
import { getTransfer } from '../../server/read-models/transfers/queries.ts'
import { createVersionWatch, VersionNotReached } from '../../server/read-models/wait.ts'
import { createBackoff } from '../../server/worker/backoff.ts'
import { createClearingGateway, incomingTransferId } from '../../server/worker/clearing-gateway.ts'
import { createProcessRunner } from '../../server/worker/process-runner.ts'
import { startWorker } from '../../server/worker/worker.ts'
import { account, open, register, type TestAccount, theBank, usd, withdraw } from '../support/bank.ts'
import { balanceIn, createTestBus, openAccountWith, sendWell } from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'

const database = await createTestDatabase({ max: 20 })
const { sql } = database
let now = Date.parse('2026-03-02T12:00:00.000Z')
const clock = () => new Date(now)
const passSeconds = (seconds: number) => {
  now += seconds * 1_000
}
const WEEK = 7 * 86_400

const settings: ClearingSettings = {
  ...clearingSettings,
  probabilities: { rejected: 0, returned: 0, late: 0, silent: 0, duplicate: 1, outOfOrder: 0, reply: 0 },
}
const house = createSimulatedHouse({ sql, clock, settings: () => settings })
const bus = createTestBus(database, { clock })
const versions = createVersionWatch(sql, { listen: false, pollMs: 20 })
const gateway = (more: Partial<Parameters<typeof createClearingGateway>[0]> = {}) =>
  createClearingGateway({ sql, bus: createTestBus(database, { clock }), house, versions, ...more })
const project = async () => {
  for (const projector of [payments, processInstances, accountSummaries, transactions, transfers])
    await drain({ database, readLog: readAll }, projector)
}
const readPosition = async () =>
  (await sql`SELECT last_position FROM clearing_position WHERE name = 'messages'`)[0]?.last_position ?? 0
/** Everything that is due by now, at the bank and at the clearing house. */
const carryOn = async (own = gateway()) => {
  for (let round = 0; round < 3; round++) {
    await project()
    await createProcessRunner({ sql, bus, clock }).look()
    await project()
    await own.handIn()
    passSeconds(100)
    while ((await own.takeOver()) > 0);
  }
  await project()
}

let from: TestAccount
beforeEach(async () => {
  from = await openAccountWith(bus, '1000.00')
})

let numbers = 0
const payTo = async (ending: string, settleAfterSeconds = 0): Promise<TransferId> => {
  const payeeId = randomUUID() as PayeeId
  const { customerId, accountId } = from
  const as = { actor: theBank }
  // The last digits decide what becomes of it; check digits are for those who type.
  const number = `DE00${String(++numbers).padStart(14, '0')}${ending}`
  await bus.execute('addPayee', { customerId, payeeId, name: 'Carol', number }, as)
  const transferId = randomUUID() as TransferId
  const data = { transferId, customerId, fromAccountId: accountId, payeeId, money: usd('40.00') }
  const result = await bus.execute('sendPayment', { ...data, description: 'Apples', settleAfterSeconds }, as)
  expect(result.outcome).toBe('accepted')
  return transferId
}
const typesOf = async (transferId: TransferId): Promise<BankEventType[]> =>
  (await readAll(sql, { after: 0, limit: 100_000 })).flatMap(({ type, data }) =>
    'transferId' in data && data.transferId === transferId && type.startsWith('Payment') ? [type] : [],
  )
const history = async (transferId: TransferId) => {
  const { data } = (await getTransfer(sql, { transferId, customerId: from.customerId }))!
  return { status: data.status, steps: data.history.map(({ status }) => status), data }
}
/** Who is at the other end of the account's movements, as lists and searches say. */
const outsidersIn = async (more: object = {}, { accountId } = from) =>
  (await listTransactions(sql, { accountId, limit: 50, ...more }))!.data.map(
    ({ counterparty }) => counterparty?.name ?? null,
  )
const bank = (purpose: 'clearing' | 'suspense') =>
  balanceIn(database, account(internalAccountId(purpose, 'USD'), '')).catch(() => 0n)

describe('a payment to another bank', () => {
  test.each([
    ['0000', 'completed', ['held', 'submitted', 'acknowledged', 'completed'], '960.00'],
    ['0001', 'failed', ['held', 'submitted', 'acknowledged', 'failed'], '1000.00'],
    ['0003', 'returned', ['held', 'submitted', 'acknowledged', 'completed', 'returned'], '1000.00'],
  ])('to a number ending in %s: %s', async (ending, status, steps, balance) => {
    const transferId = await payTo(ending)
    await carryOn()
    const found = await history(transferId)
    expect(found).toMatchObject({
      status,
      steps,
      data: { to: { name: 'Carol', number: expect.stringContaining(ending) } },
    })
    expect(await balanceIn(database, from)).toBe(usd(balance).amountMinor)
    expect(await paymentsToDeliver(sql, 10)).toEqual([])
    // What the account's movements say of it, in the list and in what a search finds.
    const named = { '0000': ['Carol'], '0001': [], '0003': ['Carol', 'Carol'] }[ending]
    expect(await outsidersIn({ search: 'Apples' })).toEqual(named)
    expect(await outsidersIn()).toEqual([...named!, null])
  })

  test('that is never answered is given back in time, and taken again when it was settled late', async () => {
    const transferId = await payTo('0005')
    await carryOn()
    expect(await history(transferId)).toMatchObject({ status: 'held' })
    passSeconds(WEEK)
    await carryOn()
    expect(await history(transferId)).toMatchObject({ status: 'expired' })
    expect(await balanceIn(database, from)).toBe(usd('1000.00').amountMinor)
    passSeconds(3 * 86_400)
    await carryOn()
    expect(await history(transferId)).toMatchObject({ status: 'completed' })
    expect(await balanceIn(database, from)).toBe(usd('960.00').amountMinor)
  })

  test('that was settled late, when the money is gone, is borne out of suspense, and staff can see it', async () => {
    const transferId = await payTo('0005')
    await carryOn()
    passSeconds(WEEK)
    await carryOn()
    await sendWell(bus, withdraw(from, '1000.00'))
    const before = await bank('suspense')
    passSeconds(3 * 86_400)
    await carryOn()
    expect((await bank('suspense')) - before).toBe(-4_000n)
    const { data } = await listPayments(sql, { limit: 10, inSuspense: true })
    expect(data).toContainEqual(
      expect.objectContaining({ transferId, inSuspense: { amount: '-40.00', currency: 'USD' } }),
    )
    expect(await history(transferId)).toMatchObject({ status: 'expired' })
  })

  test('waits for its undo window, and can be called back in it', async () => {
    const [kept, undone] = [await payTo('0000', 60), await payTo('0000', 60)]
    await project()
    expect(await paymentsToDeliver(sql, 10)).toEqual([])
    expect((await history(kept)).data.settleAt).not.toBeNull()
    const cancelled = await bus.execute('cancelTransfer', { transferId: undone }, { actor: from.owner })
    expect(cancelled.outcome).toBe('accepted')
    await carryOn()
    await carryOn()
    expect(await history(kept)).toMatchObject({ status: 'completed' })
    expect(await history(undone)).toMatchObject({ status: 'cancelled', steps: ['held', 'cancelled'] })
  })

  test('is carried once by three workers at once', async () => {
    const transferIds = [await payTo('0000'), await payTo('0003'), await payTo('0001')]
    await project()
    const workers = [gateway(), gateway(), gateway()]
    await Promise.all(workers.map((one) => one.handIn()))
    for (let round = 0; round < 2; round++) {
      passSeconds(200)
      await Promise.all(workers.map((one) => one.takeOver()))
    }
    const [settled, returned, rejected] = await Promise.all(transferIds.map(typesOf))
    const begun = ['PaymentOrdered', 'PaymentSubmitted', 'PaymentAcknowledged']
    expect(settled).toEqual([...begun, 'PaymentSettled'])
    expect(returned).toEqual([...begun, 'PaymentSettled', 'PaymentReturned'])
    expect(rejected).toEqual([...begun, 'PaymentRejected'])
  })
})

describe('whatever breaks off', () => {
  const broken = (on: (name: string) => boolean): Pick<CommandBus, 'execute'> => ({
    execute: (name, data, context) => {
      if (on(name)) throw new Error('The worker was killed')
      return bus.execute(name, data, context)
    },
  })

  test('between the house’s taking an order and the log’s knowing: it is handed in again, and is one', async () => {
    const transferId = await payTo('0000')
    await project()
    expect(await gateway({ bus: broken((name) => name === 'acknowledgePayment') }).handIn()).toBe(0)
    await carryOn()
    expect(await typesOf(transferId)).toEqual([
      'PaymentOrdered',
      'PaymentSubmitted',
      'PaymentAcknowledged',
      'PaymentSettled',
    ])
  })
  test('an order that the house does not take keeps no other from it, and is left alone for a while', async () => {
    const [first, second] = [await payTo('0000'), await payTo('0000')]
    await project()
    const asked: string[] = []
    const picky: ClearingHouse = {
      ...house,
      submit: async (order) => {
        asked.push(order.paymentId)
        if (order.paymentId === first) throw new Error('Not this one')
        await house.submit(order)
      },
    }
    let nowMs = 0
    const worker = gateway({ house: picky, backoff: createBackoff(() => nowMs) })
    expect(await worker.handIn()).toBe(1)
    expect(await typesOf(second)).toContain('PaymentAcknowledged')
    await project()
    for (const [waitMs, tries] of [
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
    ] as const) {
      nowMs += waitMs
      expect(await worker.handIn()).toBe(0)
      expect(asked.filter((id) => id === first)).toHaveLength(tries)
    }
    // One that comes meanwhile need not wait for it.
    const third = await payTo('0000')
    await project()
    expect(await worker.handIn()).toBe(1)
    expect(await typesOf(third)).toContain('PaymentAcknowledged')
    await carryOn()
    expect(await history(first)).toMatchObject({ status: 'completed' })
  })

  test('a house that is away is asked for two orders at a time, never for all, and gets all when it is back', async () => {
    const transferIds = []
    for (let count = 0; count < 6; count += 1) transferIds.push(await payTo('0000'))
    await project()
    let isAway = true
    let asked = 0
    const ailing: ClearingHouse = {
      ...house,
      submit: async (order) => {
        asked += 1
        if (isAway) throw new Error('The house is away')
        await house.submit(order)
      },
    }
    let nowMs = 0
    const worker = gateway({ house: ailing, backoff: createBackoff(() => nowMs) })
    for (let look = 1; look <= 5; look += 1) {
      await expect(worker.handIn()).rejects.toThrow('The house is away')
      expect(asked).toBe(2 * look)
      nowMs += 60_000
    }
    isAway = false
    expect(await worker.handIn()).toBe(6)
    for (const transferId of transferIds) expect(await typesOf(transferId)).toContain('PaymentAcknowledged')
  })

  test('two orders that are never taken stop nobody, whether the house says why or not', async () => {
    const bad = [await payTo('0000'), await payTo('0000'), await payTo('0000'), await payTo('0000')]
    const good = [await payTo('0000'), await payTo('0000')]
    await project()
    const picky: ClearingHouse = {
      ...house,
      submit: async (order) => {
        const nth = bad.indexOf(order.paymentId as TransferId)
        if (nth === 0 || nth === 1) throw new PaymentIdReused(order.paymentId)
        if (nth > 1) throw new Error('Not this one')
        await house.submit(order)
      },
    }
    const worker = gateway({ house: picky })
    await expect(worker.handIn()).rejects.toThrow('Not this one')
    expect(await worker.handIn()).toBe(2)
    for (const transferId of good) expect(await typesOf(transferId)).toContain('PaymentAcknowledged')
    await carryOn()
  })

  test('between a command’s commit and the position: the message is taken over again, and does nothing', async () => {
    const [first, second] = [await payTo('0000'), await payTo('0001')]
    await project()
    await gateway().handIn()
    passSeconds(100)
    // All that follows the first message that fails is done, and read again.
    const dying = gateway({ bus: broken((name) => name === 'settlePayment') })
    await expect(dying.takeOver()).rejects.toThrow('The worker was killed')
    await carryOn()
    expect((await typesOf(first)).filter((type) => type === 'PaymentSettled')).toHaveLength(1)
    expect((await typesOf(second)).filter((type) => type === 'PaymentRejected')).toHaveLength(1)
  })
})

test('an order is handed in once it is known whom it pays, and not before', async () => {
  const [unknown, known] = [await payTo('0000'), await payTo('0000')]
  await project()
  const [payee] = await sql<{ payee_id: string; name: string; number: string }[]>`
    DELETE FROM payment_payees y USING payments p
    WHERE y.payee_id = p.payee_id AND p.transfer_id = ${unknown} RETURNING y.payee_id, y.name, y.number`
  let nowMs = 0
  const own = gateway({ backoff: createBackoff(() => nowMs) })
  await own.handIn()
  const ordered = async (transferId: TransferId) =>
    (await typesOf(transferId)).includes('PaymentAcknowledged')
  expect([await ordered(unknown), await ordered(known)]).toEqual([false, true])
  await sql`INSERT INTO payment_payees ${sql(payee!)}`
  await project()
  nowMs = 1_000
  await own.handIn()
  expect(await ordered(unknown)).toBe(true)
  await carryOn()
  expect(await history(unknown)).toMatchObject({ status: 'completed' })
})

describe('a message that always fails', () => {
  let isBroken = true
  /** Cannot settle one payment. */
  const sick = (transferId: TransferId) =>
    gateway({
      bus: {
        execute: (name, data, context) => {
          if (isBroken && name === 'settlePayment' && 'transferId' in data && data.transferId === transferId)
            return Promise.reject(Object.assign(new Error('Carol is unwell'), { code: 'XX001' }))
          return bus.execute(name, data, context)
        },
      },
    })

  test('is put aside after five times, holds up nobody, and is taken over once it can be', async () => {
    const [bad, good] = [await payTo('0000'), await payTo('0000')]
    await project()
    const worker = sick(bad)
    await worker.handIn()
    passSeconds(100)
    for (let attempt = 1; attempt < MESSAGE_ATTEMPTS; attempt += 1) {
      await expect(worker.takeOver()).rejects.toThrow('Carol is unwell')
      expect(await countParkedMessages(sql)).toBe(0)
    }
    // Delivered twice, and put aside twice.
    for (let round = 0; round < 2 * MESSAGE_ATTEMPTS; round += 1) await worker.takeOver().catch(() => 0)
    expect(await typesOf(good)).toContain('PaymentSettled')
    expect(await typesOf(bad)).not.toContain('PaymentSettled')
    const { data: parked } = await listParkedMessages(sql, { limit: 200 })
    expect(parked.map(({ status, attempts, error }) => [status, attempts, error])).toEqual(
      parked.map(() => ['parked', MESSAGE_ATTEMPTS, 'Error (XX001)']),
    )
    expect(parked.length).toBeGreaterThan(0)
    await project()
    expect(await history(bad)).toMatchObject({ status: 'held' })

    // Asked for too early, it fails again and stays.
    const [first] = parked
    expect(await retryMessage(sql, first!.position)).toBe(true)
    await worker.takeOver()
    expect((await listParkedMessages(sql, { limit: 1 })).data[0]).toMatchObject({
      status: 'parked',
      attempts: MESSAGE_ATTEMPTS + 1,
    })
    isBroken = false
    for (const { position } of parked) expect(await retryMessage(sql, position)).toBe(true)
    await Promise.all([worker.takeOver(), gateway().takeOver()])
    expect((await listParkedMessages(sql, { limit: 1 })).data).toEqual([])
    expect((await typesOf(bad)).filter((type) => type === 'PaymentSettled')).toHaveLength(1)
    expect(await retryMessage(sql, first!.position)).toBe(false)
  })

  test('is not put aside for what passes by itself, however often', async () => {
    const transferId = await payTo('0000')
    await project()
    let troubles = 3 * MESSAGE_ATTEMPTS
    const kinds = [new BusBusy(), new OutcomeUnknown(), new CommandConflict(), new VersionNotReached(2, 1)]
    const worker = gateway({
      bus: {
        execute: (name, data, context) =>
          name === 'settlePayment' && troubles-- > 0
            ? Promise.reject(kinds[troubles % kinds.length])
            : bus.execute(name, data, context),
      },
    })
    await worker.handIn()
    passSeconds(100)
    while (troubles > 0) await worker.takeOver().catch(() => 0)
    while ((await worker.takeOver()) > 0);
    expect(await sql`SELECT * FROM clearing_failed_messages ORDER BY position`).toEqual([])
    expect(await typesOf(transferId)).toContain('PaymentSettled')
  })

  test('that goes well after all leaves nothing behind', async () => {
    isBroken = true
    const transferId = await payTo('0000')
    await project()
    const worker = sick(transferId)
    await worker.handIn()
    passSeconds(100)
    await expect(worker.takeOver()).rejects.toThrow()
    isBroken = false
    while ((await worker.takeOver()) > 0);
    expect(await sql`SELECT * FROM clearing_failed_messages ORDER BY position`).toEqual([])
    expect(await typesOf(transferId)).toContain('PaymentSettled')
  })
})

describe('a payment from another bank', () => {
  const payment = (creditorNumber: string, reference = randomUUID()) => ({
    reference,
    money: usd('25.00'),
    creditorNumber,
    debtor: { name: 'Analytical\u0007 Engines\u202e', number: 'DE02120300000000202051' },
    description: 'Salary',
  })

  test('reaches the account with its number, under the payer’s name, once', async () => {
    const given = payment(
      accountNumberOf(from.accountId)
        .toLowerCase()
        .replace(/(.{4})/g, '$1 '),
    )
    await house.payIn(given)
    await house.payIn(given)
    await carryOn()
    expect(await balanceIn(database, from)).toBe(usd('1025.00').amountMinor)
    const { data } = await history(incomingTransferId(given.reference))
    expect(data.from).toMatchObject({ name: 'Analytical Engines', number: given.debtor.number })
    expect(data.status).toBe('completed')
    expect(await outsidersIn()).toEqual(['Analytical Engines', null])
    expect(await outsidersIn({ search: 'Salary' })).toEqual(['Analytical Engines'])
  })
  test('that was sent back is no other message when somebody has its number by then', async () => {
    const latecomer = account(randomUUID(), randomUUID())
    const given = payment(accountNumberOf(latecomer.accountId))
    await house.payIn(given)
    passSeconds(100)
    await project()
    const position = await readPosition()
    while ((await gateway().takeOver()) > 0);
    await sendWell(bus, register(latecomer))
    await sendWell(bus, open(latecomer))
    await project()
    // As after a worker that was killed before it could write down how far it was.
    await sql`UPDATE clearing_position SET last_position = ${position} WHERE name = 'messages'`
    while ((await gateway().takeOver()) > 0);
    expect(await typesOf(incomingTransferId(given.reference))).toEqual(['PaymentUnplaced'])
    expect(await balanceIn(database, latecomer)).toBe(0n)
    expect(await countParkedMessages(sql)).toBe(0)
    await carryOn()
  })
  test('reaches an account that was opened a moment ago, before the read model knows of it', async () => {
    await project()
    const newcomer = await openAccountWith(bus)
    await house.payIn(payment(accountNumberOf(newcomer.accountId)))
    passSeconds(100)
    const takenOver = gateway().takeOver()
    await project()
    await takenOver
    expect(await balanceIn(database, newcomer)).toBe(usd('25.00').amountMinor)
  })
  test.each([
    ['unknown', () => accountNumberOf(randomUUID() as never)],
    ['no number at all', () => 'to whom it may concern'],
    ['one of the bank’s own', () => accountNumberOf(internalAccountId('clearing', 'USD'))],
  ])('to a number that is %s goes into suspense and back', async (_what, number) => {
    const given = payment(number())
    const before = [await bank('clearing'), await bank('suspense')]
    await house.payIn(given)
    await carryOn()
    expect([await bank('clearing'), await bank('suspense')]).toEqual(before)
    expect(await typesOf(incomingTransferId(given.reference))).toEqual([
      'PaymentUnplaced',
      'PaymentSentBack',
      'PaymentAcknowledged',
    ])
    const { data } = await listPayments(sql, { limit: 200 })
    expect(data.find(({ reference }) => reference === given.reference)).toMatchObject({ status: 'sentBack' })
  })
})

test('no name of anybody stands in plain among the events of payments', async () => {
  const rows = await sql`SELECT data FROM events WHERE event_type LIKE 'Payment%' ORDER BY global_position`
  expect(rows.length).toBeGreaterThan(20)
  expect(JSON.stringify(rows)).not.toMatch(/Analytical|Carol|DE0212/)
})

test('two workers do all of it by themselves, while the time passes', async () => {
  const transferIds = [await payTo('0000', 10), await payTo('0003'), await payTo('0001')]
  const given = { money: usd('25.00'), reference: randomUUID(), description: 'Salary' }
  const debtor = { name: 'Analytical Engines', number: 'DE02120300000000202051' }
  await house.payIn({ ...given, debtor, creditorNumber: accountNumberOf(from.accountId) })
  const workers = await Promise.all(
    [1, 2].map(() =>
      startWorker({
        database: database.connectAgain({ applicationName: 'passbook-worker' }),
        applicationName: 'passbook-worker',
        clock,
        house,
      }),
    ),
  )
  const statusOf = async (transferId: TransferId) =>
    (await getTransfer(sql, { transferId, customerId: from.customerId }))?.data.status
  try {
    await expect
      .poll(
        () => {
          passSeconds(5)
          return Promise.all([...transferIds, incomingTransferId(given.reference)].map(statusOf))
        },
        { interval: 100, timeout: 30_000 },
      )
      .toEqual(['completed', 'returned', 'failed', 'completed'])
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
  }
  expect(await balanceIn(database, from)).toBe(usd('985.00').amountMinor)
  expect(await countParkedMessages(sql)).toBe(0)
}, 40_000)
