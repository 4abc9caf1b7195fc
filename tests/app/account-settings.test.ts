/** What is left to do before an account can be closed, and which limits are asked for. */
import { describe, expect, it } from 'vitest'
import { closingOf } from '../../app/(bank)/accounts/[accountId]/settings/closing.ts'
import { isAbove, readLimits } from '../../app/(bank)/accounts/[accountId]/settings/limit-changes.ts'
import { accountsFor } from './some-accounts.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const accounts = accountsFor('ada', [
  { name: 'Everyday', currency: 'USD' },
  { name: 'Frozen', currency: 'USD', status: 'frozen' },
  { name: 'Travel', currency: 'EUR' },
  { name: 'House fund', currency: 'USD' },
])
const [account, frozen, , fund] = accounts as [
  (typeof accounts)[0],
  (typeof accounts)[0],
  (typeof accounts)[0],
  (typeof accounts)[0],
]
const ample = { current: { perTransfer: usd('5000.00') }, today: { available: usd('9000.00') } }
const nothing = { earned: usd('0.00'), charged: usd('0.00'), fee: usd('0.00') }

describe('closing', () => {
  it('pays what is left, with what was earned and is owed, to another open account in the currency', () => {
    const interest = { earned: usd('1.50'), charged: usd('0.25'), fee: usd('1.00') }
    expect(closingOf(account, accounts, interest, ample)).toEqual({
      obstacles: [],
      left: usd('100.25'),
      targets: [fund],
    })
  })
  it('takes no other account for an empty one', () => {
    expect(closingOf({ ...account, balance: usd('0.00') }, [account], nothing, ample)).toEqual({
      obstacles: [],
      left: null,
      targets: [],
    })
  })
  it.each([
    ['frozen', frozen, accounts, nothing, { kind: 'frozen' }],
    [
      'still waiting for a transfer',
      { ...account, pendingTransfers: 1 },
      accounts,
      nothing,
      { kind: 'pending' },
    ],
    [
      'with money held',
      { ...account, held: usd('5.00') },
      accounts,
      nothing,
      { kind: 'held', amount: usd('5.00') },
    ],
    [
      'overdrawn',
      { ...account, balance: usd('-3.00') },
      accounts,
      nothing,
      { kind: 'overdrawn', amount: usd('3.00') },
    ],
    [
      'with less than what it owes',
      { ...account, balance: usd('1.00') },
      accounts,
      { ...nothing, fee: usd('5.00') },
      { kind: 'charges', amount: usd('5.00') },
    ],
    [
      'with money and nowhere for it',
      account,
      [account],
      nothing,
      { kind: 'noTarget', amount: usd('100.00') },
    ],
  ])('does not go for one that is %s', (_, one, all, interest, obstacle) => {
    expect(closingOf(one, all, interest, ample).obstacles).toEqual([obstacle])
  })
})

describe('closing under limits', () => {
  it.each([
    ['as much as one transfer may be', '100.00', '900.00', null],
    ['more than one transfer may be', '99.99', '900.00', '99.99'],
    ['more than is left of today', '5000.00', '20.00', '20.00'],
  ])('%s', (_, perTransfer, available, most) => {
    const limits = { current: { perTransfer: usd(perTransfer) }, today: { available: usd(available) } }
    expect(closingOf(account, accounts, nothing, limits).obstacles).toEqual(
      most === null ? [] : [{ kind: 'limits', amount: usd(most) }],
    )
  })
})

describe('limits', () => {
  const typed = { perTransfer: '1,000', perDay: 'much', newPayee: '5' }
  it('are asked for as far as they were changed', () => {
    expect(readLimits(typed, ['perTransfer'], 'USD')).toEqual({
      limits: { perTransfer: usd('1000.00') },
      problems: {},
    })
  })
  it('that cannot be read are told by name', () => {
    expect(Object.keys(readLimits(typed, ['perDay', 'newPayee'], 'USD').problems)).toEqual(['perDay'])
  })
  it('are raised when they are above what holds', () => {
    expect(isAbove(usd('2.00'), usd('1.99'))).toBe(true)
    expect(isAbove(usd('2.00'), usd('2.00'))).toBe(false)
    expect(isAbove(undefined, usd('2.00'))).toBe(false)
  })
})
