/**
 * Large transfers to somebody else wait, with their money held, until the bank's people have looked at them. One approver
 * is enough for most; the largest need two different people, one of them an approver. Whoever approves last settles the
 * transfer by the same rules as any other.
 */
import { z } from 'zod'
import type { Actor } from '../decider.ts'
import { accepted, defineCommand, rejected } from '../decider.ts'
import { transferIdSchema } from '../ids.ts'
import { approvalsFor } from '../limits/amounts.ts'
import { lineSchema } from '../text.ts'
import { type Approval, type HeldTransfer, type Transfer, transferRef } from '../transfer/decider.ts'
import { endsOf, isOver, notThere, opened, payerOf, release, settle } from '../transfer/held-commands.ts'

type Reviewer = Approval['role']
const input = z.object({ transferId: transferIdSchema })

/** Why there is nothing to decide about a transfer, if so. */
const notInReview = (transfer: Transfer, at: string) => {
  if (transfer.status === 'none') return notThere()
  if (transfer.status !== 'held') return isOver(transfer)
  if (transfer.purpose !== 'review') return rejected({ reason: 'TransferNotInReview', field: 'transferId' })
  // The process that gives the money back may be late; nobody decides any more all the same.
  if (transfer.expiresAt !== null && at >= transfer.expiresAt)
    return rejected({ reason: 'ReviewOver', field: 'transferId' })
  return undefined
}

const isParty = ({ customerId }: Actor, { fromCustomerId, toCustomerId }: HeldTransfer): boolean =>
  customerId !== null && (customerId === fromCustomerId || customerId === toCustomerId)

/** Lets a transfer that waits for review go on; with the last approval that it needs, it is settled. */
export const approveTransfer = defineCommand({
  roles: ['teller', 'approver'],
  input,
  prepare: (data, { actor, at }) => ({
    ...data,
    at: at.toISOString(),
    approval: { userId: actor.userId, role: actor.role as Reviewer },
  }),
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: (_, { transfer }) => endsOf(transfer),
  decide: ({ transferId, at, approval }, { transfer, ...ends }, actor) => {
    const problem = notInReview(transfer, at)
    if (problem) return problem
    const held = transfer as HeldTransfer
    if (isParty(actor, held)) return rejected({ reason: 'OwnTransfer', field: 'transferId' })
    if (held.approvals.some(({ userId }) => userId === approval.userId))
      return rejected({ reason: 'AlreadyApproved', field: 'transferId' })
    const approvals: readonly Approval[] = [...held.approvals, approval]
    const missing = approvalsFor(held.money) - approvals.length
    if (missing <= 0 && approvals.every(({ role }) => role !== 'approver'))
      return rejected({ reason: 'ApproverNeeded', field: 'transferId' })
    const approved = {
      type: 'TransferApproved' as const,
      data: { transferId, approvedBy: approval.userId, role: approval.role },
    }
    if (missing > 0) return accepted(approved)
    const settled = settle(transferId, {
      transfer: held,
      from: opened(ends.from),
      to: opened(ends.to),
    })
    return settled.outcome === 'accepted' ? accepted(approved, ...settled.events) : settled
  },
  answer: ({ transferId }) => ({ transferId }),
})

/** Refuses a transfer that waits for review, and gives its money back. */
export const declineTransfer = defineCommand({
  roles: ['teller', 'approver'],
  input: input.extend({ reason: lineSchema(1, 200) }),
  prepare: (data, { actor, at }) => ({ ...data, at: at.toISOString(), declinedBy: actor.userId }),
  streams: ({ transferId }) => ({ transfer: transferRef(transferId) }),
  further: (_, { transfer }) => payerOf(transfer),
  decide: ({ transferId, reason, at, declinedBy }, { transfer, from }, actor) => {
    const problem = notInReview(transfer, at)
    if (problem) return problem
    const held = transfer as HeldTransfer
    if (isParty(actor, held)) return rejected({ reason: 'OwnTransfer', field: 'transferId' })
    return accepted(release(transferId, { transfer: held, from: opened(from), reason: 'declined' }), {
      type: 'TransferDeclined' as const,
      data: { transferId, declinedBy, reason },
    })
  },
  answer: ({ transferId }) => ({ transferId }),
})
