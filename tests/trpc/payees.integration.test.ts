/** Payees over the API: saving and listing them, checking names, and that nobody learns what is not theirs to know. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountNumberOf } from '../../server/domain/account-number.ts'
import { aggregateOf } from '../../server/domain/aggregates.ts'
import { type AccountId, payeesStream } from '../../server/domain/ids.ts'
import { readStream } from '../../server/event-store/read.ts'
import { takeSnapshot } from '../../server/event-store/snapshot-sweep.ts'
import { saveSnapshots } from '../../server/event-store/snapshots.ts'
import { projectors } from '../../server/read-models/registry.ts'
import { reset } from '../../server/read-models/runner.ts'
import { GERMAN, germanIban } from '../support/payees.ts'
import { tablesNaming } from '../support/tables-naming.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const { sql } = bank.database
let bob: Client
let bobsNumber: string
let alice: Client

/** Right as a number, and no account's. */
const NOBODYS = accountNumberOf(randomUUID() as AccountId)

const opening = { product: 'current', currency: 'USD', name: 'Daily' }
type Row = {
  payeeId: string
  name: string
  number: string
  accountId: string | null
  isTrusted: boolean
  trustCountsFrom: string | null
}
const list = async (person: Client, input: object = {}) => {
  await bank.catchUp('payees')
  return person.ask<{ version: number; data: Row[]; nextCursor: string | null }>('payees.list', input)
}
const add = (person: Client, name: string, number: string, more: object = {}) =>
  person.command<{ version: number; payeeId: string }>('addPayee', { name, number, ...more })
const idOf = async (person: Client) => (await person.ask<{ customerId: string }>('session.me')).customerId
const numberOf = async (person: Client): Promise<{ accountId: string; number: string }> => {
  const { accountId } = await person.command<{ accountId: string }>('openAccount', opening)
  await bank.catchUp('account-summaries')
  const { data } = await person.ask<{ data: { accountId: string; number: string }[] }>('accounts.list')
  return { accountId, number: data.find((one) => one.accountId === accountId)!.number }
}

beforeAll(async () => {
  bob = await bank.customer('Bob')
  bobsNumber = (await numberOf(bob)).number
})
beforeEach(async () => {
  alice = await bank.customer('Alice')
})

