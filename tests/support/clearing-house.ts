/** The clearing house as tests have it: what the simulation plans, without its tables, and seldom as well-behaved. */
import { expect } from 'vitest'
import type { ClearingOrder } from '../../server/clearing/clearing-house.ts'
import { type PlannedMessage, plan } from '../../server/clearing/plan.ts'
import { clearingSettings } from '../../server/clearing/settings.ts'
import { paymentStream, type TransferId } from '../../server/domain/ids.ts'
import { isOutgoing, type Payment } from '../../server/domain/payment/decider.ts'
import { internalAccountId } from '../../server/domain/the-bank.ts'
import { type TestCommand, theBank } from './bank.ts'
import { bankStep } from './payments.ts'
import type { PureBank } from './pure-bank.ts'

const settings = {
  ...clearingSettings,
  probabilities: {
    rejected: 0.2,
    returned: 0.2,
    late: 0.2,
    silent: 0.1,
    duplicate: 0.4,
    outOfOrder: 0.5,
    reply: 0,
  },
}

export const createHouse = (seed: number) => {
  const orders = new Map<string, readonly PlannedMessage[]>()
  const seeded = { ...settings, seed: String(seed) }
  return {
    submit: (order: ClearingOrder, at: number) => {
      if (orders.has(order.paymentId)) return
      orders.set(
        order.paymentId,
        plan(order, { number: orders.size + 1, submittedAt: new Date(at), settings: seeded }),
      )
    },
    delivered: (now: number) =>
      [...orders.values()].flat().filter(({ deliverAt }) => deliverAt.getTime() <= now),
    /** Whether the other bank has the money once everything has been said. */
    isPaid: (paymentId: string): boolean => {
      const answers = (orders.get(paymentId) ?? []).flatMap(({ content }) =>
        content.kind === 'answer' ? [content] : [],
      )
      const last = answers.sort((a, b) => b.sequence - a.sequence)[0]
      return last?.outcome === 'settled'
    },
  }
}
export type House = ReturnType<typeof createHouse>

export const paymentOf = (bank: PureBank, transferId: TransferId) =>
  bank.stateOf(paymentStream(transferId)) as Payment

/** Gives the house everything that it does not have, as far as the bank knows. Answers what the bank then takes down. */
export const handIn = (
  bank: PureBank,
  house: House,
  { transferIds, now }: { transferIds: readonly TransferId[]; now: number },
): TestCommand[] =>
  transferIds.flatMap((transferId) => {
    const payment = paymentOf(bank, transferId)
    if (payment.status === 'none' || payment.isAcknowledged) return []
    const common = { paymentId: transferId, money: payment.money }
    if (isOutgoing(payment)) {
      if (payment.status !== 'submitted' || payment.place !== 'held') return []
      const party = { name: 'Carol', number: 'DE89370400440532013000' }
      house.submit({ kind: 'payment', ...common, debtor: party, creditor: party, description: '' }, now)
    } else if (payment.status === 'sentBack') {
      house.submit({ kind: 'return', ...common, reference: 'salary 7' }, now)
    } else return []
    return [bankStep('acknowledgePayment', new Date(now).toISOString(), transferId)]
  })

/** What the bank makes of one of its messages. */
export const takenOver = ({ content }: PlannedMessage): TestCommand => {
  if (content.kind !== 'answer') throw new Error('Nobody pays anything back here')
  const about = { transferId: content.paymentId as TransferId, sequence: content.sequence }
  return content.outcome === 'settled'
    ? { name: 'settlePayment', data: about, by: theBank }
    : { name: 'rejectPayment', data: { ...about, reason: content.reason }, by: theBank }
}

/**
 * Every payment has ended where the house says, and what stands in suspense can be explained payment by payment.
 * All of them in dollars. Answers in which states they are.
 */
export const expectPaymentsExplained = (
  bank: PureBank,
  house: House,
  transferIds: readonly TransferId[],
): string[] => {
  const moneyOfPayment = (transferId: TransferId): bigint => {
    const payment = paymentOf(bank, transferId)
    return payment.status === 'none' ? 0n : payment.money.amountMinor
  }
  const states: string[] = []
  let [paid, borne, unplaced, inSuspense] = [0n, 0n, 0n, 0n]
  for (const transferId of transferIds) {
    const payment = paymentOf(bank, transferId)
    if (!isOutgoing(payment)) continue
    const isGone = payment.place === 'customer' || payment.place === 'suspense'
    expect(isGone, transferId).toBe(house.isPaid(transferId))
    if (isGone) paid += payment.money.amountMinor
    inSuspense += payment.inSuspense.amountMinor
    states.push(`${payment.status} ${payment.place}`)
  }
  for (const { event } of bank.log) {
    const { type, data } = event
    if (type === 'PaymentReceived') paid -= data.money.amountMinor
    if (type === 'PaymentSettled' && data.paidFrom === 'suspense') borne -= moneyOfPayment(data.transferId)
    if (type === 'PaymentReturned' && data.paidTo === 'suspense') borne += moneyOfPayment(data.transferId)
    if (type === 'SuspenseCleared') borne -= data.money.amountMinor
    if (type === 'PaymentUnplaced') unplaced += data.money.amountMinor
    if (type === 'PaymentSentBack') unplaced -= moneyOfPayment(data.transferId)
  }
  expect(bank.balanceOf(internalAccountId('clearing', 'USD'))).toBe(paid)
  expect(unplaced).toBe(0n)
  expect(bank.balanceOf(internalAccountId('suspense', 'USD'))).toBe(borne)
  expect(inSuspense).toBe(borne)
  return states
}
