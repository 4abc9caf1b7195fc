/** How much may leave an account by transfer: the rules as tables, and what holds however commands and clocks go. */
import { describe, expect, it, test } from 'vitest'
import type { BankAccount } from '../../server/domain/bank-account/decider.ts'
import { createDayOf } from '../../server/domain/calendar/day-of.ts'
import { accountStream, type TransferId } from '../../server/domain/ids.ts'
import { defaultLimits, maximumLimits } from '../../server/domain/limits/amounts.ts'
import { REMEMBERED_PAYEES } from '../../server/domain/limits/spending.ts'
import { currencies, type Money } from '../../server/domain/money.ts'
import {
  account,
  alice,
  alicesSavings,
  alicesYen,
  allowOverdraft,
  bob,
  by,
  cancelTransfer,
  changeLimits,
  close,
  closed,
  deposit,
  deposited,
  froze,
  holdTransfer,
  id,
  open,
  opened,
  register,
  settleTransfer,
  type TestAccount,
  type TestCommand,
  transfer,
  usd,
  withdraw,
  yen,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import { fc, runs } from '../support/property.ts'
import { createPureBank, type PureBank } from '../support/pure-bank.ts'

const carol = account(id(0xc1), id(0xc))
const rich = [
  opened(alice),
  opened(bob),
  opened(carol),
  opened(alicesSavings),
  deposited(alice, '1000000.00'),
]
const at = <Command extends TestCommand>(when: string, command: Command): Command => ({
  ...command,
  at: when,
})
const on = (day: number, time = '12:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`

/** Gives commands that must be accepted, and answers what the last one is answered. */
const proceed = (bank: PureBank, ...commands: TestCommand[]): void => {
  for (const command of commands)
    expect(bank.execute(command), command.name).toMatchObject({ outcome: 'accepted' })
}
const sends = (
  amount: string,
  { to = bob, n = 1, day = 1 }: { to?: TestAccount; n?: number; day?: number } = {},
) => at(on(day), transfer(alice, to, amount, id<TransferId>(n)))

describe('a transfer', () => {
  it.each<[string, TestCommand[], TestCommand, false | [string, Money, Money]]>([
    ['at the limit for a new payee', [], sends('10000.00'), false],
    ['above it', [], sends('10000.01'), ['newPayee', usd('10000.00'), usd('10000.00')]],
    [
      'above the rest of it',
      [sends('9999.00')],
      sends('1.01', { n: 2 }),
      ['newPayee', usd('10000.00'), usd('1.00')],
    ],
    ['to another new payee', [sends('10000.00')], sends('10000.00', { n: 2, to: carol }), false],
    ['to a payee a day later', [sends('1.00')], sends('25000.00', { n: 2, day: 2 }), false],
    [
      'to a payee just short of a day later',
      [sends('1.00')],
      at(on(2, '11:59:59.999'), transfer(alice, bob, '10000.00', id(2))),
      ['newPayee', usd('10000.00'), usd('9999.00')],
    ],
    ['to an own account', [], sends('25000.00', { to: alicesSavings }), false],
    [
      'above the limit per transfer',
      [],
      sends('25000.01', { to: alicesSavings }),
      ['perTransfer', usd('25000.00'), usd('25000.00')],
    ],
    [
      'up to the limit per day',
      [sends('25000.00', { to: alicesSavings })],
      sends('25000.00', { n: 2, to: alicesSavings }),
      false,
    ],
    [
      'above it',
      [sends('25000.00', { to: alicesSavings }), sends('24999.99', { n: 2, to: alicesSavings })],
      sends('0.02', { n: 3, to: alicesSavings }),
      ['perDay', usd('50000.00'), usd('0.01')],
    ],
    [
      'above it, on the next day',
      [sends('25000.00', { to: alicesSavings }), sends('25000.00', { n: 2, to: alicesSavings })],
      sends('0.01', { n: 3, to: alicesSavings, day: 2 }),
      false,
    ],
    [
      'on a clock that is behind',
      [
        sends('25000.00', { to: alicesSavings, day: 2 }),
        sends('25000.00', { n: 2, to: alicesSavings, day: 2 }),
      ],
      sends('0.01', { n: 3, to: alicesSavings, day: 1 }),
      ['perDay', usd('50000.00'), usd('0.00')],
    ],
    [
      'beside what is held',
      [holdTransfer(alice, bob, '9000.00', id(1))],
      sends('1000.01', { n: 2 }),
      ['newPayee', usd('10000.00'), usd('1000.00')],
    ],
    [
      'beside what was held and is settled',
      [holdTransfer(alice, bob, '9000.00', id(1)), settleTransfer(id(1))],
      sends('1000.01', { n: 2 }),
      ['newPayee', usd('10000.00'), usd('1000.00')],
    ],
    [
      'beside what was held and is called back',
      [holdTransfer(alice, bob, '9000.00', id(1)), cancelTransfer(alice, id(1))],
      sends('10000.00', { n: 2 }),
      false,
    ],
    ['beside what was paid out at the counter', [withdraw(alice, '60000.00')], sends('10000.00'), false],
  ])('%s', (_what, before, command, refused) => {
    const { bank } = given(...rich)
    proceed(bank, ...before)
    const outcome = bank.execute(command)
    if (!refused) expect(outcome).toMatchObject({ outcome: 'accepted' })
    else {
      const [which, limit, available] = refused
      expect(outcome).toEqual({
        outcome: 'rejected',
        rejection: { reason: 'LimitExceeded', which, limit, available },
      })
    }
  })

  it('counts on the day on which it was held, also when it is settled on the next', () => {
    const { bank } = given(...rich)
    const held = holdTransfer(alice, alicesSavings, '25000.00', id(1))
    proceed(bank, at(on(1, '23:59:59.000'), held), settleTransfer(id(1), on(2, '00:00:09.000')))
    proceed(bank, sends('25000.00', { n: 2, to: alicesSavings, day: 2 }))
    proceed(bank, sends('25000.00', { n: 3, to: alicesSavings, day: 2 }))
    expect(bank.execute(sends('0.01', { n: 4, to: alicesSavings, day: 2 }))).toMatchObject({
      rejection: { which: 'perDay' },
    })
  })
  it('gives nothing back to a day that did not count it', () => {
    const { bank } = given(...rich)
    proceed(bank, at(on(1, '23:59:59.000'), holdTransfer(alice, alicesSavings, '25000.00', id(1))))
    proceed(bank, sends('25000.00', { n: 2, to: alicesSavings, day: 2 }))
    proceed(bank, at(on(2), cancelTransfer(alice, id(1))))
    proceed(bank, sends('25000.00', { n: 3, to: alicesSavings, day: 2 }))
    expect(bank.execute(sends('0.01', { n: 4, to: alicesSavings, day: 2 }))).toMatchObject({
      rejection: { which: 'perDay' },
    })
  })
  it('that is too much is first of all too much for the account', () => {
    given(opened(alice), opened(bob), deposited(alice, '5.00'))
      .when(transfer(alice, bob, '30000.00'))
      .rejects('InsufficientFunds', { shortBy: usd('29995.00') })
  })
  it('is held against limits in the account’s own currency', () => {
    const yens = account(id(0xb9), id(0xb), 'JPY')
    given(opened(alicesYen), opened(yens), deposited(alicesYen, '9000000'))
      .when(transfer(alicesYen, yens, '1000001'))
      .rejects('LimitExceeded', { which: 'newPayee', limit: yen('1000000'), available: yen('1000000') })
  })
})

test('the limits of all currencies are in order', () => {
  for (const currency of currencies)
    for (const { perTransfer, perDay, newPayee } of [defaultLimits[currency], maximumLimits[currency]]) {
      expect(newPayee.amountMinor).toBeLessThanOrEqual(perTransfer.amountMinor)
      expect(perTransfer.amountMinor).toBeLessThanOrEqual(perDay.amountMinor)
      expect([newPayee.currency, perTransfer.currency, perDay.currency]).toEqual([
        currency,
        currency,
        currency,
      ])
    }
})

describe('the payees that an account remembers', () => {
  const shop = (n: number) => account(id(0x1000 + n), id(0x2000 + n))
  const many = Array.from({ length: REMEMBERED_PAYEES + 1 }, (_, n) => shop(n))
  const { bank } = given(...rich, ...many.map((one) => opened(one)))
  proceed(bank, sends('9000.00', { n: 1 }))
  for (const [n, one] of many.entries()) proceed(bank, sends('1.00', { n: 100 + n, to: one }))

  it('are bounded', () => {
    const { spending } = bank.stateOf(accountStream(alice.accountId)) as Extract<
      BankAccount,
      { status: 'open' }
    >
    expect(spending.payees).toHaveLength(REMEMBERED_PAYEES)
  })
  it('make no limit weaker when they are forgotten', () => {
    expect(bank.execute(sends('1000.01', { n: 2 }))).toMatchObject({
      rejection: { which: 'newPayee', available: usd('1000.00') },
    })
    expect(bank.execute(sends('1000.00', { n: 2 }))).toMatchObject({ outcome: 'accepted' })
  })
  it('are new once more when they are paid a day later', () => {
    expect(bank.execute(sends('10000.01', { n: 3, to: shop(0), day: 3 }))).toMatchObject({
      rejection: { which: 'newPayee', available: usd('10000.00') },
    })
  })
})

describe('changing limits', () => {
  const usual = { perTransfer: usd('25000.00'), perDay: usd('50000.00'), newPayee: usd('10000.00') }
  const told = (limits: object, changedAt: string, effectiveAt = changedAt) => ({
    type: 'TransferLimitsChanged',
    data: { accountId: alice.accountId, ...usual, ...limits, changedAt, effectiveAt },
  })
  const asked = (limits: Parameters<typeof changeLimits>[1], when = on(1)) =>
    at(when, changeLimits(alice, limits))

  it.each<[string, TestCommand[], TestCommand, object[]]>([
    ['lowers at once', [], asked({ perDay: '100.00' }), [told({ perDay: usd('100.00') }, on(1))]],
    [
      'raises after a day',
      [],
      asked({ perDay: '60000.00' }),
      [told({ perDay: usd('60000.00') }, on(1), on(2))],
    ],
    [
      'does both',
      [],
      asked({ perDay: '60000.00', newPayee: '0.00' }),
      [
        told({ newPayee: usd('0.00') }, on(1)),
        told({ perDay: usd('60000.00'), newPayee: usd('0.00') }, on(1), on(2)),
      ],
    ],
    [
      'takes back what is pending when what holds now is asked for',
      [asked({ perDay: '60000.00' })],
      asked({ perDay: '50000.00' }, on(1, '13:00:00.000')),
      [told({}, on(1, '13:00:00.000'))],
    ],
    [
      'keeps what was promised when something else is lowered',
      [asked({ perDay: '60000.00' })],
      asked({ newPayee: '5.00' }, on(1, '13:00:00.000')),
      [
        told({ newPayee: usd('5.00') }, on(1, '13:00:00.000')),
        told({ newPayee: usd('5.00'), perDay: usd('60000.00') }, on(1, '13:00:00.000'), on(2)),
      ],
    ],
    [
      'begins the day anew when more is asked for than was promised',
      [asked({ perDay: '60000.00' })],
      asked({ perDay: '60000.01' }, on(1, '13:00:00.000')),
      [told({ perDay: usd('60000.01') }, on(1, '13:00:00.000'), on(2, '13:00:00.000'))],
    ],
    [
      'goes on from what was raised once it holds',
      [asked({ perDay: '60000.00' })],
      asked({ perTransfer: '30000.00' }, on(2)),
      [told({ perDay: usd('60000.00'), perTransfer: usd('30000.00') }, on(2), on(3))],
    ],
  ])('%s', (_what, before, command, events) => {
    const { bank } = given(...rich)
    proceed(bank, ...before)
    const length = bank.log.length
    proceed(bank, command)
    expect(bank.log.slice(length).map(({ event }) => event)).toEqual(events)
  })

  it.each<[string, TestCommand[], TestCommand, string]>([
    ['what they are', [], asked({ perDay: '50000.00' }), 'LimitsUnchanged'],
    ['what is promised', [asked({ perDay: '60000.00' })], asked({ perDay: '60000.00' }), 'LimitsUnchanged'],
    ['more than the bank allows', [], asked({ newPayee: '100000.01' }), 'LimitTooHigh'],
    [
      'another currency',
      [],
      changeLimits({ ...alice, currency: 'EUR' }, { perDay: '1.00' }),
      'CurrencyMismatch',
    ],
    ['somebody else’s account', [], by(bob.owner, asked({ perDay: '1.00' })), 'AccountNotFound'],
    ['no account', [], changeLimits(alicesYen, { perDay: '1' }), 'AccountNotFound'],
  ])('is refused for %s', (_what, before, command, reason) => {
    const { bank } = given(...rich)
    proceed(bank, ...before)
    expect(bank.execute(command)).toMatchObject({ outcome: 'rejected', rejection: { reason } })
  })
  it('is refused once the account is closed, and possible while it is frozen', () => {
    given(opened(alice), closed(alice))
      .when(asked({ perDay: '1.00' }))
      .rejects('AccountClosed', { field: 'accountId' })
    given(opened(alice), froze(alice))
      .when(asked({ perDay: '1.00' }))
      .answers({ accountId: alice.accountId })
  })
  it('is obeyed from its instant on', () => {
    const { bank } = given(...rich)
    proceed(bank, asked({ newPayee: '20000.00' }))
    const big = transfer(alice, bob, '20000.00', id(9))
    expect(bank.execute(at(on(2, '11:59:59.999'), big))).toMatchObject({ rejection: { which: 'newPayee' } })
    proceed(bank, at(on(2), big))
  })
})

describe('the business date', () => {
  it.each([
    ['UTC', '2026-03-01T23:59:59.999Z', '2026-03-01'],
    ['UTC', '2026-03-02T00:00:00.000Z', '2026-03-02'],
    ['Asia/Tokyo', '2026-03-01T14:59:59.999Z', '2026-03-01'],
    ['Asia/Tokyo', '2026-03-01T15:00:00.000Z', '2026-03-02'],
    // A day of 23 hours, and one that begins at one o'clock.
    ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['America/Santiago', '2026-09-06T03:59:59.999Z', '2026-09-05'],
    ['America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-06'],
  ])('in %s at %s is %s', (timeZone, instant, day) => {
    const dayOf = createDayOf(timeZone)
    // Asked about another day before and after, for the last one is remembered.
    dayOf(new Date(Date.parse(instant) - 3_600_000))
    expect(dayOf(new Date(instant))).toBe(day)
    expect(dayOf(new Date(instant))).toBe(day)
  })
})

test('no limit is ever exceeded, whatever is sent, held, called back, lowered and raised, and whenever', () => {
  const world = [alice, bob, carol, alicesSavings]
  const amount = fc.constantFrom('1.00', '900.00', '4000.00', '6000.00', '9999.00', '20000.00')
  const kind = fc.constantFrom('perTransfer', 'perDay', 'newPayee')
  let transfers = 0
  const step = fc.oneof(
    fc
      .tuple(fc.constantFrom(...world), amount, fc.boolean())
      .map(([to, sum, isHeld]) => ({ to, sum, isHeld })),
    fc.nat(8).map((ended) => ({ ended })),
    fc
      .tuple(kind, fc.constantFrom('900.00', '6000.00', '10000.00'))
      .map(([limit, sum]) => ({ limits: { [limit]: sum } })),
    // Mostly onwards by hours; now and then a little back.
    fc.oneof(fc.integer({ min: 1, max: 14 }), fc.constant(-0.01)).map((hours) => ({ hours })),
  )
  let refused = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
      const bank = createPureBank()
      proceed(bank, ...[alice, bob, carol].map(register), ...world.map(open), deposit(alice, '900000.00'))
      proceed(bank, allowOverdraft(alice, '1.00'))
      let now = Date.parse('2026-03-01T00:00:00.000Z')
      const begun: TransferId[] = []
      for (const one of steps) {
        const when = new Date(now).toISOString()
        if ('hours' in one) now += one.hours * 3_600_000
        else if ('limits' in one) bank.execute(at(when, changeLimits(alice, one.limits)))
        else if ('ended' in one) {
          const transferId = begun[one.ended]
          if (transferId)
            bank.execute(
              at(when, one.ended % 2 ? cancelTransfer(alice, transferId) : settleTransfer(transferId, when)),
            )
        } else {
          const transferId = id<TransferId>(0x5000 + transfers++)
          begun.unshift(transferId)
          const make = one.isHeld ? holdTransfer : transfer
          const outcome = bank.execute(at(when, make(alice, one.to, one.sum, transferId)))
          if (outcome.outcome === 'rejected' && outcome.rejection.reason === 'LimitExceeded') refused++
        }
        expectWithinLimits(bank)
      }
    }),
    runs(400),
  )
  expect(refused).toBeGreaterThan(100)
})

