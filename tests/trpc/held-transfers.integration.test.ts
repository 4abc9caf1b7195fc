/** Who may look at a transfer while its money is held, and once it has arrived. */
import { beforeAll, expect, test } from 'vitest'
import type { TransferId } from '../../server/domain/ids.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }
let sender: Client
let recipient: Client
let transferId: TransferId
let settleAt: string

beforeAll(async () => {
  sender = await bank.customer('Alice')
  recipient = await bank.customer('Bob')
  const teller = await bank.staff('teller')
  const from = await sender.command<{ accountId: string }>('openAccount', opening)
  const to = await recipient.command<{ accountId: string }>('openAccount', opening)
  await teller.command('depositMoney', {
    accountId: from.accountId,
    money: usd('10.00'),
    description: '',
  })
  const held = await sender.command<{ transferId: TransferId; settleAt: string }>('transferMoney', {
    fromAccountId: from.accountId,
    toAccountId: to.accountId,
    money: usd('4.00'),
    description: 'Lunch',
    settleAfterSeconds: 1,
  })
  transferId = held.transferId
  settleAt = held.settleAt
  await bank.catchUp()
})

/** Every way to ask for it. */
const statusesFor = async (client: Client) => {
  const streamId = `Transfer-${transferId}`
  return [
    (await client.query('transfers.get', { transferId })).status,
    (await client.query('audit.stream', { streamId })).status,
    (await client.query('history.replay', { streamId })).status,
    (await client.query('history.stateAt', { streamId, streamPosition: 0 })).status,
  ]
}

test('while it is held it is its sender’s alone', async () => {
  expect(await statusesFor(sender)).toEqual([200, 200, 200, 200])
  expect(await statusesFor(recipient)).toEqual([404, 404, 404, 404])
})

test('only its sender can call it back, and to others there is nothing', async () => {
  const { status, error } = await recipient.mutate('commands.cancelTransfer', { transferId })
  expect([status, error?.data.rejection]).toEqual([404, { reason: 'TransferNotFound', field: 'transferId' }])
})

test('once it has arrived, both see all of it', async () => {
  const result = await bank.bank.bus.execute(
    'settleTransfer',
    { transferId },
    { actor: { userId: 'system', role: 'system', customerId: null }, at: new Date(settleAt) },
  )
  expect(result.outcome).toBe('accepted')
  await bank.catchUp()
  for (const client of [sender, recipient]) expect(await statusesFor(client)).toEqual([200, 200, 200, 200])
  const { status, error } = await sender.mutate('commands.cancelTransfer', { transferId })
  expect([status, error?.data.rejection?.reason]).toEqual([422, 'TransferNotHeld'])
})
