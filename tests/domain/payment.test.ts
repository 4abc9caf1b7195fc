/** The rules of payments between banks, as tables: what was said, and where the money is then. */
import { describe, expect, it, test } from 'vitest'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { MAX_HOLDS } from '../../server/domain/bank-account/holds.ts'
import { commandDefinitions } from '../../server/domain/commands.ts'
import { accountStream, paymentStream, type TransferId, transferStream } from '../../server/domain/ids.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import {
  alice,
  alicesEuros,
  alicesSavings,
  approver,
  approveTransfer,
  bob,
  by,
  cancelTransfer,
  close,
  closed,
  deposit,
  deposited,
  freeze,
  froze,
  holdTransfer,
  id,
  open,
  opened,
  register,
  registered,
  type TestCommand,
  teller,
  theBank,
  theTransfer,
  unfreeze,
  usd,
  withdraw,
} from '../support/bank.ts'
import { createConservation } from '../support/conservation.ts'
import { given } from '../support/given.ts'
import { expectCovered, expectEndedOnce } from '../support/invariants.ts'
import { add, atThisBank, BRITISH, elsewhere, remove, removed, saved } from '../support/payees.ts'
import {
  atSecond,
  bankStep,
  clearSuspense,
  DAY_SECONDS,
  pay,
  received,
  rejectedBy,
  settledBy,
} from '../support/payments.ts'

const WEEK = 7 * DAY_SECONDS
const start = [registered(alice), opened(alice), deposited(alice, '100.00'), saved(1)]

/** Gives the commands one after the other, those that are refused included, and looks at the money after each. */
const play = (...commands: readonly TestCommand[]) => {
  const { bank } = given(...start)
  const conservation = createConservation()
  conservation.follow(bank.log.map(({ event }) => event))
  const outcomes = commands.map((command) => {
    const before = bank.log.length
    const result = bank.execute(command)
    conservation.follow(bank.log.slice(before).map(({ event }) => event))
    expectCovered(bank)
    return result.outcome === 'accepted' ? result.outcome : result.rejection.reason
  })
  expectEndedOnce(bank.log)
  const inCents = (id: Parameters<typeof bank.balanceOf>[0]) => Number(bank.balanceOf(id)) / 100
  const account = bank.stateOf(accountStream(alice.accountId)) as Exclude<BankAccount, { status: 'none' }>
  return {
    outcomes,
    bank,
    money: {
      alice: inCents(alice.accountId),
      held: Number(account.held.amountMinor) / 100,
      clearing: inCents(internalAccountId('clearing', 'USD')),
      suspense: inCents(internalAccountId('suspense', 'USD')),
    },
    transfer: (bank.stateOf(transferStream(theTransfer)) as { status: string }).status,
    place: (bank.stateOf(paymentStream(theTransfer)) as { place?: string }).place,
    types: bank.log.slice(start.length).map(({ event }) => event.type),
  }
}

const sent = pay('40.00')
const timedOut = bankStep('expirePayment', atSecond(WEEK))
const [ordered, gone, back] = [
  { alice: 100, held: 40, clearing: 0, suspense: 0 },
  { alice: 60, held: 0, clearing: 40, suspense: 0 },
  { alice: 100, held: 0, clearing: 0, suspense: 0 },
]
const borne = { alice: 100, held: 0, clearing: 40, suspense: -40 }

