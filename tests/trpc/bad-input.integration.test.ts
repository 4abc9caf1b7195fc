/**
 * Whatever is wrong with a command is told with its field or its rule, and nothing is written: no event, no receipt. So the
 * same form, put right, can be sent again under the same command id.
 */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../server/domain/calendar/business-dates.ts'
import { readHead } from '../../server/event-store/read.ts'
import { appRouter } from '../../server/trpc/router.ts'
import { germanIban } from '../support/payees.ts'
import type { Client } from '../web/client.ts'
import { startTestBank } from '../web/test-bank.ts'

const bank = await startTestBank()
const { sql } = bank.database
const people = {} as Record<'alice' | 'bob' | 'teller' | 'approver', Client>
const known = { from: '', savings: '', euros: '', bobs: '', number: '', customerId: '', position: 0 }

const usd = (amount: string) => ({ amount, currency: 'USD' })
const today = new Date().toISOString().slice(0, 10)
const opening = { product: 'current', currency: 'USD', name: 'Daily' }
const open = async (who: Client, more: object = {}) =>
  (await who.command<{ accountId: string }>('openAccount', { ...opening, ...more })).accountId

beforeAll(async () => {
  Object.assign(people, {
    alice: await bank.customer('Alice'),
    bob: await bank.customer('Bob'),
    teller: await bank.staff('teller'),
    approver: await bank.staff('approver'),
  })
  known.from = await open(people.alice)
  known.savings = await open(people.alice)
  known.euros = await open(people.alice, { currency: 'EUR' })
  known.bobs = await open(people.bob)
  known.customerId = (await people.alice.ask<{ customerId: string }>('session.me')).customerId
  const deposit = { accountId: known.from, money: usd('5000.00'), description: '' }
  known.position = (await people.teller.command('depositMoney', deposit)).version
  await bank.catchUp()
  const { data } = await people.alice.ask<{ data: { number: string } }>('accounts.summary', {
    accountId: known.from,
  })
  known.number = data.number
})

type Wrong = readonly [what: string, value: unknown]
const absurd: Wrong[] = [
  ['negative', usd('-1.00')],
  ['with three decimals', usd('1.005')],
  ['without decimals', usd('1')],
  ['of twenty digits', usd('100000000000000000000.00')],
  ['as a number', { amount: 1, currency: 'USD' }],
  ['in a currency that there is not', { amount: '1.00', currency: 'XXX' }],
  ['in another currency', { amount: '1.00', currency: 'EUR' }],
  ['missing its currency', { amount: '1.00' }],
]
const amounts: Wrong[] = [['of nothing', usd('0.00')], ...absurd]
const texts: Wrong[] = [
  ['with a control character', 'Rent\u0007'],
  ['with a NUL', 'Rent\u0000'],
  ['on two lines', 'Rent\nand more'],
  ['drawn backwards', 'Rent \u202Etner'],
  ['of 10,000 characters', 'x'.repeat(10_000)],
  ['with half a character', 'Rent \uD800'],
  ['as a number', 7],
]
const names: Wrong[] = [['that is empty', '  '], ...texts]
const unknown: Wrong[] = [
  ['of nobody', randomUUID()],
  ['that is no id', 'here'],
  ['that is null', null],
]
const dates: Wrong[] = [
  ['in the past', addDays(today, -1)],
  ['that there is not', '2027-02-30'],
  ['that is no date', 'tomorrow'],
]
const counts = (least: number, most: number): Wrong[] => [
  ['too low', least - 1],
  ['too high', most + 1],
  ['in parts', least + 0.5],
  ['in words', 'three'],
]

type Case = {
  readonly by: keyof typeof people
  /** What is right, as often as it is asked for. */
  readonly input: () => Promise<Record<string, unknown>> | Record<string, unknown>
  /** By the path of the field. */
  readonly wrong: Readonly<Record<string, readonly Wrong[]>>
  /** A rule says no to it all the same: then nothing can be put right. */
  readonly isRefused?: true
}

const movement = () => ({ accountId: known.from, money: usd('5.00'), description: 'Rent' })
const transfer = () => ({
  fromAccountId: known.from,
  toAccountId: known.bobs,
  money: usd('2.00'),
  description: 'Rent',
})
const transferred = async (more: object = {}) => {
  const input = { ...transfer(), ...more }
  return (await people.alice.command<{ transferId: string }>('transferMoney', input)).transferId
}
const paying: Case['wrong'] = {
  fromAccountId: unknown,
  toAccountId: unknown,
  money: amounts,
  description: texts,
}
const own = (): Wrong => ['that is the same', known.from]
let ibans = 0
const payeeOf = async () => {
  const payee = { name: 'Carol', number: germanIban(++ibans) }
  return (await people.alice.command<{ payeeId: string }>('addPayee', payee)).payeeId
}
const order = () => ({
  ...transfer(),
  schedule: { frequency: 'monthly', firstDate: addDays(today, 30) },
})
const orderOf = async () =>
  (await people.alice.command<{ orderId: string }>('createStandingOrder', order())).orderId