test('whatever it is moved through, no more leaves a customer in so many days than their account lets out in them', () => {
  const amount = fc.constantFrom('900.00', '2500.00', '4000.00')
  const step = fc.oneof(
    { weight: 3, arbitrary: amount.map((sum) => ({ sum })) },
    { weight: 2, arbitrary: fc.constant({ opens: true }) },
    { weight: 2, arbitrary: amount.map((moves) => ({ moves })) },
    { weight: 3, arbitrary: fc.constant({ closes: true }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 14 }).map((hours) => ({ hours })) },
  )
  let closings = 0
  let refused = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
      const bank = createPureBank()
      const own = [alice]
      const [first, last] = [() => own[0]!, () => own.at(-1)!]
      proceed(bank, ...[alice, bob].map(register), ...[alice, bob].map(open), deposit(alice, '7000.00'))
      // All others begin with the bank's limits, which are far higher.
      proceed(bank, changeLimits(alice, { perDay: '6000.00' }))
      const begun = Date.parse('2026-03-01T00:00:00.000Z')
      let now = begun
      for (const [n, one] of steps.entries()) {
        const give = (command: TestCommand) => bank.execute(at(new Date(now).toISOString(), command))
        const transferId = id<TransferId>(0x7000 + n)
        if ('hours' in one) now += one.hours * 3_600_000
        else if ('moves' in one) give(transfer(first(), last(), one.moves, transferId))
        else if ('sum' in one) give(transfer(last(), bob, one.sum, transferId))
        else if ('opens' in one) {
          own.push(account(id(0x8000 + n), alice.customerId))
          give(open(last()))
        } else {
          const { data, ...closing } = close(first())
          const result = give({ ...closing, data: { ...data, toAccountId: last().accountId } })
          if (result.outcome === 'rejected' && result.rejection.reason === 'LimitExceeded') refused++
          if (result.outcome === 'rejected') continue
          closings++
          own.shift()
        }
        const days = BigInt(Math.floor((now - begun) / 86_400_000) + 1)
        expect(bank.balanceOf(bob.accountId)).toBeLessThanOrEqual(600_000n * days)
      }
    }),
    runs(200),
  )
  expect(closings).toBeGreaterThan(10)
  expect(refused).toBeGreaterThan(100)
})

