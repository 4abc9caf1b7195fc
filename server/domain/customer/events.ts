/** What can have happened to a customer. The only events that hold a person's name and email. */
import { z } from 'zod'
import { defineEvent, type EventOf } from '../event.ts'
import { customerIdSchema } from '../ids.ts'

export const customerEvents = {
  // Version 1 held one `name`.
  CustomerRegistered: defineEvent('CustomerRegistered', 2, {
    customerId: customerIdSchema,
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
  }),
}

export type CustomerRegistered = EventOf<typeof customerEvents.CustomerRegistered>
export type CustomerEvent = CustomerRegistered
