/** Terms, names and overdraft limits over the API, and that every screen's numbers agree about them. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
let alice: Client
let teller: Client
let accountId: string
const usd = (amount: string) => ({ amount, currency: 'USD' })

type Shown = { name: string; balance: object; held: object; overdraftLimit: object; available: object }
const shown = async (from: 'readModel' | 'writeSide' | 'list' | 'summary'): Promise<Shown> => {
  await bank.catchUp()
  if (from === 'list') return (await alice.ask<{ data: [Shown] }>('accounts.list')).data[0]
  if (from === 'summary') return (await alice.ask<{ data: Shown }>('accounts.summary', { accountId })).data
  return (await alice.ask<{ data: Shown }>('accounts.balance', { accountId, from })).data
}

beforeAll(async () => {
  alice = await bank.customer()
  teller = await bank.staff('teller')
  const opening = { product: 'current', currency: 'USD', name: 'Daily' }
  accountId = (await alice.command<{ accountId: string }>('openAccount', opening)).accountId
})

describe('products', () => {
  type Terms = { product: string; currency: string; interestRate: string; overdraft: object | null }
  const termsOn = async (date?: string) => {
    const { data } = await bank.client().ask<{ data: Terms[] }>('products.list', date ? { date } : undefined)
    return (product: string, currency: string) =>
      data.find((one) => one.product === product && one.currency === currency)
  }
  it('are shown to anybody, with the terms of the day that is asked for', async () => {
    const then = await termsOn('2026-06-30')
    expect(then('savings', 'USD')).toEqual({
      product: 'savings',
      currency: 'USD',
      from: '2025-07-01',
      until: '2026-07-01',
      dayCount: 'actual/360',
      interestRate: '2.25',
      minimumForInterest: usd('1.00'),
      overdraft: null,
    })
    expect(then('current', 'JPY')).toMatchObject({
      interestRate: '0.00',
      until: null,
      overdraft: {
        interestRate: '11.90',
        monthlyFee: { amount: '500', currency: 'JPY' },
        maximum: { amount: '500000', currency: 'JPY' },
      },
    })
    expect((await termsOn())('savings', 'USD')).toBeDefined()
  })
  it.each(['2026-13-01', 'yesterday', '1969-12-31'])('are none on %s', async (date) => {
    const { status, error } = await bank.client().query('products.list', { date })
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, 'date'])
  })
})

it('an account is called as its owner likes', async () => {
  await alice.command('renameAccount', { accountId, name: 'Rainy days' })
  expect((await shown('list')).name).toBe('Rainy days')
  expect((await shown('summary')).name).toBe('Rainy days')
})

it('an overdraft can be spent, and is the same on every side', async () => {
  await teller.command('setOverdraftLimit', { accountId, limit: usd('100.00') })
  await teller.command('withdrawMoney', { accountId, money: usd('30.00'), description: '' })
  for (const from of ['list', 'summary'] as const)
    expect(await shown(from)).toMatchObject({
      balance: usd('-30.00'),
      held: usd('0.00'),
      overdraftLimit: usd('100.00'),
      available: usd('70.00'),
    })
  for (const from of ['readModel', 'writeSide'] as const)
    expect(await shown(from)).toMatchObject({ balance: usd('-30.00'), available: usd('70.00') })

  const refused = await alice.mutate('commands.setOverdraftLimit', { accountId, limit: usd('29.99') })
  expect([refused.status, refused.error?.data.rejection]).toEqual([
    422,
    { reason: 'OverdraftInUse', field: 'limit', inUse: usd('30.00') },
  ])
  await alice.command('setOverdraftLimit', { accountId, limit: usd('30.00') })
  expect(await shown('summary')).toMatchObject({ overdraftLimit: usd('30.00'), available: usd('0.00') })
})

it('of a limit set and money spent at once, both or one, never below what is allowed', async () => {
  await teller.command('depositMoney', { accountId, money: usd('30.00'), description: '' })
  const answers = await Promise.all([
    alice.mutate('commands.setOverdraftLimit', { accountId, limit: usd('0.00') }),
    teller.mutate('commands.withdrawMoney', { accountId, money: usd('20.00'), description: '' }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  const { available } = (await shown('summary')) as unknown as { available: { amount: string } }
  expect(Number(available.amount)).toBeGreaterThanOrEqual(0)
})

it('an account that is ahead of its transactions is shown as they know it, with what it may be overdrawn by', async () => {
  await teller.command('depositMoney', { accountId, money: usd('50.00'), description: '' })
  await teller.command('setOverdraftLimit', { accountId, limit: usd('200.00') })
  const before = await shown('summary')
  await teller.command('withdrawMoney', { accountId, money: usd('5.00'), description: '' })
  await bank.catchUp('account-summaries')
  const { data } = await alice.ask<{ data: Shown }>('accounts.summary', { accountId })
  expect(data).toMatchObject({
    balance: before.balance,
    overdraftLimit: usd('200.00'),
    available: before.available,
  })
})

it('a closed account can be overdrawn no more', async () => {
  const opening = { product: 'current', currency: 'USD', name: 'Short-lived' }
  const opened = await alice.command<{ accountId: string }>('openAccount', opening)
  await teller.command('setOverdraftLimit', { accountId: opened.accountId, limit: usd('100.00') })
  await alice.command('closeAccount', { accountId: opened.accountId, reason: 'not needed' })
  await bank.catchUp()
  const { data } = await alice.ask<{ data: Shown }>('accounts.summary', { accountId: opened.accountId })
  expect(data).toMatchObject({ overdraftLimit: usd('0.00'), available: usd('0.00') })
})

it('an account that is closed leaves what is left to another one of its owner’s, and to nobody else', async () => {
  const opening = { product: 'savings', currency: 'USD', name: 'Short-lived' }
  const from = await alice.command<{ accountId: string }>('openAccount', opening)
  const to = await alice.command<{ accountId: string }>('openAccount', opening)
  await teller.command('depositMoney', { accountId: from.accountId, money: usd('7.00'), description: '' })
  const closing = { accountId: from.accountId, reason: 'not needed' }
  const refused = await alice.mutate('commands.closeAccount', closing)
  expect(refused.error?.data.rejection).toMatchObject({ reason: 'BalanceNotZero', balance: usd('7.00') })
  // What the log says is for the bank to look up.
  const accrual = { month: '2001-01', from: '2001-01-01T00:00:00.000Z', days: null }
  await alice.command('closeAccount', { ...closing, toAccountId: to.accountId, accrual })
  await bank.catchUp()
  const { data } = await alice.ask<{ data: Shown }>('accounts.summary', { accountId: to.accountId })
  expect(data).toMatchObject({ balance: usd('7.00') })
})
