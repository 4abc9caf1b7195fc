/** One line of the book, and the event that made it: both found by the line's position. */
import { beforeAll, expect, test } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const people = {} as Record<'alice' | 'bob' | 'teller', Client>
const accounts = { first: '', second: '' }
let position = 0

beforeAll(async () => {
  Object.assign(people, {
    alice: await bank.customer('alice'),
    bob: await bank.customer('bob'),
    teller: await bank.staff('teller'),
  })
  const open = async () =>
    (
      await people.alice.command<{ accountId: string }>('openAccount', {
        product: 'current',
        currency: 'USD',
        name: 'Daily',
      })
    ).accountId
  accounts.first = await open()
  accounts.second = await open()
  const deposit = {
    accountId: accounts.first,
    money: { amount: '7.00', currency: 'USD' },
    description: 'Coins',
  }
  position = (await people.teller.command<{ version: number }>('depositMoney', deposit)).version
  await bank.catchUp('transactions')
})

test('the line is the same as in the list', async () => {
  const { data: list } = await people.alice.ask<{ data: object[] }>('accounts.transactions', {
    accountId: accounts.first,
  })
  const one = await people.alice.ask<{ version: number; data: object }>('accounts.transaction', {
    accountId: accounts.first,
    position,
    afterVersion: position,
  })
  expect(one.data).toEqual(list[0])
  expect(one.version).toBeGreaterThanOrEqual(position)
})

test('its event is in the account’s stream', async () => {
  const { data, nextCursor } = await people.alice.ask<{ data: object[]; nextCursor: string | null }>(
    'audit.stream',
    { streamId: `BankAccount-${accounts.first}`, position },
  )
  expect(data).toMatchObject([{ type: 'MoneyDeposited', position, data: { description: 'Coins' } }])
  expect(nextCursor).toBeNull()
})

test.each([
  ['another account’s line', 'alice', () => ({ accountId: accounts.second, position })],
  ['no line', 'alice', () => ({ accountId: accounts.first, position: position + 1_000 })],
  ['somebody else’s line', 'bob', () => ({ accountId: accounts.first, position })],
] as const)('%s is none', async (_, who, input) => {
  const { accountId, position: asked } = input()
  expect((await people[who].query('accounts.transaction', input())).status).toBe(404)
  const streamId = `BankAccount-${accountId}`
  expect((await people[who].query('audit.stream', { streamId, position: asked })).status).toBe(404)
})