describe('where the money is after', () => {
  it.each<[string, TestCommand[], object, string, string]>([
    ['an order', [sent], ordered, 'held', 'held'],
    ['settlement', [sent, settledBy(1)], gone, 'completed', 'customer'],
    ['settlement, told twice', [sent, settledBy(1), settledBy(1)], gone, 'completed', 'customer'],
    ['a refusal', [sent, rejectedBy(1)], back, 'failed', 'with us'],
    ['a refusal, told twice', [sent, rejectedBy(1), rejectedBy(1)], back, 'failed', 'with us'],
    ['a return', [sent, settledBy(1), rejectedBy(2)], back, 'completed', 'with us'],
    ['a return told before the settlement', [sent, rejectedBy(2), settledBy(1)], back, 'failed', 'with us'],
    ['silence', [sent, timedOut], back, 'expired', 'with us'],
    ['a late settlement', [sent, timedOut, settledBy(1)], gone, 'expired', 'customer'],
    ['a late refusal', [sent, timedOut, rejectedBy(1)], back, 'expired', 'with us'],
    [
      'an old settlement after a late refusal',
      [sent, timedOut, rejectedBy(2), settledBy(1)],
      back,
      'expired',
      'with us',
    ],
    [
      'a late settlement and its return',
      [sent, timedOut, settledBy(1), rejectedBy(2)],
      back,
      'expired',
      'with us',
    ],
    [
      'a second settlement of what was refused',
      [sent, rejectedBy(1), settledBy(2)],
      gone,
      'failed',
      'customer',
    ],
    [
      'an undo in time',
      [pay('40.00', { settleAfterSeconds: 10 }), cancelTransfer(alice)],
      back,
      'cancelled',
      'with us',
    ],
    ['silence, and time-out once settled', [sent, settledBy(1), timedOut], gone, 'completed', 'customer'],
  ])('%s', (_what, commands, money, transfer, place) => {
    expect(play(...commands)).toMatchObject({ money, transfer, place })
  })

  const emptied = withdraw(alice, '100.00')
  it.each<[string, TestCommand[], object]>([
    ['has spent it', [sent, timedOut, emptied, settledBy(1)], { ...borne, alice: 0 }],
    ['has a frozen account', [sent, timedOut, freeze(alice), settledBy(1)], borne],
    [
      'has closed the account',
      [sent, timedOut, emptied, by(alice.owner, close(alice)), settledBy(1)],
      { ...borne, alice: 0 },
    ],
  ])(
    'a late settlement when the customer %s: the bank bears it out of suspense',
    (_what, commands, money) => {
      const { money: found, place, outcomes } = play(...commands)
      expect(outcomes.every((outcome) => outcome === 'accepted')).toBe(true)
      expect(found).toEqual(money)
      expect(place).toBe('suspense')
      // And what comes back from there stays there.
      const { money: after } = play(...commands, unfreeze(alice), rejectedBy(2))
      expect(after).toEqual({ ...money, clearing: 0, suspense: 0 })
    },
  )
  it.each<[string, TestCommand[]]>([
    ['frozen', [freeze(alice)]],
    ['closed', [withdraw(alice, '60.00'), by(alice.owner, close(alice))]],
  ])('a return to an account that is %s: it waits in suspense', (_what, meanwhile) => {
    const { money } = play(sent, settledBy(1), ...meanwhile, rejectedBy(2))
    expect(money).toMatchObject({ clearing: 0, suspense: 40 })
  })
  it('a freeze does not stop what has been handed over', () => {
    expect(play(sent, freeze(alice), settledBy(1))).toMatchObject({ money: gone, transfer: 'completed' })
    expect(play(sent, freeze(alice), rejectedBy(1))).toMatchObject({ money: back, transfer: 'failed' })
  })
})

describe('a payment is refused', () => {
  const both = [...start, registered(bob), opened(bob), opened(alicesEuros), deposited(alicesEuros, '9.00')]
  it.each<[string, TestCommand, string, object]>([
    [
      'from somebody else’s account',
      { ...pay('1.00', { from: bob }), by: alice.owner },
      'AccountNotFound',
      { field: 'fromAccountId' },
    ],
    ['to nobody’s payee', pay('1.00', { payee: 9 }), 'PayeeNotFound', { field: 'payeeId' }],
    ['to somebody else’s payee', pay('1.00', { from: bob }), 'PayeeNotFound', { field: 'payeeId' }],
    ['to a payee at this bank', pay('1.00', { payee: 2 }), 'PayeeAtThisBank', { field: 'payeeId' }],
    ['beyond what is available', pay('100.01'), 'InsufficientFunds', { shortBy: usd('0.01') }],
    [
      'in another currency',
      {
        ...pay('1.00', { from: alicesEuros }),
        data: { ...pay('1.00', { from: alicesEuros }).data, money: usd('1.00') },
      },
      'CurrencyMismatch',
      { field: 'fromAccountId', accountCurrency: 'EUR' },
    ],
  ])('%s', (_what, command, reason, details) => {
    given(...both, saved(2, atThisBank(bob)))
      .when(command)
      .rejects(reason as never, details)
  })
  it.each([
    ['frozen', [froze(alice)], 'AccountFrozen'],
    ['closed', [closed(alice)], 'AccountClosed'],
  ] as const)('when the account is %s', (_what, facts, reason) => {
    given(...start, ...facts)
      .when(pay('1.00'))
      .rejects(reason, { field: 'fromAccountId' })
  })
  it('to a payee who has been removed', () => {
    given(...start, removed(1))
      .when(pay('1.00'))
      .rejects('PayeeNotFound', { field: 'payeeId' })
  })
  it('under an id that is taken', () => {
    expect(play(sent, sent).outcomes).toEqual(['accepted', 'TransferAlreadyExists'])
  })
})

