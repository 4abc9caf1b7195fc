/** Categories from the outside: what comes with a transaction, what a choice changes, and whose business it is. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId, PayeeId, TransferId } from '../../server/domain/ids.ts'
import { theBankItself } from '../../server/domain/the-bank.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

type Row = { position: number; description: string; category: string; categorySource: string }

const bank = await startTestBank()
const people = {} as Record<'alice' | 'bob' | 'shop' | 'teller' | 'auditor', Client>
const usd = (amount: string) => ({ amount, currency: 'USD' })
let accounts: Record<'everyday' | 'second' | 'savings' | 'bobs' | 'shops', string>

beforeAll(async () => {
  Object.assign(people, {
    alice: await bank.customer('Alice'),
    bob: await bank.customer('Bob'),
    shop: await bank.customer('Grocers'),
    teller: await bank.staff('teller'),
    auditor: await bank.staff('auditor'),
  })
})
beforeEach(async () => {
  const open = async (who: Client, product = 'current') =>
    (await who.command<{ accountId: string }>('openAccount', { product, currency: 'USD', name: 'Daily' }))
      .accountId
  accounts = {
    everyday: await open(people.alice),
    second: await open(people.alice),
    savings: await open(people.alice, 'savings'),
    bobs: await open(people.bob),
    shops: await open(people.shop),
  }
  await deposit(accounts.everyday, 'Opening deposit')
  await deposit(accounts.second, 'Opening deposit')
})

const deposit = async (accountId: string, description: string) =>
  (
    await people.teller.command<{ version: number }>('depositMoney', {
      accountId,
      money: usd('900.00'),
      description,
    })
  ).version
const pay = (to: string, description: string, from = accounts.everyday) =>
  people.alice.command('transferMoney', {
    fromAccountId: from,
    toAccountId: to,
    money: usd('5.00'),
    description,
  })
const rows = async (filter: object = {}, who: Client = people.alice, accountId = accounts.everyday) => {
  await bank.catchUp()
  return (await who.ask<{ data: Row[] }>('accounts.transactions', { accountId, ...filter })).data
}
const categories = async (filter: object = {}, accountId = accounts.everyday) =>
  (await rows(filter, people.alice, accountId)).map(
    ({ category, categorySource }) => `${category} ${categorySource}`,
  )
const categorise = async (input: object, who: Client = people.alice) => {
  await bank.catchUp()
  return who.mutate('commands.categoriseTransaction', input)
}
const newest = async (accountId = accounts.everyday) => (await rows({}, people.alice, accountId))[0]!.position

describe('the bank’s own rules', () => {
  test('go by the description, then by who is paid, then by what kind of movement it is', async () => {
    await pay(accounts.shops, 'Dinner')
    await pay(accounts.shops, 'Thanks!')
    await pay(accounts.bobs, 'Thanks!')
    await pay(accounts.second, 'Rent')
    await pay(accounts.savings, 'Rent')
    expect(await categories()).toEqual([
      'savings rule',
      'ownTransfers rule',
      'transfers rule',
      'groceries rule',
      'eatingOut rule',
      'cash rule',
    ])
  })
})

describe('a choice', () => {
  test('holds for one transaction, at either end for itself, and can be taken back', async () => {
    await pay(accounts.bobs, 'Thanks!')
    const position = await newest()
    expect((await categorise({ position, category: 'gifts' })).status).toBe(200)
    expect(await categories()).toEqual(['gifts chosen', 'cash rule'])
    const [bobs] = await rows({}, people.bob, accounts.bobs)
    expect(bobs).toMatchObject({ category: 'transfers', categorySource: 'rule' })
    expect((await categorise({ position, category: null })).status).toBe(200)
    expect(await categories()).toEqual(['transfers rule', 'cash rule'])
  })

  test('made twice, or taken back twice, changes nothing and says so', async () => {
    const position = await newest()
    expect((await categorise({ position, category: 'gifts' })).status).toBe(200)
    for (const again of [{ position, category: 'gifts' }]) {
      const { status, error } = await categorise(again)
      expect([status, error?.data.rejection?.reason]).toEqual([422, 'CategoryUnchanged'])
    }
    expect((await categorise({ position, category: null })).status).toBe(200)
    expect((await categorise({ position, category: null })).status).toBe(422)
  })

  test('is for nobody else to make: not for another customer, nor for staff, nor at no transaction', async () => {
    const position = await newest()
    expect((await categorise({ position, category: 'gifts' }, people.bob)).status).toBe(404)
    expect((await categorise({ position: 999_999, category: 'gifts' })).status).toBe(404)
    expect((await categorise({ position: 1, category: 'gifts' })).status).toBe(404)
    expect((await categorise({ position, category: 'gifts' }, people.teller)).status).toBe(403)
    expect(await categories()).toEqual(['cash rule'])
  })

  test.each([
    [{ category: 'food' }, ['category', 'position']],
    [{ position: 0, category: 'gifts' }, ['position']],
    [{ position: 1.5, category: 'gifts' }, ['position']],
    [{ position: 1, category: 'gifts', remember: 'yes' }, ['remember']],
    [{ position: 1, category: null, remember: true }, ['remember']],
  ])('%j is bad input', async (input, fields) => {
    const { status, error } = await categorise(input)
    expect([status, error?.data.fields?.map(({ path }) => path).sort()]).toEqual([400, fields])
  })
})

describe('what is remembered', () => {
  test('holds for what comes later, on all accounts, and not for what has been', async () => {
    await pay(accounts.bobs, 'Thanks!')
    await pay(accounts.bobs, 'Thanks again!')
    const position = await newest()
    expect((await categorise({ position, category: 'gifts', remember: true })).status).toBe(200)
    await pay(accounts.bobs, 'Dinner')
    await pay(accounts.bobs, 'Dinner', accounts.second)
    expect(await categories()).toEqual(['gifts remembered', 'gifts chosen', 'transfers rule', 'cash rule'])
    expect(await categories({}, accounts.second)).toEqual(['gifts remembered', 'cash rule'])
    expect((await categorise({ position, category: 'gifts', remember: true })).status).toBe(422)
  })

  test('at the counter goes by the text, whatever its date and spelling', async () => {
    await deposit(accounts.everyday, 'Zauberflöte, 3. November')
    const position = await newest()
    await categorise({ position, category: 'leisure', remember: true })
    await deposit(accounts.everyday, 'ZAUBERFLÖTE – 4 December')
    await deposit(accounts.everyday, 'Zauberflöte II and more')
    expect((await categories()).slice(0, 2)).toEqual(['cash rule', 'leisure remembered'])
  })

  test('is listed with an example, can be changed, and forgotten from then on', async () => {
    await pay(accounts.bobs, 'Thanks!')
    await categorise({ position: await newest(), category: 'gifts', remember: true })
    await bank.catchUp()
    type Rule = { ruleId: string; category: string; example: object; accountIds: string[] }
    const list = async () => (await people.alice.ask<{ data: Rule[] }>('insights.rules')).data
    const [rule] = await list()
    expect(rule).toMatchObject({
      ruleId: accounts.bobs,
      category: 'gifts',
      example: { description: 'Thanks!', counterparty: 'Bob Example' },
    })
    expect(rule?.accountIds).toEqual(expect.arrayContaining([accounts.everyday, accounts.second]))
    // One at a time, each once.
    const paged: string[] = []
    for (let cursor: string | null = null; ; ) {
      type Listed = { data: Rule[]; nextCursor: string | null }
      const page: Listed = await people.alice.ask('insights.rules', { limit: 1, ...(cursor && { cursor }) })
      paged.push(...page.data.map(({ ruleId }) => ruleId))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(paged).toEqual((await list()).map(({ ruleId }) => ruleId))
    await pay(accounts.bobs, 'One')
    await categorise({ position: await newest(), category: 'leisure', remember: true })
    await pay(accounts.bobs, 'Two')
    const forget = (who: Client) => who.mutate('commands.forgetCategoryRule', { ruleId: accounts.bobs })
    expect((await forget(people.bob)).status).toBe(404)
    expect((await forget(people.alice)).status).toBe(200)
    expect((await forget(people.alice)).status).toBe(404)
    await pay(accounts.bobs, 'Three')
    expect(await categories()).toEqual([
      'transfers rule',
      'leisure remembered',
      'leisure chosen',
      'gifts chosen',
      'cash rule',
    ])
    expect((await list()).map(({ ruleId }) => ruleId)).not.toContain(accounts.bobs)
  })
})

describe('at another bank', () => {
  const money = { amountMinor: 500n, currency: 'USD' as const }
  const by = { actor: theBankItself }
  const payee = async (name: string, number: string) =>
    (await people.alice.command<{ payeeId: PayeeId }>('addPayee', { name, number })).payeeId
  const payOut = async (payeeId: PayeeId, description: string) => {
    const { transferId } = await people.alice.command<{ transferId: TransferId }>('sendPayment', {
      ...{ fromAccountId: accounts.everyday, payeeId, description },
      money: usd('5.00'),
    })
    await bank.bank.bus.execute('settlePayment', { transferId, sequence: 1 }, by)
    await bank.catchUp()
  }
  const payIn = async (payerName: string, description: string) => {
    const transferId = randomUUID() as TransferId
    const accountId = accounts.everyday as AccountId
    const payment = { transferId, accountId, reference: transferId, money, description }
    await bank.bank.bus.execute(
      'receivePayment',
      { ...payment, payerName, payerNumber: 'DE02120300000000202051' },
      by,
    )
  }

  type Sums = { data: { rows: { category: string; inCount: number; outCount: number }[] } }
  const sums = async () => {
    await bank.catchUp()
    const { data } = await people.alice.ask<Sums>('insights.spending', { accountId: accounts.everyday })
    return Object.fromEntries(data.rows.map((row) => [row.category, row.inCount + row.outCount]))
  }

  test('the name of who is paid or has paid says as much as here, and a payee can be called otherwise', async () => {
    const energy = await payee('Nordlicht Energie', 'DE89370400440532013000')
    await payOut(energy, 'May')
    await payOut(energy, 'Dinner')
    await payIn('Alpine Travel Ltd', 'Your refund')
    await payIn('Dora', 'Thanks!')
    const all = ['transfers rule', 'travel rule', 'eatingOut rule', 'utilities rule', 'cash rule']
    expect(await categories()).toEqual(all)
    expect(await rows({ category: 'travel' })).toHaveLength(1)
    expect(await sums()).toEqual({ transfers: 1, travel: 1, eatingOut: 1, utilities: 1, cash: 1 })
    const statement = await people.alice.ask<{ data: { categories: { category: string }[] } }>(
      'statements.get',
      {
        accountId: accounts.everyday,
        month: new Date().toISOString().slice(0, 7),
      },
    )
    expect(statement.data.categories.map(({ category }) => category).sort()).toEqual(
      Object.keys(await sums()).sort(),
    )
    await people.alice.command('renamePayee', { payeeId: energy, name: 'Nordlicht Books' })
    expect((await categories())[3]).toBe('leisure rule')
    expect(await sums()).toMatchObject({ leisure: 1 })
    expect(await sums()).not.toHaveProperty('utilities')
  })

  test('what is remembered of a payee holds for that payee, whatever is written; of what comes in, for what is written', async () => {
    const [carol, dora] = [
      await payee('Carol', 'GB29NWBK60161331926819'),
      await payee('Dora', 'FR1420041010050500013M02606'),
    ]
    await payOut(carol, 'First')
    await categorise({ position: await newest(), category: 'gifts', remember: true })
    await payOut(carol, 'Second')
    await payOut(dora, 'First')
    await payIn('Carol', 'Wedding')
    await categorise({ position: await newest(), category: 'income', remember: true })
    await payIn('Dora', 'Wedding')
    await payIn('Dora', 'First')
    expect(await categories()).toEqual([
      'transfers rule',
      'income remembered',
      'income chosen',
      'transfers rule',
      'gifts remembered',
      'gifts chosen',
      'cash rule',
    ])
    const { data: remembered } = await people.alice.ask<{ data: { ruleId: string; example: object }[] }>(
      'insights.rules',
    )
    expect(remembered.find(({ ruleId }) => ruleId === carol)?.example).toMatchObject({
      counterparty: 'Carol',
    })
    expect(await sums()).toEqual({ transfers: 2, income: 2, gifts: 2, cash: 1 })
  })
})

test('transactions are found by category, together with other filters', async () => {
  await pay(accounts.shops, 'Dinner')
  await pay(accounts.bobs, 'Thanks!')
  const chosen = await newest()
  await categorise({ position: chosen, category: 'eatingOut' })
  await pay(accounts.bobs, 'Thanks!')
  const found = (filter: object) => rows({ category: 'eatingOut', ...filter })
  expect((await found({})).map(({ description }) => description)).toEqual(['Thanks!', 'Dinner'])
  expect(await found({ search: 'dinner', direction: 'out', maxAmount: '5.00' })).toHaveLength(1)
  expect(await found({ direction: 'in' })).toEqual([])
  const { status } = await people.alice.query('accounts.transactions', {
    accountId: accounts.everyday,
    category: 'food',
  })
  expect(status).toBe(400)
})

test('who may read what a customer has said of categories', async () => {
  await categorise({ position: await newest(), category: 'gifts' })
  const { customerId } = await people.alice.ask<{ customerId: string }>('session.me')
  const read = async (who: Client) =>
    (await who.query('audit.stream', { streamId: `Categories-${customerId}` })).status
  expect([
    await read(people.alice),
    await read(people.bob),
    await read(people.teller),
    await read(people.auditor),
  ]).toEqual([200, 404, 200, 200])
})
