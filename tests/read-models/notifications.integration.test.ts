/** What customers are told by which events, once, and what counts as read. */
import { randomUUIDv7 } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../server/domain/decider.ts'
import {
  accountStream,
  type CustomerId,
  type PayeeId,
  type PaymentRequestId,
  type StandingOrderId,
  type TransferId,
} from '../../server/domain/ids.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import { append, type NewEvent } from '../../server/event-store/append.ts'
import { readAll } from '../../server/event-store/read.ts'
import { notifications } from '../../server/read-models/notifications/projection.ts'
import {
  countUnread,
  listNotifications,
  lowBalanceAlerts,
  MOST_COUNTED,
  type NotificationRow,
} from '../../server/read-models/notifications/queries.ts'
import { drain, reset } from '../../server/read-models/runner.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { batchOf, metadataOf } from '../support/log.ts'
import {
  type Account,
  createProjectedBank,
  FAR_AHEAD,
  type ProjectedBank,
  readModelRows,
} from './projected-bank.ts'

let database: TestDatabase
let bank: ProjectedBank

beforeAll(async () => {
  database = await createTestDatabase()
  bank = createProjectedBank(database, { startsOn: FAR_AHEAD })
})

const usd = (amount: string) => ({ amount, currency: 'USD' })
const minor = (amountMinor: bigint) => ({ amountMinor, currency: 'USD' as const })

/** Two people of this test's own, and what only they have been told since. */
const pair = async () => {
  const [ada, bob] = [await bank.customer('Ada', 'Lovelace'), await bank.customer('Bob', 'Ross')]
  const [from, savings, to] = [await bank.account(ada), await bank.account(ada), await bank.account(bob)]
  await bank.deposit(from, '60000.00')
  const read = async (customerId: CustomerId) => {
    await bank.project('notifications')
    const { version } = await listNotifications(database.sql, { customerId, limit: 1, unreadOnly: false })
    await bank.execute('markNotificationsRead', { customerId, upTo: version })
  }
  await read(ada)
  await read(bob)
  return { ada, bob, from, savings, to, read }
}
const told = async (customerId: CustomerId, unreadOnly = true): Promise<NotificationRow[]> => {
  await bank.project('notifications')
  const page = await listNotifications(database.sql, { customerId, limit: 200, unreadOnly })
  const { data } = await countUnread(database.sql, customerId)
  if (unreadOnly) expect(data.unread).toBe(page.data.length)
  return page.data
}
const kindsTold = async (customerId: CustomerId) => (await told(customerId)).map(({ kind }) => kind)

const staff = (role: Actor['role'], userId: string = role): Actor => ({ userId, role, customerId: null })
const as = async (actor: Actor, name: 'approveTransfer' | 'declineTransfer', transferId: TransferId) => {
  const data = { transferId, reason: 'Not explained' }
  const result = await bank.bus.execute(name, data, { actor })
  expect(result.outcome).toBe('accepted')
}

