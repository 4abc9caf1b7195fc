/** A balance from either side: the write side sees at once what has been acknowledged, at exactly the version it says. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

type Balance = {
  version: number
  data: { accountId: string; status: string; balance: object; held: object; available: object; from: string }
}

const bank = await startTestBank()
const usd = (amount: string) => ({ amount, currency: 'USD' })
let teller: Client
let owner: Client
let stranger: Client
let accountId: string

const deposit = async (amount: string) => {
  const money = usd(amount)
  return (await teller.command<{ version: number }>('depositMoney', { accountId, money, description: '' }))
    .version
}
const balance = (input: object) => owner.ask<Balance>('accounts.balance', { accountId, ...input })

beforeAll(async () => {
  teller = await bank.staff('teller')
  owner = await bank.customer('Alice')
  stranger = await bank.customer('Bob')
  const opened = await owner.command<{ accountId: string }>('openAccount', {
    product: 'current',
    currency: 'USD',
    name: 'Daily',
  })
  accountId = opened.accountId
  await bank.catchUp()
})

describe('from the write side', () => {
  test('shows what was acknowledged while the read model does not', async () => {
    const before = await balance({})
    const version = await deposit('20.00')
    const after = {
      accountId,
      status: 'open',
      balance: usd('20.00'),
      held: usd('0.00'),
      available: usd('20.00'),
    }
    expect(await balance({ from: 'writeSide', afterVersion: version })).toEqual({
      version,
      data: { ...after, from: 'writeSide' },
    })
    expect(await balance({})).toEqual(before)
    await bank.catchUp()
    expect(await balance({ afterVersion: version })).toEqual({
      version,
      data: { ...after, from: 'readModel' },
    })
  })

  test('its version is exactly where it was true, while others write', async () => {
    const { sql } = bank.database
    const writing = Promise.all(Array.from({ length: 20 }, () => deposit('1.00')))
    const answers = await Promise.all(Array.from({ length: 30 }, () => balance({ from: 'writeSide' })))
    await writing
    for (const answer of answers) {
      const [row] = await sql<{ balance: string }[]>`
        SELECT data->'balanceAfter'->>'amountMinor' AS balance FROM events
        WHERE stream_id = ${`BankAccount-${accountId}`} AND global_position <= ${answer.version}
          AND data ? 'balanceAfter'
        ORDER BY stream_position DESC LIMIT 1`
      expect(answer.data.balance).toEqual(usd((Number(row!.balance) / 100).toFixed(2)))
    }
  })

  test('a version beyond the log’s end is 408 and says how far the log goes', async () => {
    const { status, error } = await owner.query('accounts.balance', {
      accountId,
      from: 'writeSide',
      afterVersion: 1_000_000,
    })
    expect(status).toBe(408)
    expect(error?.data.reached).toBeLessThan(1_000_000)
  })

  test('somebody else’s account is like none, and another side is refused by name', async () => {
    expect((await stranger.query('accounts.balance', { accountId, from: 'writeSide' })).status).toBe(404)
    const { status, error } = await owner.query('accounts.balance', { accountId, from: 'above' })
    expect(status).toBe(400)
    expect(error?.data.fields).toEqual([{ path: 'from', reason: 'must be readModel or writeSide' }])
  })
})

test('at an instant that has not come is nothing that anybody knows', async () => {
  const at = new Date(Date.now() + 60_000).toISOString()
  const { error } = await owner.query('accounts.balanceAt', { accountId, at })
  expect(error?.data).toMatchObject({ httpStatus: 400, fields: [{ path: 'at', reason: 'is in the future' }] })
})
