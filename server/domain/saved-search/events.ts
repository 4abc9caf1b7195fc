/**
 * What can have happened to a customer's saved searches. How they are called, what was typed and whose number is looked
 * for is personal: encrypted under the customer's key, and gone with it.
 */
import { z } from 'zod'
import { defineEvent, type EventOf, withPersonalData } from '../event.ts'
import { customerIdSchema, searchIdSchema } from '../ids.ts'
import { impersonalFilterSchema } from './filter.ts'

const ofOne = { searchId: searchIdSchema, customerId: customerIdSchema }

export const savedSearchEvents = {
  /** A customer has saved a search under a name, or saved it anew. */
  SearchSaved: withPersonalData(
    defineEvent('SearchSaved', 1, {
      ...ofOne,
      name: z.string(),
      /** What was typed; empty when nothing was. */
      search: z.string(),
      /** The number of the account at the other end; empty for any. */
      counterparty: z.string(),
      filter: impersonalFilterSchema,
      savedAt: z.iso.datetime(),
    }),
    { subject: 'customerId', erased: { name: 'Erased search', search: '', counterparty: '' } },
  ),
  /** A search is in the customer's list no more. */
  SearchRemoved: defineEvent('SearchRemoved', 1, ofOne),
}

export type SearchSaved = EventOf<typeof savedSearchEvents.SearchSaved>
export type SearchRemoved = EventOf<typeof savedSearchEvents.SearchRemoved>
export type SavedSearchEvent = SearchSaved | SearchRemoved