describe('money that comes in', () => {
  test('from somebody else is told to who gets it, by name, and to nobody else', async () => {
    const { ada, bob, from, to } = await pair()
    const { transferId, version } = await bank.transfer(from, to, '12.50')
    expect(await told(ada)).toEqual([])
    expect(await told(bob)).toEqual([
      {
        id: `${version}-moneyIn`,
        kind: 'moneyIn',
        position: version,
        at: expect.stringMatching(/Z$/),
        isRead: false,
        accountId: to.accountId,
        transferId,
        counterparty: 'Ada Lovelace',
        money: usd('12.50'),
      },
    ])
  })
  test('at the counter is told; what goes out, or from one own account to another, is not', async () => {
    const { ada, from, savings } = await pair()
    await bank.deposit(from, '7.00')
    await bank.withdraw(from, '3.00')
    await bank.transfer(from, savings, '5.00')
    expect(await told(ada)).toMatchObject([{ kind: 'moneyIn', money: usd('7.00'), counterparty: null }])
  })
  test('that is only held is told when it arrives', async () => {
    const { bob, from, to } = await pair()
    const { transferId } = await bank.hold(from, to, '9.00', 10)
    expect(await told(bob)).toEqual([])
    await bank.execute('settleTransfer', { transferId })
    expect(await told(bob)).toMatchObject([{ kind: 'moneyIn', transferId }])
  })
  test('from another bank is told without a name', async () => {
    const { bob, to } = await pair()
    const transferId = randomUUIDv7() as TransferId
    await bank.execute('receivePayment', {
      transferId,
      reference: 'salary 7',
      accountId: to.accountId,
      money: minor(1_000n),
      description: 'Salary',
      payerName: 'Analytical Engines',
      payerNumber: 'DE02120300000000202051',
    })
    expect(await told(bob)).toMatchObject([
      { kind: 'moneyIn', transferId, money: usd('10.00'), counterparty: null },
    ])
    expect(JSON.stringify(await told(bob))).not.toContain('Analytical')
  })
  test('as interest is told as that', async () => {
    const { bob, to } = await pair()
    await writeInterest(to)
    expect(await told(bob)).toMatchObject([{ kind: 'interestPaid', money: usd('0.42'), transferId: null }])
  })
})

/** What the end of a month writes. */
const writeInterest = async ({ accountId }: Account) => {
  const money = minor(42n)
  const transfer = {
    transferId: randomUUIDv7() as TransferId,
    counterpartyAccountId: internalAccountId('interest', 'USD'),
  }
  const data = { accountId, money, description: 'Interest', balanceAfter: money, transfer }
  const event: NewEvent = {
    streamId: accountStream(accountId),
    streamPosition: 1,
    event: { type: 'MoneyDeposited', data },
    metadata: metadataOf(),
    createdAt: new Date(`${FAR_AHEAD}T12:00:00Z`),
  }
  await append(database.sql, batchOf([event]))
}

describe('a transfer that was held', () => {
  test('and has failed, expired or been called back is told to who sent it, but for what they have done themselves', async () => {
    const { ada, from, to, bob } = await pair()
    const failing = await bank.hold(from, to, '5.00', 1)
    const calledBack = await bank.hold(from, to, '6.00', 1)
    await bank.execute('cancelTransfer', { transferId: calledBack.transferId })
    await bank.execute('freezeAccount', { accountId: to.accountId, reason: 'Suspicion of fraud' })
    await bank.execute('settleTransfer', { transferId: failing.transferId })
    expect(await told(ada)).toMatchObject([
      {
        kind: 'transferFailed',
        transferId: failing.transferId,
        money: usd('5.00'),
        counterparty: 'Bob Ross',
        reason: 'AccountFrozen',
      },
    ])
    expect(await kindsTold(bob)).toEqual(['accountFrozen'])
  })
  test('for review is told once it is approved, not by the first of two approvals; who gets it hears of the money', async () => {
    const { ada, bob, from, to, read } = await pair()
    await bank.execute('changeTransferLimits', { accountId: from.accountId, newPayee: minor(40_000_00n) })
    const { transferId } = await bank.transfer(from, to, '10000.00')
    expect(await told(ada)).toEqual([])
    await as(staff('approver', 'one'), 'approveTransfer', transferId)
    expect(await told(ada)).toMatchObject([{ kind: 'transferApproved', transferId, money: usd('10000.00') }])
    expect(await kindsTold(bob)).toEqual(['moneyIn'])
    await read(ada)
    expect(await told(ada)).toEqual([])
  })
  test('for review is told when it is declined, without the reason, which is for the bank’s own people', async () => {
    const { ada, bob, from, to } = await pair()
    const { transferId } = await bank.transfer(from, to, '10000.00')
    await as(staff('approver', 'one'), 'declineTransfer', transferId)
    expect(await told(ada)).toMatchObject([{ kind: 'transferDeclined', transferId }])
    expect(JSON.stringify(await told(ada))).not.toContain('explained')
    expect(await told(bob)).toEqual([])
  })
})

