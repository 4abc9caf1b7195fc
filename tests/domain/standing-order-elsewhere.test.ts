/** Standing orders to another bank: each date is a payment, ordered and handed in once, and done with that. */
import { describe, expect, it } from 'vitest'
import { accountStream, paymentStream, type TransferId } from '../../server/domain/ids.ts'
import {
  alice,
  approveTransfer,
  bob,
  cancelTransfer,
  closed,
  declineTransfer,
  deposited,
  expireTransfer,
  type Fact,
  froze,
  opened,
  type TestCommand,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import { atThisBank, removed, saved } from '../support/payees.ts'
import { bankStep, rejectedBy, settledBy } from '../support/payments.ts'
import type { PureBank } from '../support/pure-bank.ts'
import { createPureProcesses } from '../support/pure-processes.ts'
import {
  cancelOrder,
  execute,
  finish,
  monthly,
  notPaid,
  order,
  ordered,
  over,
  postponed,
  schedule,
} from '../support/standing-orders.ts'

const toCarol = { payee: 1 }
const [FIRST, NEXT] = ['2026-04-01', '2026-05-01']
const NOON = `${FIRST}T12:00:00.000Z`
const facts: Fact[] = [opened(alice), saved(1), deposited(alice, '15.00')]

const gives = (bank: PureBank, command: TestCommand) => {
  const result = bank.execute(command)
  return result.outcome === 'accepted' ? 'accepted' : result.rejection.reason
}
const at = (when: string, command: TestCommand): TestCommand => ({ ...command, at: when })
const last = (bank: PureBank, count: number) => bank.log.slice(-count).map(({ event }) => event.type)

describe('giving one', () => {
  it('names the payee, and never who that is', () => {
    given(...facts)
      .when(order(monthly, toCarol))
      .events(ordered(monthly, toCarol))
  })
  it.each<[string, Fact[], string]>([
    ['that is nobody’s', [opened(alice)], 'PayeeNotFound'],
    ['that was removed', [...facts, removed(1)], 'PayeeNotFound'],
    ['of somebody else', [opened(alice), saved(1, undefined, bob)], 'PayeeNotFound'],
    ['at this bank', [opened(alice), opened(bob), saved(1, atThisBank(bob))], 'PayeeAtThisBank'],
  ])('to a payee %s is refused', (_which, before, reason) => {
    given(...before)
      .when(order(monthly, toCarol))
      .rejects(reason as 'PayeeNotFound', { field: 'payeeId' })
  })
  it('in another currency than the account’s is refused', () => {
    const command = order(monthly, toCarol)
    const money = { amountMinor: 100n, currency: 'EUR' as const }
    given(...facts)
      .when({ ...command, data: { ...command.data, money } })
      .rejects('CurrencyMismatch', { field: 'fromAccountId', accountCurrency: 'USD' })
  })
})

describe('an occurrence', () => {
  it('holds the money, orders the payment and hands it in, in one commit with the order', () => {
    const { bank } = given(...facts, ordered(monthly, toCarol))
    expect(gives(bank, execute(FIRST))).toBe('accepted')
    expect(last(bank, 5)).toEqual([
      'MoneyHeld',
      'TransferHeld',
      'PaymentOrdered',
      'PaymentSubmitted',
      'OccurrenceExecuted',
    ])
    expect(gives(bank, execute(FIRST))).toBe('OccurrenceNotPlanned')
    const { transferId } = bank.log.at(-1)!.event.data as { transferId: TransferId }
    expect(bank.stateOf(paymentStream(transferId))).toMatchObject({ status: 'submitted', place: 'held' })
    expect(gives(bank, settledBy(1, transferId))).toBe('accepted')
    expect(bank.balanceOf(alice.accountId)).toBe(500n)
  })
  it('is done when it is handed in: what the other bank says of it is the payment’s, and the next date comes', () => {
    const { bank } = given(...facts, ordered(monthly, toCarol))
    bank.execute(execute(FIRST))
    const { transferId } = bank.log.at(-1)!.event.data as { transferId: TransferId }
    expect(gives(bank, rejectedBy(1, transferId))).toBe('accepted')
    expect(bank.balanceOf(alice.accountId)).toBe(1_500n)
    expect(gives(bank, execute(NEXT))).toBe('accepted')
    expect(last(bank, 1)).toEqual(['OccurrenceExecuted'])
  })
  it('cannot be called back, as nothing can that has been handed in', () => {
    const { bank } = given(...facts, ordered(monthly, toCarol))
    bank.execute(execute(FIRST))
    const { transferId } = bank.log.at(-1)!.event.data as { transferId: TransferId }
    expect(gives(bank, cancelTransfer(alice, transferId))).toBe('TransferNotCancellable')
  })
  it('without enough money is tried again', () => {
    const short = [opened(alice), saved(1), deposited(alice, '9.99'), ordered(monthly, toCarol)]
    given(...short)
      .when(execute(FIRST))
      .events(postponed(FIRST, `${FIRST}T14:00:00.000Z`, FIRST, toCarol))
  })
  it('counts against the limits of the payee', () => {
    const much = ordered(monthly, { ...toCarol, amount: '10000.01' })
    const { bank } = given(opened(alice), saved(1), deposited(alice, '20000.00'), much)
    bank.execute(execute(FIRST))
    expect(bank.log.at(-1)?.event).toMatchObject({
      type: 'OccurrencePostponed',
      data: { reason: 'LimitExceeded' },
    })
  })
  it('fails while the account is frozen, and the order goes on', () => {
    given(...facts, ordered(monthly, toCarol), froze(alice))
      .when(execute(FIRST))
      .events(notPaid(FIRST, 'AccountFrozen'))
  })
  it('fails when the account is closed, or the payee removed, and with it ends the order', () => {
    given(opened(alice), saved(1), ordered(monthly, toCarol), closed(alice))
      .when(execute(FIRST))
      .events(notPaid(FIRST, 'AccountClosed'), over('accountClosed'))
    given(...facts, ordered(monthly, toCarol), removed(1))
      .when(execute(FIRST))
      .events(notPaid(FIRST, 'PayeeNotFound'), over('payeeRemoved'))
  })
  it('is the last one when it is the last one', () => {
    const { bank } = given(...facts, ordered(schedule('once', FIRST), toCarol))
    bank.execute(execute(FIRST))
    expect(last(bank, 2)).toEqual(['OccurrenceExecuted', 'StandingOrderEnded'])
  })
})

describe('one that the bank’s people look at first', () => {
  const amount = '10000.00'
  const LATER = '2026-04-04T06:00:00.000Z'
  const inReview = () => {
    const large = ordered(monthly, { ...toCarol, amount })
    const { bank } = given(opened(alice), saved(1), deposited(alice, '50000.00'), large)
    expect(gives(bank, execute(FIRST))).toBe('accepted')
    expect(last(bank, 5)).toEqual([
      'MoneyHeld',
      'TransferHeld',
      'PaymentOrdered',
      'PaymentInReview',
      'OccurrenceInReview',
    ])
    return { bank, transferId: (bank.log.at(-1)!.event.data as { transferId: TransferId }).transferId }
  }
  it('is sent when it is handed in, however long the other bank then takes', () => {
    const { bank, transferId } = inReview()
    expect(gives(bank, finish(transferId, NOON))).toBe('OccurrenceNotDue')
    expect(gives(bank, at(NOON, approveTransfer(transferId)))).toBe('accepted')
    expect(gives(bank, finish(transferId, NOON))).toBe('OccurrenceNotDue')
    const own = createPureProcesses(bank)
    for (let round = 0; round < 3; round++) {
      own.fold()
      for (const command of own.due(NOON)) own.give(command)
    }
    expect(last(bank, 2)).toEqual(['PaymentSubmitted', 'OccurrenceExecuted'])
    expect(bank.stateOf(accountStream(alice.accountId))).toMatchObject({ held: { amountMinor: 1_000_000n } })
    expect(gives(bank, execute(NEXT))).toBe('accepted')
  })
  it.each<[string, (transferId: TransferId) => TestCommand, string]>([
    ['declined', (id) => at(NOON, declineTransfer(id)), 'TransferDeclined'],
    ['called back', (id) => at(NOON, cancelTransfer(alice, id)), 'TransferCancelled'],
    ['not decided in time', (id) => expireTransfer(id, LATER), 'TransferExpired'],
  ])('fails when it is %s', (_how, commandOf, reason) => {
    const { bank, transferId } = inReview()
    expect(gives(bank, commandOf(transferId))).toBe('accepted')
    expect(gives(bank, finish(transferId, LATER))).toBe('accepted')
    expect(bank.log.at(-1)?.event).toMatchObject({ type: 'OccurrenceFailed', data: { reason } })
  })
  it('is called back with its order, payment and all', () => {
    const { bank, transferId } = inReview()
    expect(gives(bank, at(NOON, cancelOrder()))).toBe('accepted')
    expect(last(bank, 5)).toEqual([
      'HoldReleased',
      'TransferCancelled',
      'PaymentDropped',
      'OccurrenceFailed',
      'StandingOrderEnded',
    ])
    expect(gives(bank, bankStep('submitPayment', NOON, transferId))).toBe('PaymentPast')
  })
  it('stays sent when its order is cancelled after it was handed in', () => {
    const { bank, transferId } = inReview()
    for (const command of [approveTransfer(transferId), bankStep('submitPayment', NOON, transferId)])
      expect(gives(bank, at(NOON, command))).toBe('accepted')
    expect(gives(bank, at(NOON, cancelOrder()))).toBe('accepted')
    expect(last(bank, 2)).toEqual(['OccurrenceExecuted', 'StandingOrderEnded'])
  })
})
