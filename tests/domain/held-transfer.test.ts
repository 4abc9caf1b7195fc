/** Two-phase transfers: held, and then ended once. */
import { describe, expect, it, test } from 'vitest'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { available } from '../../server/domain/bank-account/decider.ts'
import { MAX_HOLDS } from '../../server/domain/bank-account/holds.ts'
import type { BankRejection } from '../../server/domain/commands.ts'
import { accountIdSchema, accountStream, customerIdSchema } from '../../server/domain/ids.ts'
import { UNCOUNTED } from '../../server/domain/limits/spending.ts'
import { currencies } from '../../server/domain/money.ts'
import { internalAccountId, THE_BANK } from '../../server/domain/the-bank.ts'
import {
  alice,
  bob,
  by,
  cancelled,
  cancelTransfer,
  close,
  closed,
  deposited,
  expired,
  expireTransfer,
  type Fact,
  failed,
  froze,
  held,
  holdTransfer,
  id,
  opened,
  SETTLE_AT,
  sentTo,
  settled,
  settleTransfer,
  type TestCommand,
  theTransfer,
  transfer,
  transferred,
  usd,
  withdraw,
} from '../support/bank.ts'
import { given } from '../support/given.ts'

const both = [opened(alice), opened(bob), deposited(alice, '100.00')]
const pending = [...both, held(alice, bob, '60.00')]
const field = 'transferId'

describe('a transfer that can be called back', () => {
  it('holds the money first', () => {
    given(...both)
      .when(holdTransfer(alice, bob, '60.00'))
      .events(held(alice, bob, '60.00'))
  })
  it('answers when it will be settled', () => {
    given(...both)
      .when(holdTransfer(alice, bob, '60.00'))
      .answers({ transferId: theTransfer, status: 'held', purpose: 'undoWindow', settleAt: SETTLE_AT })
  })
  it('of no seconds is settled at once', () => {
    const command = transfer(alice, bob, '60.00')
    given(...both)
      .when({ ...command, data: { ...command.data, settleAfterSeconds: 0 } })
      .events(transferred(alice, bob, '60.00'))
  })
  it('leaves only the rest to be spent, in whatever way', () => {
    for (const command of [
      transfer(alice, bob, '40.01', id(0x72)),
      holdTransfer(alice, bob, '40.01', id(0x72)),
      withdraw(alice, '40.01'),
    ])
      given(...pending)
        .when(command)
        .rejects('InsufficientFunds', { shortBy: usd('0.01') })
    given(...pending)
      .when(transfer(alice, bob, '40.00', id(0x72)))
      .events(transferred(alice, bob, '40.00', id(0x72)))
  })
  it('gives the other one nothing yet', () => {
    given(...pending)
      .when(withdraw(bob, '0.01'))
      .rejects('InsufficientFunds', { shortBy: usd('0.01') })
  })
  it('can stand beside others', () => {
    given(...pending)
      .when(holdTransfer(alice, bob, '40.00', id(0x72)))
      .events(held(alice, bob, '40.00', id(0x72)))
  })
  it('keeps its account open', () => {
    given(...pending)
      .when(close(alice))
      .rejects('BalanceNotZero', { field: 'accountId', balance: usd('100.00') })
    const overdrawn = given(opened(alice), opened(bob), held(alice, bob, '5.00'))
    overdrawn.when(close(alice)).rejects('MoneyIsHeld', { field: 'accountId', held: usd('5.00') })
  })
})

/** Every way to end it, against every state that it can be in. */
const endings: Record<string, TestCommand> = {
  cancel: cancelTransfer(alice),
  settle: settleTransfer(),
  expire: expireTransfer(),
}
const states: Record<string, readonly Fact[]> = {
  none: both,
  held: pending,
  completed: [...pending, settled(alice, bob, '60.00')],
  'completed at once': [...both, transferred(alice, bob, '60.00')],
  cancelled: [...pending, cancelled(alice, bob, '60.00')],
  failed: [...pending, failed('AccountFrozen')(alice, bob, '60.00')],
  expired: [...pending, expired(alice, bob, '60.00')],
}
describe('a transfer ends once', () => {
  const over = (status: string) => ['TransferNotHeld', { status, field }] as const
  const outcomes = {
    none: ['TransferNotFound', { field }],
    completed: over('completed'),
    'completed at once': over('completed'),
    cancelled: over('cancelled'),
    failed: over('failed'),
    expired: over('expired'),
  } as const
  const grid = Object.entries(outcomes).flatMap(([state, [reason, details]]) =>
    Object.keys(endings).map((ending) => ({
      state,
      ending,
      reason: reason as BankRejection['reason'],
      details,
    })),
  )
  it.each(grid)('to $ending one that is $state is refused', ({ state, ending, reason, details }) => {
    given(...(states[state] as readonly Fact[]))
      .when(endings[ending] as TestCommand)
      .rejects(reason, details)
  })
  it.each(Object.keys(states).filter((state) => state !== 'none'))(
    'its id is taken when it is %s',
    (state) => {
      given(...(states[state] as readonly Fact[]), deposited(alice, '100.00'))
        .when(transfer(alice, bob, '1.00'))
        .rejects('TransferAlreadyExists', { field: 'transferId' })
    },
  )
})

