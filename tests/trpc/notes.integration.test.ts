/** Notes and saved searches from the outside: whose they are, where they show, and that they go with their customer. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { projectors } from '../../server/read-models/registry.ts'
import { reset } from '../../server/read-models/runner.ts'
import { tablesNaming } from '../support/tables-naming.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

type Row = { position: number; description: string; note: string | null }
type Search = { searchId: string; name: string; filter: object; savedAt: string }

const bank = await startTestBank()
const { sql } = bank.database
const people = {} as Record<'alice' | 'bob' | 'teller' | 'auditor' | 'approver', Client>
const usd = (amount: string) => ({ amount, currency: 'USD' })
const accounts = { alices: '', bobs: '' }
/** Of Alice's deposit, and of her side of a transfer to Bob. */
const positions = { deposit: 0, lunch: 0 }
const idOf = async (who: Client) => (await who.ask<{ customerId: string }>('session.me')).customerId

const rows = async (who: Client, accountId: string) => {
  await bank.catchUp()
  return (await who.ask<{ data: Row[] }>('accounts.transactions', { accountId })).data
}
const noteTo = (position: number, note: string, who = people.alice) =>
  who.mutate('commands.noteTransaction', { position, note })
const noteOf = async (who: Client, position: number, accountId = accounts.alices) =>
  (await rows(who, accountId)).find((row) => row.position === position)?.note

beforeAll(async () => {
  Object.assign(people, {
    alice: await bank.customer('Alice'),
    bob: await bank.customer('Bob'),
    teller: await bank.staff('teller'),
    auditor: await bank.staff('auditor'),
    approver: await bank.staff('approver'),
  })
  const open = async (who: Client) =>
    (
      await who.command<{ accountId: string }>('openAccount', {
        product: 'current',
        currency: 'USD',
        name: 'D',
      })
    ).accountId
  Object.assign(accounts, { alices: await open(people.alice), bobs: await open(people.bob) })
  const deposit = { accountId: accounts.alices, money: usd('50.00'), description: 'Salary' }
  await people.teller.command('depositMoney', deposit)
  await people.alice.command('transferMoney', {
    ...{ fromAccountId: accounts.alices, toAccountId: accounts.bobs, money: usd('5.00') },
    description: 'Lunch',
  })
  const [lunch, salary] = await rows(people.alice, accounts.alices)
  Object.assign(positions, { deposit: salary!.position, lunch: lunch!.position })
})

describe('a note', () => {
  test('shows in every list of its owner’s, can be changed, and taken away', async () => {
    const { lunch } = positions
    expect((await noteTo(lunch, '  For the xylophone  ')).status).toBe(200)
    expect(await noteOf(people.alice, lunch)).toBe('For the xylophone')
    const { alices: accountId } = accounts
    const summary = await people.alice.ask<{ data: { transactions: Row[] } }>('accounts.summary', {
      accountId,
    })
    expect(summary.data.transactions.map(({ note }) => note)).toEqual(['For the xylophone', null])
    const found = await people.alice.ask<{ data: Row[] }>('accounts.transactions', {
      accountId,
      search: 'lunch',
    })
    expect(found.data.map(({ note }) => note)).toEqual(['For the xylophone'])
    const month = new Date().toISOString().slice(0, 7)
    const statement = await people.alice.ask<{ data: { lines: Row[] } }>('statements.get', {
      accountId,
      month,
    })
    expect(statement.data.lines.map(({ note }) => note)).toEqual([null, 'For the xylophone'])
    expect((await noteTo(lunch, 'For the piano')).status).toBe(200)
    expect(await noteOf(people.alice, lunch)).toBe('For the piano')
    expect((await noteTo(lunch, '')).status).toBe(200)
    expect(await noteOf(people.alice, lunch)).toBeNull()
  })

  test('is for nobody else to read, nor to write', async () => {
    const { deposit, lunch } = positions
    await noteTo(lunch, 'For the xylophone')
    for (const who of [people.teller, people.auditor]) expect(await noteOf(who, lunch)).toBeNull()
    const [bobs] = await rows(people.bob, accounts.bobs)
    expect(bobs!.note).toBeNull()
    const lines = await people.auditor.ask<{ data: { lines: Row[] } }>('insights.transactions', {
      customerId: await idOf(people.alice),
    })
    expect(lines.data.lines.map(({ note }) => note)).toEqual([null, null])
    expect((await noteTo(deposit, 'Mine', people.bob)).status).toBe(404)
    expect((await noteTo(999_999, 'Mine')).status).toBe(404)
    expect((await noteTo(deposit, 'Mine', people.teller)).status).toBe(403)
    expect(await noteOf(people.alice, deposit)).toBeNull()
  })

  test('that changes nothing is refused, and sent again with its id it is answered as before', async () => {
    const { deposit: position } = positions
    const given = { position, note: 'Thirteenth month', commandId: randomUUID() }
    const first = await people.alice.mutate('commands.noteTransaction', given)
    expect(await people.alice.mutate('commands.noteTransaction', given)).toMatchObject({
      status: 200,
      data: first.data,
    })
    const { status, error } = await noteTo(position, 'Thirteenth month')
    expect([status, error?.data.rejection?.reason]).toEqual([422, 'NoteUnchanged'])
  })

  test.each([
    [{ position: 0, note: 'x' }, ['position']],
    [{ position: 1, note: 'x'.repeat(281) }, ['note']],
    [{ position: 1, note: 'a\nb' }, ['note']],
    [{}, ['note', 'position']],
  ])('%j is bad input', async (input, fields) => {
    const { status, error } = await people.alice.mutate('commands.noteTransaction', input)
    expect([status, error?.data.fields?.map(({ path }) => path).sort()]).toEqual([400, fields])
  })
})

