/** Whose lines the latest activity is made of. */
import { expect, test } from 'vitest'
import { ACCOUNTS_ASKED, accountsToAsk } from '../../app/(bank)/overview/accounts-to-ask.ts'
import { accountsFor } from './some-accounts.ts'

const eight = accountsFor(
  'ada',
  Array.from({ length: 8 }, (_, index) => ({ name: `Account ${index}`, currency: 'USD' as const })),
).map((account, index) => ({ ...account, lastPosition: 10 + index, pendingTransfers: 0 }))
const asked = (accounts: typeof eight) => accountsToAsk(accounts).map(({ name }) => name)

test('the accounts that moved last are asked', () => {
  expect(asked(eight)).toEqual([7, 6, 5, 4, 3, 2].map((index) => `Account ${index}`).slice(0, ACCOUNTS_ASKED))
})

test('so is one that has rested, while something of it is pending or held', () => {
  const [first, second, ...others] = eight
  const accounts = [
    { ...first!, pendingTransfers: 1 },
    { ...second!, held: { amount: '0.01', currency: 'USD' as const } },
    ...others,
  ]
  expect(asked(accounts)).toEqual([
    'Account 1',
    'Account 0',
    'Account 7',
    'Account 6',
    'Account 5',
    'Account 4',
  ])
})

test('none of these is left out, however many they are', () => {
  expect(asked(eight.map((account) => ({ ...account, pendingTransfers: 1 })))).toHaveLength(8)
})
