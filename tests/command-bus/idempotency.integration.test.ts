import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CommandIdReused } from '../../server/command-bus/errors.ts'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import type { AccountId, PayeeId } from '../../server/domain/ids.ts'
import { readHead } from '../../server/event-store/read.ts'
import {
  approver,
  by,
  deposit,
  freeze,
  open,
  register,
  type TestCommand,
  transfer,
  unfreeze,
} from '../support/bank.ts'
import {
  balanceIn,
  createTestBus,
  eventsOf,
  openAccountWith,
  send,
  sendWell,
} from '../support/command-bus.ts'
import { createTestDatabase } from '../support/database.ts'
import { newAccount } from '../support/log.ts'

const database = await createTestDatabase({ max: 20 })
const another = { ...database, ...database.connectAgain({ max: 10 }) }
const bus = createTestBus(database)
const from = await openAccountWith(bus, '1000.00')
const to = await openAccountWith(bus)

/** The transfer's id is left to the server, so that two answers can only be the same when there was one transfer. */
const sending = (amount: string): TestCommand<'transferMoney'> => {
  const command = transfer(from, to, amount)
  return { ...command, data: { ...command.data, transferId: undefined } }
}

describe('the same command id with the same content is applied once and answers the same', () => {
  it.each([
    ['in the same moment', () => [bus, bus, bus]],
    ['on two buses in the same moment', () => [bus, createTestBus(another), bus, createTestBus(another)]],
  ])('%s', async (_when, buses) => {
    const commandId = randomUUID()
    const before = await balanceIn(database, to)
    const answers = await Promise.all(buses().map((one) => send(one, sending('1.00'), { commandId })))
    expect(answers[0]).toMatchObject({ outcome: 'accepted', answer: { transferId: expect.any(String) } })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await eventsOf(database, commandId)).toHaveLength(3)
    expect(await balanceIn(database, to)).toBe(before + 100n)
  })

  it('later, on the same bus and after a restart', async () => {
    const commandId = randomUUID()
    const first = await send(bus, sending('1.00'), { commandId })
    const head = await readHead(database.sql)
    expect(await send(bus, sending('1.00'), { commandId })).toEqual(first)
    expect(await send(createTestBus(another), sending('1.00'), { commandId })).toEqual(first)
    expect(await send(bus, sending('1.00'), { commandId: commandId.toUpperCase() })).toEqual(first)
    expect(await readHead(database.sql)).toBe(head)
  })

  it('even when it would be rejected by now', async () => {
    const commandId = randomUUID()
    const at = newAccount()
    await sendWell(bus, register(at))
    const first = await send(bus, open(at), { commandId })
    await sendWell(bus, freeze(at))
    expect(await send(bus, open(at), { commandId })).toEqual(first)
    expect(await send(bus, open(at))).toMatchObject({ outcome: 'rejected' })
  })

  describe('whatever the bank has added to it by then', () => {
    const at = newAccount()
    const payee = { name: 'Carol', number: accountNumberOf(to.accountId), payeeId: randomUUID() as PayeeId }
    const movement = {
      accountId: at.accountId,
      position: 1,
      at: '2026-03-01T12:00:00.000Z',
      direction: 'in' as const,
      money: { amountMinor: 100n, currency: 'USD' as const },
      otherSide: randomUUID(),
      original: { source: 'rule' as const, category: null },
    }
    const days = (balances: bigint[]) => ({
      month: new Date().toISOString().slice(0, 7),
      from: '2026-03-01T12:00:00.000Z',
      days: { firstDay: '2026-03-01', balances },
    })
    const closing = { accountId: at.accountId, reason: 'Moving away' }
    const chosen = { customerId: at.customerId, category: 'gifts' as const }
    const { customerId } = at
    it.each<[string, TestCommand, TestCommand]>([
      [
        'whose account a number is',
        { name: 'addPayee', data: { ...payee, accountId: to.accountId }, by: at.owner },
        { name: 'addPayee', data: payee, by: at.owner },
      ],
      [
        'what a movement was reckoned under, and which accounts there are',
        {
          name: 'categoriseTransaction',
          data: { ...chosen, movement, rememberOn: [at.accountId] },
          by: at.owner,
        },
        {
          name: 'categoriseTransaction',
          data: {
            ...chosen,
            movement: { ...movement, original: { source: 'remembered', category: 'gifts' } },
            rememberOn: [at.accountId, to.accountId],
          },
          by: at.owner,
        },
      ],
      [
        'what the month has earned',
        { name: 'closeAccount', data: { ...closing, accrual: null }, by: at.owner },
        { name: 'closeAccount', data: { ...closing, accrual: days([0n, 0n]) }, by: at.owner },
      ],
      [
        'which accounts somebody has had',
        {
          name: 'forgetCustomer',
          data: { customerId, reason: 'As asked', accountIds: [at.accountId] },
          by: approver,
        },
        { name: 'forgetCustomer', data: { customerId, reason: 'As asked', accountIds: [] }, by: approver },
      ],
    ])('%s', async (_what, first, again) => {
      for (const command of [register(at), open(at)]) await send(bus, command)
      const commandId = randomUUID()
      const answer = await send(bus, first, { commandId })
      expect(answer).toMatchObject({ outcome: 'accepted' })
      const head = await readHead(database.sql)
      for (const one of [bus, createTestBus(another)])
        expect(await send(one, again, { commandId })).toEqual(answer)
      expect(await readHead(database.sql)).toBe(head)
    })
    it('but not what was asked for itself', async () => {
      const one = newAccount()
      for (const command of [register(one), open(one)]) await sendWell(bus, command)
      const commandId = randomUUID()
      const data = { customerId: one.customerId, movement: { ...movement, accountId: one.accountId } }
      const choose = (category: 'gifts' | 'other', rememberOn: AccountId[]): TestCommand => ({
        ...{ name: 'categoriseTransaction', by: one.owner },
        data: { ...data, category, rememberOn },
      })
      await sendWell(bus, choose('gifts', []), { commandId })
      for (const other of [choose('other', []), choose('gifts', [one.accountId])])
        await expect(send(bus, other, { commandId })).rejects.toBeInstanceOf(CommandIdReused)
    })
  })

  it('a hundred times over, among others', async () => {
    const ids = Array.from({ length: 10 }, () => randomUUID())
    const before = await balanceIn(database, to)
    const buses = [bus, createTestBus(another)]
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        send(buses[n % 2]!, sending('1.00'), { commandId: ids[n % 10] }).then(
          (answer) => [n % 10, answer] as const,
        ),
      ),
    )
    for (const [id, answer] of answers) expect(answer).toEqual(answers[id]![1])
    expect(await balanceIn(database, to)).toBe(before + 1_000n)
  })
})

