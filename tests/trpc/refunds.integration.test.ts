/** Refunds over the API: what both sides see of a transfer and of what gives it back. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const people = {} as Record<'alice' | 'bob' | 'carol' | 'teller', Client>
const accounts = { alice: '', bob: '' }
const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }

type Transfer = {
  status: string
  refundOf: string | null
  refunded: object
  refunds: { transferId: string; money: object; at: string }[]
}
type Transaction = {
  transferId: string | null
  direction: string
  refundOf: string | null
  refunded: object | null
}

beforeAll(async () => {
  for (const name of ['alice', 'bob', 'carol'] as const) people[name] = await bank.customer(name)
  people.teller = await bank.staff('teller')
  for (const name of ['alice', 'bob'] as const)
    accounts[name] = (await people[name].command<{ accountId: string }>('openAccount', opening)).accountId
  await people.teller.command('depositMoney', {
    accountId: accounts.alice,
    money: usd('500.00'),
    description: '',
  })
})

const pay = async (amount: string) => {
  const { transferId } = await people.alice.command<{ transferId: string }>('transferMoney', {
    fromAccountId: accounts.alice,
    toAccountId: accounts.bob,
    money: usd(amount),
    description: 'Tickets',
  })
  return transferId
}
const refund = (transferId: string, amount?: string, more: object = {}) =>
  people.bob.command<{ refundId: string; version: number }>('refundTransfer', {
    transferId,
    ...(amount !== undefined && { money: usd(amount) }),
    description: 'It was cheaper',
    ...more,
  })
const look = async (who: Client, transferId: string) =>
  (await who.ask<{ data: Transfer }>('transfers.get', { transferId })).data
const movements = async (who: 'alice' | 'bob', search?: string) => {
  const { data } = await people[who].ask<{ data: Transaction[] }>('accounts.transactions', {
    accountId: accounts[who],
    ...(search !== undefined && { search }),
  })
  return data
}

test('a transfer and its refunds show each other, to both, and so do their movements', async () => {
  const transferId = await pay('60.00')
  const first = await refund(transferId, '12.50')
  const second = await refund(transferId)
  await bank.catchUp('transfers', 'transactions')
  for (const who of [people.alice, people.bob, people.teller]) {
    expect(await look(who, transferId)).toMatchObject({
      status: 'completed',
      refundOf: null,
      refunded: usd('60.00'),
      refunds: [
        { transferId: first.refundId, money: usd('12.50'), at: expect.stringMatching(/Z$/) },
        { transferId: second.refundId, money: usd('47.50'), at: expect.stringMatching(/Z$/) },
      ],
    })
    expect(await look(who, first.refundId)).toMatchObject({
      status: 'completed',
      refundOf: transferId,
      refunded: usd('0.00'),
      refunds: [],
    })
  }
  for (const [who, back, forth] of [
    ['alice', 'in', 'out'],
    ['bob', 'out', 'in'],
  ] as const)
    for (const search of [undefined, 'cheaper', 'tickets']) {
      const found = await movements(who, search)
      if (search !== 'tickets')
        expect(found.slice(0, 2)).toMatchObject([
          { transferId: second.refundId, direction: back, refundOf: transferId, refunded: null },
          { transferId: first.refundId, direction: back, refundOf: transferId, refunded: null },
        ])
      if (search !== 'cheaper')
        expect(found.find((one) => one.transferId === transferId)).toMatchObject({
          direction: forth,
          refundOf: null,
          refunded: usd('60.00'),
        })
    }
})

test('of what others have sent each other nobody learns anything', async () => {
  const transferId = await pay('1.00')
  const { status, error } = await people.carol.mutate('commands.refundTransfer', {
    transferId,
    description: '',
  })
  expect([status, error?.data.rejection]).toEqual([404, { reason: 'TransferNotFound', field: 'transferId' }])
})

test('of many refunds at once no more go through than it brought', async () => {
  const transferId = await pay('10.00')
  const tries = await Promise.all(
    Array.from({ length: 8 }, () =>
      people.bob.mutate('commands.refundTransfer', { transferId, money: usd('3.00'), description: '' }),
    ),
  )
  const refused = tries.filter(({ status }) => status !== 200)
  expect(refused.map(({ status, error }) => [status, error?.data.rejection])).toEqual(
    Array.from({ length: 5 }, () => [
      422,
      { reason: 'RefundTooLarge', field: 'money', refundable: usd('1.00') },
    ]),
  )
  await bank.catchUp('transfers')
  expect(await look(people.bob, transferId)).toMatchObject({ refunded: usd('9.00') })
})

test('one sent twice is made once', async () => {
  const transferId = await pay('2.00')
  const commandId = randomUUID()
  const [one, again] = [
    await refund(transferId, '1.00', { commandId }),
    await refund(transferId, '1.00', { commandId }),
  ]
  expect(again).toEqual(one)
  await bank.catchUp('transfers')
  expect(await look(people.bob, transferId)).toMatchObject({ refunded: usd('1.00') })
})
