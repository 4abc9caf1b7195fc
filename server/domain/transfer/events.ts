/** What can have happened to a transfer. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { accountIdSchema, customerIdSchema, transferIdSchema } from '../ids.ts'
import { storedMoneySchema } from '../money.ts'

/** What a held transfer waits for. */
export const holdPurposes = ['undoWindow', 'review', 'external'] as const
export type HoldPurpose = (typeof holdPurposes)[number]

/** Who may look at what waits for review. */
export const reviewerRoles = ['teller', 'approver'] as const

const parties = {
  transferId: transferIdSchema,
  fromAccountId: accountIdSchema,
  toAccountId: accountIdSchema,
  /** The owners at the time, so that a reader knows both parties without looking the accounts up. */
  fromCustomerId: customerIdSchema,
  toCustomerId: customerIdSchema,
  money: storedMoneySchema,
  description: z.string(),
}

export const transferEvents = {
  /** The money is set aside; nothing has moved yet. */
  TransferHeld: defineEvent('TransferHeld', 1, {
    ...parties,
    purpose: z.enum(holdPurposes),
    /** From when on it is to be settled by itself; null when something else decides. */
    settleAt: z.iso.datetime().nullable(),
    /** When the money is given back if nothing has been decided by then. */
    expiresAt: z.iso.datetime().nullable(),
  }),
  /** The money is on the other account: at once, or after it was held. */
  TransferCompleted: defineEvent('TransferCompleted', 1, parties),
  /** Its sender has called it back while the money was held. */
  TransferCancelled: defineEvent('TransferCancelled', 1, { transferId: transferIdSchema }),
  /** It could not be settled, for the reason of the rule which said no; the money is given back. */
  TransferFailed: defineEvent('TransferFailed', 1, { transferId: transferIdSchema, reason: z.string() }),
  /** One of the bank's people has looked at it and lets it go on; it may need another one. */
  TransferApproved: defineEvent('TransferApproved', 1, {
    transferId: transferIdSchema,
    approvedBy: z.string(),
    role: z.enum(reviewerRoles),
  }),
  /** One of the bank's people has refused it; the money is given back. */
  TransferDeclined: defineEvent('TransferDeclined', 1, {
    transferId: transferIdSchema,
    declinedBy: z.string(),
    reason: z.string(),
  }),
  /** Nothing was decided in time; the money is given back. */
  TransferExpired: defineEvent('TransferExpired', 1, { transferId: transferIdSchema }),
  /** All of it, or a part, was given back by a transfer of its own. */
  TransferRefunded: defineEvent('TransferRefunded', 1, {
    transferId: transferIdSchema,
    refundId: transferIdSchema,
    money: storedMoneySchema,
    /** All that was ever given back of it. */
    refundedAfter: storedMoneySchema,
  }),
  /** It has given back what another one had brought. */
  RefundMade: defineEvent('RefundMade', 1, { transferId: transferIdSchema, refundOf: transferIdSchema }),
}

export type TransferHeld = EventOf<typeof transferEvents.TransferHeld>
export type TransferCompleted = EventOf<typeof transferEvents.TransferCompleted>
export type TransferFailed = EventOf<typeof transferEvents.TransferFailed>
export type TransferEvent = {
  [Type in keyof typeof transferEvents]: EventOf<(typeof transferEvents)[Type]>
}[keyof typeof transferEvents]