describe('a payee', () => {
  it('at this bank is found by its number as typed, and is in the list at the version of the answer', async () => {
    const typed = `${bobsNumber.slice(0, 4).toLowerCase()} ${bobsNumber.slice(4)}`
    const { version, payeeId } = await add(alice, 'Bob', typed)
    const { data, version: reached } = await list(alice, { afterVersion: version })
    expect(reached).toBeGreaterThanOrEqual(version)
    expect(data).toEqual([
      {
        payeeId,
        name: 'Bob',
        number: bobsNumber,
        accountId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        bank: null,
        isTrusted: false,
        trustCountsFrom: null,
        addedAt: expect.stringMatching(/Z$/),
      },
    ])
  })

  it('at another bank needs no account here', async () => {
    const { payeeId } = await add(alice, 'Carol', GERMAN, { bank: 'A bank' })
    const { data } = await list(alice)
    expect(data).toMatchObject([{ payeeId, name: 'Carol', number: GERMAN, accountId: null, bank: 'A bank' }])
  })

  it('with a number of nobody’s is 404, and says which field', async () => {
    const { status, error } = await alice.mutate('commands.addPayee', {
      name: 'Nobody',
      number: NOBODYS,
    })
    expect([status, error?.data.rejection]).toEqual([404, { reason: 'AccountNotFound', field: 'number' }])
  })

  it('that is oneself is 422', async () => {
    const { number } = await numberOf(alice)
    const { status, error } = await alice.mutate('commands.addPayee', { name: 'Me', number })
    expect([status, error?.data.rejection]).toEqual([422, { reason: 'OwnAccount', field: 'number' }])
  })

  it.each([
    [{ name: 'Carol', number: 'DE89370400440532013001' }, 'number'],
    [{ name: 'Carol\u0000', number: GERMAN }, 'name'],
    [{ name: 'x'.repeat(10_000), number: GERMAN }, 'name'],
    [{ name: 'Carol', number: '1'.repeat(10_000) }, 'number'],
    [{ name: 'Carol', number: GERMAN, bank: 'a\nb' }, 'bank'],
  ])('with bad input is 400, names the field and writes nothing: %#', async (input, field) => {
    const { status, error } = await alice.mutate('commands.addPayee', input)
    expect([status, error?.data.fields?.map(({ path }) => path)]).toEqual([400, [field]])
    expect((await list(alice)).data).toEqual([])
  })

  it('sent again with the same command id is saved once', async () => {
    const commandId = randomUUID()
    const first = await add(alice, 'Carol', GERMAN, { commandId })
    expect(await add(alice, 'Carol', GERMAN, { commandId })).toEqual(first)
    expect((await list(alice)).data).toHaveLength(1)
  })

  it('saved by five at once is saved once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => alice.mutate('commands.addPayee', { name: 'Carol', number: GERMAN })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422])
    expect((await list(alice)).data).toHaveLength(1)
  })

  it('is renamed, trusted, trusted no more and removed, and can then be saved again', async () => {
    const { payeeId } = await add(alice, 'Carol', GERMAN)
    await alice.command('renamePayee', { payeeId, name: 'Caroline' })
    await alice.command('trustPayee', { payeeId })
    const [trusted] = (await list(alice)).data
    expect(trusted).toMatchObject({ name: 'Caroline', isTrusted: true })
    // A day after that it counts.
    const inHours = (Date.parse(trusted!.trustCountsFrom!) - Date.now()) / 3_600_000
    expect(inHours).toBeGreaterThan(23.9)
    expect(inHours).toBeLessThanOrEqual(24)
    await alice.command('untrustPayee', { payeeId })
    expect((await list(alice)).data).toMatchObject([{ isTrusted: false, trustCountsFrom: null }])
    await alice.command('removePayee', { payeeId })
    expect((await list(alice)).data).toEqual([])
    expect((await alice.mutate('commands.trustPayee', { payeeId })).status).toBe(404)
    expect((await add(alice, 'Carol', GERMAN)).payeeId).not.toBe(payeeId)
  })
})

describe('the list', () => {
  it('is by name, page by page, and one’s own', async () => {
    const names = ['dora', 'Anna', 'carl', 'Berta', 'anna']
    for (const [n, name] of names.entries()) await add(alice, name, germanIban(n))
    await add(bob, 'Of Bob', GERMAN)
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await list(alice, { limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.data.map(({ name }) => name))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen.map((name) => name.toLowerCase())).toEqual(['anna', 'anna', 'berta', 'carl', 'dora'])
    expect(new Set(seen)).toEqual(new Set(names))
  })
  it('refuses a cursor that it has not given', async () => {
    const { status, error } = await alice.query('payees.list', { cursor: 'bm9uZQ' })
    expect([status, error?.data.fields?.[0]?.path]).toEqual([400, 'cursor'])
  })
})

