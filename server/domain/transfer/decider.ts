/**
 * A transfer settles at once, together with both accounts' events, or it is held first and ends once: completed,
 * cancelled, failed or expired.
 */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import {
  accountIdSchema,
  type CustomerId,
  customerIdSchema,
  type TransferId,
  transferStream,
} from '../ids.ts'
import { storedMoneySchema } from '../money.ts'
import { holdPurposes, reviewerRoles, type TransferEvent, type TransferHeld } from './events.ts'

/** One of the bank's people has looked at it. */
export type Approval = { readonly userId: string; readonly role: (typeof reviewerRoles)[number] }
export type HeldTransfer = { readonly status: 'held'; readonly approvals: readonly Approval[] } & Readonly<
  Omit<TransferHeld['data'], 'transferId'>
>
const endings = ['completed', 'cancelled', 'failed', 'expired', 'declined'] as const
export type EndedTransfer = {
  readonly status: (typeof endings)[number]
  readonly fromCustomerId: CustomerId
}
export type Transfer = { readonly status: 'none' } | HeldTransfer | EndedTransfer

/** Money on its way from one account to another. */
export const transfer: Aggregate<Transfer, TransferEvent> = {
  name: 'Transfer',
  initialState: { status: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'TransferHeld': {
        const { transferId: _own, ...details } = event.data
        return { status: 'held', ...details, approvals: [] }
      }
      case 'TransferCompleted':
        return { status: 'completed', fromCustomerId: event.data.fromCustomerId }
      case 'TransferCancelled':
        return ended(state, 'cancelled')
      case 'TransferFailed':
        return ended(state, 'failed')
      case 'TransferApproved': {
        if (state.status !== 'held') throw new Error('An event approves a transfer that is not held')
        const { approvedBy: userId, role } = event.data
        return { ...state, approvals: [...state.approvals, { userId, role }] }
      }
      case 'TransferDeclined':
        return ended(state, 'declined')
      case 'TransferExpired':
        return ended(state, 'expired')
    }
  },
  isFinal: ({ status }) => status !== 'none' && status !== 'held',
  snapshot: {
    schemaVersion: 3,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({ status: z.enum(endings), fromCustomerId: customerIdSchema }),
      z.object({
        status: z.literal('held'),
        fromAccountId: accountIdSchema,
        toAccountId: accountIdSchema,
        fromCustomerId: customerIdSchema,
        toCustomerId: customerIdSchema,
        money: storedMoneySchema,
        description: z.string(),
        purpose: z.enum(holdPurposes),
        settleAt: z.string().nullable(),
        expiresAt: z.string().nullable(),
        approvals: z.array(z.object({ userId: z.string(), role: z.enum(reviewerRoles) })),
      }),
    ]) as z.ZodType<Transfer>,
  },
}

const ended = (state: Transfer, status: EndedTransfer['status']): EndedTransfer => {
  if (state.status === 'none') throw new Error('An event ends a transfer that never began')
  return { status, fromCustomerId: state.fromCustomerId }
}

export const transferRef = (id: TransferId) => ({ streamId: transferStream(id), aggregate: transfer })