const asking = () => ({
  toAccountId: known.from,
  money: usd('3.00'),
  description: 'Pizza',
  payer: { accountId: known.bobs },
})
const requestOf = async () =>
  (await people.alice.command<{ requestId: string }>('requestMoney', asking())).requestId
const quoting = () => ({ fromAccountId: known.from, toAccountId: known.euros, sell: usd('10.00') })
const searching = () => ({ name: `Rent ${randomUUID()}`, filter: { search: 'rent' } })
const orderId = async () => ({ orderId: await orderOf() })
const payeeId = async () => ({ payeeId: await payeeOf() })

const cases: Record<string, Case> = {
  'commands.openAccount': {
    by: 'alice',
    input: () => opening,
    wrong: {
      name: names,
      currency: [['that there is not', 'XXX']],
      product: [['that there is not', 'gold']],
    },
  },
  'commands.depositMoney': {
    by: 'teller',
    input: movement,
    wrong: { accountId: unknown, money: amounts, description: texts },
  },
  'commands.withdrawMoney': {
    by: 'teller',
    input: movement,
    wrong: { accountId: unknown, money: amounts, description: texts },
  },
  'commands.transferMoney': {
    by: 'alice',
    input: transfer,
    wrong: { ...paying, settleAfterSeconds: counts(0, 60), transferId: [['that is no id', 'x']] },
  },
  'commands.cancelTransfer': {
    by: 'alice',
    input: async () => ({ transferId: await transferred({ settleAfterSeconds: 60 }) }),
    wrong: { transferId: unknown },
  },
  'commands.refundTransfer': {
    by: 'bob',
    input: async () => ({ transferId: await transferred(), money: usd('0.50'), description: 'Back' }),
    wrong: {
      transferId: unknown,
      money: [...amounts, ['more than it was', usd('2.01')]],
      description: texts,
    },
  },
  'commands.approveTransfer': {
    by: 'approver',
    input: async () => ({ transferId: await transferred() }),
    wrong: { transferId: unknown },
    isRefused: true,
  },
  'commands.declineTransfer': {
    by: 'approver',
    input: async () => ({ transferId: await transferred(), reason: 'Not explained' }),
    wrong: { transferId: unknown, reason: names },
    isRefused: true,
  },
  'commands.setUndoWindow': {
    by: 'alice',
    input: () => ({ seconds: 20 }),
    wrong: { seconds: counts(0, 60), customerId: [['of nobody', randomUUID()]] },
  },
  'commands.sendPayment': {
    by: 'alice',
    input: async () => ({
      fromAccountId: known.from,
      ...(await payeeId()),
      money: usd('1.00'),
      description: '',
    }),
    wrong: { fromAccountId: unknown, payeeId: unknown, money: amounts, description: texts },
  },
  'commands.clearSuspense': {
    by: 'approver',
    input: async () => ({ transferId: await transferred(), accountId: known.from }),
    wrong: { transferId: unknown, accountId: [['that is no id', 'x']] },
    isRefused: true,
  },
  'exchange.quote': {
    by: 'alice',
    input: quoting,
    wrong: { fromAccountId: unknown, toAccountId: unknown, sell: amounts, buy: amounts },
  },
  'commands.exchangeMoney': {
    by: 'alice',
    input: async () => {
      const { data } = await people.alice.mutate('exchange.quote', quoting())
      return { quoteId: (data as { quoteId: string }).quoteId }
    },
    wrong: { quoteId: unknown },
  },
  'commands.requestMoney': {
    by: 'alice',
    input: asking,
    wrong: {
      toAccountId: unknown,
      money: amounts,
      description: texts,
      expiresInDays: counts(1, 90),
      payer: [
        ['of nobody', { accountId: randomUUID() }],
        ['by a number with a wrong digit', { number: 'PB00 0000' }],
        ['twice', { accountId: randomUUID(), number: 'PB00' }],
        ['in words', 'Bob'],
      ],
    },
  },
  'commands.splitBill': {
    by: 'alice',
    input: () => {
      const { payer, ...rest } = asking()
      return { ...rest, people: [payer] }
    },
    wrong: {
      toAccountId: unknown,
      money: amounts,
      description: texts,
      ownParts: counts(0, 100),
      people: [
        ['of nobody', [{ accountId: randomUUID() }]],
        ['without anybody', []],
        ['with parts and an amount', [{ accountId: randomUUID(), parts: 1, money: usd('1.00') }]],
        [
          'with an amount for one alone',
          [{ accountId: randomUUID(), money: usd('1.00') }, { accountId: randomUUID() }],
        ],
        ['of too many', Array.from({ length: 21 }, () => ({ accountId: randomUUID() }))],
      ],
    },
  },
  'commands.acceptRequest': {
    by: 'bob',
    input: async () => ({ requestId: await requestOf(), fromAccountId: known.bobs }),
    wrong: { requestId: unknown, fromAccountId: unknown },
  },
  'commands.declineRequest': {
    by: 'bob',
    input: async () => ({ requestId: await requestOf() }),
    wrong: { requestId: unknown },
  },
  'commands.cancelRequest': {
    by: 'alice',
    input: async () => ({ requestId: await requestOf() }),
    wrong: { requestId: unknown },
  },
  'commands.freezeAccount': {
    by: 'teller',
    input: async () => ({ accountId: await open(people.bob), reason: 'Lost card' }),
    wrong: { accountId: unknown, reason: names },
  },
  'commands.unfreezeAccount': {
    by: 'teller',
    input: async () => {
      const accountId = await open(people.bob)
      await people.teller.command('freezeAccount', { accountId, reason: 'Lost card' })
      return { accountId, reason: 'Found' }
    },
    wrong: { accountId: unknown, reason: names },
  },
  'commands.renameAccount': {
    by: 'alice',
    input: () => ({ accountId: known.savings, name: 'Holidays' }),
    wrong: { accountId: unknown, name: names },
  },
  'commands.setOverdraftLimit': {
    by: 'teller',
    input: () => ({ accountId: known.savings, limit: usd('50.00') }),
    wrong: { accountId: unknown, limit: absurd },
  },
  'commands.setLowBalanceAlert': {
    by: 'alice',
    input: () => ({ accountId: known.savings, threshold: usd('50.00') }),
    wrong: { accountId: unknown, threshold: absurd },
  },
  'commands.changeTransferLimits': {
    by: 'alice',
    input: () => ({ accountId: known.savings, perDay: usd('50.00') }),
    wrong: { accountId: unknown, perTransfer: absurd, perDay: absurd, newPayee: absurd },
  },
  'commands.closeAccount': {
    by: 'alice',
    input: async () => ({ accountId: await open(people.alice), reason: 'Not needed' }),
    wrong: { accountId: unknown, reason: names, toAccountId: [['that is no id', 'x']] },
  },
  'commands.addPayee': {
    by: 'alice',
    input: () => ({ name: 'Carol', number: germanIban(++ibans), bank: 'A bank' }),
    wrong: {
      name: names,
      bank: texts,
      number: [
        ['of nobody', 'PB00 0000'],
        ['with a wrong digit', 'DE88370400440532013000'],
        ['in words', 'Carol’s'],
      ],
    },
  },
  'commands.renamePayee': {
    by: 'alice',
    input: async () => ({ ...(await payeeId()), name: 'Caroline' }),
    wrong: { payeeId: unknown, name: names },
  },
  'commands.trustPayee': { by: 'alice', input: payeeId, wrong: { payeeId: unknown } },
  'commands.untrustPayee': {
    by: 'alice',
    input: async () => {
      const payee = await payeeId()
      await people.alice.command('trustPayee', payee)
      return payee
    },
    wrong: { payeeId: unknown },
  },
  'commands.removePayee': { by: 'alice', input: payeeId, wrong: { payeeId: unknown } },
  'commands.createStandingOrder': {
    by: 'alice',
    input: order,
    wrong: {
      ...paying,
      'schedule.firstDate': dates,
      'schedule.count': [
        ['of none', 0],
        ['in parts', 1.5],
      ],
    },
  },
  'commands.changeStandingOrder': {
    by: 'alice',
    input: async () => ({ ...(await orderId()), money: usd('4.00'), schedule: order().schedule }),
    wrong: { orderId: unknown, money: amounts, description: texts, 'schedule.firstDate': dates },
  },
  'commands.skipOccurrence': {
    by: 'alice',
    input: async () => ({ ...(await orderId()), date: order().schedule.firstDate }),
    wrong: { orderId: unknown, date: dates },
  },
  'commands.restoreOccurrence': {
    by: 'alice',
    input: async () => {
      const given = { ...(await orderId()), date: order().schedule.firstDate }
      await people.alice.command('skipOccurrence', given)
      return given
    },
    wrong: { orderId: unknown, date: dates },
  },
  'commands.cancelStandingOrder': { by: 'alice', input: orderId, wrong: { orderId: unknown } },
  'commands.categoriseTransaction': {
    by: 'alice',
    input: () => ({ position: known.position, category: 'gifts' }),
    wrong: {
      position: [
        ['of nothing', 9_999_999],
        ['before all', 0],
        ['in words', 'first'],
      ],
      category: [['that there is not', 'yachts']],
      remember: [['in words', 'yes']],
    },
  },
  'commands.forgetCategoryRule': {
    by: 'alice',
    input: () => ({ ruleId: randomUUID() }),
    wrong: { ruleId: [['that is no id', 'x']] },
    isRefused: true,
  },
  'commands.noteTransaction': {
    by: 'alice',
    input: () => ({ position: known.position, note: `Note ${randomUUID()}` }),
    wrong: {
      position: [
        ['of nothing', 9_999_999],
        ['before all', 0],
        ['in words', 'first'],
      ],
      note: texts,
    },
  },
  'commands.saveSearch': {
    by: 'alice',
    input: () => searching(),
    wrong: {
      name: names,
      searchId: unknown,
      filter: [
        ['that asks for nothing', {}],
        ['that is no filter', 'rent'],
      ],
      'filter.search': [['that is empty', ' '], ...texts],
      'filter.from': [
        ['that there is not', '2027-02-30'],
        ['that is no date', 'tomorrow'],
      ],
      'filter.minAmount': [
        ['below zero', '-1'],
        ['as a number', 5],
      ],
      'filter.categories': [
        ['of none', []],
        ['that there are not', ['yachts']],
      ],
    },
  },
  'commands.removeSearch': {
    by: 'alice',
    input: async () => ({
      searchId: (await people.alice.command<{ searchId: string }>('saveSearch', searching())).searchId,
    }),
    wrong: { searchId: unknown },
  },
  'commands.forgetCustomer': {
    by: 'approver',
    input: async () => {
      const somebody = await bank.customer('Dora')
      const { customerId } = await somebody.ask<{ customerId: string }>('session.me')
      return { customerId, reason: 'As asked' }
    },
    wrong: { customerId: unknown, reason: [...names, ['that names the customer', 'Example has asked']] },
  },
  'commands.markNotificationsRead': {
    by: 'alice',
    input: () => ({ upTo: 1 }),
    wrong: {
      upTo: [
        ['before all', 0],
        ['after all', 1e12],
        ['in parts', 1.5],
        ['in words', 'all'],
      ],
    },
  },
}