describe('a payment to another bank', () => {
  const paid = async (minorUnits = 25_00n) => {
    const people = await pair()
    const payeeId = randomUUIDv7() as PayeeId
    const transferId = randomUUIDv7() as TransferId
    await bank.execute('addPayee', {
      customerId: people.ada,
      payeeId,
      name: 'Grace Hopper',
      number: 'DE89370400440532013000',
    })
    await bank.execute('sendPayment', {
      transferId,
      customerId: people.ada,
      fromAccountId: people.from.accountId,
      payeeId,
      money: minor(minorUnits),
      description: 'Apples',
    })
    return { ...people, transferId }
  }
  test('that has arrived is no news; that it has come back is', async () => {
    const { ada, transferId } = await paid()
    await bank.execute('settlePayment', { transferId, sequence: 1 })
    expect(await told(ada)).toEqual([])
    await bank.execute('rejectPayment', { transferId, sequence: 2, reason: 'AccountClosed' })
    expect(await told(ada)).toMatchObject([
      {
        kind: 'paymentReturned',
        transferId,
        money: usd('25.00'),
        reason: 'AccountClosed',
        counterparty: null,
      },
    ])
  })
  test('that is refused has failed; one that was paid all the same is told after all', async () => {
    const { ada, transferId } = await paid()
    await bank.execute('rejectPayment', { transferId, sequence: 1, reason: 'AccountClosed' })
    expect(await kindsTold(ada)).toEqual(['transferFailed'])
    await bank.execute('settlePayment', { transferId, sequence: 2 })
    expect(await kindsTold(ada)).toEqual(['paymentTakenAfterAll'])
  })
  test('that was looked at has only gone on when it is settled, and can still come back', async () => {
    const { ada, transferId } = await paid(10_000_00n)
    await as(staff('approver'), 'approveTransfer', transferId)
    expect(await kindsTold(ada)).toEqual(['transferApproved'])
    await bank.execute('submitPayment', { transferId })
    await bank.execute('settlePayment', { transferId, sequence: 1 })
    expect(await kindsTold(ada)).toEqual(['transferApproved'])
    await bank.execute('rejectPayment', { transferId, sequence: 2, reason: 'AccountClosed' })
    expect(await kindsTold(ada)).toEqual(['paymentReturned'])
  })
  test('that the bank itself has borne changes nothing for the customer', async () => {
    const { ada, from, transferId } = await paid()
    await bank.execute('rejectPayment', { transferId, sequence: 1, reason: 'AccountClosed' })
    await bank.execute('freezeAccount', { accountId: from.accountId, reason: 'Suspicion of fraud' })
    await bank.execute('settlePayment', { transferId, sequence: 2 })
    expect(await kindsTold(ada)).toEqual(['accountFrozen', 'transferFailed'])
  })
  test('whose suspense is cleared is told to whom it is given, or taken from', async () => {
    const { ada, bob, from, savings, transferId } = await paid()
    const clear = async () => {
      const data = { transferId, accountId: savings.accountId }
      const result = await bank.bus.execute('clearSuspense', data, { actor: staff('approver') })
      expect(result.outcome).toBe('accepted')
    }
    await bank.deposit(savings, '100.00')
    await bank.execute('rejectPayment', { transferId, sequence: 1, reason: 'AccountClosed' })
    await bank.execute('freezeAccount', { accountId: from.accountId, reason: 'Suspicion of fraud' })
    await bank.execute('settlePayment', { transferId, sequence: 2 })
    await clear()
    const about = { accountId: savings.accountId, transferId, money: usd('25.00') }
    expect((await told(ada))[0]).toMatchObject({ kind: 'paymentTakenAfterAll', ...about })
    // It comes back, and cannot.
    await bank.execute('freezeAccount', { accountId: savings.accountId, reason: 'Suspicion of fraud' })
    await bank.execute('rejectPayment', { transferId, sequence: 3, reason: 'AccountClosed' })
    await bank.execute('unfreezeAccount', { accountId: savings.accountId, reason: 'Explained' })
    await clear()
    expect((await told(ada))[0]).toMatchObject({ kind: 'moneyIn', ...about })
    // From then on it is that account's, whatever is heard of it; what was said before stays as it was.
    const before = (await told(ada)).find(({ kind }) => kind === 'transferFailed')
    expect(before).toMatchObject({ accountId: from.accountId })
    await bank.execute('settlePayment', { transferId, sequence: 4 })
    expect((await told(ada))[0]).toMatchObject({ kind: 'paymentTakenAfterAll', ...about })
    await bank.execute('rejectPayment', { transferId, sequence: 5, reason: 'AccountClosed' })
    expect((await told(ada))[0]).toMatchObject({ kind: 'paymentReturned', ...about })
    expect(await told(bob)).toEqual([])
  })
})

