/** What nobody may have without end: how many there are is counted in the read models, and one that has ended makes room. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { MAX_ACCOUNTS } from '../../server/domain/bank-account/commands.ts'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import { MAX_OPEN_REQUESTS } from '../../server/domain/payment-request/asking.ts'
import { MAX_ORDERS } from '../../server/domain/standing-order/commands.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const alice = await bank.customer('Alice')
const bob = await bank.customer('Bob')
const carol = await bank.customer('Carol')
const opening = { product: 'current', currency: 'USD', name: 'Daily' }
type Opened = { accountId: string }
const open = (who = alice) => who.command<Opened>('openAccount', opening)
const money = { amount: '1.00', currency: 'USD' }

/** All at once, as far as nobody has been counted. */
const atOnce = <Result>(count: number, make: () => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, make))

test('accounts', async () => {
  const [first] = await atOnce(MAX_ACCOUNTS - 1, open)
  await bank.catchUp('account-summaries')
  const last = { ...opening, commandId: randomUUID() }
  const answer = await alice.command<Opened>('openAccount', last)
  await bank.catchUp('account-summaries')
  const { status, error } = await alice.mutate('commands.openAccount', opening)
  expect(status).toBe(422)
  expect(error?.data.rejection).toEqual({ reason: 'TooManyAccounts', limit: MAX_ACCOUNTS })
  // What was done before is answered as before, however many there are by now.
  expect(await alice.command('openAccount', last)).toEqual(answer)
  await alice.command('closeAccount', { accountId: first!.accountId, reason: 'Not needed' })
  await bank.catchUp('account-summaries')
  await open()
})

test('standing orders', async () => {
  const [from, to] = [await open(bob), await open(bob)]
  const order = {
    ...{ fromAccountId: from.accountId, toAccountId: to.accountId, money, description: 'Rent' },
    schedule: { frequency: 'monthly', firstDate: addDays(new Date().toISOString().slice(0, 10), 30) },
  }
  const give = () => bob.command<{ orderId: string }>('createStandingOrder', order)
  const [first] = await atOnce(MAX_ORDERS, give)
  await bank.catchUp('standing-orders')
  const { status, error } = await bob.mutate('commands.createStandingOrder', order)
  expect(status).toBe(422)
  expect(error?.data.rejection).toEqual({ reason: 'TooManyStandingOrders', limit: MAX_ORDERS })
  await bob.command('cancelStandingOrder', first!)
  await bank.catchUp('standing-orders')
  await give()
})

test('requests that wait for an answer from the same person', async () => {
  const [to, bobs, bobsOther, alices] = [await open(carol), await open(bob), await open(bob), await open()]
  await bank.catchUp('account-summaries')
  const asking = { toAccountId: to.accountId, money, description: 'Pizza' }
  const ask = (payer: Opened) => carol.command<{ requestId: string }>('requestMoney', { ...asking, payer })
  const [first] = await atOnce(MAX_OPEN_REQUESTS, () => ask(bobs))
  await bank.catchUp('payment-requests')
  const limit = MAX_OPEN_REQUESTS
  for (const [name, more] of [
    ['requestMoney', { payer: bobsOther }],
    ['splitBill', { people: [alices, bobsOther] }],
  ] as const) {
    const { status, error } = await carol.mutate(`commands.${name}`, { ...asking, ...more })
    expect(status).toBe(422)
    expect(error?.data.rejection).toEqual({ reason: 'TooManyOpenRequests', limit })
  }
  await ask(alices)
  await bob.command('declineRequest', first!)
  await bank.catchUp('payment-requests')
  await ask(bobsOther)
})
