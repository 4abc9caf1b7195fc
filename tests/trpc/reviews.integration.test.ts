/** Limits and reviews over the API: what is left, what waits, who has approved, and what the customer is told of it. */
import { beforeAll, expect, it } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const people = {} as Record<'alice' | 'bob' | 'approver' | 'auditor' | 'teller', Client>
const accounts = { from: '', to: '' }
const usd = (amount: string) => ({ amount, currency: 'USD' })
const opening = { product: 'current', currency: 'USD', name: 'Daily' }

type Review = { transferId: string; status: string; review: { missing: number; approvals: object[] } }
type Reviews = { data: Review[]; nextCursor: string | null }
type Transfer = { data: { status: string; history: object[]; expiresAt: string | null } }

const send = (amount: string) =>
  people.alice.command<{ transferId: string; version: number }>('transferMoney', {
    fromAccountId: accounts.from,
    toAccountId: accounts.to,
    money: usd(amount),
    description: 'A car',
  })
const reviews = async (input: object = {}) => {
  await bank.catchUp('transfers')
  await bank.catchUp('fraud-alerts')
  return people.auditor.ask<Reviews>('reviews.list', input)
}
type Alert = { alertId: string; rule: string; severity: string; explanation: string; transferId: string }
type Alerts = { version: number; data: Alert[]; nextCursor: string | null }
const alerts = (input: object = {}) => people.auditor.ask<Alerts>('fraud.alerts', input)
const limits = () =>
  people.alice.ask<{ data: { current: object; pending: object | null; today: object } }>('limits.get', {
    accountId: accounts.from,
  })

beforeAll(async () => {
  const { customer, staff } = bank
  Object.assign(people, { alice: await customer('Alice'), bob: await customer('Bob') })
  for (const role of ['approver', 'auditor', 'teller'] as const) people[role] = await staff(role)
  accounts.from = (await people.alice.command<{ accountId: string }>('openAccount', opening)).accountId
  accounts.to = (await people.bob.command<{ accountId: string }>('openAccount', opening)).accountId
  await people.teller.command('depositMoney', {
    accountId: accounts.from,
    money: usd('90000.00'),
    description: '',
  })
})

it('shows limits, what is pending, and what is left of today, at once', async () => {
  const before = await limits()
  expect(before.data).toMatchObject({
    current: { perTransfer: usd('25000.00'), perDay: usd('50000.00'), newPayee: usd('10000.00') },
    pending: null,
    today: { sent: usd('0.00'), available: usd('50000.00') },
  })
  await people.alice.command('changeTransferLimits', {
    accountId: accounts.from,
    perDay: usd('40000.00'),
    newPayee: usd('30000.00'),
  })
  const raised = { perTransfer: usd('25000.00'), perDay: usd('40000.00') }
  expect((await limits()).data).toMatchObject({
    current: { ...raised, newPayee: usd('10000.00') },
    pending: { ...raised, newPayee: usd('30000.00'), effectiveAt: expect.stringMatching(/Z$/) },
    today: { available: usd('40000.00') },
  })
})

it('says which limit a transfer breaks, and what could be sent', async () => {
  const { status, error } = await people.alice.mutate('commands.transferMoney', {
    fromAccountId: accounts.from,
    toAccountId: accounts.to,
    money: usd('10000.01'),
    description: '',
  })
  expect([status, error?.data]).toMatchObject([
    422,
    {
      rejection: {
        reason: 'LimitExceeded',
        which: 'newPayee',
        limit: usd('10000.00'),
        available: usd('10000.00'),
      },
    },
  ])
})

it('lets a transfer wait, be seen by staff with its reasons, and be approved', async () => {
  const { transferId } = await send('10000.00')
  expect((await limits()).data).toMatchObject({ today: { sent: usd('10000.00') } })
  expect((await reviews()).data).toMatchObject([
    {
      transferId,
      status: 'held',
      purpose: 'review',
      review: {
        reasons: [{ rule: 'amount', from: usd('10000.00'), approvals: 1 }],
        approvals: [],
        missing: 1,
        alerts: [
          {
            alertId: expect.any(String),
            rule: 'newPayee',
            severity: 'high',
            figures: { total: usd('10000.00'), withinMs: 86_400_000, much: usd('5000.00') },
            explanation: expect.stringContaining('USD 10,000.00 to a payee'),
          },
        ],
      },
    },
  ])
  const outcome = await people.approver.command('approveTransfer', { transferId })
  expect(outcome).toEqual({ version: expect.any(Number), transferId, status: 'completed', missing: 0 })
  expect((await reviews()).data).toEqual([])
  const { data } = await people.auditor.ask<{ data: Review }>('reviews.get', { transferId })
  expect(data).toMatchObject({
    status: 'completed',
    review: { missing: 0, approvals: [{ userId: expect.any(String), role: 'approver' }] },
  })
  // The customer sees that it was held and has arrived, and not who has looked at it.
  const told = await people.alice.ask<Transfer>('transfers.get', { transferId })
  expect(told.data.history).toEqual([
    { status: 'held', at: expect.any(String) },
    { status: 'completed', at: expect.any(String) },
  ])
})

