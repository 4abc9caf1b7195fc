import { describe, expect, it } from 'vitest'
import { customerStream } from '../../server/domain/ids.ts'
import {
  alice,
  alicesSavings,
  bob,
  by,
  closed,
  deposited,
  type Fact,
  forget,
  forgot,
  froze,
  open,
  opened,
  register,
  registered,
  type TestAccount,
  type TestCommand,
  theBank,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

it('registers a customer', () => given().when(register(alice)).events(registered(alice)))
it('answers the customer’s id', () => given().when(register(alice)).answers({ customerId: alice.customerId }))
it('registers the next one too', () => given(registered(bob)).when(register(alice)).events(registered(alice)))
it('registers nobody twice', () =>
  given(registered(alice)).when(register(alice)).rejects('CustomerAlreadyExists'))

describe('the undo window', () => {
  const choose = (seconds: number, who: TestAccount = alice): TestCommand => ({
    name: 'setUndoWindow',
    data: { customerId: who.customerId, seconds },
    by: who.owner,
  })
  const chose =
    (seconds: number): Fact =>
    () => [{ type: 'UndoWindowChanged', data: { customerId: alice.customerId, seconds } }]
  const chosen = (...facts: Fact[]) => given(...facts).bank.stateOf(customerStream(alice.customerId))
  it('is ten seconds, or what was chosen last', () => {
    expect(chosen(registered(alice))).toEqual({ status: 'registered', undoSeconds: 10 })
    expect(chosen(registered(alice), chose(0), chose(25))).toEqual({ status: 'registered', undoSeconds: 25 })
  })
  it.each([0, 60])('can be %i seconds', (seconds) =>
    given(registered(alice)).when(choose(seconds)).events(chose(seconds)),
  )
  it('is one’s own when nobody is named', () =>
    given(registered(alice))
      .when({ name: 'setUndoWindow', data: { seconds: 5 }, by: alice.owner })
      .events(chose(5)))
  it('can be set by the bank', () =>
    given(registered(alice))
      .when(by(theBank, choose(5)))
      .events(chose(5)))
  it.each([
    ['somebody else’s', [registered(alice), registered(bob)], by(bob.owner, choose(5))],
    ['nobody’s', [], choose(5)],
    ['a forgotten one’s', [registered(alice), forgot(alice)], choose(5)],
  ] as [string, Fact[], TestCommand][])('that is %s is not there', (_whose, facts, command) =>
    given(...facts)
      .when(command)
      .rejects('CustomerNotFound', { field: 'customerId' }),
  )
  it('is changed by no event of one who was never registered', () => {
    expect(() => given(chose(5))).toThrow('not registered')
  })
})

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
