import { describe, expect, it } from 'vitest'
import { blankDraft, brokenBy, checkDraft, type Draft, draftOf } from '../../app/(bank)/transfer/draft.ts'
import { firstDraft } from '../../app/(bank)/transfer/first-draft.ts'
import {
  type Asked,
  allOf,
  OTHER,
  ownRecipients,
  type Recipient,
  recentRecipients,
  recipientsOf,
  savedRecipients,
  type Target,
  targetOf,
} from '../../app/(bank)/transfer/recipients.ts'
import type { Transfer } from '../../app/api-client/api.ts'
import type { AccountLimits } from '../../app/api-client/move-queries.ts'
import type { SavedPayee } from '../../app/api-client/payees-queries.ts'
import type { ShownAccount } from '../../app/api-client/queries.ts'
import { accountsFor } from './some-accounts.ts'

const TODAY = '2026-03-02'
const [everyday, savings, euros, frozen] = accountsFor('me', [
  { name: 'Everyday', currency: 'USD' },
  { name: 'Savings', currency: 'USD' },
  { name: 'Lisbon', currency: 'EUR' },
  { name: 'Old', currency: 'USD', status: 'frozen' },
]) as [ShownAccount, ShownAccount, ShownAccount, ShownAccount]
const accounts = [everyday, savings, euros]

const party = (accountId: string) => ({
  accountId,
  number: `PB of ${accountId}`,
  name: `holder of ${accountId}`,
})
const transfer = (from: string, to: string, currency: 'USD' | 'EUR' = 'USD'): Transfer => ({
  transferId: `${from}-${to}`,
  status: 'completed',
  money: { amount: '1.00', currency },
  description: '',
  from: party(from),
  to: party(to),
  purpose: null,
  settleAt: null,
  expiresAt: null,
  history: [],
  refundOf: null,
  refunded: { amount: '0.00', currency: 'EUR' },
  refunds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
})
const payee = (name: string, change: Partial<SavedPayee> = {}): SavedPayee => ({
  payeeId: `payee ${name}`,
  name,
  number: `PB of ${name}`,
  accountId: name,
  bank: null,
  isTrusted: false,
  trustCountsFrom: null,
  addedAt: '2026-01-01T00:00:00.000Z',
  ...change,
})
const carol = payee('carol', { number: 'DE89370400440532013000', accountId: null, bank: 'A bank' })
const names = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name)

describe('whom money can go to', () => {
  it("is one's other open accounts, those in the same currency first", () => {
    expect(names(ownRecipients([euros, ...accounts, frozen], everyday))).toEqual([
      'Savings',
      'Lisbon',
      'Lisbon',
    ])
  })

  it('is whoever is saved, at this bank or another one', () => {
    expect(savedRecipients([payee('bob'), carol])).toMatchObject([
      { accountId: 'bob', isElsewhere: false },
      { accountId: 'payee carol', isElsewhere: true, bank: 'A bank' },
    ])
  })

  it('are those whom money went to or came from lately, each once, in the same currency, and not saved', () => {
    const elsewhere = { ...transfer(everyday.accountId, 'clearing'), to: { ...party('x'), number: 'DE89' } }
    const transfers = [
      transfer(everyday.accountId, 'bob'),
      transfer('anna', everyday.accountId),
      transfer(everyday.accountId, 'bob'),
      transfer(euros.accountId, 'dave', 'EUR'),
      transfer(everyday.accountId, savings.accountId),
      transfer(everyday.accountId, 'eve'),
      elsewhere,
    ]
    const payees = savedRecipients([payee('eve')])
    expect(names(recentRecipients(transfers, { accounts, payees, from: everyday }))).toEqual([
      'holder of bob',
      'holder of anna',
    ])
  })
})

const ids = { payeeId: 'new payee', payeeCommandId: 'its command' }
const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const limits: AccountLimits = {
  accountId: everyday.accountId,
  current: { perTransfer: usd('500.00'), perDay: usd('800.00'), newPayee: usd('100.00') },
  maximum: { perTransfer: usd('5000.00'), perDay: usd('8000.00'), newPayee: usd('1000.00') },
  pending: null,
  today: { date: TODAY, sent: usd('600.00'), available: usd('200.00') },
}
const found = (target: Target): Asked => ({ state: 'found', target })
const toSavings = found(targetOf(ownRecipients(accounts, everyday)[0]!))
const toEuros = found(targetOf(ownRecipients(accounts, everyday)[1]!))
const typed = (change: Partial<Target> = {}): Asked =>
  found({
    party: party('bob'),
    place: 'here',
    currency: 'USD',
    check: 'match',
    isNew: true,
    wasPaid: false,
    ...change,
  })
const elsewhere: Partial<Target> = {
  place: 'elsewhere',
  currency: null,
  check: 'unknown',
  party: { accountId: ids.payeeId, number: 'DE89370400440532013000', name: 'Carol' },
}

