import { describe, expect, it, test } from 'vitest'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { accountStream, type TransferId } from '../../server/domain/ids.ts'
import { type AccountState, internalAccountRef, post } from '../../server/domain/internal-accounts.ts'
import { currencies, MAX_BALANCE_MINOR } from '../../server/domain/money.ts'
import {
  internalAccountId,
  internalAccountOf,
  internalPurposes,
  isReserved,
  THE_BANK,
} from '../../server/domain/the-bank.ts'
import {
  account,
  alice,
  bob,
  by,
  close,
  deposit,
  deposited,
  freeze,
  id,
  open,
  opened,
  registered,
  type TestAccount,
  teller,
  theBank,
  transfer,
  usd,
  withdraw,
} from '../support/bank.ts'
import { createConservation } from '../support/conservation.ts'
import { given } from '../support/given.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank } from '../support/pure-bank.ts'

const fees = internalAccountId('fees', 'USD')
const suspense = internalAccountId('suspense', 'USD')
const suspenseAccount = account(suspense, THE_BANK)
const transferId = id<TransferId>(0x71)
const none: BankAccount = { status: 'none' }

test('an id tells purpose and currency, and no other id does', () => {
  for (const purpose of internalPurposes)
    for (const currency of currencies) {
      const accountId = internalAccountId(purpose, currency)
      expect(internalAccountOf(accountId)).toEqual({ purpose, currency })
      expect(isReserved(accountId)).toBe(true)
      expect(internalAccountRef(purpose, currency).streamId).toBe(accountStream(accountId))
    }
  expect(internalAccountOf(alice.accountId)).toBeUndefined()
  expect(isReserved(alice.accountId)).toBe(false)
})

describe('the bank’s own accounts are nobody’s', () => {
  const both = [registered(alice), opened(alice), deposited(alice, '50.00'), opened(suspenseAccount)]
  it.each([
    ['pay into', transfer(alice, suspenseAccount, '1.00'), 'toAccountId'],
    ['pay into for staff', by(teller, transfer(alice, suspenseAccount, '1.00')), 'toAccountId'],
    ['pay from', by(theBank, transfer(suspenseAccount, alice, '1.00')), 'fromAccountId'],
    ['deposit to', deposit(suspenseAccount, '1.00'), 'accountId'],
    ['withdraw from', withdraw(suspenseAccount, '1.00'), 'accountId'],
    ['freeze', freeze(suspenseAccount), 'accountId'],
    ['close', by(teller, close(suspenseAccount)), 'accountId'],
  ])('to %s', (_what, command, field) => {
    given(...both)
      .when(command)
      .rejects('AccountNotFound', { field })
  })
  it.each([open({ ...alice, accountId: fees }), by(teller, open({ ...alice, accountId: fees }))])(
    'to open, whether they are there yet or not',
    (command) =>
      given(registered(alice)).when(command).rejects('AccountAlreadyExists', { field: 'accountId' }),
  )
})

describe('a posting', () => {
  const alices = (balance: string): AccountState => {
    const { bank } = given(opened(alice), ...(balance === '0.00' ? [] : [deposited(alice, balance)]))
    return [alice.accountId, bank.stateOf(accountStream(alice.accountId)) as BankAccount]
  }
  const charge = { transferId, from: alice.accountId, to: fees, money: usd('5.00'), description: 'Fee' }

  it('opens what it needs, and has both sides', () => {
    expect(post([charge], [alices('20.00'), [fees, none]])).toMatchObject({
      outcome: 'accepted',
      events: [
        { type: 'AccountOpened', data: { accountId: fees, customerId: THE_BANK, name: 'Fees USD' } },
        { type: 'MoneyWithdrawn', data: { accountId: alice.accountId, balanceAfter: usd('15.00') } },
        { type: 'MoneyDeposited', data: { accountId: fees, balanceAfter: usd('5.00') } },
      ],
    })
  })
  it('sees what the one before it has done', () => {
    const back = { ...charge, from: fees, to: suspense }
    const result = post([charge, back, back], [alices('20.00'), [fees, none], [suspense, none]])
    expect(result).toMatchObject({ outcome: 'accepted' })
    if (result.outcome !== 'accepted') return
    const balances = result.events.flatMap(({ data }) => ('balanceAfter' in data ? [data.balanceAfter] : []))
    expect(balances).toEqual(['15.00', '5.00', '0.00', '5.00', '-5.00', '10.00'].map(usdSigned))
  })
  it('is not made at all when one of several cannot be', () => {
    expect(post([charge, charge], [alices('9.99'), [fees, none]])).toEqual({
      outcome: 'rejected',
      rejection: { reason: 'InsufficientFunds', shortBy: usd('0.01') },
    })
  })
  it('keeps currencies apart', () => {
    const francs = internalAccountId('fees', 'CHF')
    expect(post([{ ...charge, to: francs }], [alices('9.99'), [francs, none]])).toMatchObject({
      rejection: { reason: 'CurrencyMismatch', field: 'accountId', accountCurrency: 'CHF' },
    })
  })
  it('does not fill an account beyond what it can hold', () => {
    const full = {
      ...(alices('20.00')[1] as object),
      balance: { ...usd('0.00'), amountMinor: MAX_BALANCE_MINOR },
    }
    expect(
      post(
        [{ ...charge, from: fees, to: alice.accountId }],
        [
          [alice.accountId, full as BankAccount],
          [fees, none],
        ],
      ),
    ).toMatchObject({ rejection: { reason: 'BalanceTooLarge' } })
  })
  it('on an account that is not there, or was not loaded, is a fault', () => {
    expect(() =>
      post(
        [charge],
        [
          [alice.accountId, none],
          [fees, none],
        ],
      ),
    ).toThrow('never opened')
    expect(() => post([charge], [alices('20.00')])).toThrow('has not named')
  })
})

test('whatever is posted, in whatever order, the sum of all balances stays', () => {
  const ids = [alice.accountId, bob.accountId, fees, suspense]
  const postings = fc.array(
    fc.record({
      transferId: fc.constant(transferId),
      from: fc.constantFrom(...ids),
      to: fc.constantFrom(...ids),
      money: fc.bigInt(1n, 3_000n).map((amountMinor) => ({ amountMinor, currency: 'USD' as const })),
      description: fc.constant('x'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  let refused = 0
  fc.assert(
    fc.property(fc.array(postings, { maxLength: 12 }), (given) => {
      const bank = createPureBank()
      const conservation = createConservation()
      const happen = (at: TestAccount) =>
        [opened(at), deposited(at, '40.00')].flatMap((fact) => {
          const events = fact(bank)
          for (const event of events) bank.record(event)
          return events
        })
      conservation.follow([alice, bob].flatMap(happen))
      for (const one of given) {
        const states = ids.map((one) => [one, bank.stateOf(accountStream(one)) as BankAccount] as const)
        const result = post(one, states)
        if (result.outcome === 'rejected') {
          refused += 1
          continue
        }
        for (const event of result.events) bank.record(event)
        conservation.follow(result.events)
      }
      for (const { accountId } of [alice, bob]) expect(bank.balanceOf(accountId) >= 0n).toBe(true)
    }),
    runs(500),
  )
  expect(refused).toBeGreaterThan(0)
})

const usdSigned = (amount: string) => ({ amountMinor: BigInt(amount.replace('.', '')), currency: 'USD' })
