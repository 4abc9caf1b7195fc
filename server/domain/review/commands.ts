/**
 * Large transfers to somebody else wait, with their money held, until the bank's people have looked at them. One approver
 * is enough for most; the largest need two different people, one of them an approver. Whoever approves last settles the
 * transfer by the same rules as any other; a payment to another bank goes on its way there.
 */
import { z } from 'zod'
import { accountRef } from '../bank-account/decider.ts'
import type { Actor } from '../decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { type TransferId, transferIdSchema } from '../ids.ts'
import { approvalsFor } from '../limits/amounts.ts'
import type { Payment } from '../payment/decider.ts'
import { lineSchema } from '../text.ts'
import { type Approval, type HeldTransfer, type Transfer, transferRef } from '../transfer/decider.ts'
import type { TransferFailed } from '../transfer/events.ts'
import {
  dropped,
  isExternal,
  isOver,
  notThere,
  opened,
  payerAndPayment,
  release,
  settle,
} from '../transfer/held-commands.ts'

type Reviewer = Approval['role']
const input = z.object({ transferId: transferIdSchema })

/** Why there is nothing to decide about a transfer, if so. */
const notInReview = (transfer: Transfer, { at, payment }: { at: string; payment: Payment | undefined }) => {
  if (transfer.status === 'none') return notThere()
  if (transfer.status !== 'held') return isOver(transfer)
  const isApproved = isExternal(transfer) && payment?.status !== 'inReview'
  if (transfer.purpose !== 'review' || isApproved)
    return rejected({ reason: 'TransferNotInReview', field: 'transferId' })
  // The process that gives the money back may be late; nobody decides any more all the same.
  if (transfer.expiresAt !== null && at >= transfer.expiresAt)
    return rejected({ reason: 'ReviewOver', field: 'transferId' })
  return undefined
}

const isParty = ({ customerId }: Actor, { fromCustomerId, toCustomerId }: HeldTransfer): boolean =>
  customerId !== null && (customerId === fromCustomerId || customerId === toCustomerId)

/** Lets a transfer that waits for review go on; with the last approval that it needs, it is settled or on its way. */
export const approveTransfer = defineCommand({
  roles: ['teller', 'approver'],
  input,
  prepare: (data, { actor, at }) => ({
    ...data,
    at: at.toISOString(),
    approval: { userId: actor.userId, role: actor.role as Reviewer },
  }),
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: ({ transferId }, { transfer }) =>
    transfer.status === 'held'
      ? {
          ...payerAndPayment(transferId, transfer),
          ...(!isExternal(transfer) && { to: accountRef(transfer.toAccountId) }),
        }
      : undefined,
  decide: ({ transferId, at, approval }, { transfer, payment, from, to }, actor) => {
    const problem = notInReview(transfer, { at, payment })
    if (problem) return problem
    const held = transfer as HeldTransfer
    if (isParty(actor, held)) return rejected({ reason: 'OwnTransfer', field: 'transferId' })
    if (held.approvals.some(({ userId }) => userId === approval.userId))
      return rejected({ reason: 'AlreadyApproved', field: 'transferId' })
    const approvals: readonly Approval[] = [...held.approvals, approval]
    const missing = missingAfter(held)
    if (missing === 0 && approvals.every(({ role }) => role !== 'approver'))
      return rejected({ reason: 'ApproverNeeded', field: 'transferId' })
    const approved = {
      type: 'TransferApproved' as const,
      data: { transferId, approvedBy: approval.userId, role: approval.role },
    }
    if (missing > 0) return accepted(approved)
    if (isExternal(held))
      return accepted(approved, { type: 'PaymentApproved' as const, data: { transferId, submitAt: at } })
    const settled = settle(transferId, { transfer: held, from: opened(from), to: opened(to) })
    return settled.outcome === 'accepted' ? accepted(approved, ...settled.events) : settled
  },
  answer: ({ transferId }, events, { transfer }): { transferId: TransferId } & ApprovalOutcome => ({
    transferId,
    ...approvalOutcome(events),
    missing: missingAfter(transfer as HeldTransfer),
  }),
})

/** How many approvals are still missing after one more. */
const missingAfter = ({ money, approvals }: HeldTransfer): number =>
  Math.max(0, approvalsFor(money) - approvals.length - 1)

/**
 * What has come of it: the money is there, or the accounts had come to forbid it and it was given back, for this reason.
 * Held it is as long as approvals are missing, and a payment to another bank until that one has it.
 */
type ApprovalOutcome = { readonly missing: number } & (
  | { readonly status: 'held' | 'completed' }
  | { readonly status: 'failed'; readonly reason: string }
)

const approvalOutcome = (events: readonly { readonly type: string; readonly data: object }[]) => {
  const failed = events.find((event): event is TransferFailed => event.type === 'TransferFailed')
  if (failed) return { status: 'failed' as const, reason: failed.data.reason }
  const isCompleted = events.some(({ type }) => type === 'TransferCompleted')
  return { status: isCompleted ? ('completed' as const) : ('held' as const) }
}

/** Refuses a transfer that waits for review, and gives its money back. */
export const declineTransfer = defineCommand({
  roles: ['teller', 'approver'],
  input: input.extend({ reason: lineSchema(1, 200) }),
  prepare: (data, { actor, at }) => ({ ...data, at: at.toISOString(), declinedBy: actor.userId }),
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: ({ transferId }, { transfer }) => payerAndPayment(transferId, transfer),
  decide: ({ transferId, reason, at, declinedBy }, { transfer, from, payment }, actor) => {
    const problem = notInReview(transfer, { at, payment })
    if (problem) return problem
    const held = transfer as HeldTransfer
    if (isParty(actor, held)) return rejected({ reason: 'OwnTransfer', field: 'transferId' })
    return accepted(
      release(transferId, { transfer: held, from: opened(from), reason: 'declined' }),
      { type: 'TransferDeclined' as const, data: { transferId, declinedBy, reason } },
      ...dropped(transferId, held, 'Declined'),
    )
  },
  answer: ({ transferId }) => ({ transferId, status: 'declined' as const }),
})