const filled: Draft = {
  ...blankDraft(everyday.accountId, TODAY),
  toId: savings.accountId,
  typedAmount: '12,5',
  description: ' Lunch ',
}
const byHand: Draft = { ...filled, toId: OTHER, typedName: 'Bob', typedNumber: 'PB of bob' }
const check = (draft: Draft, asked: Asked) =>
  checkDraft(draft, { accounts, asked, limits, today: TODAY, ids })

describe('checking a draft', () => {
  it('makes an order of it', () => {
    expect(check(filled, toSavings)).toMatchObject({
      ok: true,
      order: {
        kind: 'transfer',
        from: { accountId: everyday.accountId, name: 'Everyday' },
        to: { accountId: savings.accountId, name: 'Savings' },
        money: usd('12.50'),
        description: 'Lunch',
      },
    })
  })

  it('asks for a price where the other account is kept in another currency, of whichever amount was typed', () => {
    expect(check({ ...filled, toId: euros.accountId, when: 'date' }, toEuros)).toMatchObject({
      kind: 'exchange',
      side: 'sell',
      money: usd('12.50'),
    })
    expect(check({ ...filled, toId: euros.accountId, side: 'buy' }, toEuros)).toMatchObject({
      kind: 'exchange',
      side: 'buy',
      money: { amount: '12.50', currency: 'EUR' },
    })
  })

  it('pays at another bank, and saves who is new', () => {
    expect(check(byHand, typed(elsewhere))).toMatchObject({
      ok: true,
      order: {
        kind: 'payment',
        payeeId: ids.payeeId,
        newPayee: { payeeId: ids.payeeId, commandId: ids.payeeCommandId, name: 'Carol' },
      },
    })
    const known = check(filled, found(targetOf(savedRecipients([carol])[0]!)))
    expect(known).toMatchObject({ order: { kind: 'payment', payeeId: 'payee carol' } })
    expect(known).not.toHaveProperty('order.newPayee')
  })

  it('pays at another bank later as well', () => {
    const later = { ...byHand, when: 'date', firstDate: TODAY } as const
    expect(check(later, typed(elsewhere))).toMatchObject({
      ok: true,
      order: {
        kind: 'standingOrder',
        payeeId: ids.payeeId,
        newPayee: { payeeId: ids.payeeId },
        schedule: { frequency: 'once', firstDate: TODAY },
      },
    })
    expect(check(later, typed())).not.toHaveProperty('order.payeeId')
  })

  it('saves somebody at this bank when that is wanted', () => {
    expect(check(byHand, typed())).not.toHaveProperty('order.newPayee')
    expect(check({ ...byHand, isSaved: true }, typed())).toHaveProperty('order.newPayee.number', 'PB of bob')
  })

  it('schedules what is for later', () => {
    const regularly: Draft = { ...filled, when: 'regularly', firstDate: '2026-04-30', isLastDay: true }
    expect(check(regularly, toSavings)).toMatchObject({
      order: {
        kind: 'standingOrder',
        schedule: {
          frequency: 'monthly',
          firstDate: '2026-04-30',
          dayOfMonth: 31,
          lastDate: null,
          count: null,
        },
      },
    })
    expect(check({ ...regularly, when: 'date' }, toSavings)).toMatchObject({
      order: { schedule: { frequency: 'once', dayOfMonth: null } },
    })
    expect(check({ ...regularly, ends: 'count', typedCount: '6' }, toSavings)).toMatchObject({
      order: { schedule: { count: 6 } },
    })
  })

  it.each<[string, Partial<Draft>, Asked, object]>([
    ['no account', { fromAccountId: 'gone' }, toSavings, { from: 'Choose the account to send from.' }],
    ['nobody', { toId: '' }, { state: 'nobody' }, { to: 'Choose who the money goes to.' }],
    [
      'no number',
      { toId: OTHER, typedName: 'Bob' },
      { state: 'typing', missing: null },
      { to: 'Enter the account number of the recipient.' },
    ],
    [
      'no name',
      { toId: OTHER },
      { state: 'looking' },
      { name: 'Enter the name of whom the account belongs to.' },
    ],
    ['no amount', { typedAmount: '' }, toSavings, { amount: 'Enter an amount.' }],
    [
      'a long text',
      { description: 'x'.repeat(141) },
      toSavings,
      { description: 'Use at most 140 characters.' },
    ],
    ['two lines', { description: 'two\nlines' }, toSavings, { description: 'Write it in one line.' }],
    [
      'a past date',
      { when: 'date', firstDate: '2026-03-01' },
      toSavings,
      { when: 'Choose today or a later date.' },
    ],
    [
      'an end before the beginning',
      { when: 'regularly', ends: 'date', lastDate: '2026-03-02' },
      toSavings,
      { lastDate: 'It must not end before it begins.' },
    ],
    [
      'no number of times',
      { when: 'regularly', ends: 'count', typedCount: 'six' },
      toSavings,
      { count: 'Enter a number from 1 to 1,200.' },
    ],
    [
      'another currency',
      byHand,
      typed({ currency: 'EUR' }),
      { to: 'This account is in EUR; you are sending USD.' },
    ],
    [
      'oneself',
      byHand,
      typed({ party: party(everyday.accountId) }),
      { to: 'Money cannot go from an account to itself.' },
    ],
    [
      'somebody else’s name',
      byHand,
      typed({ check: 'noMatch' }),
      { to: 'Please check the number with the recipient, and say that you have.' },
    ],
  ])('%s is told', (_, change, asked, problems) => {
    expect(check({ ...filled, ...change }, asked)).toEqual({ ok: false, problems })
  })

  it('lets a name that does not fit pass once it was checked', () => {
    expect(check({ ...byHand, isSure: true }, typed({ check: 'noMatch' })).ok).toBe(true)
  })
})

