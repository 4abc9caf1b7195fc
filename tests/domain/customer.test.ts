import { describe, it } from 'vitest'
import {
  alice,
  alicesSavings,
  bob,
  closed,
  deposited,
  forget,
  forgot,
  froze,
  open,
  opened,
  register,
  registered,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

it('registers a customer', () => given().when(register(alice)).events(registered(alice)))
it('answers the customer’s id', () => given().when(register(alice)).answers({ customerId: alice.customerId }))
it('registers the next one too', () => given(registered(bob)).when(register(alice)).events(registered(alice)))
it('registers nobody twice', () =>
  given(registered(alice)).when(register(alice)).rejects('CustomerAlreadyExists'))

describe('forgetting a customer', () => {
  const former = [registered(alice), opened(alice), closed(alice)]
  const nobody = { ...forget(alice), data: { ...forget(alice).data, accountIds: [] } }
  it('takes one whose accounts are closed', () =>
    given(...former)
      .when(forget(alice))
      .events(forgot(alice)))
  it('takes one who never had any', () => given(registered(alice)).when(nobody).events(forgot(alice)))
  it('does not take one whom the bank does not know', () =>
    given().when(nobody).rejects('CustomerNotFound', { field: 'customerId' }))
  it('does not take one twice', () =>
    given(...former, forgot(alice))
      .when(forget(alice))
      .rejects('CustomerAlreadyForgotten'))
  it.each([
    ['open', [opened(alicesSavings)]],
    ['open, with money on it', [opened(alicesSavings), deposited(alicesSavings, '1.00')]],
    ['frozen', [opened(alicesSavings), froze(alicesSavings)]],
  ] as const)('does not take one with an account that is %s', (_status, facts) =>
    given(...former, ...facts)
      .when(forget(alice, alicesSavings))
      .rejects('CustomerHasAccounts', { accountIds: [alicesSavings.accountId] }),
  )
  it('is for ever', () => {
    given(...former, forgot(alice))
      .when(register(alice))
      .rejects('CustomerAlreadyExists')
    given(...former, forgot(alice))
      .when(open(alicesSavings))
      .rejects('CustomerNotFound', { field: 'customerId' })
  })
})