describe('the same command id with other content is an error', () => {
  const others: [string, TestCommand][] = [
    ['another amount', sending('2.00')],
    ['another account', { ...transfer(from, newAccount(), '1.00') }],
    ['another command', deposit(from, '1.00')],
  ]

  it.each(others)('later: %s', async (_what, other) => {
    const commandId = randomUUID()
    const who = from.owner
    await sendWell(bus, sending('1.00'), { commandId })
    const head = await readHead(database.sql)
    for (const one of [bus, createTestBus(another)])
      await expect(send(one, by(who, other), { commandId })).rejects.toBeInstanceOf(CommandIdReused)
    expect(await readHead(database.sql)).toBe(head)
  })

  it.each(others)('in the same moment: %s', async (_what, other) => {
    const commandId = randomUUID()
    const [first, second] = await Promise.allSettled([
      send(bus, sending('1.00'), { commandId }),
      send(bus, by(from.owner, other), { commandId }),
    ])
    expect(first).toMatchObject({ status: 'fulfilled', value: { outcome: 'accepted' } })
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(CommandIdReused) })
    expect(await eventsOf(database, commandId)).toHaveLength(3)
  })

  it('on two buses in the same moment: one of them is told', async () => {
    const commandId = randomUUID()
    const all = await Promise.allSettled([
      send(bus, deposit(from, '1.00'), { commandId }),
      send(createTestBus(another), deposit(from, '2.00'), { commandId }),
    ])
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = all.find(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: expect.any(CommandIdReused) })
    expect(await eventsOf(database, commandId)).toHaveLength(1)
  })

  it('also when two commands have the same data but not the same name', async () => {
    const commandId = randomUUID()
    const at = await openAccountWith(bus)
    await sendWell(bus, freeze(at), { commandId })
    await expect(send(bus, unfreeze(at), { commandId })).rejects.toBeInstanceOf(CommandIdReused)
  })

  it('and never fails its neighbours', async () => {
    const commandId = randomUUID()
    await sendWell(bus, deposit(to, '1.00'), { commandId })
    const [one, refused, two] = await Promise.allSettled([
      send(bus, deposit(to, '1.00')),
      send(bus, deposit(to, '3.00'), { commandId }),
      send(bus, deposit(to, '1.00')),
    ])
    expect([one.status, refused.status, two.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

it('a command id of one actor is free for another', async () => {
  const commandId = randomUUID()
  const before = await balanceIn(database, to)
  const asBoss = by({ userId: 'another-teller', role: 'teller', customerId: null }, deposit(to, '2.00'))
  const answers = await Promise.all([
    send(bus, deposit(to, '1.00'), { commandId }),
    send(bus, asBoss, { commandId }),
  ])
  expect(answers.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
  expect(await balanceIn(database, to)).toBe(before + 300n)
})