describe('limits', () => {
  const target = targetOf(ownRecipients(accounts, everyday)[0]!)
  const stranger = { ...target, place: 'here' as const, isNew: true, wasPaid: false }
  it.each([
    ['within all of them', '200.00', target, true, undefined],
    ['per transfer', '500.01', target, true, 'At most $500.00 may leave'],
    ['per transfer, on another day too', '500.01', target, false, 'At most $500.00 may leave'],
    ['per day', '200.01', target, true, 'Only $200.00 may still leave this account today'],
    ['per day, of another day', '200.01', target, false, undefined],
    ['to somebody new', '100.01', stranger, true, 'Only $100.00 may go to somebody new'],
    ['to somebody known', '100.01', { ...stranger, wasPaid: true }, true, undefined],
  ] as const)('%s', (_, amount, to, isNow, expected) => {
    const said = brokenBy(usd(amount), { limits, target: to, isNow })
    if (expected === undefined) expect(said).toBeUndefined()
    else expect(said).toContain(expected)
  })
  it('of other banks are told as well', () => {
    const abroad = { ...stranger, place: 'elsewhere' as const }
    expect(brokenBy(usd('1000000.01'), { limits: undefined, target: abroad, isNow: true })).toBe(
      'Other banks take at most $1,000,000.00 at a time.',
    )
  })
})

describe('what the form opens with', () => {
  const given = { accounts, payees: [payee('bob'), carol], transfers: [] }
  const recipientsFrom = (id: string) =>
    recipientsOf(
      accounts.find(({ accountId }) => accountId === id),
      given,
    )
  const open = (beginning: Partial<Parameters<typeof firstDraft>[0]>) =>
    firstDraft(
      {
        fromAccountId: undefined,
        payee: undefined,
        refused: undefined,
        repeated: undefined,
        isForLater: false,
        ...beginning,
      },
      { accounts, recipientsFrom, today: TODAY },
    )

  it('is the account that was named, or the first', () => {
    expect(open({ fromAccountId: savings.accountId }).fromAccountId).toBe(savings.accountId)
    expect(open({ fromAccountId: 'somebody else’s' }).fromAccountId).toBe(everyday.accountId)
  })

  it('is whoever is named on the list, here or at another bank, or nobody', () => {
    expect(open({ payee: payee('bob') })).toMatchObject({ toId: 'bob', typedNumber: '' })
    expect(open({ payee: carol })).toMatchObject({ toId: 'payee carol', typedNumber: '' })
    expect(open({})).toMatchObject({ toId: '', typedNumber: '' })
  })

  it('is for a date, for whoever comes from what is scheduled', () => {
    expect(open({ isForLater: true })).toMatchObject({ when: 'date', firstDate: '2026-03-03' })
    expect(open({}).when).toBe('now')
  })

  it('is what is to be done once more; what was received, the other way round', () => {
    const sent = { kind: 'transfer' as const, data: transfer(savings.accountId, 'bob') }
    expect(open({ repeated: sent })).toMatchObject({
      fromAccountId: savings.accountId,
      toId: 'bob',
      typedAmount: '1.00',
    })
    const received = { kind: 'transfer' as const, data: transfer('bob', savings.accountId) }
    expect(open({ repeated: received })).toMatchObject({ fromAccountId: savings.accountId, toId: 'bob' })
  })

  it('is what was refused, to be changed', () => {
    const refused = {
      kind: 'standingOrder' as const,
      transferId: 't',
      commandId: 'c',
      from: party(everyday.accountId),
      to: party('stranger'),
      money: usd('25.00'),
      description: 'Too much',
      startedAt: '',
      schedule: {
        frequency: 'weekly' as const,
        firstDate: '2026-03-09',
        dayOfMonth: null,
        lastDate: null,
        count: 4,
      },
      state: { status: 'sending' as const },
    }
    expect(open({ refused })).toMatchObject({
      toId: OTHER,
      typedNumber: 'PB of stranger',
      typedName: 'holder of stranger',
      typedAmount: '25.00',
      description: 'Too much',
      when: 'regularly',
      frequency: 'weekly',
      ends: 'count',
      typedCount: '4',
    })
    const recipients = allOf(recipientsFrom(everyday.accountId))
    expect(draftOf({ ...refused, to: party('bob') }, { recipients, today: TODAY })).toMatchObject({
      toId: 'bob',
      typedNumber: '',
    })
  })
})
