/** Giving back what a transfer has brought: by whom, how much, how often, and what it counts as. */
import { describe, expect, it, test } from 'vitest'
import type { BankRejection } from '../../server/domain/commands.ts'
import { type AccountId, type CustomerId, type TransferId, transferStream } from '../../server/domain/ids.ts'
import { MAX_REFUNDS } from '../../server/domain/refund/commands.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  account,
  alice,
  alicesSavings,
  bob,
  bobsEuros,
  by,
  cancelled,
  changeLimits,
  closed,
  deposited,
  eur,
  expired,
  type Fact,
  failed,
  froze,
  gaveBack,
  held,
  id,
  opened,
  refund,
  type TestAccount,
  type TestCommand,
  theBank,
  theRefund,
  theTransfer,
  transfer,
  transferred,
  usd,
  withdrew,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const carol = account(id(0xc1), id(0xc))
const both = [opened(alice), opened(bob), deposited(alice, '100.00')]
/** Alice has sent Bob 60.00. */
const sent = [...both, transferred(alice, bob, '60.00')]
const second = id<TransferId>(0x80)

describe('a refund', () => {
  it('gives back all of it, unless it says how much', () => {
    given(...sent)
      .when(refund(bob))
      .events(gaveBack(alice, bob, '60.00'))
  })
  it('gives back a part', () => {
    given(...sent)
      .when(refund(bob, '20.00'))
      .events(gaveBack(alice, bob, '20.00'))
  })
  it('and another one, up to what is left', () => {
    given(...sent, gaveBack(alice, bob, '20.00'))
      .when(refund(bob, '40.00', { refundId: second }))
      .events(gaveBack(alice, bob, '40.00', { refundId: second, refundedAfter: '60.00' }))
  })
  it('and, unless it says how much, what is left', () => {
    given(...sent, gaveBack(alice, bob, '20.00'))
      .when(refund(bob, undefined, { refundId: second }))
      .events(gaveBack(alice, bob, '40.00', { refundId: second, refundedAfter: '60.00' }))
  })
  it('of what was held first is one like any other', () => {
    const { bank } = given(...both, held(alice, bob, '60.00'))
    expect(
      bank.execute({
        name: 'settleTransfer',
        data: { transferId: theTransfer },
        by: theBank,
        at: '2026-03-01T12:01:00.000Z',
      }),
    ).toMatchObject({ outcome: 'accepted' })
    expect(bank.execute(refund(bob, '60.00'))).toMatchObject({ outcome: 'accepted' })
    expect([bank.balanceOf(alice.accountId), bank.balanceOf(bob.accountId)]).toEqual([10_000n, 0n])
  })
  it('between accounts of one owner is one, too', () => {
    given(
      opened(alice),
      opened(alicesSavings),
      deposited(alice, '10.00'),
      transferred(alice, alicesSavings, '5.00'),
    )
      .when(refund(alicesSavings))
      .events(gaveBack(alice, alicesSavings, '5.00'))
  })
  it('can be made by the bank itself', () => {
    given(...sent)
      .when(by(theBank, refund(bob, '1.00')))
      .events(gaveBack(alice, bob, '1.00'))
  })
  it('has an id of its own, which is answered', () => {
    given(...sent)
      .when(refund(bob))
      .answers({ refundId: theRefund })
  })
})

const external =
  (from: TestAccount, to: TestAccount): Fact =>
  (bank) =>
    transferred(from, to, '60.00')(bank).slice(-1)
const clearing = {
  ...account(internalAccountId('clearing', 'USD'), THE_BANK),
  accountId: internalAccountId('clearing', 'USD') as AccountId,
  customerId: THE_BANK as CustomerId,
}