it('tells the customer that it was declined, and staff why', async () => {
  // Bob is no new payee to Bob's own other account; to Alice's he pays for the first time.
  const back = await people.bob.command<{ transferId: string }>('transferMoney', {
    fromAccountId: accounts.to,
    toAccountId: accounts.from,
    money: usd('10000.00'),
    description: 'Back',
  })
  const { transferId } = back
  await people.teller.command('declineTransfer', { transferId, reason: 'Money in a circle' })
  await bank.catchUp('transfers')
  const told = await people.bob.ask<Transfer>('transfers.get', { transferId })
  expect(told.data).toMatchObject({ status: 'declined' })
  expect(JSON.stringify(told.data)).not.toContain('circle')
  const { data } = await people.auditor.ask<{ data: object }>('reviews.get', { transferId })
  expect(JSON.stringify(data)).toContain('Money in a circle')
  const all = await reviews({ status: 'all', limit: 1 })
  expect(all.data.map((one) => one.transferId)).toEqual([transferId])
  const rest = await reviews({ status: 'all', limit: 1, cursor: all.nextCursor })
  expect(rest.data.map(({ status }) => status)).toEqual(['completed'])
  expect(rest.nextCursor).toBeNull()
})

it('shows staff what the rules against fraud have found, a page at a time, by whatever they ask for', async () => {
  await bank.catchUp('fraud-alerts')
  const { data, nextCursor } = await alerts()
  expect([data.length, nextCursor]).toEqual([2, null])
  expect(data).toMatchObject([
    {
      rule: 'newPayee',
      from: { accountId: accounts.to, name: 'Bob Example' },
      to: { accountId: accounts.from, name: 'Alice Example' },
    },
    {
      rule: 'newPayee',
      from: { accountId: accounts.from, name: 'Alice Example' },
      money: usd('10000.00'),
      hands: [],
    },
  ])
  const [newer, older] = data as [Alert, Alert]
  const page = await alerts({ limit: 1 })
  expect(page.data).toEqual([newer])
  expect(await alerts({ limit: 1, cursor: page.nextCursor })).toMatchObject({
    data: [older],
    nextCursor: null,
  })
  const customerId = (newer as Alert & { from: { customerId: string } }).from.customerId
  for (const [input, count] of [
    [{ rule: 'newPayee', severity: 'high', accountId: accounts.from, customerId }, 2],
    [{ transferId: newer.transferId }, 1],
    [{ rule: 'circle' }, 0],
    [{ severity: 'low' }, 0],
    [{ accountId: customerId }, 0],
    [{ customerId: accounts.from }, 0],
  ] as const)
    expect((await alerts(input)).data, JSON.stringify(input)).toHaveLength(count)
})

it('lets a payment to another bank wait, and be on its way when it is approved', async () => {
  const { payeeId } = await people.alice.command<{ payeeId: string }>('addPayee', {
    name: 'Jane Roe',
    number: 'DE02120300000000202051',
  })
  const { transferId, ...told } = await people.alice.command<{ transferId: string }>('sendPayment', {
    fromAccountId: accounts.from,
    payeeId,
    money: usd('10000.00'),
    description: 'A boat',
  })
  expect(told).toMatchObject({ status: 'held', purpose: 'review', expiresAt: expect.any(String) })
  expect((await reviews()).data).toMatchObject([
    { transferId, to: { name: 'Jane Roe' }, review: { missing: 1, alerts: [{ rule: 'newPayee' }] } },
  ])
  await people.approver.command('approveTransfer', { transferId })
  // Held it is until the other bank has it, but nobody has to look at it any more.
  expect((await reviews()).data).toEqual([])
  const { data } = await people.auditor.ask<{ data: Review }>('reviews.get', { transferId })
  expect(data).toMatchObject({ status: 'held', expiresAt: null, review: { missing: 0 } })
})

it('refuses alerts of no rule, no severity, and from a cursor that nobody has given', async () => {
  for (const [input, path] of [
    [{ rule: 'astrology' }, 'rule'],
    [{ severity: 'huge' }, 'severity'],
    [{ cursor: 'made up' }, 'cursor'],
  ] as const) {
    const { status, error } = await people.auditor.query('fraud.alerts', input)
    expect([status, JSON.stringify(error?.data)]).toEqual([400, expect.stringContaining(path)])
  }
})