describe('the undo window', () => {
  const undoable = pay('40.00', { settleAfterSeconds: 10 })
  it('keeps the payment with the bank until it is over', () => {
    const { outcomes, types } = play(
      undoable,
      bankStep('submitPayment', atSecond(9)),
      settledBy(1),
      bankStep('expirePayment', atSecond(WEEK)),
      bankStep('submitPayment', atSecond(10)),
      cancelTransfer(alice),
    )
    expect(outcomes).toEqual([
      'accepted',
      'TransferNotDue',
      'PaymentPast',
      'PaymentPast',
      'accepted',
      'TransferNotCancellable',
    ])
    expect(types).toEqual(['MoneyHeld', 'TransferHeld', 'PaymentOrdered', 'PaymentSubmitted'])
  })
  it('of a payment that was called back never ends', () => {
    const { outcomes } = play(
      undoable,
      cancelTransfer(alice),
      bankStep('submitPayment', atSecond(10)),
      settledBy(1),
    )
    expect(outcomes).toEqual(['accepted', 'accepted', 'PaymentPast', 'PaymentPast'])
  })
  it('ends with the money given back when the account has been frozen', () => {
    expect(play(undoable, freeze(alice), bankStep('submitPayment', atSecond(10)))).toMatchObject({
      money: back,
      transfer: 'failed',
    })
  })
  it('is nobody else’s to use', () => {
    expect(play(undoable, cancelTransfer(bob)).outcomes).toEqual(['accepted', 'TransferNotFound'])
  })
})

test('time runs out only when it has, and only for what is out', () => {
  const early = bankStep('expirePayment', atSecond(WEEK - 1))
  expect(play(sent, early, timedOut, timedOut).outcomes).toEqual([
    'accepted',
    'TransferNotDue',
    'accepted',
    'PaymentPast',
  ])
})

