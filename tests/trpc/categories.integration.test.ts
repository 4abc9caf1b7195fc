/** Categories from the outside: what comes with a transaction, what a choice changes, and whose business it is. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