describe('is refused', () => {
  const field = { field: 'transferId' }
  const rows: [string, readonly Fact[], TestCommand, BankRejection['reason'], object][] = [
    ['of a transfer that is not there', both, refund(bob), 'TransferNotFound', field],
    ['of one between two others', [...sent, opened(carol)], refund(carol), 'TransferNotFound', field],
    ['by its sender', sent, refund(alice), 'NotReceived', field],
    [
      'of one that is held, to its recipient, who does not know of it',
      [...both, held(alice, bob, '60.00')],
      refund(bob),
      'TransferNotFound',
      field,
    ],
    ...(
      [
        ['held', []],
        ['cancelled', [cancelled(alice, bob, '60.00')]],
        ['failed', [failed('AccountFrozen')(alice, bob, '60.00')]],
        ['expired', [expired(alice, bob, '60.00')]],
      ] as const
    ).flatMap(([status, ending]): typeof rows => {
      const facts = [...both, held(alice, bob, '60.00'), ...ending]
      const rejection = { ...field, status }
      return [
        [`of one that is ${status}, by its sender`, facts, refund(alice), 'TransferNotCompleted', rejection],
        [
          `of one that is ${status}, by the bank`,
          facts,
          by(theBank, refund(bob)),
          'TransferNotCompleted',
          rejection,
        ],
        [`of one that is ${status}, by whom it never reached`, facts, refund(bob), 'TransferNotFound', field],
      ]
    }),
    [
      'of a refund',
      [...sent, gaveBack(alice, bob, '20.00')],
      refund(alice, '1.00', { of: theRefund, refundId: second }),
      'TransferIsRefund',
      field,
    ],
    [
      'of a payment to another bank',
      [...both, external(alice, clearing)],
      refund(alice),
      'TransferNotRefundable',
      field,
    ],
    [
      'of one from another bank',
      [...both, external(clearing, bob)],
      refund(bob),
      'TransferNotRefundable',
      field,
    ],
    [
      'of more than it brought',
      sent,
      refund(bob, '60.01'),
      'RefundTooLarge',
      { field: 'money', refundable: usd('60.00') },
    ],
    [
      'of more than is left of it',
      [...sent, gaveBack(alice, bob, '20.00')],
      refund(bob, '40.01', { refundId: second }),
      'RefundTooLarge',
      { field: 'money', refundable: usd('40.00') },
    ],
    [
      'when all of it was given back',
      [...sent, gaveBack(alice, bob, '60.00'), deposited(bob, '60.00')],
      refund(bob, '0.01', { refundId: second }),
      'AlreadyRefunded',
      field,
    ],
    [
      'in another currency',
      [...sent, opened(bobsEuros)],
      refund(bob, eur('1.00')),
      'CurrencyMismatch',
      { field: 'money', accountCurrency: 'USD' },
    ],
    [
      'with an id that is taken',
      sent,
      refund(bob, '1.00', { refundId: theTransfer }),
      'TransferAlreadyExists',
      { field: 'refundId' },
    ],
    [
      'from a frozen account',
      [...sent, froze(bob)],
      refund(bob),
      'AccountFrozen',
      { field: 'fromAccountId' },
    ],
    ['to a frozen account', [...sent, froze(alice)], refund(bob), 'AccountFrozen', { field: 'toAccountId' }],
    [
      'from a closed account',
      [...sent, withdrew(bob, '60.00'), closed(bob)],
      refund(bob),
      'AccountClosed',
      { field: 'fromAccountId' },
    ],
    [
      'to a closed account',
      [...sent, withdrew(alice, '40.00'), closed(alice)],
      refund(bob),
      'AccountClosed',
      { field: 'toAccountId' },
    ],
    [
      'of what is not there any more',
      [...sent, withdrew(bob, '59.00')],
      refund(bob, '1.01'),
      'InsufficientFunds',
      { shortBy: usd('0.01') },
    ],
  ]
  it.each(rows)('%s', (_what, facts, command, reason, details) => {
    given(...facts)
      .when(command)
      .rejects(reason, details)
  })
  test('somebody else’s transfer answers the same whatever has become of it', () => {
    const ways = [[], [cancelled(alice, bob, '60.00')], [expired(alice, bob, '60.00')]]
    for (const ending of ways)
      given(...both, opened(carol), held(alice, bob, '60.00'), ...ending)
        .when(refund(carol))
        .rejects('TransferNotFound', field)
  })
})

const rich = [opened(alice), opened(bob), deposited(alice, '90000.00'), deposited(bob, '90000.00')]

describe('limits', () => {
  it('per transfer and per day hold for it', () => {
    const { bank } = given(...rich, transferred(alice, bob, '24000.00'))
    bank.execute(changeLimits(bob, { perTransfer: '900000', perDay: '1000000' }))
    expect(bank.execute(refund(bob, '9000.01'))).toMatchObject({
      rejection: { reason: 'LimitExceeded', which: 'perTransfer' },
    })
    expect(bank.execute(refund(bob, '9000.00'))).toMatchObject({ outcome: 'accepted' })
    expect(bank.execute(refund(bob, '1000.01', { refundId: second }))).toMatchObject({
      rejection: { reason: 'LimitExceeded', which: 'perDay', available: usd('1000.00') },
    })
  })
  it('for new payees do not, and a refund makes nobody one who was paid before', () => {
    const { bank } = given(...rich, transferred(alice, bob, '24000.00'))
    expect(bank.execute(refund(bob))).toMatchObject({ outcome: 'accepted' })
    expect(bank.execute(transfer(bob, alice, '10000.01', second))).toMatchObject({
      rejection: { reason: 'LimitExceeded', which: 'newPayee', available: usd('10000.00') },
    })
  })
  it('nobody looks at it first: it gives back at once what was looked at when it came', () => {
    const { bank } = given(...rich, transferred(alice, bob, '20000.00'))
    expect(bank.execute(refund(bob))).toMatchObject({ outcome: 'accepted' })
    expect(bank.log.slice(-3).map(({ event }) => event.type)).toEqual([
      'TransferCompleted',
      'RefundMade',
      'TransferRefunded',
    ])
  })
})

test(`a transfer is given back in at most ${MAX_REFUNDS} parts`, () => {
  const { bank } = given(...sent)
  for (let n = 0; n < MAX_REFUNDS; n++)
    expect(bank.execute(refund(bob, '0.01', { refundId: id(0x200 + n) }))).toMatchObject({
      outcome: 'accepted',
    })
  const before = bank.log.length
  expect(bank.execute(refund(bob, '0.01', { refundId: second }))).toMatchObject({
    rejection: { reason: 'TooManyRefunds', limit: MAX_REFUNDS },
  })
  expect(bank.log.length).toBe(before)
  expect(bank.stateOf(transferStream(theTransfer))).toMatchObject({ refunded: usd('0.50') })
})

test('an event that gives back what was never completed is a fault', () => {
  for (const facts of [both, [...both, held(alice, bob, '60.00')]])
    expect(() =>
      given(...facts, () => [{ type: 'RefundMade', data: { transferId: theTransfer, refundOf: second } }]),
    ).toThrow('not completed')
})
