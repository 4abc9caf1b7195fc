/** What can have happened to a transfer. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { accountIdSchema, customerIdSchema, transferIdSchema } from '../ids.ts'
import { storedMoneySchema } from '../money.ts'

export const transferEvents = {
  /** Money has left one account and reached another. */
  TransferCompleted: defineEvent('TransferCompleted', 1, {
    transferId: transferIdSchema,
    fromAccountId: accountIdSchema,
    toAccountId: accountIdSchema,
    /** The owners at the time, so that a reader knows both parties without looking the accounts up. */
    fromCustomerId: customerIdSchema,
    toCustomerId: customerIdSchema,
    money: storedMoneySchema,
    description: z.string(),
  }),
}

export type TransferCompleted = EventOf<typeof transferEvents.TransferCompleted>
export type TransferEvent = TransferCompleted
