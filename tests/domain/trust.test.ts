/** What trusting a payee does, and that it is no way around the limit for new payees. */
import { describe, expect, it } from 'vitest'
import type { TransferId } from '../../server/domain/ids.ts'
import {
  account,
  alice,
  alicesSavings,
  bob,
  deposited,
  holdTransfer,
  id,
  opened,
  registered,
  type TestAccount,
  type TestCommand,
  transfer,
  usd,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import { add, atThisBank, elsewhere, remove, saved, trust, trusted, untrust } from '../support/payees.ts'
import { acceptFrom, asked } from '../support/payment-requests.ts'
import { pay } from '../support/payments.ts'
import type { PureBank } from '../support/pure-bank.ts'
import { execute, monthly, ordered } from '../support/standing-orders.ts'

const carol = account(id(0xc1), id(0xc))
const at = <Command extends TestCommand>(when: string, command: Command): Command => ({
  ...command,
  at: when,
})
const on = (day: number, time = '12:00:00.000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`
const facts = [
  ...[registered(alice), registered(bob), registered(carol)],
  ...[opened(alice), opened(bob), opened(carol), opened(alicesSavings), deposited(alice, '1000000.00')],
  ...[saved(1, atThisBank(bob)), saved(2, elsewhere())],
]
const proceed = (bank: PureBank, commands: readonly TestCommand[]) => {
  for (const command of commands)
    expect(bank.execute(command), command.name).toMatchObject({ outcome: 'accepted' })
}
const sends = (amount: string, when: string, { to = bob, n = 1 }: { to?: TestAccount; n?: number } = {}) =>
  at(when, transfer(alice, to, amount, id<TransferId>(n)))

type Row = [string, TestCommand[], TestCommand, 'accepted' | 'newPayee' | 'perTransfer' | 'perDay']
describe('a first transfer above the limit for new payees', () => {
  it.each<Row>([
    ['to somebody who is not trusted', [], sends('10000.01', on(2)), 'newPayee'],
    ['to somebody who has just been trusted', [at(on(1), trust(1))], sends('10000.01', on(1)), 'newPayee'],
    [
      'just short of a day later',
      [at(on(1), trust(1))],
      sends('10000.01', on(2, '11:59:59.999')),
      'newPayee',
    ],
    ['a day later', [at(on(1), trust(1))], sends('10000.01', on(2)), 'accepted'],
    [
      'after that, above the limit per transfer',
      [at(on(1), trust(1))],
      sends('25000.01', on(2)),
      'perTransfer',
    ],
    [
      'after that, above the limit per day',
      [
        at(on(1), trust(1)),
        sends('25000.00', on(2), { to: alicesSavings, n: 8 }),
        sends('25000.00', on(2), { to: alicesSavings, n: 9 }),
      ],
      sends('10000.01', on(2)),
      'perDay',
    ],
    ['held first', [at(on(1), trust(1))], at(on(2), holdTransfer(alice, bob, '10000.01', id(1))), 'accepted'],
    ['to somebody else', [at(on(1), trust(1))], sends('10000.01', on(2), { to: carol }), 'newPayee'],
    ['trusted no more', [at(on(1), trust(1)), at(on(2), untrust(1))], sends('10000.01', on(2)), 'newPayee'],
    [
      'trusted once more, which takes its day anew',
      [at(on(1), trust(1)), at(on(2), untrust(1)), at(on(2), trust(1))],
      sends('10000.01', on(3, '11:59:59.999')),
      'newPayee',
    ],
    [
      'a day after that',
      [at(on(1), trust(1)), at(on(2), untrust(1)), at(on(2), trust(1))],
      sends('10000.01', on(3)),
      'accepted',
    ],
    [
      'saved anew, and not trusted yet',
      [at(on(1), trust(1)), at(on(2), remove(1)), at(on(2), add(3, atThisBank(bob)))],
      sends('10000.01', on(2)),
      'newPayee',
    ],
    [
      'trusted by somebody else',
      [at(on(1), add(4, atThisBank(bob), carol)), at(on(1), trust(4, carol))],
      sends('10000.01', on(2)),
      'newPayee',
    ],
    ['to another bank', [], pay('10000.01', { payee: 2, at: on(2) }), 'newPayee'],
    [
      'to another bank, trusted just now',
      [at(on(2), trust(2))],
      pay('10000.01', { payee: 2, at: on(2) }),
      'newPayee',
    ],
    [
      'to another bank, trusted for a day',
      [at(on(1), trust(2))],
      pay('10000.01', { payee: 2, at: on(2) }),
      'accepted',
    ],
  ])('%s', (_what, before, command, expected) => {
    const { bank } = given(...facts)
    proceed(bank, before)
    const outcome = bank.execute(command)
    if (expected === 'accepted') expect(outcome).toMatchObject({ outcome: 'accepted' })
    else expect(outcome).toMatchObject({ rejection: { reason: 'LimitExceeded', which: expected } })
  })

  it('to who was marked before it meant anything, until they are trusted anew', () => {
    const { bank } = given(...facts, trusted(1, null))
    expect(bank.execute(sends('10000.01', on(20)))).toMatchObject({ rejection: { which: 'newPayee' } })
    proceed(bank, [at(on(20), trust(1)), sends('10000.01', on(21))])
  })

  it('is counted all the same: trusted no more, its payee is as new as any other', () => {
    const { bank } = given(...facts)
    proceed(bank, [at(on(1), trust(1)), sends('12000.00', on(2)), at(on(2), untrust(1))])
    expect(bank.execute(sends('0.01', on(2), { n: 2 }))).toMatchObject({
      rejection: { which: 'newPayee', available: usd('0.00') },
    })
    proceed(bank, [sends('25000.00', on(3), { n: 2 })])
  })

  it.each([
    ['just short of a day later', '2026-03-31T06:00:00.001Z', 'OccurrencePostponed'],
    ['a day later', '2026-03-31T06:00:00.000Z', 'OccurrenceInReview'],
  ])('by standing order, %s', (_what, trustedAt, expected) => {
    const { bank } = given(...facts, ordered(monthly, { amount: '10000.01' }), trusted(1, trustedAt))
    proceed(bank, [execute('2026-04-01')])
    expect(bank.log.at(-1)?.event.type).toBe(expected)
  })

  it.each([
    ['just short of a day later', '2026-03-01T12:00:00.001Z', 'LimitExceeded'],
    ['a day later', '2026-03-01T12:00:00.000Z', 'accepted'],
  ])('to who has asked for it, %s', (_what, trustedAt, expected) => {
    const { bank } = given(
      ...facts,
      asked({ to: bob, payer: alice, amount: '10000.01' }),
      trusted(1, trustedAt),
    )
    const outcome = bank.execute(at(on(2), acceptFrom(alice)))
    expect(outcome.outcome === 'rejected' ? outcome.rejection.reason : outcome.outcome).toBe(expected)
  })

  it('waits for review like any other', () => {
    const { bank } = given(...facts)
    proceed(bank, [at(on(1), trust(1))])
    expect(bank.execute(sends('20000.00', on(2)))).toMatchObject({
      answer: { status: 'held', purpose: 'review' },
    })
  })
})
