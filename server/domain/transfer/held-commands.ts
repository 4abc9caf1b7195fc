/**
 * How a held transfer ends: its owner cancels it, or the bank settles it or gives the money back. The bank's own commands
 * always end it when its time has come, one way or the other, so that whoever gives them need not understand a no: it
 * means that the transfer is over already, or not due yet.
 */
import { z } from 'zod'
import { accountRef, type BankAccount, deposit, type Existing, notOpen } from '../bank-account/decider.ts'
import type { ReleaseReason } from '../bank-account/events.ts'
import { releaseHold, settleHold } from '../bank-account/holds.ts'
import { type Actor, accepted, defineCommand, rejected } from '../decider.ts'
import { type TransferId, transferIdSchema } from '../ids.ts'
import { paymentRef } from '../payment/decider.ts'
import { THE_BANK } from '../the-bank.ts'
import { type EndedTransfer, type HeldTransfer, type Transfer, transferRef } from './decider.ts'

const input = z.object({ transferId: transferIdSchema })
export const payerOf = (transfer: Transfer) =>
  transfer.status === 'held' ? { from: accountRef(transfer.fromAccountId) } : undefined
export const endsOf = (transfer: Transfer) =>
  transfer.status === 'held'
    ? { from: accountRef(transfer.fromAccountId), to: accountRef(transfer.toAccountId) }
    : undefined

/** Whether it is a payment to another bank: that one's conversation with the clearing house is a stream of its own. */
export const isExternal = ({ purpose, toCustomerId }: HeldTransfer): boolean =>
  purpose === 'external' || toCustomerId === THE_BANK
/** The account that pays, and the payment that the transfer is, if it is one. */
export const payerAndPayment = (transferId: TransferId, transfer: Transfer) => {
  const payer = payerOf(transfer)
  if (!payer || transfer.status !== 'held') return undefined
  return { ...payer, ...(isExternal(transfer) && { payment: paymentRef(transferId) }) }
}
/** Beside the end of a payment's transfer. */
export const dropped = (transferId: TransferId, transfer: HeldTransfer, reason: string) =>
  isExternal(transfer) ? [{ type: 'PaymentDropped' as const, data: { transferId, reason } }] : []

/** Its accounts are there as long as it is held: they were when it was, and an account never vanishes. */
export const opened = (account: BankAccount | undefined): Exclude<BankAccount, { status: 'none' }> => {
  if (!account || account.status === 'none') throw new Error('A held transfer is between two accounts')
  return account
}

export const notThere = () => rejected({ reason: 'TransferNotFound', field: 'transferId' })
export const isOver = ({ status }: EndedTransfer) =>
  rejected({ reason: 'TransferNotHeld', field: 'transferId', status })
const notDue = () => rejected({ reason: 'TransferNotDue', field: 'transferId' })

export const release = (
  transferId: TransferId,
  { transfer, from, reason }: { transfer: HeldTransfer; from: Existing; reason: ReleaseReason },
) => releaseHold({ accountId: transfer.fromAccountId, transferId, reason }, from)

/** To everybody else it is not there, also when it is over. */
const isSender = (actor: Actor, { fromCustomerId }: HeldTransfer | EndedTransfer): boolean =>
  actor.role !== 'customer' || actor.customerId === fromCustomerId

/** Calls a transfer back while its money is only held. */
export const cancelTransfer = defineCommand({
  roles: ['customer', 'system'],
  input,
  prepare: (data) => data,
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: ({ transferId }, { transfer }) => payerAndPayment(transferId, transfer),
  // As long as the money is only held it can be called back, however late the bank is with settling it.
  decide: ({ transferId }, { transfer, from, payment }, actor) => {
    if (transfer.status === 'none' || !isSender(actor, transfer)) return notThere()
    if (transfer.status !== 'held') return isOver(transfer)
    // Once it may be under way at another bank, it is no more the customer's to call back.
    if (isExternal(transfer) && payment?.status !== 'ordered' && payment?.status !== 'inReview')
      return rejected({ reason: 'TransferNotCancellable', field: 'transferId' })
    return accepted(
      release(transferId, { transfer, from: opened(from), reason: 'cancelled' }),
      { type: 'TransferCancelled' as const, data: { transferId } },
      ...dropped(transferId, transfer, 'Cancelled'),
    )
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** With the time at which it is given, which settles what is due then and nothing else. */
const withTime = (data: z.output<typeof input>, { at }: { at: Date }) => ({ ...data, at: at.toISOString() })

/** Ends a held transfer whose time has come: completed, or failed with the money given back. */
export const settleTransfer = defineCommand({
  roles: ['system'],
  input,
  prepare: withTime,
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: (_, { transfer }) => endsOf(transfer),
  decide: ({ transferId, at }, { transfer, ...ends }) => {
    if (transfer.status === 'none') return notThere()
    if (transfer.status !== 'held') return isOver(transfer)
    if (transfer.settleAt === null || at < transfer.settleAt) return notDue()
    return settle(transferId, { transfer, from: opened(ends.from), to: opened(ends.to) })
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** Completes a held transfer, or ends it as failed where the accounts' own rules have come to forbid it. */
export const settle = (
  transferId: TransferId,
  {
    transfer,
    from,
    to,
  }: {
    transfer: HeldTransfer
    from: Exclude<BankAccount, { status: 'none' }>
    to: Exclude<BankAccount, { status: 'none' }>
  },
) => {
  const { fromAccountId, toAccountId, fromCustomerId, toCustomerId, money, description } = transfer
  const failed = (reason: string) =>
    accepted(release(transferId, { transfer, from, reason: 'failed' }), {
      type: 'TransferFailed' as const,
      data: { transferId, reason },
    })

  const closedOrFrozen = notOpen(from, 'fromAccountId') ?? notOpen(to, 'toAccountId')
  if (closedOrFrozen) return failed(closedOrFrozen.reason)
  const movement = { money, description }
  const taken = settleHold(
    { ...movement, accountId: fromAccountId, transfer: { transferId, counterpartyAccountId: toAccountId } },
    from,
  )
  if (taken.outcome === 'rejected') return failed(taken.rejection.reason)
  const given = deposit(
    { ...movement, accountId: toAccountId, transfer: { transferId, counterpartyAccountId: fromAccountId } },
    to,
  )
  if (given.outcome === 'rejected') return failed(given.rejection.reason)
  return accepted(...taken.events, ...given.events, {
    type: 'TransferCompleted' as const,
    data: { transferId, fromAccountId, toAccountId, fromCustomerId, toCustomerId, money, description },
  })
}

/** Gives the money of a held transfer back that nothing was decided about in time. */
export const expireTransfer = defineCommand({
  roles: ['system'],
  input,
  prepare: withTime,
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: ({ transferId }, { transfer }) => payerAndPayment(transferId, transfer),
  decide: ({ transferId, at }, { transfer, from, payment }) => {
    if (transfer.status === 'none') return notThere()
    if (transfer.status !== 'held') return isOver(transfer)
    if (transfer.expiresAt === null || at < transfer.expiresAt) return notDue()
    // A payment that was approved has a time limit of its own.
    if (isExternal(transfer) && payment?.status !== 'inReview') return notDue()
    return accepted(
      release(transferId, { transfer, from: opened(from), reason: 'expired' }),
      { type: 'TransferExpired' as const, data: { transferId } },
      ...dropped(transferId, transfer, 'Expired'),
    )
  },
  answer: ({ transferId }) => ({ transferId }),
})