/** Reckoned from the log alone, with the most that was ever allowed: what was sent on a day, and to somebody new. */
const expectWithinLimits = (bank: PureBank): void => {
  const highest = { perTransfer: 2_500_000n, perDay: 5_000_000n, newPayee: 1_000_000n }
  const days = new Map<string, bigint>()
  const newcomers = new Map<string, bigint>()
  const holds = new Map<string, { day: string | null; key: string | undefined; sum: bigint }>()
  const add = (to: Map<string, bigint>, key: string | null | undefined, sum: bigint) => {
    if (key) to.set(key, (to.get(key) ?? 0n) + sum)
  }
  const keyOf = (newPayee: { id: string; since: string } | null) => newPayee?.id
  for (const { event } of bank.log)
    if (event.type === 'MoneyWithdrawn' || event.type === 'MoneyHeld') {
      const { money, day, newPayee } = event.data
      expect(money.amountMinor).toBeLessThanOrEqual(highest.perTransfer)
      if (event.type === 'MoneyHeld')
        holds.set(event.data.transferId, { day, key: keyOf(newPayee), sum: money.amountMinor })
      add(days, day, money.amountMinor)
      add(newcomers, keyOf(newPayee), money.amountMinor)
    } else if (event.type === 'HoldReleased' || event.type === 'HoldSettled') {
      const { day, key, sum } = holds.get(event.data.transferId)!
      add(days, day, -sum)
      add(newcomers, key, -sum)
    }
  for (const sum of days.values()) expect(sum).toBeLessThanOrEqual(highest.perDay)
  for (const sum of newcomers.values()) expect(sum).toBeLessThanOrEqual(highest.newPayee)
}