test('a date of a standing order that has failed is told with its date and the rule that said no', async () => {
  const { ada, from, to } = await pair()
  const orderId = randomUUIDv7() as StandingOrderId
  await bank.execute('createStandingOrder', {
    orderId,
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: minor(10_00n),
    description: 'Rent',
    schedule: { frequency: 'weekly', firstDate: FAR_AHEAD, dayOfMonth: null, lastDate: null, count: 4 },
  })
  await bank.execute('freezeAccount', { accountId: from.accountId, reason: 'Lost card' })
  await bank.execute('executeOccurrence', { orderId, date: FAR_AHEAD })
  const [failed, frozen] = await told(ada)
  expect(frozen).toMatchObject({ kind: 'accountFrozen', accountId: from.accountId, money: null })
  expect(JSON.stringify(frozen)).not.toContain('Lost card')
  expect(failed).toMatchObject({
    kind: 'standingOrderFailed',
    orderId,
    date: FAR_AHEAD,
    reason: 'AccountFrozen',
    money: usd('10.00'),
  })
})

describe('each happening is told once to whom it concerns, and to nobody who has done it', () => {
  /** The one that this event of an order's, or of a request's, speaks of. */
  const transferOf = async (eventType: string, id: string) => {
    const [row] = await database.sql<{ transfer_id: TransferId }[]>`
      SELECT data->>'transferId' AS transfer_id FROM events
      WHERE event_type = ${eventType} AND ${id} IN (data->>'orderId', data->>'requestId')
      ORDER BY global_position DESC`
    return row!.transfer_id
  }
  const orderOf = async () => {
    const people = await pair()
    const orderId = randomUUIDv7() as StandingOrderId
    await bank.execute('createStandingOrder', {
      orderId,
      fromAccountId: people.from.accountId,
      toAccountId: people.to.accountId,
      money: minor(10_000_00n),
      description: 'Boat',
      schedule: { frequency: 'weekly', firstDate: FAR_AHEAD, dayOfMonth: null, lastDate: null, count: 4 },
    })
    await bank.execute('executeOccurrence', { orderId, date: FAR_AHEAD })
    const transferId = await transferOf('OccurrenceInReview', orderId)
    const finish = () => bank.execute('finishOccurrence', { orderId, transferId })
    return { ...people, orderId, transferId, finish }
  }
  type Reviewed = Awaited<ReturnType<typeof orderOf>>
  test.each<[string, (of: Reviewed) => Promise<unknown>, string[], string[]]>([
    [
      'declined',
      async ({ transferId, finish }) => {
        await as(staff('approver'), 'declineTransfer', transferId)
        await finish()
      },
      ['transferDeclined'],
      [],
    ],
    [
      'approved',
      async ({ transferId, finish }) => {
        await as(staff('approver'), 'approveTransfer', transferId)
        await finish()
      },
      ['transferApproved'],
      ['moneyIn'],
    ],
    [
      'called back by its owner',
      async ({ transferId, finish }) => {
        await bank.execute('cancelTransfer', { transferId })
        await finish()
      },
      [],
      [],
    ],
    ['ended with its order', ({ orderId }) => bank.execute('cancelStandingOrder', { orderId }), [], []],
  ])('a standing order’s transfer that is reviewed, %s', async (_what, end, adas, bobs) => {
    const order = await orderOf()
    expect([await kindsTold(order.ada), await kindsTold(order.bob)]).toEqual([[], []])
    await end(order)
    expect([await kindsTold(order.ada), await kindsTold(order.bob)]).toEqual([adas, bobs])
  })

  const asked = async (amountMinor = 12_50n) => {
    const people = await pair()
    const requestId = randomUUIDv7() as PaymentRequestId
    await bank.deposit(people.to, '20000.00')
    await people.read(people.bob)
    await bank.execute('requestMoney', {
      requestId,
      toAccountId: people.from.accountId,
      payerAccountId: people.to.accountId,
      money: minor(amountMinor),
      description: 'Pizza',
      expiresInDays: 14,
    })
    return { ...people, requestId }
  }
  test('a request, to who is asked, by the name of who asks', async () => {
    const { ada, bob, requestId } = await asked()
    const about = { requestId, money: usd('12.50'), accountId: null, transferId: null }
    expect(await told(bob)).toMatchObject([{ kind: 'moneyAsked', counterparty: 'Ada Lovelace', ...about }])
    expect(await told(ada)).toEqual([])
    expect(JSON.stringify(await told(bob))).not.toContain('Pizza')
  })
  test('a no, to who has asked', async () => {
    const { ada, bob, requestId } = await asked()
    await bank.execute('declineRequest', { requestId })
    expect(await told(ada)).toMatchObject([
      { kind: 'requestDeclined', counterparty: 'Bob Ross', requestId, money: usd('12.50') },
    ])
    expect(await kindsTold(bob)).toEqual(['moneyAsked'])
  })
  test.each<[string, bigint, string[], string[]]>([
    ['at once', 12_50n, ['moneyIn'], ['moneyAsked']],
    ['once it is approved', 10_000_00n, ['moneyIn'], ['transferApproved', 'moneyAsked']],
  ])('a yes that pays %s, by the money', async (_when, amountMinor, adas, bobs) => {
    const { ada, bob, to, requestId } = await asked(amountMinor)
    await bank.execute('acceptRequest', { requestId, fromAccountId: to.accountId })
    if (amountMinor > 1_000_00n) {
      expect(await kindsTold(ada)).toEqual([])
      await as(staff('approver'), 'approveTransfer', await transferOf('PaymentRequestAccepted', requestId))
    }
    expect([await kindsTold(ada), await kindsTold(bob)]).toEqual([adas, bobs])
  })
  test('what is taken back, or too old, is told nobody', async () => {
    const { ada, bob, requestId } = await asked()
    await bank.execute('cancelRequest', { requestId })
    expect([await kindsTold(ada), await kindsTold(bob)]).toEqual([[], ['moneyAsked']])
  })
  test('a share of a bill, to each of those who are asked for one', async () => {
    const { ada, bob, from, to } = await pair()
    const carl = await bank.customer('Carl', 'Sagan')
    const carls = await bank.account(carl)
    await bank.execute('splitBill', {
      toAccountId: from.accountId,
      money: minor(30_00n),
      description: 'Dinner',
      expiresInDays: 14,
      people: [to, carls].map(({ accountId }) => ({ payerAccountId: accountId, parts: 1 })),
      ownParts: 1,
    })
    expect([await kindsTold(ada), await kindsTold(bob), await kindsTold(carl)]).toEqual([
      [],
      ['moneyAsked'],
      ['moneyAsked'],
    ])
  })
})

