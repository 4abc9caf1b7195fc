/**
 * What a customer has written beside one of their transactions. It is theirs alone: encrypted under their key, and gone
 * with it.
 */
import { z } from 'zod'
import { defineEvent, type EventOf, withPersonalData } from '../event.ts'
import { accountIdSchema, customerIdSchema } from '../ids.ts'

export const noteEvents = {
  /** The customer has written a note on one of their transactions, changed it or taken it away. */
  TransactionNoted: withPersonalData(
    defineEvent('TransactionNoted', 1, {
      customerId: customerIdSchema,
      accountId: accountIdSchema,
      /** The movement's own event. */
      position: z.int().positive(),
      /** Empty: there is none any more. */
      note: z.string(),
    }),
    { subject: 'customerId', erased: { note: '' } },
  ),
}

export type NoteEvent = EventOf<typeof noteEvents.TransactionNoted>
