/** A standing order's transfer that the bank's people look at first: the date is done when the transfer is, and not before. */
import { describe, expect, it } from 'vitest'
import { type StandingOrderId, type TransferId, transferStream } from '../../server/domain/ids.ts'
import {
  alice,
  approveTransfer,
  bob,
  cancelTransfer,
  declineTransfer,
  deposited,
  expireTransfer,
  freeze,
  opened,
  type TestCommand,
} from '../support/bank.ts'
import { given } from '../support/given.ts'
import type { PureBank } from '../support/pure-bank.ts'
import { createPureProcesses } from '../support/pure-processes.ts'
import {
  cancelOrder,
  execute,
  finish,
  leaveOut,
  monthly,
  order,
  ordered,
  reorder,
  schedule,
} from '../support/standing-orders.ts'

const amount = '10000.00'
const [FIRST, NEXT] = ['2026-04-01', '2026-05-01']
const NOON = `${FIRST}T12:00:00.000Z`
const LATER = '2026-04-04T06:00:00.000Z'

const inReview = (when = monthly) => {
  const { bank } = given(opened(alice), opened(bob), deposited(alice, '50000.00'), ordered(when, { amount }))
  expect(bank.execute(execute(FIRST))).toMatchObject({ outcome: 'accepted' })
  const { transferId } = bank.log.at(-1)!.event.data as { transferId: TransferId }
  return { bank, transferId }
}
const at = (when: string, command: TestCommand): TestCommand => ({ ...command, at: when })
const gives = (bank: PureBank, command: TestCommand) => {
  const result = bank.execute(command)
  return result.outcome === 'accepted' ? 'accepted' : result.rejection.reason
}
const last = (bank: PureBank, count: number) => bank.log.slice(-count).map(({ event }) => event.type)

it('is neither executed nor failed while it is held', () => {
  const { bank, transferId } = inReview()
  expect(last(bank, 3)).toEqual(['MoneyHeld', 'TransferHeld', 'OccurrenceInReview'])
  expect(gives(bank, finish(transferId, NOON))).toBe('OccurrenceNotDue')
  expect(gives(bank, execute(FIRST, LATER))).toBe('OccurrenceNotPlanned')
  // The one after it waits its turn.
  expect(gives(bank, execute(NEXT))).toBe('OccurrenceNotPlanned')
})

describe('ends with its transfer', () => {
  it.each<[string, (transferId: TransferId) => TestCommand[], string, string | undefined]>([
    ['approved', (id) => [at(NOON, approveTransfer(id))], 'OccurrenceExecuted', undefined],
    ['declined', (id) => [at(NOON, declineTransfer(id))], 'OccurrenceFailed', 'TransferDeclined'],
    ['called back', (id) => [at(NOON, cancelTransfer(alice, id))], 'OccurrenceFailed', 'TransferCancelled'],
    ['not decided in time', (id) => [expireTransfer(id, LATER)], 'OccurrenceFailed', 'TransferExpired'],
    [
      'approved and not possible any more',
      (id) => [at(NOON, freeze(bob)), at(NOON, approveTransfer(id))],
      'OccurrenceFailed',
      'TransferFailed',
    ],
  ])('%s', (_what, commandsOf, type, reason) => {
    const { bank, transferId } = inReview()
    for (const command of commandsOf(transferId)) expect(gives(bank, command)).toBe('accepted')
    expect(gives(bank, finish(transferId, LATER))).toBe('accepted')
    const { event } = bank.log.at(-1)!
    expect(event).toMatchObject({ type, data: { date: FIRST, transferId, ...(reason && { reason }) } })
    // Once, and then comes the next one.
    expect(gives(bank, finish(transferId, LATER))).toBe('OccurrenceNotPlanned')
    expect(gives(bank, execute(NEXT))).toBe('accepted')
  })
  it('tells how much it was about, whatever the order is about by then', () => {
    const { bank, transferId } = inReview()
    expect(gives(bank, reorder({ amount: '5.00' }, NOON))).toBe('accepted')
    for (const command of [at(NOON, approveTransfer(transferId)), finish(transferId, NOON)])
      expect(gives(bank, command)).toBe('accepted')
    expect(bank.log.at(-1)?.event.data).toMatchObject({ money: { amountMinor: 1_000_000n } })
  })
  it('and the order with it, when it is the last one', () => {
    const { bank, transferId } = inReview(schedule('once', FIRST))
    expect(bank.log.at(-1)?.event.type).toBe('OccurrenceInReview')
    for (const command of [at(NOON, declineTransfer(transferId)), finish(transferId, NOON)])
      expect(gives(bank, command)).toBe('accepted')
    expect(last(bank, 2)).toEqual(['OccurrenceFailed', 'StandingOrderEnded'])
  })
})

