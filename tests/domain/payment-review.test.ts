/** Large payments to other banks wait for the bank's people as transfers do, and go nowhere until they have approved. */
import { describe, expect, it } from 'vitest'
import { paymentStream, transferStream } from '../../server/domain/ids.ts'
import { paymentProcess } from '../../server/domain/payment/process.ts'
import { transferSettlement } from '../../server/domain/transfer-settlement/process.ts'
import {
  alice,
  approver,
  approveTransfer,
  cancelTransfer,
  declineTransfer,
  deposited,
  expireTransfer,
  freeze,
  opened,
  registered,
  settleTransfer,
  type TestCommand,
  teller,
  theTransfer,
} from '../support/bank.ts'
import { createConservation } from '../support/conservation.ts'
import { given } from '../support/given.ts'
import { expectCovered, expectEndedOnce } from '../support/invariants.ts'
import { saved } from '../support/payees.ts'
import { atSecond, bankStep, DAY_SECONDS, pay, rejectedBy, settledBy } from '../support/payments.ts'

const start = [registered(alice), opened(alice), deposited(alice, '90000.00'), saved(1)]
const DAY_3 = atSecond(3 * DAY_SECONDS)
const colleague = { ...approver, userId: 'another approver' }

const play = (...commands: readonly TestCommand[]) => {
  const { bank } = given(...start)
  const conservation = createConservation()
  conservation.follow(bank.log.map(({ event }) => event))
  const outcomes = commands.map((command) => {
    const before = bank.log.length
    const result = bank.execute(command)
    conservation.follow(bank.log.slice(before).map(({ event }) => event))
    expectCovered(bank)
    return result.outcome === 'accepted' ? 'accepted' : result.rejection.reason
  })
  expectEndedOnce(bank.log)
  return {
    bank,
    outcomes,
    types: bank.log.slice(start.length).map(({ event }) => event.type),
    transfer: (bank.stateOf(transferStream(theTransfer)) as { status: string }).status,
    payment: bank.stateOf(paymentStream(theTransfer)) as { status: string; place?: string },
    left: Number(bank.balanceOf(alice.accountId)) / 100,
  }
}
const sent = pay('10000.00')
const ORDERED = ['MoneyHeld', 'TransferHeld', 'PaymentOrdered', 'PaymentInReview']

describe('which payments wait', () => {
  it.each([
    ['9999.99', undefined, ['MoneyHeld', 'TransferHeld', 'PaymentOrdered', 'PaymentSubmitted']],
    ['10000.00', undefined, ORDERED],
    ['10000.00', 30, ORDERED],
  ])('of %s, to be undone for %s seconds', (amount, settleAfterSeconds, types) => {
    expect(play(pay(amount, { settleAfterSeconds })).types).toEqual(types)
  })
  it('is told with the answer, and until when', () => {
    const { bank } = given(...start)
    expect(bank.execute(sent)).toMatchObject({
      answer: { transferId: theTransfer, status: 'held', purpose: 'review', expiresAt: DAY_3 },
    })
    expect(given(...start).bank.execute(pay('1.00'))).toMatchObject({
      answer: { status: 'held', purpose: 'external' },
    })
  })
  it('whatever the bank or the clearing house does meanwhile', () => {
    const { outcomes, types } = play(
      sent,
      bankStep('submitPayment', atSecond(60)),
      bankStep('acknowledgePayment'),
      bankStep('expirePayment', atSecond(DAY_SECONDS)),
      settledBy(1),
      rejectedBy(1),
      settleTransfer(theTransfer, DAY_3),
    )
    expect(outcomes.slice(1)).toEqual([...Array(5).fill('PaymentPast'), 'TransferNotDue'])
    expect(types).toEqual(ORDERED)
  })
})