describe('what stands in suspense', () => {
  const savings = alicesSavings
  const others = [register(bob), open(bob), { ...open(savings), by: theBank }]
  /** Came back to an account that is closed. */
  const toGive = [
    ...others,
    sent,
    settledBy(1),
    withdraw(alice, '60.00'),
    by(teller, close(alice)),
    rejectedBy(2),
  ]
  /** Was settled late, and the money is spent. */
  const toTake = [...others, sent, timedOut, withdraw(alice, '100.00'), settledBy(1)]

  it('is given to the account that is named, once', () => {
    expect(play(...toGive).money.suspense).toBe(40)
    const { outcomes, bank, money, types } = play(...toGive, clearSuspense(savings), clearSuspense(savings))
    expect(outcomes.slice(-2)).toEqual(['accepted', 'NothingInSuspense'])
    expect([bank.balanceOf(savings.accountId), money.suspense]).toEqual([4_000n, 0])
    expect(types.at(-1)).toBe('SuspenseCleared')
  })
  it('is taken from the account that is named, if it has it', () => {
    expect(play(...toTake, clearSuspense(alice)).outcomes.at(-1)).toBe('InsufficientFunds')
    const { money, place } = play(...toTake, deposit(alice, '50.00'), clearSuspense(alice))
    expect([money, place]).toEqual([{ alice: 10, held: 0, clearing: 40, suspense: 0 }, 'customer'])
  })
  it('of what comes back after it was taken goes to whoever has paid', () => {
    const { money } = play(...toTake, deposit(alice, '50.00'), clearSuspense(alice), rejectedBy(2))
    expect(money).toEqual({ alice: 50, held: 0, clearing: 0, suspense: 0 })
  })
  it('of what comes back after it was taken from another account goes to that one', () => {
    const { money, bank, outcomes } = play(
      ...toTake,
      deposit(savings, '50.00'),
      clearSuspense(savings),
      freeze(alice),
      rejectedBy(2),
    )
    expect(outcomes.slice(-3)).toEqual(['accepted', 'accepted', 'accepted'])
    expect([bank.balanceOf(savings.accountId), money.suspense, money.clearing]).toEqual([5_000n, 0, 0])
  })
  it('is taken again from the account that it was given to, when it was paid after all', () => {
    const { money, bank, place } = play(...toGive, clearSuspense(savings), settledBy(3))
    expect([bank.balanceOf(savings.accountId), money.suspense, money.clearing]).toEqual([0n, 0, 40])
    expect(place).toBe('customer')
  })
  it.each<[string, TestCommand[], string]>([
    ['of a payment that nobody knows', [clearSuspense(savings)], 'PaymentNotFound'],
    ['to somebody else’s account', [...toGive, clearSuspense(bob)], 'AccountNotFound'],
    ['where nothing is', [sent, settledBy(1), clearSuspense(alice)], 'NothingInSuspense'],
    ['to an account that is not there', [...toGive, clearSuspense(alicesEuros)], 'AccountNotFound'],
    ['to one that is closed', [...toGive, clearSuspense(alice)], 'AccountClosed'],
    ['to one that is frozen', [...toGive, freeze(savings), clearSuspense(savings)], 'AccountFrozen'],
    [
      'to one of the bank’s own',
      [...toGive, clearSuspense({ ...bob, accountId: internalAccountId('clearing', 'USD') })],
      'AccountNotFound',
    ],
    [
      'to one in another currency',
      [...toGive, { ...open(alicesEuros), by: theBank }, clearSuspense(alicesEuros)],
      'CurrencyMismatch',
    ],
  ])('cannot be cleared %s', (_what, commands, reason) => {
    const { outcomes, money } = play(...commands)
    expect(outcomes.at(-1)).toBe(reason)
    expect(money.suspense).toBe(commands.length > 3 ? 40 : 0)
  })
  it('is not taken from somebody else, whatever they have', () => {
    const { outcomes, bank, money } = play(...toTake, deposit(bob, '50.00'), clearSuspense(bob))
    expect(outcomes.at(-1)).toBe('AccountNotFound')
    expect([bank.balanceOf(bob.accountId), money.suspense]).toEqual([5_000n, -40])
  })

  describe('from the amount from which transfers are reviewed', () => {
    const large = [
      ...others,
      deposit(alice, '9900.00'),
      pay('10000.00'),
      approveTransfer(),
      bankStep('submitPayment', atSecond(60)),
      settledBy(1),
      by(teller, close(alice)),
      rejectedBy(2),
    ]
    const other = { ...approver, userId: 'another approver' }
    const last = (...commands: TestCommand[]) => {
      const { outcomes, money, types } = play(...large, ...commands)
      return [outcomes.at(-1), types.at(-1), money.suspense]
    }
    it('takes two people', () => {
      expect(last(clearSuspense(savings))).toEqual(['accepted', 'SuspenseClearingProposed', 10_000])
      expect(last(clearSuspense(savings), clearSuspense(savings, { who: other }))).toEqual([
        'accepted',
        'SuspenseCleared',
        0,
      ])
    })
    it('not the same one twice', () => {
      expect(last(clearSuspense(savings), clearSuspense(savings))[0]).toBe('AlreadyApproved')
    })
    it('who name the same account: another one is a new proposal', () => {
      const third = { ...alice, accountId: id<typeof alice.accountId>(0xaa) }
      const commands = [open(third), clearSuspense(savings), clearSuspense(third, { who: other })]
      expect(last(...commands)).toEqual(['accepted', 'SuspenseClearingProposed', 10_000])
      expect(last(...commands, clearSuspense(third))).toEqual(['accepted', 'SuspenseCleared', 0])
      expect(last(...commands, clearSuspense(savings, { who: other }))[1]).toBe('SuspenseClearingProposed')
    })
  })
})