describe('cancelling', () => {
  it('gives the money back', () => {
    given(...pending)
      .when(cancelTransfer(alice))
      .events(cancelled(alice, bob, '60.00'))
  })
  it('is possible as long as it is held, however late', () => {
    given(...pending)
      .when({ ...cancelTransfer(alice), at: '2026-03-02T12:00:00.000Z' })
      .events(cancelled(alice, bob, '60.00'))
  })
  it('is possible from a frozen account too', () => {
    given(...pending, froze(alice))
      .when(cancelTransfer(alice))
      .events(cancelled(alice, bob, '60.00'))
  })
  it.each(Object.keys(states))('is its sender’s alone: to others one that is %s does not exist', (state) => {
    given(...(states[state] as readonly Fact[]))
      .when(by(bob.owner, cancelTransfer(alice)))
      .rejects('TransferNotFound', { field })
  })
  it('leaves other holds alone', () => {
    const { bank } = given(...pending, held(alice, bob, '10.00', id(0x72)))
    bank.execute(cancelTransfer(alice))
    expect(bank.stateOf(accountStream(alice.accountId))).toMatchObject({
      held: usd('10.00'),
      holds: { [id(0x72)]: { money: usd('10.00'), ...sentTo(alice, bob) } },
      balance: usd('100.00'),
    })
  })
  it('is over once it may be under way at another bank', () => {
    const [, heldEvent] = held(alice, bob, '60.00')(given(...both).bank)
    if (heldEvent?.type !== 'TransferHeld') throw new Error('The second event is the transfer’s')
    const external: Fact = (bank) => [
      held(alice, bob, '60.00')(bank)[0] as never,
      { ...heldEvent, data: { ...heldEvent.data, purpose: 'external' } },
    ]
    given(...both, external)
      .when(cancelTransfer(alice))
      .rejects('TransferNotCancellable', { field })
  })
})

describe('an account', () => {
  const many = (count: number): Fact[] =>
    Array.from({ length: count }, (_, n) => held(alice, bob, '0.01', id(0x8000 + n)))
  const full = [...both, ...many(MAX_HOLDS)]
  it('holds money for so many transfers, and not for one more', () => {
    given(...both, ...many(MAX_HOLDS - 1))
      .when(holdTransfer(alice, bob, '1.00'))
      .events(held(alice, bob, '1.00'))
    given(...full)
      .when(holdTransfer(alice, bob, '1.00'))
      .rejects('TooManyHolds', { limit: MAX_HOLDS })
  })
  it('is short of money before it holds too much, and holds too much before a limit is in the way', () => {
    given(...full)
      .when(holdTransfer(alice, bob, '95.01'))
      .rejects('InsufficientFunds', { shortBy: usd('0.01') })
    given(...full, deposited(alice, '90000.00'))
      .when(holdTransfer(alice, bob, '60000.00'))
      .rejects('TooManyHolds', { limit: MAX_HOLDS })
  })
  it('that holds as much as it can still sends at once, and holds again when one has ended', () => {
    given(...full)
      .when(transfer(alice, bob, '1.00'))
      .events(transferred(alice, bob, '1.00'))
    given(...full, cancelled(alice, bob, '0.01', id(0x8000)))
      .when(holdTransfer(alice, bob, '1.00'))
      .events(held(alice, bob, '1.00'))
  })
})

