/** The lab's transfer over the API: the bank's own command in all but that its balance is there at once. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank({ config: { demo: true } })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const LAB = 'engineRoom.lab.transferMoney'
let owner: Client
let stranger: Client
const accounts: string[] = []

type Sent = { version: number; transferId: string; projection: { ms: number; isWritten: boolean } | null }

const given = (more: object = {}) => ({
  fromAccountId: accounts[0],
  toAccountId: accounts[1],
  money: usd('1.00'),
  description: '',
  ...more,
})
const balance = async () => {
  const answer = await owner.ask<{ version: number; data: { balance: object } }>('accounts.balance', {
    accountId: accounts[0],
  })
  return { version: answer.version, balance: answer.data.balance }
}
const head = async () => {
  const [row] = await bank.database.sql<{ head: number }[]>`
    SELECT coalesce(max(global_position), 0) AS head FROM events ORDER BY 1`
  return row!.head
}

beforeAll(async () => {
  const teller = await bank.staff('teller')
  owner = await bank.customer('Alice')
  stranger = await bank.customer('Bob')
  for (const name of ['Daily', 'Savings']) {
    const opening = { product: 'current', currency: 'USD', name }
    accounts.push((await owner.command<{ accountId: string }>('openAccount', opening)).accountId)
  }
  const [accountId] = accounts
  await teller.command('depositMoney', { accountId, money: usd('100.00'), description: '' })
  await bank.catchUp()
})

test('is to be read with its answer, where the bank’s own is not', async () => {
  const own = await owner.command<{ version: number }>('transferMoney', given())
  const before = await balance()
  expect(before.version).toBeLessThan(own.version)
  expect(before.balance).toEqual(usd('100.00'))
  await owner.mutate('engineRoom.lab.open')
  const { data } = await owner.mutate(LAB, given())
  const { version, projection } = data as Sent
  expect(projection).toMatchObject({ isWritten: true })
  expect(await balance()).toEqual({ version, balance: usd('98.00') })
})

test('is remembered like every command, with its steps', async () => {
  const commandId = randomUUID()
  await owner.mutate(LAB, given({ commandId }))
  const { data } = await owner.ask<{ data: { recorded: { name: string; spans: { name: string }[] } } }>(
    'engineRoom.commandFlow',
    { commandId },
  )
  expect(data.recorded.name).toBe('transferMoney')
  expect(data.recorded.spans.map(({ name }) => name)).toContain('append')
})

test('given twice, by either way, it is one transfer; with other content its id is refused', async () => {
  const command = given({ commandId: randomUUID(), transferId: randomUUID() })
  const { version } = (await owner.mutate(LAB, command)).data as Sent
  const written = await head()
  expect((await owner.mutate(LAB, command)).data).toMatchObject({ version })
  expect(await owner.command('transferMoney', command)).toMatchObject({ version })
  expect(await head()).toBe(written)
  const { status, error } = await owner.mutate(LAB, { ...command, money: usd('2.00') })
  expect([status, error?.data.reason]).toEqual([409, 'CommandIdReused'])
})

test.each([
  ['somebody else’s account', () => stranger, {}, 404],
  ['an account that is not there', () => owner, { fromAccountId: randomUUID() }, 404],
  ['more than there is', () => owner, { money: usd('9999.00') }, 422],
  ['an amount that is none', () => owner, { money: usd('1.005') }, 400],
  ['an id that is none', () => owner, { commandId: 'mine' }, 400],
])('%s is answered as the bank’s own command answers it', async (_, who, more, status) => {
  const written = await head()
  const told = ({ error }: Awaited<ReturnType<Client['mutate']>>) => {
    const { correlationId: _id, path: _path, ...data } = { ...error?.data, path: '' }
    return { message: error?.message, data }
  }
  const answer = await who().mutate(LAB, given(more))
  expect(answer.status).toBe(status)
  expect(told(answer)).toEqual(told(await who().mutate('commands.transferMoney', given(more))))
  expect(await head()).toBe(written)
})

test('in a bank that is no demo nobody has it, and nothing is made for it', async () => {
  const other = await startTestBank()
  const customer = await other.customer('Carol')
  for (const path of [LAB, 'engineRoom.lab.open']) {
    expect((await customer.mutate(path, given())).status).toBe(403)
    expect((await (await other.staff('auditor')).mutate(path, given())).status).toBe(403)
    expect((await other.client().mutate(path, given())).status).toBe(401)
  }
})
