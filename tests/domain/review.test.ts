/** Large transfers wait until the bank's people have looked at them: who may, how many it takes, and how it ends. */
import { describe, expect, it } from 'vitest'
import { type AccountId, accountStream, type CustomerId, type TransferId } from '../../server/domain/ids.ts'
import {
  account,
  actor,
  alice,
  alicesSavings,
  allowOverdraft,
  approver,
  approveTransfer,
  bob,
  cancelTransfer,
  close,
  declineTransfer,
  deposited,
  expireTransfer,
  freeze,
  holdTransfer,
  id,
  opened,
  settleTransfer,
  type TestCommand,
  teller,
  transfer,
  usd,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import { createPureBank, type PureBank } from '../support/pure-bank.ts'

const [DAY_2, DAY_4, DAY_5] = [2, 4, 5].map((day) => `2026-03-0${day}T12:00:00.000Z`) as [
  string,
  string,
  string,
]
const colleague = { ...approver, userId: 'another approver' }
const clerk = { ...teller, userId: 'another teller' }
const large = id<TransferId>(0x99)

const createBank = (): PureBank => {
  const { bank } = given(opened(alice), opened(bob), opened(alicesSavings), deposited(alice, '900000.00'))
  // Bob is no new payee any more when the day is over.
  proceed(bank, transfer(alice, bob, '1.00'))
  return bank
}
const proceed = (bank: PureBank, ...commands: TestCommand[]) => {
  for (const command of commands)
    expect(bank.execute(command), command.name).toMatchObject({ outcome: 'accepted' })
}
const at = <Command extends TestCommand>(when: string, command: Command): Command => ({
  ...command,
  at: when,
})
const sends = (amount: string) => at(DAY_2, transfer(alice, bob, amount, large))
const approves = (who = approver, when = DAY_2) => at(when, approveTransfer(large, who))
const declines = (who = approver, when = DAY_2) => at(when, declineTransfer(large, who))
const last = (bank: PureBank, count = 1) => bank.log.slice(-count).map(({ event }) => event.type)
const accountOf = (bank: PureBank, accountId: AccountId = alice.accountId) =>
  bank.stateOf(accountStream(accountId)) as { held: object; balance: object; spending: { today: object } }

const SETTLED = ['TransferApproved', 'HoldSettled', 'MoneyWithdrawn', 'MoneyDeposited', 'TransferCompleted']
const WAITS = ['MoneyHeld', 'TransferHeld']

describe('which transfers wait', () => {
  it.each<[string, TestCommand, boolean]>([
    ['9,999.99', sends('9999.99'), false],
    ['10,000.00', sends('10000.00'), true],
    ['25,000.00', sends('25000.00'), true],
    ['25,000.00 to an own account', at(DAY_2, transfer(alice, alicesSavings, '25000.00', large)), false],
    ['10,000.00 that could have been undone', at(DAY_2, holdTransfer(alice, bob, '10000.00', large)), true],
  ])('%s', (_what, command, waits) => {
    const bank = createBank()
    proceed(bank, command)
    expect(last(bank, 2)).toEqual(waits ? WAITS : ['MoneyDeposited', 'TransferCompleted'])
    if (!waits) return
    expect(bank.log.at(-1)?.event.data).toMatchObject({ purpose: 'review', settleAt: null, expiresAt: DAY_5 })
    expect(accountOf(bank).held).toEqual((command.data as { money: object }).money)
  })
})

it('is told with the answer, and until when it waits', () => {
  const outcome = createBank().execute(sends('10000.00'))
  expect(outcome).toMatchObject({
    answer: { transferId: large, status: 'held', purpose: 'review', expiresAt: DAY_5 },
  })
  expect((outcome as { answer: object }).answer).not.toHaveProperty('settleAt')
})

describe('who has to approve', () => {
  type Step = readonly [TestCommand, 'accepted' | 'settled' | string]
  it.each<[string, string, Step[]]>([
    ['one approver', '10000.00', [[approves(), 'settled']]],
    [
      'no teller alone',
      '19999.99',
      [
        [approves(teller), 'ApproverNeeded'],
        [approves(), 'settled'],
      ],
    ],
    [
      'two approvers',
      '20000.00',
      [
        [approves(), 'accepted'],
        [approves(colleague), 'settled'],
      ],
    ],
    [
      'a teller and an approver',
      '20000.00',
      [
        [approves(teller), 'accepted'],
        [approves(), 'settled'],
      ],
    ],
    [
      'an approver and a teller',
      '20000.00',
      [
        [approves(), 'accepted'],
        [approves(teller), 'settled'],
      ],
    ],
    [
      'no two tellers',
      '20000.00',
      [
        [approves(teller), 'accepted'],
        [approves(clerk), 'ApproverNeeded'],
        [approves(), 'settled'],
      ],
    ],
    [
      'nobody twice',
      '20000.00',
      [
        [approves(), 'accepted'],
        [approves(), 'AlreadyApproved'],
        [approves(teller), 'settled'],
      ],
    ],
    [
      'nobody once it is over',
      '10000.00',
      [
        [approves(), 'settled'],
        [approves(colleague), 'TransferNotHeld'],
      ],
    ],
    [
      'not the customer, whatever else they are',
      '10000.00',
      [
        [approves(actor('approver', alice.customerId)), 'OwnTransfer'],
        [approves(actor('approver', bob.customerId)), 'OwnTransfer'],
        [declines(actor('approver', alice.customerId)), 'OwnTransfer'],
        [approves(actor('approver', id<CustomerId>(0xee))), 'settled'],
      ],
    ],
    [
      'nobody after three days',
      '10000.00',
      [
        [approves(approver, DAY_5), 'ReviewOver'],
        [declines(approver, DAY_5), 'ReviewOver'],
      ],
    ],
    ['somebody on the last of them', '10000.00', [[approves(approver, DAY_4), 'settled']]],
  ])('%s', (_what, amount, steps) => {
    const bank = createBank()
    proceed(bank, sends(amount))
    for (const [command, expected] of steps) {
      const before = bank.log.length
      const outcome = bank.execute(command)
      if (expected === 'settled') {
        expect(last(bank, 5)).toEqual(SETTLED)
        expect(outcome).toMatchObject({ answer: { transferId: large, status: 'completed', missing: 0 } })
      } else if (expected === 'accepted') {
        expect(last(bank, bank.log.length - before)).toEqual(['TransferApproved'])
        expect(outcome).toMatchObject({ answer: { transferId: large, status: 'held', missing: 1 } })
      } else expect(outcome).toMatchObject({ outcome: 'rejected', rejection: { reason: expected } })
    }
  })
  it.each<[string, TestCommand, string]>([
    ['an unknown one', approveTransfer(id(0xdead)), 'TransferNotFound'],
    ['one that only waits to be called back', approveTransfer(id(0x98)), 'TransferNotInReview'],
    ['one of those, declined', declineTransfer(id(0x98)), 'TransferNotInReview'],
    ['one that is settled', declineTransfer(), 'TransferNotHeld'],
  ])('nobody, for %s', (_what, command, reason) => {
    const bank = createBank()
    proceed(bank, holdTransfer(alice, bob, '5.00', id(0x98)))
    expect(bank.execute(command)).toMatchObject({ outcome: 'rejected', rejection: { reason } })
  })
})

describe('how it ends', () => {
  it.each<[string, TestCommand[], TestCommand, string[]]>([
    ['declined', [], declines(teller), ['HoldReleased', 'TransferDeclined']],
    ['declined after a first approval', [approves()], declines(teller), ['HoldReleased', 'TransferDeclined']],
    ['called back', [], at(DAY_2, cancelTransfer(alice, large)), ['HoldReleased', 'TransferCancelled']],
    [
      'called back after a first approval',
      [approves()],
      at(DAY_2, cancelTransfer(alice, large)),
      ['HoldReleased', 'TransferCancelled'],
    ],
    ['expired', [], expireTransfer(large, DAY_5), ['HoldReleased', 'TransferExpired']],
    [
      'failed, the payer’s account being frozen',
      [approves(), freeze(alice)],
      approves(teller),
      ['HoldReleased', 'TransferFailed'],
    ],
    [
      'failed, the other account being frozen',
      [approves(), freeze(bob)],
      approves(teller),
      ['HoldReleased', 'TransferFailed'],
    ],
  ])('%s: the money is free again, and counts no more', (_what, before, command, events) => {
    const bank = createBank()
    proceed(bank, sends('20000.00'), ...before, command)
    expect(last(bank, 2)).toEqual(events)
    expect(accountOf(bank)).toMatchObject({
      held: usd('0.00'),
      balance: usd('899999.00'),
      spending: { today: { sent: usd('0.00') } },
    })
  })
  it.each<[string, TestCommand]>([
    ['the payer’s account is frozen', freeze(alice)],
    ['the other account is frozen', freeze(bob)],
  ])('whoever approves last is told that it failed, and why: %s', (_what, meanwhile) => {
    const bank = createBank()
    proceed(bank, sends('20000.00'), approves(), meanwhile)
    expect(bank.execute(approves(teller))).toMatchObject({
      outcome: 'accepted',
      answer: { transferId: large, status: 'failed', reason: 'AccountFrozen', missing: 0 },
    })
  })
  it('whoever declines is told so', () => {
    const bank = createBank()
    proceed(bank, sends('20000.00'))
    expect(bank.execute(declines())).toMatchObject({ answer: { transferId: large, status: 'declined' } })
  })
  it('not by itself, before three days are over', () => {
    const bank = createBank()
    proceed(bank, sends('10000.00'))
    for (const command of [settleTransfer(large, DAY_5), expireTransfer(large, DAY_4)])
      expect(bank.execute(command)).toMatchObject({ rejection: { reason: 'TransferNotDue' } })
  })
})

describe('a frozen account', () => {
  const fresh = () => {
    const bank = createPureBank()
    for (const fact of [opened(alice), opened(bob), deposited(alice, '100.00')])
      for (const event of fact(bank)) bank.record(event)
    return bank
  }
  it('keeps what is held on it, until it is settled, which fails, or called back', () => {
    const bank = fresh()
    proceed(bank, holdTransfer(alice, bob, '60.00'), freeze(alice))
    expect(accountOf(bank).held).toEqual(usd('60.00'))
    proceed(bank, cancelTransfer(alice))
    expect(accountOf(bank).held).toEqual(usd('0.00'))
  })
  it.each<[string, TestCommand]>([
    ['sends nothing', transfer(alice, bob, '1.00')],
    ['holds nothing more', holdTransfer(alice, bob, '1.00')],
    ['is not closed', close(alice)],
  ])('%s', (_what, command) => {
    const bank = fresh()
    proceed(bank, freeze(alice))
    expect(bank.execute(command)).toMatchObject({ rejection: { reason: 'AccountFrozen' } })
  })
  it('takes nothing in', () => {
    const carol = account(id(0xc1), id(0xc))
    const bank = fresh()
    proceed(bank, freeze(bob), allowOverdraft(alice, '5.00'))
    expect(bank.execute(transfer(alice, bob, '1.00'))).toMatchObject({
      rejection: { reason: 'AccountFrozen' },
    })
    expect(bank.execute(transfer(alice, carol, '1.00'))).toMatchObject({
      rejection: { reason: 'AccountNotFound' },
    })
  })
})