test('a low balance and what becomes of the account are told to its owner', async () => {
  const { ada, bob, to } = await pair()
  await bank.execute('setLowBalanceAlert', { accountId: to.accountId, threshold: minor(20_00n) })
  await bank.deposit(to, '30.00')
  await bank.withdraw(to, '15.00')
  await bank.withdraw(to, '1.00')
  await bank.execute('freezeAccount', { accountId: to.accountId, reason: 'Lost card' })
  await bank.execute('unfreezeAccount', { accountId: to.accountId, reason: 'Found' })
  expect(await told(bob)).toMatchObject([
    { kind: 'accountUnfrozen' },
    { kind: 'accountFrozen' },
    { kind: 'lowBalance', accountId: to.accountId, money: usd('15.00'), threshold: usd('20.00') },
    { kind: 'moneyIn' },
  ])
  expect(await told(ada)).toEqual([])
  expect((await lowBalanceAlerts(database.sql, bob)).data).toEqual([
    { accountId: to.accountId, threshold: usd('20.00') },
  ])
  await bank.execute('setLowBalanceAlert', { accountId: to.accountId, threshold: null })
  await bank.project('notifications')
  expect((await lowBalanceAlerts(database.sql, bob)).data).toEqual([])
})

test('the bank itself is told nothing', async () => {
  expect(await told(THE_BANK, false)).toEqual([])
})

