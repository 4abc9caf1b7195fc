import { describe, expect, it } from 'vitest'
import { blankDraft, checkDraft, draftOf, ownPayees, recentPayees } from '../../app/(bank)/transfer/draft.ts'
import type { Transfer } from '../../app/api-client/api.ts'
import type { ShownAccount } from '../../app/api-client/queries.ts'
import { accountsFor } from './some-accounts.ts'

const [everyday, savings, euros, frozen] = accountsFor('me', [
  { name: 'Everyday', currency: 'USD' },
  { name: 'Savings', currency: 'USD' },
  { name: 'Lisbon', currency: 'EUR' },
  { name: 'Old', currency: 'USD', status: 'frozen' },
]) as [ShownAccount, ShownAccount, ShownAccount, ShownAccount]
const accounts = [everyday, savings, euros]

const party = (accountId: string) => ({
  accountId,
  number: `number of ${accountId}`,
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

describe('payees', () => {
  it("are one's other open accounts in the same currency", () => {
    expect(ownPayees([...accounts, frozen], everyday).map(({ name }) => name)).toEqual(['Savings'])
  })

  it('are those whom money went to or came from lately, each once, in the same currency', () => {
    const transfers = [
      transfer(everyday.accountId, 'bob'),
      transfer('carol', everyday.accountId),
      transfer(everyday.accountId, 'bob'),
      transfer(euros.accountId, 'dave', 'EUR'),
      transfer(everyday.accountId, savings.accountId),
    ]
    expect(recentPayees(transfers, accounts, everyday).map(({ accountId }) => accountId)).toEqual([
      'bob',
      'carol',
    ])
  })
})

describe('checking a draft', () => {
  const payees = ownPayees(accounts, everyday)
  const filled = {
    ...blankDraft(everyday.accountId),
    toAccountId: savings.accountId,
    typedAmount: '12,5',
    description: ' Lunch ',
  }

  it('makes an order of it', () => {
    expect(checkDraft(filled, accounts, payees, undefined)).toMatchObject({
      ok: true,
      order: {
        from: { accountId: everyday.accountId, name: 'Everyday' },
        to: { accountId: savings.accountId, name: 'Savings' },
        money: { amount: '12.50', currency: 'USD' },
        description: 'Lunch',
      },
    })
  })

  it.each([
    [{ fromAccountId: 'gone' }, { from: 'Choose the account to send from.' }],
    [{ toAccountId: '' as const }, { to: 'Choose who the money goes to.' }],
    [{ toAccountId: 'other' as const }, { to: 'Enter the account number of the recipient.' }],
    [{ typedAmount: '' }, { amount: 'Enter an amount.' }],
    [{ description: 'x'.repeat(141) }, { description: 'Use at most 140 characters.' }],
    [{ description: 'two\nlines' }, { description: 'Write it in one line.' }],
  ])('%o', (change, problems) => {
    expect(checkDraft({ ...filled, ...change }, accounts, payees, undefined)).toEqual({ ok: false, problems })
  })

  it('refuses a payee in another currency, and oneself', () => {
    const toOther = { ...filled, toAccountId: 'other' as const }
    expect(checkDraft(toOther, accounts, payees, { ...party('bob'), currency: 'EUR' })).toMatchObject({
      problems: { to: 'This account is in EUR; you are sending USD.' },
    })
    expect(
      checkDraft(toOther, accounts, payees, { ...party(everyday.accountId), currency: 'USD' }),
    ).toMatchObject({
      problems: { to: 'Money cannot go from an account to itself.' },
    })
  })

  it('brings back what was refused, to be changed', () => {
    const refused = {
      kind: 'transfer' as const,
      transferId: 't',
      commandId: 'c',
      from: party(everyday.accountId),
      to: party('bob'),
      money: { amount: '25.00', currency: 'USD' as const },
      description: 'Too much',
      startedAt: '',
      state: { status: 'sending' as const },
    }
    expect(draftOf(refused, payees)).toMatchObject({
      toAccountId: 'other',
      typedNumber: 'number of bob',
      typedAmount: '25.00',
      description: 'Too much',
    })
    expect(draftOf({ ...refused, to: party(savings.accountId) }, payees)).toMatchObject({
      toAccountId: savings.accountId,
      typedNumber: '',
    })
  })
})