test('that the clearing house has it is taken down once, and not after its answer', () => {
  const acknowledged = bankStep('acknowledgePayment')
  expect(play(sent, acknowledged, acknowledged).outcomes).toEqual(['accepted', 'accepted', 'PaymentPast'])
  expect(play(sent, settledBy(1), acknowledged).outcomes).toEqual(['accepted', 'accepted', 'PaymentPast'])
  expect(play(pay('1.00', { settleAfterSeconds: 5 }), acknowledged).outcomes).toEqual([
    'accepted',
    'PaymentPast',
  ])
  expect(play(received(null), acknowledged, bankStep('sendBackPayment'), acknowledged).outcomes).toEqual([
    'accepted',
    'PaymentPast',
    'accepted',
    'accepted',
  ])
})

describe('a payee that is removed and saved again is as new to the account as it was', () => {
  const again = [by(alice.owner, remove(1)), add(2)]
  const second = (amount: string, at?: string) =>
    pay(amount, { payee: 2, transferId: id<TransferId>(0x72), ...(at && { at }) })
  it.each<[string, TestCommand[], TestCommand, string]>([
    ['within the limit', [pay('9998.00'), ...again], second('2.00'), 'accepted'],
    ['above it', [pay('9998.00'), ...again], second('2.01'), 'LimitExceeded'],
    [
      'above it, however often',
      [pay('9998.00'), ...again, by(alice.owner, remove(2)), add(3), by(alice.owner, remove(3)), add(4)],
      pay('2.01', { payee: 4, transferId: id<TransferId>(0x72) }),
      'LimitExceeded',
    ],
    [
      'at another number',
      [pay('9998.00'), remove(1), add(2, elsewhere(BRITISH))],
      second('2.01'),
      'accepted',
    ],
    ['a day later', [pay('1.00'), ...again], second('9999.99', atSecond(DAY_SECONDS)), 'accepted'],
    [
      'before it was ever paid',
      [...again, pay('1.00', { payee: 2 })],
      second('9999.01', atSecond(3_600)),
      'LimitExceeded',
    ],
    [
      'a day after it was first paid under its first name',
      [pay('1.00'), ...again, deposit(alice, '99999.00')],
      second('9999.99', atSecond(DAY_SECONDS - 1)),
      'LimitExceeded',
    ],
  ])('%s', (_what, before, command, expected) => {
    const { outcomes } = play(deposit(alice, '90000.00'), ...before, command)
    expect(outcomes.slice(0, -1)).toEqual(outcomes.slice(0, -1).map(() => 'accepted'))
    expect(outcomes.at(-1)).toBe(expected)
  })
})

test('a payment counts against the limits of its account, and what was given back does not', () => {
  const rich = deposit(alice, '9999900.00')
  expect(play(rich, pay('10000.01')).outcomes).toEqual(['accepted', 'LimitExceeded'])
  const most = pay('9999.99')
  const again = pay('9999.99', { transferId: id<TransferId>(0x72) })
  expect(play(rich, most, again).outcomes.at(-1)).toBe('LimitExceeded')
  expect(play(rich, most, rejectedBy(1), again).outcomes.at(-1)).toBe('accepted')
})

test('a payment is refused where as much is held as can be, and one that has ended makes room', () => {
  const payments = Array.from({ length: MAX_HOLDS }, (_, n) =>
    pay('0.01', { transferId: id<TransferId>(0x8000 + n) }),
  )
  const last = id<TransferId>(0x7fff)
  const again = pay('0.01', { transferId: last })
  expect(play(...payments, again).outcomes.at(-1)).toBe('TooManyHolds')
  expect(play(...payments, rejectedBy(1, id<TransferId>(0x8000)), again).outcomes.at(-1)).toBe('accepted')
})

test('an answer to what the bank does not know changes nothing', () => {
  const unknown = [
    settledBy(1),
    rejectedBy(1),
    ...(['submitPayment', 'acknowledgePayment', 'expirePayment', 'sendBackPayment'] as const).map((name) =>
      bankStep(name),
    ),
  ]
  expect(play(...unknown).outcomes).toEqual(unknown.map(() => 'PaymentNotFound'))
})