describe('checking a name', () => {
  const check = (name: string, number = bobsNumber) =>
    alice.ask<{ data: object }>('payees.checkName', { name, number })

  it.each([
    ['example BOB', { result: 'match' }],
    ['B Example', { result: 'closeMatch', name: 'Bob Example' }],
    ['Bob Exmaple', { result: 'closeMatch', name: 'Bob Example' }],
    ['Example', { result: 'noMatch' }],
    ['Alice Example', { result: 'noMatch' }],
  ])('%s', async (name, result) => {
    expect((await check(name)).data).toEqual(result)
  })
  it('knows nothing of other banks, of numbers that are nobody’s and of closed accounts', async () => {
    expect((await check('Bob Example', GERMAN)).data).toEqual({ result: 'unknown' })
    expect((await check('Bob Example', NOBODYS)).data).toEqual({ result: 'unknown' })
    const dora = await bank.customer('Dora')
    const { accountId, number } = await numberOf(dora)
    await dora.command('closeAccount', { accountId, reason: 'moving away' })
    await bank.catchUp('account-summaries')
    expect((await check('Dora Example', number)).data).toEqual({ result: 'unknown' })
  })
  it('is done ten times a minute and no more, however many ask at once', async () => {
    const ask = (person: Client) => person.query('payees.checkName', { name: 'Bob', number: bobsNumber })
    const answers = await Promise.all(Array.from({ length: 14 }, () => ask(alice)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(refused).toHaveLength(4)
    for (const { headers, error } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
      expect(error?.data.reason).toBe('TooManyRequests')
    }
    expect((await ask(bob)).status).toBe(200)
    // The minute is over.
    await sql`UPDATE auth_request_counts SET window_ends_at = now() WHERE requests > 10`
    expect((await ask(alice)).status).toBe(200)
  })
  it('forgets who has asked', async () => {
    await sql`UPDATE auth_request_counts SET window_ends_at = now() - interval '2 hours'`
    await check('Bob Example')
    const [left] = await sql`SELECT count(*)::int FROM auth_request_counts`
    expect(left).toEqual({ count: 1 })
  })
})

describe('whom a customer pays', () => {
  it('stands in plain in the tables that are made for it, until the customer is forgotten', async () => {
    const customerId = await idOf(alice)
    const { payeeId } = await add(alice, 'Xochipilli', GERMAN)
    await alice.command('renamePayee', { payeeId, name: 'Xochiquetzal' })
    const removed = await add(alice, 'Xochipilli again', germanIban(77))
    await alice.command('removePayee', { payeeId: removed.payeeId })
    await bank.catchUp()
    const words = ['xochi', germanIban(77)]
    expect(await tablesNaming(sql, ...words)).toEqual([
      'public.payees',
      'public.payment_payees',
      'public.standing_order_payees',
      'public.transaction_outsiders',
      'public.transfer_payees',
    ])

    const approver = await bank.staff('approver')
    await approver.command('forgetCustomer', { customerId, reason: 'as asked' })
    await bank.catchUp()
    expect(await tablesNaming(sql, ...words)).toEqual([])
    const stream = payeesStream(customerId as never)
    const events = await readStream(sql, stream)
    expect(events.map(({ type }) => type)).toEqual([
      'PayeeAdded',
      'PayeeRenamed',
      'PayeeAdded',
      'PayeeRemoved',
      'PayeeForgotten',
      'PayeeForgotten',
    ])
    expect(events[0]?.data).toMatchObject({ name: 'Erased payee', number: '' })
    const [receipts] = await sql`
      SELECT count(*)::int FROM command_receipts r JOIN events e ON r.command_id = (e.metadata->>'commandId')::uuid
      WHERE e.stream_id = ${stream} AND e.event_type IN ('PayeeAdded', 'PayeeRenamed')`
    expect(receipts).toEqual({ count: 0 })

    const rows = () => sql`SELECT * FROM payees WHERE customer_id = ${customerId} ORDER BY payee_id`
    const lived = await rows()
    expect(lived.map(({ status, name, number }) => ({ status, name, number }))).toEqual(
      Array.from({ length: 2 }, () => ({ status: 'forgotten', name: 'Erased payee', number: '' })),
    )
    for (const projector of projectors) if (projector.name === 'payees') await reset(bank.database, projector)
    await bank.catchUp('payees')
    expect(await rows()).toEqual(lived)
  })

  it('is in no snapshot, not even when one is asked for', async () => {
    const customerId = await idOf(alice)
    await add(alice, 'Carol', GERMAN)
    const stream = payeesStream(customerId as never)
    const snapshot = await takeSnapshot(sql, stream)
    expect(snapshot.aggregate).toBe(aggregateOf(stream))
    await expect(saveSnapshots(sql, [snapshot])).rejects.toThrow(
      `${stream} has personal data in its state and can have no snapshot`,
    )
  })
})
