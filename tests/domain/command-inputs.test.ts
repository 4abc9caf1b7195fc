import { describe, expect, it, test } from 'vitest'
import { allCategories } from '../../server/domain/categories/category.ts'
import { type CommandName, commandDefinitions, wireCommands } from '../../server/domain/commands.ts'
import type { CommandDefinition } from '../../server/domain/decider.ts'
import { incomingTransferId } from '../../server/worker/clearing-gateway.ts'
import { alice, bob, teller, theBank } from '../support/bank.ts'
import { theMarket } from '../support/exchange.ts'
import { problemsOf } from '../support/problems.ts'

const { accountId, customerId } = alice
const money = { amount: '12.50', currency: 'USD' }

const monthly = { frequency: 'monthly', firstDate: '2026-04-01' }

const good: Record<CommandName, Record<string, unknown>> = {
  registerCustomer: { customerId, firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
  openAccount: { accountId, customerId, product: 'savings', currency: 'USD', name: 'Rainy days' },
  depositMoney: { accountId, money, description: 'Cash' },
  withdrawMoney: { accountId, money, description: 'Cash' },
  transferMoney: {
    transferId: accountId,
    fromAccountId: accountId,
    toAccountId: bob.accountId,
    money,
    description: '',
    settleAfterSeconds: 10,
  },
  requestMoney: {
    requestId: accountId,
    toAccountId: accountId,
    payerAccountId: bob.accountId,
    money,
    description: '',
    expiresInDays: 14,
  },
  splitBill: {
    splitId: accountId,
    toAccountId: accountId,
    money,
    description: '',
    expiresInDays: 14,
    people: [{ payerAccountId: bob.accountId, parts: 2 }],
    ownParts: 0,
  },
  acceptRequest: { requestId: accountId, fromAccountId: accountId },
  declineRequest: { requestId: accountId },
  cancelRequest: { requestId: accountId },
  expireRequest: { requestId: accountId },
  setUndoWindow: { customerId, seconds: 30 },
  cancelTransfer: { transferId: accountId },
  refundTransfer: { transferId: accountId, refundId: accountId, money, description: '' },
  approveTransfer: { transferId: accountId },
  declineTransfer: { transferId: accountId, reason: 'Not explained' },
  settleTransfer: { transferId: accountId },
  expireTransfer: { transferId: accountId },
  freezeAccount: { accountId, reason: 'Lost card' },
  unfreezeAccount: { accountId, reason: 'Found card' },
  clearSuspense: { transferId: accountId, accountId },
  closeAccount: { accountId, reason: 'Moving away' },
  renameAccount: { accountId, name: 'Holidays' },
  setOverdraftLimit: { accountId, limit: money },
  setLowBalanceAlert: { accountId, threshold: money },
  markNotificationsRead: { customerId, upTo: 7 },
  changeTransferLimits: { accountId, perTransfer: money, perDay: money, newPayee: money },
  forgetCustomer: { customerId, reason: 'Asked for it', accountIds: [accountId] },
  addPayee: {
    customerId,
    payeeId: accountId,
    name: 'Grace Hopper',
    number: 'DE89 3704 0044 0532 0130 00',
    bank: 'A bank',
    accountId,
  },
  renamePayee: { customerId, payeeId: accountId, name: 'Grace' },
  trustPayee: { customerId, payeeId: accountId },
  untrustPayee: { customerId, payeeId: accountId },
  removePayee: { customerId, payeeId: accountId },
  categoriseTransaction: {
    customerId,
    movement: {
      accountId,
      position: 7,
      at: '2026-01-01T00:00:00.000Z',
      direction: 'out',
      money: { amountMinor: '1250', currency: 'USD' },
      otherSide: accountId,
      original: { source: 'rule', category: 'groceries' },
    },
    category: 'shopping',
    rememberOn: [accountId],
  },
  forgetCategoryRule: { customerId, otherSide: accountId },
  noteTransaction: { customerId, accountId, position: 7, note: 'Paid back in May' },
  saveSearch: {
    customerId,
    searchId: accountId,
    name: 'Rent',
    filter: { search: 'rent', range: 'lastYear' },
  },
  removeSearch: { customerId, searchId: accountId },
  sendPayment: {
    transferId: accountId,
    fromAccountId: accountId,
    payeeId: accountId,
    money,
    description: '',
    settleAfterSeconds: 10,
    customerId,
  },
  submitPayment: { transferId: accountId },
  acknowledgePayment: { transferId: accountId },
  settlePayment: { transferId: accountId, sequence: 1 },
  rejectPayment: { transferId: accountId, sequence: 1, reason: 'AccountClosed' },
  expirePayment: { transferId: accountId },
  receivePayment: {
    transferId: accountId,
    reference: 'salary 7',
    accountId,
    money,
    description: '',
    payerName: 'Analytical Engines',
    payerNumber: 'DE89370400440532013000',
  },
  sendBackPayment: { transferId: accountId },
  createStandingOrder: {
    orderId: accountId,
    fromAccountId: accountId,
    toAccountId: bob.accountId,
    money,
    description: 'Rent',
    schedule: monthly,
  },
  changeStandingOrder: { orderId: accountId, money, description: 'Rent', schedule: monthly },
  skipOccurrence: { orderId: accountId, date: '2026-04-01' },
  restoreOccurrence: { orderId: accountId, date: '2026-04-01' },
  cancelStandingOrder: { orderId: accountId },
  executeOccurrence: { orderId: accountId, date: '2026-04-01' },
  finishOccurrence: { orderId: accountId, transferId: accountId },
  quoteExchange: {
    quoteId: accountId,
    fromAccountId: accountId,
    toAccountId: bob.accountId,
    sell: money,
    rates: theMarket,
  },
  exchangeMoney: { quoteId: accountId },
  closeMonth: { accountId, from: '2026-03-01T00:00:00.000Z', book: null },
}
const names = Object.keys(good) as CommandName[]
const inputOf = (name: CommandName) => (commandDefinitions[name] as CommandDefinition).input

const oneOfCategories = `must be one of ${allCategories.join(', ')}`
/** What each field says when it is left out and when it is of the wrong kind; null: it may be left out. */
const fields: Record<string, { missing: string | null; wrong: readonly [unknown, string][] }> = {
  accountId: {
    missing: 'must be a UUID',
    wrong: [
      ['x', 'must be a UUID'],
      [7, 'must be a UUID'],
    ],
  },
  accountIds: {
    missing: 'must be a list of account ids',
    wrong: [['x', 'must be a list of account ids']],
  },
  category: { missing: oneOfCategories, wrong: [['food', oneOfCategories]] },
  otherSide: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  rememberOn: {
    missing: 'must be a list of account ids',
    wrong: [['x', 'must be a list of account ids']],
  },
  from: { missing: 'must be an instant', wrong: [['x', 'must be an instant']] },
  position: {
    missing: 'must be a whole number',
    wrong: [
      [0, 'must be at least 1'],
      [1.5, 'must be a whole number'],
    ],
  },
  note: {
    missing: 'must be text',
    wrong: [
      ['x'.repeat(281), 'must have at most 280 characters'],
      ['a\nb', 'must not contain control characters'],
    ],
  },
  searchId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  filter: {
    missing: 'must be a filter',
    wrong: [
      [7, 'must be a filter'],
      [{}, 'must filter by something'],
      [{ colour: 'red' }, 'must filter by something'],
    ],
  },
  book: { missing: null, wrong: [['x', 'must be the book of a month']] },
  customerId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  transferId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  requestId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  splitId: { missing: null, wrong: [['x', 'must be a UUID']] },
  payerAccountId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  expiresInDays: {
    missing: null,
    wrong: [
      [0, 'must be at least 1'],
      [91, 'must be at most 90'],
      [1.5, 'must be a whole number of days'],
      ['14', 'must be a whole number of days'],
    ],
  },
  people: {
    missing: 'must be a list of people',
    wrong: [
      [[], 'must name somebody'],
      [
        Array.from({ length: 21 }, () => ({ payerAccountId: alice.accountId })),
        'must have at most 20 people',
      ],
    ],
  },
  ownParts: {
    missing: null,
    wrong: [
      [-1, 'must be at least 0'],
      [101, 'must be at most 100'],
      [0.5, 'must be a whole number'],
    ],
  },
  refundId: { missing: null, wrong: [['x', 'must be a UUID']] },
  fromAccountId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  toAccountId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  product: {
    missing: 'must be one of current, savings',
    wrong: [
      ['gold', 'must be one of current, savings'],
      [1, 'must be one of current, savings'],
    ],
  },
  currency: {
    missing: 'must be one of USD, EUR, GBP, CHF, JPY',
    wrong: [['usd', 'must be one of USD, EUR, GBP, CHF, JPY']],
  },
  name: {
    missing: 'must be text',
    wrong: [
      ['', 'must not be empty'],
      ['x'.repeat(61), 'must have at most 60 characters'],
      ['a\u0000', 'must not contain control characters'],
    ],
  },
  payeeName: {
    missing: 'must be text',
    wrong: [
      [' ', 'must not be empty'],
      ['x'.repeat(122), 'must have at most 121 characters'],
      ['x'.repeat(10_000), 'must have at most 121 characters'],
      ['a\u202eb', 'must not contain control characters'],
    ],
  },
  quoteId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  rates: {
    missing: 'must be rates with their time',
    wrong: [
      ['0.92', 'must be rates with their time'],
      [null, 'must be rates with their time'],
    ],
  },
  orderId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  date: {
    missing: 'must be a date, such as 2026-01-31',
    wrong: [
      ['2026-02-30', 'must be a date, such as 2026-01-31'],
      ['2200-01-01', 'must not lie after 2199-12-31'],
    ],
  },
  payeeId: { missing: 'must be a UUID', wrong: [['x', 'must be a UUID']] },
  number: {
    missing: 'must be an account number',
    wrong: [
      [7, 'must be an account number'],
      ['', 'must be an IBAN, such as DE89 3704 0044 0532 0130 00'],
      ['DE89 3704 0044 0532 0130 01', 'is not a valid account number: please check the digits'],
      ['PB00 PASS 0000 0000 0000 0000', 'is not a valid account number: please check the digits'],
      ['1'.repeat(10_000), 'must have at most 50 characters'],
    ],
  },
  bank: {
    missing: null,
    wrong: [
      ['', 'must not be empty'],
      ['x'.repeat(61), 'must have at most 60 characters'],
    ],
  },
  firstName: {
    missing: 'must be text',
    wrong: [
      [' ', 'must not be empty'],
      ['x'.repeat(61), 'must have at most 60 characters'],
    ],
  },
  lastName: {
    missing: 'must be text',
    wrong: [
      [' ', 'must not be empty'],
      ['x'.repeat(61), 'must have at most 60 characters'],
    ],
  },
  email: {
    missing: 'must be an email address',
    wrong: [
      ['ada', 'must be an email address'],
      ['a@b', 'must be an email address'],
      [7, 'must be an email address'],
    ],
  },
  description: {
    missing: 'must be text',
    wrong: [
      ['x'.repeat(141), 'must have at most 140 characters'],
      ['a\nb', 'must not contain control characters'],
    ],
  },
  seconds: {
    missing: 'must be a whole number of seconds',
    wrong: [
      [-1, 'must be at least 0'],
      [61, 'must be at most 60'],
    ],
  },
  settleAfterSeconds: {
    missing: null,
    wrong: [
      [-1, 'must be at least 0'],
      [61, 'must be at most 60'],
      [1.5, 'must be a whole number of seconds'],
      ['10', 'must be a whole number of seconds'],
    ],
  },
  sequence: {
    missing: 'must be a whole number',
    wrong: [
      [0, 'must be at least 1'],
      [1.5, 'must be a whole number'],
      ['1', 'must be a whole number'],
    ],
  },
  ...Object.fromEntries(
    [
      ['reference', 200],
      ['payerName', 140],
      ['payerNumber', 40],
    ].map(([field, most]) => [
      field,
      {
        missing: 'must be text',
        wrong: [
          ['x'.repeat(10_000), `must have at most ${most} characters`],
          ['a\u202eb', 'must not contain control characters'],
        ],
      },
    ]),
  ),
  upTo: {
    missing: 'must be a whole number',
    wrong: [
      [0, 'must be at least 1'],
      [1.5, 'must be a whole number'],
      ['7', 'must be a whole number'],
      [2 ** 53, 'must be a whole number'],
    ],
  },
  reason: {
    missing: 'must be text',
    wrong: [
      ['  ', 'must not be empty'],
      ['x'.repeat(201), 'must have at most 200 characters'],
    ],
  },
}
/** The server makes or knows these when they are left out. */
const optional = [
  'closeMonth.book',
  'openAccount.accountId',
  'openAccount.customerId',
  'setUndoWindow.customerId',
  'transferMoney.transferId',
  'requestMoney.requestId',
  'sendPayment.transferId',
  'sendPayment.customerId',
  'createStandingOrder.orderId',
  'createStandingOrder.toAccountId',
  'quoteExchange.quoteId',
  'changeStandingOrder.description',
  'addPayee.accountId',
  'addPayee.payeeId',
  'saveSearch.searchId',
  'saveSearch.customerId',
  'removeSearch.customerId',
  ...['addPayee', 'renamePayee', 'trustPayee', 'untrustPayee', 'removePayee'].map(
    (one) => `${one}.customerId`,
  ),
]
/** Rows of `fields` for what is called the same in several commands and is not. */
const special: Record<string, string> = { 'addPayee.name': 'payeeName', 'renamePayee.name': 'payeeName' }
/** What has problems at fields of its own, and is tried below. */
const amounts = ['money', 'limit', 'movement', 'threshold', 'perTransfer', 'perDay', 'newPayee', 'sell']
const simple = names.flatMap((name) =>
  Object.keys(good[name])
    .filter((field) => !amounts.includes(field))
    .filter((field) => !['money', 'limit', 'schedule'].includes(field))
    .map((field) => ({
      name,
      field,
      ...(fields[special[`${name}.${field}`] ?? field] as (typeof fields)[string]),
    })),
)

describe('good input', () => {
  it.each(names)('of %s is taken', (name) => expect(problemsOf(inputOf(name), good[name])).toEqual([]))
  it.each(names)('of %s may come with more than is asked for, which is left out', (name) => {
    const parsed = inputOf(name).parse({ ...good[name], role: 'system', isAdmin: true }) as object
    expect(Object.keys(parsed).sort()).toEqual(Object.keys(good[name]).sort())
  })
})

it('a message of the clearing house is the same one, whoever has the number when it is read again', () => {
  const asked = (accountId: string | null) =>
    commandDefinitions.receivePayment.asked?.(
      inputOf('receivePayment').parse({ ...good.receivePayment, accountId }) as never,
    )
  expect(asked(null)).toEqual(asked(accountId))
})

describe('a field that is missing', () => {
  it.each(simple)('$name.$field', ({ name, field, missing }) => {
    const { [field]: _left, ...rest } = good[name]
    const problem = optional.includes(`${name}.${field}`) ? null : missing
    expect(problemsOf(inputOf(name), rest)).toEqual(problem === null ? [] : [`${field}: ${problem}`])
  })
})

describe('an id that may be chosen is none of the bank’s own, which follow from what others may know', () => {
  it.each([
    ['openAccount', 'accountId'],
    ['transferMoney', 'transferId'],
    ['sendPayment', 'transferId'],
    ['refundTransfer', 'refundId'],
    ['quoteExchange', 'quoteId'],
    ['createStandingOrder', 'orderId'],
    ['requestMoney', 'requestId'],
    ['splitBill', 'splitId'],
    ['addPayee', 'payeeId'],
    ['saveSearch', 'searchId'],
  ] as const)('%s.%s', (name, field) => {
    const derived = incomingTransferId('reply to a payment')
    expect(problemsOf(inputOf(name), { ...good[name], [field]: derived })).toEqual([
      `${field}: must not be of version 8: those are the bank’s own`,
    ])
    expect(problemsOf(inputOf(name), { ...good[name], [field]: derived.toUpperCase() })).toHaveLength(1)
  })
  it('but whatever was made of one can be spoken of', () =>
    expect(
      problemsOf(inputOf('cancelTransfer'), { transferId: incomingTransferId('reply to a payment') }),
    ).toEqual([]))
})

describe('a field that is wrong', () => {
  it.each(simple.flatMap(({ wrong, ...row }) => wrong.map(([value, reason]) => ({ ...row, value, reason }))))(
    '$name.$field: $reason',
    ({ name, field, value, reason }) => {
      expect(problemsOf(inputOf(name), { ...good[name], [field]: value })).toEqual([`${field}: ${reason}`])
    },
  )
  it.each(['depositMoney', 'withdrawMoney', 'transferMoney', 'sendPayment', 'receivePayment'] as const)(
    '%s.money names the part that is wrong',
    (name) => {
      const withMoney = (wrong: unknown) => problemsOf(inputOf(name), { ...good[name], money: wrong })
      expect(withMoney({ ...money, amount: '0.00' })).toEqual(['money.amount: must be greater than zero'])
      expect(withMoney({ ...money, amount: 12.5 })).toEqual([
        'money.amount: must be a decimal string, such as "12.50"',
      ])
      expect(withMoney({ ...money, currency: 'EURO' })).toEqual([
        'money.currency: must be one of USD, EUR, GBP, CHF, JPY',
      ])
      expect(withMoney({})).toEqual([
        'money.amount: must be a decimal string, such as "12.50"',
        'money.currency: must be one of USD, EUR, GBP, CHF, JPY',
      ])
      expect(withMoney(undefined)).toEqual([expect.stringMatching(/^money: /)])
      expect(withMoney('12.50 USD')).toEqual([expect.stringMatching(/^money: /)])
    },
  )
  it('quoteExchange takes what is sold or what is bought, and neither may be nothing', () => {
    for (const side of ['sell', 'buy']) {
      const { sell: _, ...rest } = good.quoteExchange
      const withAmount = (amount: string) =>
        problemsOf(inputOf('quoteExchange'), { ...rest, [side]: { amount, currency: 'USD' } })
      expect(withAmount('0.01')).toEqual([])
      expect(withAmount('0.00')).toEqual([`${side}.amount: must be greater than zero`])
      expect(withAmount('-1.00')).toEqual([`${side}.amount: must be greater than zero`])
      expect(withAmount('1.001')).toEqual([expect.stringContaining('exactly 2 decimals')])
      expect(withAmount('99999999999999.00')).toEqual([expect.stringContaining('must be at most')])
    }
  })
  it('setOverdraftLimit.limit may be nothing, and no less', () => {
    const withLimit = (amount: unknown, currency = 'USD') =>
      problemsOf(inputOf('setOverdraftLimit'), { ...good.setOverdraftLimit, limit: { amount, currency } })
    expect(withLimit('0.00')).toEqual([])
    expect(withLimit('0', 'JPY')).toEqual([])
    expect(withLimit('-0.01')).toEqual(['limit.amount: must not be negative'])
    expect(withLimit('1.001')).toEqual([
      'limit.amount: must be a decimal number with exactly 2 decimals, such as "12.50"',
    ])
    expect(withLimit('99999999999999.00')).toEqual([expect.stringContaining('must be at most')])
    expect(withLimit('1.00', 'XXX')).toEqual([expect.stringMatching(/^limit.currency: must be one of/)])
  })
  it('setLowBalanceAlert.threshold may be nothing, or none at all, and no less; it has to be said', () => {
    const withThreshold = (threshold: unknown) =>
      problemsOf(inputOf('setLowBalanceAlert'), { accountId, threshold })
    expect(withThreshold({ amount: '0.00', currency: 'USD' })).toEqual([])
    expect(withThreshold(null)).toEqual([])
    expect(withThreshold({ amount: '-0.01', currency: 'USD' })).toEqual([
      'threshold.amount: must not be negative',
    ])
    expect(withThreshold(undefined)).toHaveLength(1)
  })
  it('changeTransferLimits takes any of the three, none below zero, and not none at all', () => {
    const { missing } = commandDefinitions.changeTransferLimits
    for (const kind of ['perTransfer', 'perDay', 'newPayee']) {
      const withLimit = (amount: string) =>
        problemsOf(inputOf('changeTransferLimits'), { accountId, [kind]: { amount, currency: 'USD' } })
      expect(withLimit('0.00')).toEqual([])
      expect(withLimit('-0.01')).toEqual([`${kind}.amount: must not be negative`])
      expect(withLimit('99999999999999.00')).toEqual([expect.stringContaining('must be at most')])
      const data = inputOf('changeTransferLimits').parse({ accountId, [kind]: money })
      expect(missing?.(data as never, teller)).toBeUndefined()
    }
    expect(missing?.({ accountId }, teller)).toEqual({
      field: 'perTransfer',
      reason: 'is required, unless there is one of perDay, newPayee',
    })
  })
  it.each([
    ['firstDate', { firstDate: undefined }, 'must be a date, such as 2026-01-31'],
    ['firstDate', { firstDate: '2026-02-29' }, 'must be a date, such as 2026-01-31'],
    [
      'frequency',
      { frequency: 'daily' },
      'must be one of once, weekly, fourWeekly, monthly, quarterly, yearly',
    ],
    ['count', { count: 0 }, 'must be at least 1'],
    ['count', { count: -3 }, 'must be at least 1'],
    ['count', { count: 1.5 }, 'must be a whole number'],
    ['count', { count: 1_201 }, 'must be at most 1200'],
    ['count', { count: 2, lastDate: '2027-01-01' }, 'must not be given together with lastDate'],
    ['count', { frequency: 'once', count: 1 }, 'must not be given for a payment on one date'],
    ['lastDate', { lastDate: '2026-03-31' }, 'must not be before firstDate'],
    [
      'lastDate',
      { frequency: 'once', lastDate: '2026-04-01' },
      'must not be given for a payment on one date',
    ],
    ['dayOfMonth', { dayOfMonth: 32 }, 'must be at most 31'],
    ['dayOfMonth', { dayOfMonth: 0 }, 'must be at least 1'],
    ['dayOfMonth', { frequency: 'weekly', dayOfMonth: 1 }, 'must only be given for one that goes by months'],
    ['firstDate', { dayOfMonth: 31 }, 'must be that day of its month, or the last one of a shorter month'],
  ])('a schedule’s %s: %o', (field, wrong, reason) => {
    const given = { ...good.createStandingOrder, schedule: { ...monthly, ...wrong } }
    expect(problemsOf(inputOf('createStandingOrder'), given)).toEqual([`schedule.${field}: ${reason}`])
  })
  it('a schedule that is none', () => {
    for (const schedule of [undefined, null, 'monthly', 7])
      expect(problemsOf(inputOf('createStandingOrder'), { ...good.createStandingOrder, schedule })).toEqual([
        'schedule: must say when: frequency and firstDate',
      ])
  })
  it('is reported together with all others', () => {
    expect(problemsOf(inputOf('freezeAccount'), {})).toEqual([
      'accountId: must be a UUID',
      'reason: must be text',
    ])
  })
  it.each(names)('%s is no text, list or nothing', (name) => {
    for (const value of ['', [], null, undefined, 7]) expect(problemsOf(inputOf(name), value)).toHaveLength(1)
  })
})

describe('whose account is to be opened', () => {
  const problem = { field: 'customerId', reason: 'is required: whose account is it to be?' }
  const { openAccount } = commandDefinitions
  const input = openAccount.input.parse(good.openAccount)

  it('must be said by a teller', () => {
    expect(openAccount.missing?.({ ...input, customerId: undefined }, teller)).toEqual(problem)
    expect(openAccount.missing?.(input, teller)).toBeUndefined()
  })
  it('goes without saying for a customer', () => {
    expect(openAccount.missing?.({ ...input, customerId: undefined }, alice.owner)).toBeUndefined()
  })
})

test('who may give which command', () => {
  const roles = Object.fromEntries(names.map((name) => [name, commandDefinitions[name].roles]))
  expect(roles).toEqual({
    registerCustomer: ['system'],
    quoteExchange: ['customer', 'system'],
    exchangeMoney: ['customer', 'system'],
    forgetCustomer: ['approver', 'system'],
    openAccount: ['customer', 'teller', 'system'],
    depositMoney: ['teller', 'system'],
    withdrawMoney: ['teller', 'system'],
    transferMoney: ['customer', 'system'],
    requestMoney: ['customer', 'system'],
    splitBill: ['customer', 'system'],
    acceptRequest: ['customer', 'system'],
    declineRequest: ['customer', 'system'],
    cancelRequest: ['customer', 'system'],
    expireRequest: ['system'],
    setUndoWindow: ['customer', 'system'],
    cancelTransfer: ['customer', 'system'],
    refundTransfer: ['customer', 'system'],
    approveTransfer: ['teller', 'approver'],
    declineTransfer: ['teller', 'approver'],
    settleTransfer: ['system'],
    expireTransfer: ['system'],
    closeMonth: ['system'],
    freezeAccount: ['teller', 'approver', 'system'],
    unfreezeAccount: ['teller', 'approver', 'system'],
    clearSuspense: ['approver'],
    closeAccount: ['customer', 'teller', 'system'],
    renameAccount: ['customer', 'system'],
    setOverdraftLimit: ['customer', 'teller', 'approver', 'system'],
    setLowBalanceAlert: ['customer', 'system'],
    markNotificationsRead: ['customer', 'system'],
    changeTransferLimits: ['customer', 'system'],
    addPayee: ['customer', 'system'],
    renamePayee: ['customer', 'system'],
    trustPayee: ['customer', 'system'],
    untrustPayee: ['customer', 'system'],
    removePayee: ['customer', 'system'],
    categoriseTransaction: ['customer', 'system'],
    forgetCategoryRule: ['customer', 'system'],
    noteTransaction: ['customer', 'system'],
    saveSearch: ['customer', 'system'],
    removeSearch: ['customer', 'system'],
    sendPayment: ['customer', 'system'],
    submitPayment: ['system'],
    acknowledgePayment: ['system'],
    settlePayment: ['system'],
    rejectPayment: ['system'],
    expirePayment: ['system'],
    receivePayment: ['system'],
    sendBackPayment: ['system'],
    createStandingOrder: ['customer', 'system'],
    changeStandingOrder: ['customer', 'system'],
    skipOccurrence: ['customer', 'system'],
    restoreOccurrence: ['customer', 'system'],
    cancelStandingOrder: ['customer', 'system'],
    executeOccurrence: ['system'],
    finishOccurrence: ['system'],
  })
  for (const name of [
    'registerCustomer',
    'settleTransfer',
    'settlePayment',
    'receivePayment',
    'executeOccurrence',
    'finishOccurrence',
  ])
    expect(Object.keys(wireCommands)).not.toContain(name)
  expect(theBank.role).toBe('system')
})