describe('how it ends', () => {
  it('approved, it goes on its way as any other does', () => {
    const { types, transfer, left } = play(
      sent,
      approveTransfer(),
      bankStep('submitPayment', atSecond(1)),
      settledBy(1),
    )
    expect(types.slice(ORDERED.length)).toEqual(
      [
        ...['TransferApproved', 'PaymentApproved', 'PaymentSubmitted'],
        ...['HoldSettled', 'MoneyWithdrawn', 'MoneyDeposited', 'TransferCompleted', 'PaymentSettled'],
      ].toSpliced(5, 0, 'AccountOpened'),
    )
    expect([transfer, left]).toEqual(['completed', 80_000])
  })
  it('approved, it is still held, and nobody else has to approve it', () => {
    expect(play(sent).bank.execute(approveTransfer())).toMatchObject({
      answer: { transferId: theTransfer, status: 'held', missing: 0 },
    })
  })
  it('declined, called back or expired, the money is given back and nothing is handed in', () => {
    for (const [ending, event, reason] of [
      [declineTransfer(), 'TransferDeclined', 'Declined'],
      [cancelTransfer(alice), 'TransferCancelled', 'Cancelled'],
      [expireTransfer(theTransfer, DAY_3), 'TransferExpired', 'Expired'],
    ] as const) {
      const { bank, types, payment, left } = play(sent, ending, bankStep('submitPayment', DAY_3))
      expect(types.slice(ORDERED.length)).toEqual(['HoldReleased', event, 'PaymentDropped'])
      expect(bank.log.at(-1)?.event.data).toMatchObject({ reason })
      expect([payment.status, payment.place, left]).toEqual(['dropped', 'with us', 90_000])
    }
  })
  it('approved and then frozen, it fails when it is to be handed in', () => {
    const { transfer, payment } = play(
      sent,
      approveTransfer(),
      freeze(alice),
      bankStep('submitPayment', atSecond(1)),
    )
    expect([transfer, payment.status]).toEqual(['failed', 'dropped'])
  })
  it('approved, it can be called back until it is handed in, and is nobody’s to decide any more', () => {
    expect(play(sent, approveTransfer(), cancelTransfer(alice)).outcomes.at(-1)).toBe('accepted')
    const { outcomes } = play(
      sent,
      approveTransfer(),
      approveTransfer(theTransfer, colleague),
      declineTransfer(),
      expireTransfer(theTransfer, DAY_3),
      bankStep('submitPayment', atSecond(1)),
      cancelTransfer(alice),
    )
    expect(outcomes).toEqual([
      ...['accepted', 'accepted', 'TransferNotInReview', 'TransferNotInReview', 'TransferNotDue'],
      ...['accepted', 'TransferNotCancellable'],
    ])
  })
})

it.each<[string, string, TestCommand[], string[]]>([
  [
    'one approver',
    '10000.00',
    [approveTransfer(theTransfer, teller), approveTransfer()],
    ['ApproverNeeded', 'accepted'],
  ],
  [
    'two different people',
    '20000.00',
    [approveTransfer(), approveTransfer(), approveTransfer(theTransfer, teller)],
    ['accepted', 'AlreadyApproved', 'accepted'],
  ],
])('takes %s for %s', (_what, amount, approvals, outcomes) => {
  // The payee is not new any more on the next day.
  const later = (command: TestCommand): TestCommand => ({ ...command, at: atSecond(2 * DAY_SECONDS) })
  const first = pay('1.00', { transferId: '00000000-0000-7000-8000-000000000072' as typeof theTransfer })
  const played = play(first, ...[pay(amount), ...approvals].map(later))
  expect(played.outcomes.slice(2)).toEqual(outcomes)
  expect(played.types.at(-1)).toBe('PaymentApproved')
})

it('leaves nothing to do for the bank while it waits, and makes it due when it is approved', () => {
  const moment = (now: string) => ({ instanceId: theTransfer, now })
  const event = (type: string) =>
    ({ type, data: { transferId: theTransfer, submitAt: atSecond(5) } }) as never
  const inReview = paymentProcess.on.PaymentInReview()
  expect([paymentProcess.dueAt(inReview), paymentProcess.commandsDue(inReview, moment(DAY_3))]).toEqual([
    null,
    [],
  ])
  const approved = paymentProcess.on.PaymentApproved(inReview, event('PaymentApproved'))
  expect(paymentProcess.dueAt(approved)).toBe(atSecond(5))
  const held = { status: 'held', settleAt: null, expiresAt: DAY_3 } as const
  expect(transferSettlement.dueAt(held)).toBe(DAY_3)
  expect(transferSettlement.dueAt(transferSettlement.on.PaymentApproved(held)!)).toBeNull()
})