it('cannot be left out, nor its date be changed: it can be called back', () => {
  const { bank, transferId } = inReview()
  expect(gives(bank, at(NOON, leaveOut(FIRST)))).toBe('OccurrenceInReview')
  expect(gives(bank, at(NOON, leaveOut(NEXT)))).toBe('accepted')
  expect(gives(bank, reorder({ schedule: schedule('once', '2026-06-01') }, NOON))).toBe('OccurrenceInReview')
  for (const command of [at(NOON, cancelTransfer(alice, transferId)), finish(transferId, NOON)])
    expect(gives(bank, command)).toBe('accepted')
  expect(gives(bank, execute('2026-06-01'))).toBe('accepted')
})

describe('cancelling the order', () => {
  it('calls back what is reviewed', () => {
    const { bank, transferId } = inReview()
    expect(gives(bank, at(NOON, cancelOrder()))).toBe('accepted')
    expect(last(bank, 4)).toEqual([
      'HoldReleased',
      'TransferCancelled',
      'OccurrenceFailed',
      'StandingOrderEnded',
    ])
    expect(gives(bank, approveTransfer(transferId))).toBe('TransferNotHeld')
    expect(gives(bank, finish(transferId, NOON))).toBe('StandingOrderNotActive')
  })
  it('takes down what has become of it, where nobody has yet', () => {
    const { bank, transferId } = inReview()
    expect(gives(bank, at(NOON, approveTransfer(transferId)))).toBe('accepted')
    expect(gives(bank, at(NOON, cancelOrder()))).toBe('accepted')
    expect(last(bank, 2)).toEqual(['OccurrenceExecuted', 'StandingOrderEnded'])
  })
  it('is nobody else’s', () => {
    const { bank } = inReview()
    expect(gives(bank, { ...at(NOON, cancelOrder()), by: bob.owner })).toBe('StandingOrderNotFound')
  })
})

it('is finished also where another order has the id of its transfer, and fails meanwhile', () => {
  const { bank, transferId } = inReview()
  const own = createPureProcesses(bank)
  const orderId = transferId as string as StandingOrderId
  expect(gives(bank, order(monthly, { orderId, amount: '1.00' }))).toBe('accepted')
  expect(gives(bank, freeze(bob))).toBe('accepted')
  expect(gives(bank, execute(FIRST, `${FIRST}T06:00:00.000Z`, orderId))).toBe('accepted')
  expect(bank.log.at(-1)?.event).toMatchObject({
    type: 'OccurrenceFailed',
    data: { orderId, transferId: null },
  })
  own.fold()
  expect(gives(bank, at(NOON, approveTransfer(transferId)))).toBe('accepted')
  own.fold()
  expect(own.due(NOON).map(({ command }) => command.name)).toContain('finishOccurrence')
})

it('is finished by the bank itself, once, also when it asks twice or its rows are made anew', () => {
  const { bank, transferId } = inReview()
  const own = createPureProcesses(bank)
  const finishing = () => own.due(NOON).filter(({ command }) => command.name === 'finishOccurrence')
  own.fold()
  expect(finishing()).toEqual([])
  expect(gives(bank, at(NOON, approveTransfer(transferId)))).toBe('accepted')
  own.fold()
  const due = finishing()
  expect(due).toHaveLength(1)
  own.forget()
  own.fold()
  expect(finishing()).toEqual(due)
  for (const command of [...due, ...due]) own.give(command)
  own.fold()
  expect(finishing()).toEqual([])
  const ends = bank.log.filter(({ event }) => event.type === 'OccurrenceExecuted')
  expect(ends).toHaveLength(1)
  expect(bank.stateOf(transferStream(transferId))).toMatchObject({ status: 'completed' })
})
