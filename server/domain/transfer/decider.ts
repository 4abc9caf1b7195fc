/**
 * A transfer settles at once, together with both accounts' events, or it is held first and ends once: completed,
 * cancelled, failed or expired. One that is completed can be given back, in parts.
 */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import {
  type AccountId,
  accountIdSchema,
  type CustomerId,
  customerIdSchema,
  type TransferId,
  transferIdSchema,
  transferStream,
} from '../ids.ts'
import { type Money, storedMoneySchema, zero } from '../money.ts'
import { holdPurposes, reviewerRoles, type TransferEvent, type TransferHeld } from './events.ts'

/** One of the bank's people has looked at it. */
export type Approval = { readonly userId: string; readonly role: (typeof reviewerRoles)[number] }
export type HeldTransfer = { readonly status: 'held'; readonly approvals: readonly Approval[] } & Readonly<
  Omit<TransferHeld['data'], 'transferId'>
>
export type CompletedTransfer = {
  readonly status: 'completed'
  readonly fromAccountId: AccountId
  readonly toAccountId: AccountId
  readonly fromCustomerId: CustomerId
  readonly toCustomerId: CustomerId
  readonly money: Money
  /** How much was given back, by how many transfers. */
  readonly refunded: Money
  readonly refunds: number
  /** What it gives back itself; null for all others. */
  readonly refundOf: TransferId | null
}
const endings = ['cancelled', 'failed', 'expired', 'declined'] as const
/** It has moved no money. */
export type UndoneTransfer = {
  readonly status: (typeof endings)[number]
  readonly fromCustomerId: CustomerId
}
export type EndedTransfer = CompletedTransfer | UndoneTransfer
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
      case 'TransferCompleted': {
        const { fromAccountId, toAccountId, fromCustomerId, toCustomerId, money } = event.data
        const ends = { fromAccountId, toAccountId, fromCustomerId, toCustomerId }
        return {
          ...{ status: 'completed', ...ends, money },
          ...{ refunded: zero(money.currency), refunds: 0, refundOf: null },
        }
      }
      case 'TransferRefunded': {
        const before = completed(state)
        return { ...before, refunded: event.data.refundedAfter, refunds: before.refunds + 1 }
      }
      case 'RefundMade':
        return { ...completed(state), refundOf: event.data.refundOf }
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
  // One that is completed may still be given back; hardly any ever is.
  isFinal: ({ status }) => status !== 'none' && status !== 'held',
  snapshot: {
    schemaVersion: 4,
    schema: z.union([
      z.object({ status: z.literal('none') }),
      z.object({ status: z.enum(endings), fromCustomerId: customerIdSchema }),
      z.object({
        status: z.literal('completed'),
        fromAccountId: accountIdSchema,
        toAccountId: accountIdSchema,
        fromCustomerId: customerIdSchema,
        toCustomerId: customerIdSchema,
        money: storedMoneySchema,
        refunded: storedMoneySchema,
        refunds: z.int().nonnegative(),
        refundOf: transferIdSchema.nullable(),
      }),
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

const completed = (state: Transfer): CompletedTransfer => {
  if (state.status !== 'completed') throw new Error('An event gives back a transfer that is not completed')
  return state
}

const ended = (state: Transfer, status: UndoneTransfer['status']): UndoneTransfer => {
  if (state.status === 'none') throw new Error('An event ends a transfer that never began')
  return { status, fromCustomerId: state.fromCustomerId }
}

export const transferRef = (id: TransferId) => ({ streamId: transferStream(id), aggregate: transfer })