describe('settling', () => {
  it('moves the money', () => {
    given(...pending)
      .when(settleTransfer())
      .events(settled(alice, bob, '60.00'))
  })
  it('waits until it is due', () => {
    given(...pending)
      .when(settleTransfer(theTransfer, '2026-03-01T12:00:09.999Z'))
      .rejects('TransferNotDue', { field })
  })
  it('may come late', () => {
    given(...pending)
      .when(settleTransfer(theTransfer, '2026-04-01T12:00:00.000Z'))
      .events(settled(alice, bob, '60.00'))
  })
  it.each<[string, Fact[], string]>([
    ['the payer’s account is frozen', [froze(alice)], 'AccountFrozen'],
    ['the other account is frozen', [froze(bob)], 'AccountFrozen'],
    ['the other account is closed', [closed(bob)], 'AccountClosed'],
    ['the other account is full', [deposited(bob, '9999999999999.00')], 'BalanceTooLarge'],
  ])('fails and gives the money back when %s', (_why, facts, reason) => {
    given(...pending, ...facts)
      .when(settleTransfer())
      .events(failed(reason)(alice, bob, '60.00'))
  })
  it('fails when a charge has left too little', () => {
    const { bank } = given(...pending)
    // No rule of the account allows it; what the bank charges may come on top.
    bank.record({
      type: 'MoneyWithdrawn',
      data: {
        accountId: alice.accountId,
        money: usd('50.00'),
        description: 'Fee',
        balanceAfter: usd('50.00'),
        transfer: null,
        ...UNCOUNTED,
      },
    })
    expect(bank.execute(settleTransfer())).toMatchObject({ outcome: 'accepted' })
    expect(bank.log.at(-1)?.event).toEqual({
      type: 'TransferFailed',
      data: { transferId: theTransfer, reason: 'InsufficientFunds' },
    })
  })
})

describe('expiring', () => {
  const until =
    (expiresAt: string): Fact =>
    (bank) => {
      const [hold, begun] = held(alice, bob, '60.00')(bank)
      if (begun?.type !== 'TransferHeld') throw new Error('The second event is the transfer’s')
      return [hold as never, { ...begun, data: { ...begun.data, settleAt: null, expiresAt } }]
    }
  it('gives the money back', () => {
    given(...both, until(SETTLE_AT))
      .when(expireTransfer())
      .events(expired(alice, bob, '60.00'))
  })
  it('waits for its time', () => {
    given(...both, until('2026-03-01T12:00:10.001Z'))
      .when(expireTransfer())
      .rejects('TransferNotDue', { field })
  })
  it('is for what has such a time, and settling for what has the other', () => {
    given(...pending)
      .when(expireTransfer())
      .rejects('TransferNotDue', { field })
    given(...both, until(SETTLE_AT))
      .when(settleTransfer())
      .rejects('TransferNotDue', { field })
  })
})

describe('what an account may spend', () => {
  const state = (more: object) =>
    ({
      status: 'open',
      owner: alice.customerId,
      balance: usd('10.00'),
      held: usd('0.00'),
      holds: {},
      overdraftLimit: usd('0.00'),
      ...more,
    }) as Extract<BankAccount, { status: 'open' }>
  it.each([
    ['nothing held', {}, '10.00'],
    ['some of it held', { held: usd('4.00') }, '6.00'],
    ['an overdraft', { overdraftLimit: usd('50.00') }, '60.00'],
    ['both', { held: usd('20.00'), overdraftLimit: usd('50.00') }, '40.00'],
  ])('with %s', (_what, more, expected) => {
    expect(available(state(more))).toEqual(usd(expected))
  })
})

describe('the bank’s own accounts', () => {
  it('have ids that follow from purpose and currency, each its own', () => {
    const ids = (['suspense', 'clearing', 'interest', 'fees', 'exchange'] as const).flatMap((purpose) =>
      currencies.map((currency) => internalAccountId(purpose, currency)),
    )
    expect(new Set(ids).size).toBe(ids.length)
    for (const one of ids) expect(accountIdSchema.parse(one)).toBe(one)
    expect(customerIdSchema.parse(THE_BANK)).toBe(THE_BANK)
    expect(internalAccountId('suspense', 'USD')).toBe('00000000-0000-8000-8001-62616e555344')
  })
})

test('an event that ends what never began is a fault', () => {
  for (const type of ['TransferCancelled', 'TransferExpired'] as const)
    expect(() => given(() => [{ type, data: { transferId: theTransfer } }])).toThrow('never began')
})