describe('saved searches', () => {
  const list = async (who: Client = people.alice, paging: object = {}) => {
    await bank.catchUp()
    return who.ask<{ data: Search[]; nextCursor: string | null }>('searches.list', paging)
  }
  const save = (search: object) => people.alice.command<{ searchId: string }>('saveSearch', search)

  test('are listed by name, changed and removed, each customer’s own', async () => {
    const filter = { search: 'Quartz', counterparty: 'PB76', categories: ['rent'], range: 'last90Days' }
    const rent = await save({ name: 'Rent', filter })
    const food = await save({ name: 'food', filter: { minAmount: '10', from: '2026-01-01' } })
    expect((await list()).data).toEqual([
      { ...food, version: undefined, name: 'food', filter: expect.any(Object), savedAt: expect.any(String) },
      { ...rent, version: undefined, name: 'Rent', filter, savedAt: expect.any(String) },
    ])
    const page = await list(people.alice, { limit: 1 })
    expect(page.data.map(({ name }) => name)).toEqual(['food'])
    const next = await list(people.alice, { limit: 1, cursor: page.nextCursor })
    expect([next.data.map(({ name }) => name), next.nextCursor]).toEqual([['Rent'], null])
    await save({ searchId: rent.searchId, name: 'All rent', filter: { search: 'Quartz' } })
    expect((await list()).data[0]).toMatchObject({ name: 'All rent', filter: { search: 'Quartz' } })
    expect((await list(people.bob)).data).toEqual([])
    await people.alice.command('removeSearch', { searchId: food.searchId })
    expect((await list()).data.map(({ name }) => name)).toEqual(['All rent'])
    const again = await people.alice.mutate('commands.removeSearch', { searchId: food.searchId })
    expect(again.status).toBe(404)
    const twice = await people.alice.mutate('commands.saveSearch', { name: 'ALL RENT', filter })
    expect([twice.status, twice.error?.data.rejection?.reason]).toEqual([422, 'SearchNameTaken'])
  })
})

test('who may read what a customer has written', async () => {
  const customerId = await idOf(people.alice)
  const [{ stream_id: note } = { stream_id: '' }] = await sql<{ stream_id: string }[]>`
    SELECT stream_id FROM events WHERE event_type = 'TransactionNoted' ORDER BY global_position LIMIT 1`
  for (const streamId of [note, `SavedSearches-${customerId}`]) {
    const statuses = []
    for (const who of [people.alice, people.bob, people.teller, people.auditor])
      statuses.push((await who.query('audit.stream', { streamId })).status)
    expect(statuses, streamId).toEqual([200, 404, 403, 200])
  }
})

test('stands in plain nowhere in the log, and nowhere at all once the customer is forgotten', async () => {
  const words = ['xylophone', 'thirteenth month', 'quartz', 'all rent']
  await noteTo(positions.lunch, 'For the xylophone again')
  await bank.catchUp()
  expect(await tablesNaming(sql, ...words)).toEqual(['public.saved_searches', 'public.transaction_notes'])
  const customerId = await idOf(people.alice)
  const { alices: accountId } = accounts
  await people.teller.command('withdrawMoney', { accountId, money: usd('45.00'), description: '' })
  await people.alice.command('closeAccount', { accountId, reason: 'moving away' })
  await bank.catchUp()
  await people.approver.command('forgetCustomer', { customerId, reason: 'as asked' })
  await bank.catchUp()
  expect(await tablesNaming(sql, ...words)).toEqual([])
  const left = async () =>
    (
      await sql<{ row: string }[]>`
      SELECT n::text AS row FROM transaction_notes n UNION ALL SELECT s::text FROM saved_searches s ORDER BY row`
    ).map(({ row }) => row)
  const lived = await left()
  for (const projector of projectors) await reset(bank.database, projector)
  await bank.catchUp()
  expect(await left()).toEqual(lived)
  const receipts = await sql`
    SELECT FROM command_receipts r JOIN events e ON r.command_id = (e.metadata->>'commandId')::uuid
    WHERE e.event_type IN ('TransactionNoted', 'SearchSaved')`
  expect(receipts).toHaveLength(0)
})