describe('a payment from another bank', () => {
  it('is the customer’s at once, and once', () => {
    const { money, transfer, outcomes } = play(received(alice), received(alice))
    expect(money).toEqual({ alice: 125, held: 0, clearing: -25, suspense: 0 })
    expect(transfer).toBe('completed')
    expect(outcomes).toEqual(['accepted', 'PaymentPast'])
  })
  it.each<[string, TestCommand[], ReturnType<typeof received>, string]>([
    ['nobody', [], received(null), 'AccountNotFound'],
    ['an account that was never opened', [], received(bob), 'AccountNotFound'],
    ['a frozen account', [freeze(alice)], received(alice), 'AccountFrozen'],
    [
      'a closed account',
      [withdraw(alice, '100.00'), by(teller, close(alice))],
      received(alice),
      'AccountClosed',
    ],
    [
      'one of the bank’s own accounts',
      [deposit(alice, '1.00')],
      {
        ...received(null),
        data: { ...received(null).data, accountId: internalAccountId('suspense', 'USD') },
      },
      'AccountNotFound',
    ],
  ])('to %s waits in suspense and is sent back', (_what, before, payment, reason) => {
    const waiting = play(...before, payment)
    expect(waiting.money).toMatchObject({ clearing: -25, suspense: 25 })
    expect(waiting.bank.log.at(-1)?.event).toMatchObject({ type: 'PaymentUnplaced', data: { reason } })
    const over = play(...before, payment, bankStep('sendBackPayment'), bankStep('sendBackPayment'))
    expect(over.money).toMatchObject({ clearing: 0, suspense: 0 })
    expect(over.outcomes.at(-1)).toBe('PaymentPast')
  })
  it('under the id of a transfer of ours is sent back, and that one is left as it is', () => {
    const held = play(register(bob), open(bob), holdTransfer(alice, bob, '40.00'), received(alice))
    expect(held.money).toMatchObject({ alice: 100, held: 40, clearing: -25, suspense: 25 })
    expect(held.transfer).toBe('held')
    expect(held.bank.log.at(-1)?.event).toMatchObject({
      type: 'PaymentUnplaced',
      data: { reason: 'TransferAlreadyExists' },
    })
    const over = play(
      register(bob),
      open(bob),
      holdTransfer(alice, bob, '40.00'),
      received(alice),
      bankStep('sendBackPayment'),
      cancelTransfer(alice, theTransfer),
    )
    expect(over.outcomes.slice(-2)).toEqual(['accepted', 'accepted'])
    expect(over.money).toEqual({ alice: 100, held: 0, clearing: 0, suspense: 0 })
  })
  it('under the id of a payment of ours is nothing that could be past: somebody has to look at it', () => {
    expect(() => play(sent, received(alice))).toThrow('under the id of one that was sent')
  })
  it('in another currency is sent back as well', () => {
    const inYen = {
      ...received(alice),
      data: { ...received(alice).data, money: { amountMinor: 500n, currency: 'JPY' as const } },
    }
    expect(play(inYen).bank.log.at(-1)?.event).toMatchObject({ data: { reason: 'CurrencyMismatch' } })
  })
  it('is nothing that the clearing house could answer, nor to be sent back when it has arrived', () => {
    const { outcomes } = play(received(alice), settledBy(1), rejectedBy(1), bankStep('sendBackPayment'))
    expect(outcomes).toEqual(['accepted', 'PaymentNotFound', 'PaymentNotFound', 'PaymentPast'])
  })
})

test('the bank itself may pay for a customer, and must say for whom', () => {
  const forAlice = { ...sent, data: { ...sent.data, customerId: alice.customerId }, by: theBank }
  expect(play(forAlice).outcomes).toEqual(['accepted'])
  const { missing } = commandDefinitions.sendPayment
  expect(missing?.(sent.data, theBank)).toEqual({
    field: 'customerId',
    reason: 'is required: whose payee is it?',
  })
  expect(missing?.(forAlice.data, theBank)).toBeUndefined()
  expect(missing?.(sent.data, alice.owner)).toBeUndefined()
})
