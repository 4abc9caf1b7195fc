/** Being told that little is left: who may ask for it, and when it happens. */
import { describe, expect, it } from 'vitest'
import {
  alertSet,
  alice,
  alicesEuros,
  bob,
  by,
  close,
  closed,
  deposited,
  froze,
  held,
  holdTransfer,
  lowBalance,
  opened,
  setAlert,
  settled,
  settleTransfer,
  teller,
  theBank,
  transfer,
  transferred,
  withdraw,
  withdrew,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const field = { field: 'accountId' }

describe('asking to be told', () => {
  it('is for the owner, also while the account is frozen, and for the bank', () => {
    given(opened(alice)).when(setAlert(alice, '20.00')).events(alertSet(alice, '20.00'))
    given(opened(alice), froze(alice)).when(setAlert(alice, '20.00')).events(alertSet(alice, '20.00'))
    given(opened(alice))
      .when(by(theBank, setAlert(alice, '0.00')))
      .events(alertSet(alice, '0.00'))
  })
  it('is for nobody else', () =>
    given(opened(alice))
      .when(by(bob.owner, setAlert(alice, '20.00')))
      .rejects('AccountNotFound', field))
  it('is too late once it is closed', () =>
    given(opened(alice), closed(alice)).when(setAlert(alice, '20.00')).rejects('AccountClosed', field))
  it('is in the account’s own currency', () =>
    given(opened(alice))
      .when(setAlert({ ...alicesEuros, accountId: alice.accountId }, '20.00'))
      .rejects('CurrencyMismatch', { field: 'threshold', accountCurrency: 'USD' }))
  it('can be taken back', () =>
    given(opened(alice), alertSet(alice, '20.00')).when(setAlert(alice, null)).events(alertSet(alice, null)))

  const unchanged = { field: 'threshold' }
  it('twice for the same is once', () => {
    given(opened(alice), alertSet(alice, '20.00'))
      .when(setAlert(alice, '20.00'))
      .rejects('LowBalanceAlertUnchanged', unchanged)
    given(opened(alice)).when(setAlert(alice, null)).rejects('LowBalanceAlertUnchanged', unchanged)
  })
  it('below nothing is not the same as not at all', () => {
    given(opened(alice), alertSet(alice, '0.00')).when(setAlert(alice, null)).events(alertSet(alice, null))
    given(opened(alice), alertSet(alice, '0.00'))
      .when(setAlert(alice, '0.00'))
      .rejects('LowBalanceAlertUnchanged', unchanged)
  })
  it('says nothing of a balance that is low already', () =>
    given(opened(alice), deposited(alice, '5.00'))
      .when(setAlert(alice, '20.00'))
      .events(alertSet(alice, '20.00')))
  it('does not keep an account open', () =>
    given(opened(alice), alertSet(alice, '20.00')).when(close(alice)).events(closed(alice)))
})

describe('with 30.00 on the account, and 20.00 as the threshold', () => {
  const account = given(opened(alice), opened(bob), deposited(alice, '30.00'), alertSet(alice, '20.00'))
  it.each([
    ['0.01', undefined],
    ['10.00', undefined],
    ['10.01', '19.99'],
    ['30.00', '0.00'],
  ])('%s going out', (amount, told) => {
    const events = [
      withdrew(alice, amount),
      ...(told === undefined ? [] : [lowBalance(alice, told, '20.00')]),
    ]
    given(opened(alice), deposited(alice, '30.00'), alertSet(alice, '20.00'))
      .when(by(teller, withdrawOf(amount)))
      .events(...events)
  })
  it('a transfer tells, too, and only who sends', () => {
    const [taken, ...rest] = transferred(alice, bob, '25.00')(account.bank)
    expect(taken?.type).toBe('MoneyWithdrawn')
    account.when(transfer(alice, bob, '25.00')).events(
      () => [taken!],
      lowBalance(alice, '5.00', '20.00'),
      () => rest,
    )
  })
  it('what is only held has not gone out', () => {
    const hold = held(alice, bob, '25.00')
    given(opened(alice), opened(bob), deposited(alice, '30.00'), alertSet(alice, '20.00'))
      .when(holdTransfer(alice, bob, '25.00'))
      .events(hold)
  })
  it('it tells when it is settled', () => {
    const facts = [
      opened(alice),
      opened(bob),
      deposited(alice, '30.00'),
      alertSet(alice, '20.00'),
      held(alice, bob, '25.00'),
    ]
    const before = given(...facts)
    const [ended, taken, ...rest] = settled(alice, bob, '25.00')(before.bank)
    before.when(settleTransfer()).events(
      () => [ended!, taken!],
      lowBalance(alice, '5.00', '20.00'),
      () => rest,
    )
  })
})

describe('once it has been told', () => {
  const low = [
    opened(alice),
    deposited(alice, '30.00'),
    alertSet(alice, '20.00'),
    withdrew(alice, '15.00'),
    lowBalance(alice, '15.00', '20.00'),
  ]
  it('it is not told again as long as it stays low', () => {
    given(...low)
      .when(withdrawOf('5.00'))
      .events(withdrew(alice, '5.00'))
    given(...low, deposited(alice, '4.99'))
      .when(withdrawOf('5.00'))
      .events(withdrew(alice, '5.00'))
  })
  it('it is told once more after it has been above', () =>
    given(...low, deposited(alice, '5.00'))
      .when(withdrawOf('0.01'))
      .events(withdrew(alice, '0.01'), lowBalance(alice, '19.99', '20.00')))
  it('nothing is told any more once it is taken back', () =>
    given(...low, deposited(alice, '50.00'), alertSet(alice, null))
      .when(withdrawOf('60.00'))
      .events(withdrew(alice, '60.00')))
})

const withdrawOf = (amount: string) => withdraw(alice, amount)