const changed = (input: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> => {
  const [field = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...input, [field]: value }
  return { ...input, [field]: changed(input[field] as Record<string, unknown>, rest.join('.'), value) }
}
const written = async (commandId: string) => {
  const [row] = await sql<{ events: number; receipts: number }[]>`
    SELECT (SELECT count(*)::int FROM events) AS events,
           (SELECT count(*)::int FROM command_receipts WHERE command_id = ${commandId}) AS receipts
    ORDER BY events`
  return { head: await readHead(sql), ...row }
}

test('every command that can be sent is tried', () => {
  const mutations = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
  ).flatMap(([path, { _def }]) => (_def.type === 'mutation' ? [path] : []))
  const sent = mutations.filter((path) => path.startsWith('commands.') || path.startsWith('exchange.'))
  expect(Object.keys(cases).sort()).toEqual(sent.sort())
})

describe.each(Object.entries(cases))('%s', (path, { by, input, wrong, isRefused }) => {
  test('says what is wrong, writes nothing, and takes it once it is right', async () => {
    const right = await input()
    const commandId = randomUUID()
    const before = await written(commandId)
    expect(before.receipts).toBe(0)
    const surprises: string[] = []
    const tries = Object.entries(wrong).flatMap(([field, values]) =>
      values.map(([what, value]) => ({ what: `${field} ${what}`, given: changed(right, field, value) })),
    )
    if ('toAccountId' in right && 'fromAccountId' in right)
      tries.push({ what: 'the same account twice', given: changed(right, 'toAccountId', own()[1]) })
    for (const { what, given } of tries) {
      const { status, error } = await people[by].mutate(path, { ...given, commandId })
      const { fields = [], rejection } = error?.data ?? {}
      const isTold = status === 400 ? fields.every(({ path: at, reason }) => at && reason) : rejection?.reason
      const isNo = [400, 404, 422].includes(status) && (isTold || (status === 404 && error?.message))
      if (!isNo || (status === 400 && fields.length === 0)) surprises.push(`${what}: ${status}`)
    }
    expect(surprises).toEqual([])
    expect(await written(commandId)).toEqual(before)
    const { status } = await people[by].mutate(path, { ...right, commandId })
    expect(status === 200).toBe(!isRefused)
  })
})