describe('reading', () => {
  test('goes page by page, newest first, and what comes meanwhile moves nothing', async () => {
    const { bob, to } = await pair()
    const positions: number[] = []
    for (const amount of ['1.00', '2.00', '3.00', '4.00', '5.00'])
      positions.unshift(await bank.deposit(to, amount))
    await bank.project('notifications')
    const page = (cursor?: string) =>
      listNotifications(database.sql, { customerId: bob, limit: 2, unreadOnly: true, cursor })
    const first = await page()
    await bank.deposit(to, '6.00')
    await bank.project('notifications')
    const second = await page(first.nextCursor!)
    const third = await page(second.nextCursor!)
    expect([first, second, third].map(({ data }) => data.length)).toEqual([2, 2, 1])
    expect([first, second, third].flatMap(({ data }) => data.map(({ position }) => position))).toEqual(
      positions,
    )
    expect(third.nextCursor).toBeNull()
    await expect(page('nonsense')).rejects.toThrow('cursor')
  })
  test('up to a position leaves what came later unread', async () => {
    const { bob, to } = await pair()
    const seen = await bank.deposit(to, '1.00')
    await bank.deposit(to, '2.00')
    await bank.execute('markNotificationsRead', { customerId: bob, upTo: seen })
    expect(await told(bob)).toMatchObject([{ money: usd('2.00') }])
    expect((await told(bob, false)).slice(0, 2)).toMatchObject([{ isRead: false }, { isRead: true }])
  })
  test('counts no further than it says', async () => {
    const { bob, to } = await pair()
    await bank.project('notifications')
    const { sql } = database
    // As many as anybody could have in years, behind the projector's back.
    await sql`
      INSERT INTO notifications (position, addressee, kind, at, account_id, details)
      SELECT 1000000 + n, ${to.accountId}, 'accountFrozen', now(), ${to.accountId}, '{}'
      FROM generate_series(1, ${MOST_COUNTED + 1}) n`
    expect((await countUnread(sql, bob)).data).toEqual({ unread: MOST_COUNTED })
    await sql`DELETE FROM notifications WHERE position > 1000000`
  })
})

describe('nothing is ever told twice', () => {
  const rows = async () => {
    const all = await readModelRows(database)
    return Object.fromEntries(Object.entries(all).filter(([table]) => table.startsWith('notification')))
  }
  test.each([1, 7, 4_000])(
    'the read model made anew, %i events at a time, is what it was',
    async (batchSize) => {
      await bank.project('notifications')
      const before = await rows()
      expect(before.notifications!.length).toBeGreaterThan(10)
      await reset(database, notifications)
      await drain({ database, readLog: readAll, batchSize }, notifications)
      expect(await rows()).toEqual(before)
    },
  )
})
