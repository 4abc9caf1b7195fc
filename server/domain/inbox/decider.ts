/** How far a customer has read. One position says it all: notifications come in the order of the log. */
import { z } from 'zod'
import type { Aggregate } from '../decider.ts'
import { type CustomerId, inboxStream } from '../ids.ts'
import type { InboxEvent } from './events.ts'

export type Inbox = { readonly readUpTo: number }

/** How far one customer has read their notifications. */
export const inbox: Aggregate<Inbox, InboxEvent> = {
  name: 'Inbox',
  initialState: { readUpTo: 0 },
  evolve: (_, event) => {
    switch (event.type) {
      case 'NotificationsRead':
        return { readUpTo: event.data.upTo }
    }
  },
  snapshot: { schemaVersion: 1, schema: z.object({ readUpTo: z.int().nonnegative() }) },
}

export const inboxRef = (id: CustomerId) => ({ streamId: inboxStream(id), aggregate: inbox })
