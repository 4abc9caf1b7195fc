/** Asking somebody for money, and how that ends: once, by whose word, and by the same rules as any transfer. */
import { describe, expect, it, test } from 'vitest'
import type { BankRejection } from '../../server/domain/commands.ts'
import { accountStream, type PaymentRequestId, type TransferId } from '../../server/domain/ids.ts'
import { toWire } from '../../server/domain/money.ts'
import { MAX_OPEN_REQUESTS } from '../../server/domain/payment-request/asking.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  account,
  alice,
  alicesEuros,
  alicesSavings,
  bob,
  bobsEuros,
  by,
  cancelTransfer,
  closed,
  deposited,
  eur,
  type Fact,
  froze,
  held,
  id,
  opened,
  type TestCommand,
  teller,
  theBank,
  transferred,
  usd,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import {
  acceptFrom,
  ask,
  asked,
  EXPIRES_AT,
  expectRequestsEndedOnce,
  expireRequest,
  requestEnded,
  saidYes,
  sayNo,
  splitBetween,
  takeBack,
  theRequest,
  theSplit,
} from '../support/payment-requests.ts'

const carol = account(id(0xc1), id(0xc))
const bobsSavings = account(id(0xb2), bob.customerId)
const all = [opened(alice), opened(bob), opened(carol)]
const LATE = '2026-03-15T12:00:00.001Z'
const JUST = '2026-03-15T11:59:59.999Z'
const at = <Command extends TestCommand>(when: string, command: Command): Command => ({
  ...command,
  at: when,
})
/** The ids that the bank makes in tests, in their order. */
const made = <Id extends string>(n: number) =>
  `ffffffff-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Id
const REQUEST = { field: 'requestId' }

describe('asking', () => {
  it('is a request to whoever has the account, for two weeks', () => {
    given(...all)
      .when(ask())
      .events(asked())
    given(...all)
      .when(ask())
      .answers({ requestId: theRequest, expiresAt: EXPIRES_AT })
  })
  it.each<[string, readonly Fact[], TestCommand, BankRejection['reason'], object]>([
    ['for an account that is not there', [opened(bob)], ask(), 'AccountNotFound', { field: 'toAccountId' }],
    ['for somebody else’s', all, by(carol.owner, ask()), 'AccountNotFound', { field: 'toAccountId' }],
    ['for a frozen account', [...all, froze(alice)], ask(), 'AccountFrozen', { field: 'toAccountId' }],
    ['for a closed account', [...all, closed(alice)], ask(), 'AccountClosed', { field: 'toAccountId' }],
    [
      'in another currency',
      all,
      ask({ amount: eur('1.00') }),
      'CurrencyMismatch',
      { field: 'toAccountId', accountCurrency: 'USD' },
    ],
    ['nobody', [opened(alice)], ask(), 'AccountNotFound', { field: 'payer' }],
    [
      'by a closed account, as if there were none',
      [...all, closed(bob)],
      ask(),
      'AccountNotFound',
      { field: 'payer' },
    ],
    [
      'the bank itself',
      [opened(alice), opened(account(internalAccountId('fees', 'USD'), THE_BANK))],
      ask({ payer: account(internalAccountId('fees', 'USD'), THE_BANK) }),
      'AccountNotFound',
      { field: 'payer' },
    ],
    [
      'oneself',
      [...all, opened(alicesSavings)],
      ask({ payer: alicesSavings }),
      'OwnAccount',
      { field: 'payer' },
    ],
    ['with an id that is taken', [...all, asked()], ask(), 'PaymentRequestAlreadyExists', REQUEST],
    [
      'once more than anybody can be',
      all,
      { ...ask(), already: MAX_OPEN_REQUESTS },
      'TooManyOpenRequests',
      { limit: MAX_OPEN_REQUESTS },
    ],
  ])('%s is refused', (_what, facts, command, reason, details) => {
    given(...facts)
      .when(command)
      .rejects(reason, details)
  })
  it('says nothing of the other account: frozen, empty or in another currency, it is all the same', () => {
    given(...all, froze(bob))
      .when(ask())
      .events(asked())
    given(...all, opened(bobsEuros))
      .when(ask({ payer: bobsEuros }))
      .events(asked({ payer: bobsEuros }))
  })
})

describe('splitting a bill', () => {
  const requests = (
    ...shares: [Parameters<typeof asked>[0] & object, ...(Parameters<typeof asked>[0] & object)[]]
  ) => shares.map((share, index) => asked({ requestId: made<PaymentRequestId>(index), ...share }))

  it('asks each for a share, one’s own being left out', () => {
    const split = { total: '10.00', people: 2 }
    given(...all)
      .when(splitBetween([bob, carol], '10.00'))
      .events(...requests({ payer: bob, amount: '3.33', split }, { payer: carol, amount: '3.33', split }))
  })
  it('or for all of it, with none of one’s own', () => {
    const split = { total: '10.01', people: 2 }
    given(...all)
      .when(splitBetween([bob, carol], '10.01', { ownParts: 0 }))
      .events(...requests({ payer: bob, amount: '5.01', split }, { payer: carol, amount: '5.00', split }))
  })
  it('by parts', () => {
    const split = { total: '10.00', people: 2 }
    given(...all)
      .when(splitBetween([{ at: bob, parts: 3 }, carol], '10.00', { ownParts: 0 }))
      .events(...requests({ payer: bob, amount: '7.50', split }, { payer: carol, amount: '2.50', split }))
  })
  it('by amounts, what is left being one’s own', () => {
    const split = { total: '10.00', people: 2 }
    const shared = splitBetween(
      [
        { at: bob, share: '6.10' },
        { at: carol, share: '2.15' },
      ],
      '10.00',
    )
    given(...all)
      .when(shared)
      .events(...requests({ payer: bob, amount: '6.10', split }, { payer: carol, amount: '2.15', split }))
    given(...all)
      .when(shared)
      .answers({
        splitId: theSplit,
        expiresAt: EXPIRES_AT,
        ownShare: toWire(usd('1.75')),
        requests: [
          { requestId: made(0), money: toWire(usd('6.10')) },
          { requestId: made(1), money: toWire(usd('2.15')) },
        ],
      })
  })
  it('by amounts that are all of it, with nothing of one’s own', () => {
    const split = { total: '10.00', people: 1 }
    given(...all)
      .when(splitBetween([{ at: bob, share: '10.00' }], '10.00'))
      .events(...requests({ payer: bob, amount: '10.00', split }))
  })
  it('answers who was asked for what, and what is left for oneself', () => {
    given(...all)
      .when(splitBetween([bob, carol], '10.00'))
      .answers({
        splitId: theSplit,
        expiresAt: EXPIRES_AT,
        ownShare: toWire(usd('3.34')),
        requests: [
          { requestId: made(0), money: toWire(usd('3.33')) },
          { requestId: made(1), money: toWire(usd('3.33')) },
        ],
      })
  })
  it.each<[string, readonly Fact[], TestCommand, BankRejection['reason'], object]>([
    [
      'one of whom nobody knows',
      [opened(alice), opened(bob)],
      splitBetween([bob, carol], '9.00'),
      'AccountNotFound',
      { field: 'people.1' },
    ],
    [
      'oneself',
      [...all, opened(alicesSavings)],
      splitBetween([bob, alicesSavings], '9.00'),
      'OwnAccount',
      { field: 'people.1' },
    ],
    [
      'somebody twice, by two accounts',
      [...all, opened(bobsEuros)],
      splitBetween([bob, carol, bobsEuros], '9.00'),
      'PersonTwice',
      { field: 'people.2' },
    ],
    ['somebody twice', all, splitBetween([bob, carol, bob], '9.00'), 'PersonTwice', { field: 'people.2' }],
    ['nothing to pay', all, splitBetween([bob, carol], '0.02'), 'ShareTooSmall', { field: 'people.1' }],
    [
      'shares of more than the bill',
      all,
      splitBetween(
        [
          { at: bob, share: '6.00' },
          { at: carol, share: '3.01' },
        ],
        '9.00',
      ),
      'SharesExceedBill',
      { field: 'people', excess: usd('0.01') },
    ],
    [
      'a share in another currency',
      all,
      ((): TestCommand => {
        const command = splitBetween([bob], '9.00')
        const people = [
          { payerAccountId: bob.accountId, money: { amountMinor: 1n, currency: 'EUR' as const } },
        ]
        return { ...command, data: { ...command.data, people } }
      })(),
      'CurrencyMismatch',
      { field: 'people.0.money', accountCurrency: 'USD' },
    ],
    [
      'one of whom is asked as often as can be',
      all,
      { ...splitBetween([bob, carol], '9.00'), already: MAX_OPEN_REQUESTS },
      'TooManyOpenRequests',
      { limit: MAX_OPEN_REQUESTS },
    ],
    [
      'an account of somebody else’s',
      all,
      by(carol.owner, splitBetween([bob], '9.00')),
      'AccountNotFound',
      { field: 'toAccountId' },
    ],
    [
      'another currency',
      [...all, opened(alicesEuros)],
      by(alice.owner, {
        ...splitBetween([bob], '9.00', { to: alicesEuros }),
        data: { ...splitBetween([bob], '9.00').data, toAccountId: alicesEuros.accountId },
      }),
      'CurrencyMismatch',
      { field: 'toAccountId', accountCurrency: 'EUR' },
    ],
  ])('with %s is refused as a whole', (_what, facts, command, reason, details) => {
    given(...facts)
      .when(command)
      .rejects(reason, details)
  })
})

const PAYS = made<TransferId>(0)
const rich = [...all, deposited(bob, '100.00')]
/** As a transfer that bob sends, with what was asked for as its description. */
const paid =
  (from = bob, to = alice, amount = '12.50'): Fact =>
  (bank) =>
    transferred(
      from,
      to,
      amount,
      PAYS,
    )(bank).map((event) => ({ ...event, data: { ...event.data, description: 'Pizza' } }) as typeof event)

describe('accepting', () => {
  it('pays in the same commit', () => {
    given(...rich, asked())
      .when(acceptFrom())
      .events(paid(), saidYes(bob, PAYS))
  })
  it('from any account of one’s own', () => {
    given(...rich, opened(bobsSavings), deposited(bobsSavings, '20.00'), asked())
      .when(acceptFrom(bobsSavings))
      .events(paid(bobsSavings), saidYes(bobsSavings, PAYS))
  })
  it('also when the account by which one was named is closed meanwhile', () => {
    given(...all, opened(bobsSavings), deposited(bobsSavings, '20.00'), asked(), closed(bob))
      .when(acceptFrom(bobsSavings))
      .events(paid(bobsSavings), saidYes(bobsSavings, PAYS))
  })
  it('until the last moment', () => {
    const { bank } = given(...rich, asked())
    expect(bank.execute(at(JUST, acceptFrom()))).toMatchObject({ outcome: 'accepted' })
  })
  it('answers what has come of it', () => {
    given(...rich, asked())
      .when(acceptFrom())
      .answers({ transferId: PAYS, status: 'completed' })
  })
  it('waits, when the amount is one that is looked at first; the request is over all the same', () => {
    const { bank } = given(...all, deposited(bob, '20000.00'), asked({ amount: '10000.00' }))
    const result = bank.execute(acceptFrom())
    expect(result).toMatchObject({ answer: { transferId: PAYS, status: 'held', purpose: 'review' } })
    expect(bank.log.slice(-3).map(({ event }) => event.type)).toEqual([
      'MoneyHeld',
      'TransferHeld',
      'PaymentRequestAccepted',
    ])
    expect(bank.log.at(-1)?.event.data).toMatchObject({ isHeld: true })
    // Its money goes back like any other's, and the request stays what it is.
    expect(bank.execute(cancelTransfer(bob, PAYS))).toMatchObject({ outcome: 'accepted' })
    expect(bank.execute(acceptFrom())).toMatchObject({
      rejection: { reason: 'PaymentRequestOver', status: 'accepted' },
    })
    expect(bank.stateOf(accountStream(bob.accountId))).toMatchObject({
      held: usd('0.00'),
      balance: usd('20000.00'),
    })
  })
  it.each<[string, readonly Fact[], TestCommand, BankRejection['reason'], object]>([
    [
      'from somebody else’s account',
      rich,
      by(bob.owner, acceptFrom(carol)),
      'AccountNotFound',
      { field: 'fromAccountId' },
    ],
    [
      'from the very account that asks',
      rich,
      by(bob.owner, acceptFrom(alice)),
      'AccountNotFound',
      { field: 'fromAccountId' },
    ],
    ['with too little money', all, acceptFrom(), 'InsufficientFunds', { shortBy: usd('12.50') }],
    [
      'from a frozen account',
      [...rich, froze(bob)],
      acceptFrom(),
      'AccountFrozen',
      { field: 'fromAccountId' },
    ],
    [
      'when the other account is frozen',
      [...rich, froze(alice)],
      acceptFrom(),
      'AccountFrozen',
      { field: 'toAccountId' },
    ],
    [
      'when the other account is closed',
      [...rich, closed(alice)],
      acceptFrom(),
      'AccountClosed',
      { field: 'toAccountId' },
    ],
    [
      'from an account in another currency',
      [...rich, opened(bobsEuros)],
      acceptFrom(bobsEuros),
      'CurrencyMismatch',
      { field: 'fromAccountId', accountCurrency: 'EUR' },
    ],
  ])('%s is refused, and the request stays open', (_what, facts, command, reason, details) => {
    given(...facts, asked())
      .when(command)
      .rejects(reason, details)
  })
  it('beyond a limit is refused, too', () => {
    given(...all, deposited(bob, '90000.00'), asked({ amount: '10000.01' }))
      .when(acceptFrom())
      .rejects('LimitExceeded', { which: 'newPayee', limit: usd('10000.00'), available: usd('10000.00') })
  })
  it('can be done by the bank, which pays from the asked one’s accounts alone', () => {
    given(...rich, asked())
      .when(by(theBank, acceptFrom()))
      .events(paid(), saidYes(bob, PAYS))
    given(...rich, deposited(carol, '50.00'), asked())
      .when(by(theBank, acceptFrom(carol)))
      .rejects('AccountNotFound', { field: 'fromAccountId' })
  })
})

describe('a word', () => {
  it('from who is asked declines', () => {
    given(...rich, asked())
      .when(sayNo())
      .events(requestEnded('declined'))
  })
  it('from who has asked takes it back', () => {
    given(...rich, asked())
      .when(takeBack())
      .events(requestEnded('cancelled'))
  })
  it('from nobody lets it expire, when its time is over and not before', () => {
    given(...rich, asked())
      .when(expireRequest())
      .events(requestEnded('expired'))
    given(...rich, asked())
      .when(expireRequest(JUST))
      .rejects('PaymentRequestNotDue', REQUEST)
  })
})

describe('whose word counts, and when', () => {
  const answers = { accept: acceptFrom(), decline: sayNo(), cancel: takeBack() }
  const words = Object.entries(answers)
  it.each(words)('%s: to a third one there is no such request', (_word, command) => {
    given(...rich, asked())
      .when(by(carol.owner, command))
      .rejects('PaymentRequestNotFound', REQUEST)
  })
  it.each(words)('%s: nor is there one that was never made', (_word, command) => {
    given(...rich)
      .when(command)
      .rejects('PaymentRequestNotFound', REQUEST)
  })
  it('the other one’s does not', () => {
    given(...rich, asked())
      .when(by(alice.owner, acceptFrom(alice)))
      .rejects('NotAsked', REQUEST)
    given(...rich, asked())
      .when(sayNo(alice.owner))
      .rejects('NotAsked', REQUEST)
    given(...rich, asked())
      .when(takeBack(bob.owner))
      .rejects('NotAsking', REQUEST)
  })
  const endings: [string, Fact[]][] = [
    ['accepted', [paid(), saidYes(bob, PAYS)]],
    ['declined', [requestEnded('declined')]],
    ['cancelled', [requestEnded('cancelled')]],
    ['expired', [requestEnded('expired')]],
  ]
  it.each(
    endings.flatMap(([status, facts]) =>
      [...words, ['expire', expireRequest()] as const].map(
        ([word, command]) => [status, word, facts, command] as const,
      ),
    ),
  )('%s: nobody can %s it any more', (status, _word, facts, command) => {
    given(...rich, asked(), ...facts)
      .when(command)
      .rejects('PaymentRequestOver', { ...REQUEST, status })
  })
  it.each(words)('%s: not after its time, also when nobody has ended it', (_word, command) => {
    for (const when of [EXPIRES_AT, LATE])
      given(...rich, asked())
        .when(at(when, command))
        .rejects('PaymentRequestOver', { ...REQUEST, status: 'expired' })
  })
})

test('a request that ended twice, or was paid by another’s transfer, would be noticed', () => {
  const log = (...facts: Fact[]) => given(...rich, asked(), ...facts).bank.log
  expect(expectRequestsEndedOnce(log(paid(), saidYes(bob, PAYS)))).toEqual(new Map([['accepted', 1]]))
  expect(() => expectRequestsEndedOnce(log(held(bob, carol, '12.50', PAYS), saidYes(bob, PAYS)))).toThrow()
  expect(() => log(requestEnded('declined'), requestEnded('expired'))).toThrow('not open')
})

test('a teller is not asked by the rules whose account it is', () => {
  given(...all)
    .when(by(teller, ask()))
    .events(asked())
})
